package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"chutri/internal/plan"
)

// scored is a bleve index, ranked by BM25. It has one field with all words of a task, and keeps neither their text nor their
// places. It is built as bleve advises for data that do not change: as one segment in a folder, mapped into memory.
type scored struct {
	index  bleve.Index
	folder string // removed by Close
}

// text is the name of its field.
const text = "text"

// tasksABatch is how many tasks bleve's builder holds in memory before it writes them.
const tasksABatch = 2000

func newBleve(register *plan.Register) (_ *scored, err error) {
	folder, err := os.MkdirTemp("", "chutri-bleve-")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("index with bleve: %w", err), os.RemoveAll(folder))
		}
	}()
	path := filepath.Join(folder, "index")
	if err := buildBleve(register, folder, path); err != nil {
		return nil, err
	}
	opened, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	if err != nil {
		return nil, err
	}
	return &scored{opened, folder}, nil
}

func buildBleve(register *plan.Register, folder, path string) error {
	how, err := bleveMapping()
	if err != nil {
		return err
	}
	builder, err := bleve.NewBuilder(path, how, map[string]any{"buildPathPrefix": folder, "batchSize": tasksABatch})
	if err != nil {
		return err
	}
	err = eachRecord(register, func(r record) error {
		fields := []string{r.code, r.title, r.terms, r.asked, r.part, r.output}
		return builder.Index(r.id, map[string]any{text: strings.Join(fields, " ")})
	})
	return errors.Join(err, builder.Close())
}

func bleveMapping() (mapping.IndexMapping, error) {
	how := bleve.NewIndexMapping()
	how.ScoringModel = index.BM25Scoring
	if err := how.AddCustomAnalyzer("words", map[string]any{"type": custom.Name, "tokenizer": whitespace.Name}); err != nil {
		return nil, err
	}
	how.DefaultAnalyzer = "words"
	field := bleve.NewTextFieldMapping()
	field.Store, field.IncludeInAll, field.IncludeTermVectors, field.DocValues = false, false, false, false
	task := bleve.NewDocumentStaticMapping()
	task.AddFieldMappingsAt(text, field)
	how.DefaultMapping = task
	return how, how.Validate()
}

func (s *scored) Find(question string) ([]string, error) {
	var words []query.Query
	for _, word := range questionWords(question) {
		one := bleve.NewTermQuery(word)
		one.SetField(text)
		words = append(words, one)
	}
	if len(words) == 0 {
		return nil, nil
	}
	found, err := s.index.Search(bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(words...), Limit, 0, false))
	if err != nil {
		return nil, fmt.Errorf("ask bleve: %w", err)
	}
	var ids []string
	for _, hit := range found.Hits {
		ids = append(ids, hit.ID)
	}
	return ids, nil
}

func (s *scored) Close() error { return errors.Join(s.index.Close(), os.RemoveAll(s.folder)) }
