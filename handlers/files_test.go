package handlers_test

import (
	"fmt"

	"chutri/internal/report"
	"chutri/internal/texts"
)

// namedFiles stands for the makers of files, which have tests of their own: a file says what it was made of.
type namedFiles struct{}

func (namedFiles) Make(format string, weeks []report.Figures, say texts.Speaker) ([]byte, error) {
	last := weeks[len(weeks)-1]
	return fmt.Appendf(nil, "%s of %d figures in %s: %s with %d updates", format, len(weeks), say.Language, last.Period.Name, len(last.Updates)), nil
}
