// Package seeds holds the plans and the agencies as data, with what is needed to read and check them.
// The README.md beside it documents every field and how a plan is added or corrected by hand.
package seeds

import (
	"embed"
	"errors"
	"io/fs"

	"chutri/internal/plan"
)

// Files are the data that the program carries.
//
//go:embed *.yaml */*.yaml
var Files embed.FS

// Planned lists the plans' folders in the order of the contract.
var Planned = []string{"nan-doi-ben-tre", "nan-doi-cao-bang", "ket-luan-359", "phat-trien-ben-vung", "giam-ngheo"}

// Data is everything that the files say.
type Data struct {
	Register *plan.Register
	Synonyms Synonyms
}

// Synonyms are words that mean the same to the people who ask.
type Synonyms struct {
	Abbreviations []Abbreviation `yaml:"abbreviations"`
	Groups        [][]string     `yaml:"groups"` // each member stands for the others
}

// Abbreviation is a short form and what it stands for.
type Abbreviation struct {
	Short string `yaml:"short"`
	Long  string `yaml:"long"`
}

// Load reads and validates the data of a file system laid out like Files. The error joins everything that is wrong, each
// with its file and record.
func Load(files fs.FS) (*Data, error) {
	all, problems := readRecords(files)
	if len(problems) == 0 {
		problems = check(all)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return all.build(), nil
}
