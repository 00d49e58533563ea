// Package form is the workbook in which an agency fills in how far its tasks are: a row for each task with what is known
// of it, and empty columns for what is new. It writes the workbook and reads it back.
package form

import (
	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// Column is a column of the form.
type Column int

// The columns in their order. From Status on they are filled in.
const (
	ID Column = iota
	Title
	Role
	Due
	Now
	Reported
	Status
	Percent
	Done
	Of
	Unit
	Note
	columns
)

// Columns lists all columns in their order.
func Columns() []Column {
	all := make([]Column, columns)
	for c := range columns {
		all[c] = c
	}
	return all
}

// String returns the column's name in texts' keys.
func (c Column) String() string {
	return [columns]string{
		"number", "title", "role", "due", "now", "reported", "status", "percent", "done", "of", "unit", "note",
	}[c]
}

// Words are the texts of a form in one language.
type Words struct {
	Sheet     string // name of the sheet
	Title     string // first line
	Hint      string // second line: how the form is filled in
	Heads     [columns]string
	Statuses  map[plan.Status]string                // of every status that can be reported
	Known     func(text string) (plan.Status, bool) // other words that surely are a status; may be nil
	NotStatus string                                // what the spreadsheet says to a status that is not in the list
}

// status returns the status that a cell names, in any of the languages, with or without accents, or by its id, or in other words that are
// known.
func status(text string, languages []Words) (plan.Status, bool) {
	form := fold(text)
	for _, s := range plan.Statuses {
		if form == fold(string(s)) {
			return s, true
		}
		for _, w := range languages {
			if form == fold(w.Statuses[s]) {
				return s, true
			}
		}
	}
	for _, w := range languages {
		if w.Known == nil {
			continue
		}
		if s, ok := w.Known(text); ok {
			return s, true
		}
	}
	return "", false
}

// columnOf returns the column with the given head, in any of the languages.
func columnOf(head string, languages []Words) (Column, bool) {
	form := fold(head)
	for _, w := range languages {
		for c, known := range w.Heads {
			if form == fold(known) {
				return Column(c), true
			}
		}
	}
	return 0, false
}

// fold makes two spellings of a phrase equal.
func fold(text string) string {
	folded := ""
	for i, word := range vietnamese.Words(vietnamese.Fold(text)) {
		if i > 0 {
			folded += " "
		}
		folded += word
	}
	return folded
}
