// Package engine asks the product's search and the two full-text searches that it is compared with in one way.
//
// All three get the same records and the same questions. For SQLite and bleve both are folded beforehand to words without
// accents, đ as d, whether they came composed or decomposed; the product's search does so itself where a question needs it.
package engine

import (
	"fmt"

	"chutri/internal/plan"
	"chutri/seeds"
)

// The engines by name.
const (
	Chutri = "chutri"
	SQLite = "sqlite"
	Bleve  = "bleve"
)

// Names lists the engines, the product's own first.
var Names = []string{Chutri, SQLite, Bleve}

// Limit is how many tasks an engine returns for a question at most.
const Limit = 5

// Engine finds tasks. It is asked by one goroutine at a time.
type Engine interface {
	// Find returns the ids of the tasks that answer the question, best first, at most Limit; none where nothing answers it.
	Find(question string) ([]string, error)
	// Close frees what the engine holds.
	Close() error
}

// New builds the engine with the given name over the tasks of a register, in memory. Only the product's search uses the synonyms.
func New(name string, register *plan.Register, synonyms seeds.Synonyms) (Engine, error) {
	switch name {
	case Chutri:
		return newChutri(register, synonyms), nil
	case SQLite:
		return newSQLite(register)
	case Bleve:
		return newBleve(register)
	}
	return nil, fmt.Errorf("there is no engine %q: want one of %v", name, Names)
}
