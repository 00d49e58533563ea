package handlers_test

import (
	"fmt"

	"chutri/handlers"
	"chutri/internal/texts"
)

// namedFiles stands for the makers of files, which have tests of their own: a file says what it was made of.
type namedFiles struct{}

func (namedFiles) Make(file handlers.ReportFile, say texts.Speaker) ([]byte, error) {
	return fmt.Appendf(nil, "%s of %d weeks in %s: %s with %d updates, %d files, %+v", file.Format, len(file.Weeks), say.Language,
		file.Figures.Period.Name, len(file.Figures.Updates), len(file.Evidence), file.Letterhead), nil
}
