// Command compare asks the questions of some files of the product's search, SQLite FTS5 and bleve, and prints by category how each
// answered them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"

	"chutri/benchmarks/engine"
	"chutri/internal/search"
	"chutri/internal/vietnamese"
	"chutri/seeds"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("compare: ")
	var files []string
	add := func(file string) error { files = append(files, file); return nil }
	flag.Func("questions", "`file` of questions, one JSON object a line; more may follow as arguments", add)
	fold := flag.Bool("fold", false, "take the accents off the questions for the product's search too, which reads them otherwise")
	flag.Parse()
	if err := run(append(files, flag.Args()...), *fold); err != nil {
		log.Fatal(err)
	}
}

func run(files []string, fold bool) error {
	questions, err := read(files)
	if err != nil {
		return err
	}
	if fold {
		for i := range questions {
			questions[i].Text = vietnamese.Fold(questions[i].Text)
		}
	}
	data, err := seeds.Default()
	if err != nil {
		return err
	}
	var all []table
	for _, name := range engine.Names {
		figures, err := ask(name, data, questions)
		if err != nil {
			return err
		}
		all = append(all, figures)
	}
	report(os.Stdout, engine.Names, all)
	return nil
}

func read(files []string) ([]search.Question, error) {
	if len(files) == 0 {
		return nil, errors.New("which questions? give -questions and a file")
	}
	var all []search.Question
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		questions, err := search.ReadQuestions(file)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, questions...)
	}
	return all, nil
}

// ask asks one engine all questions.
func ask(name string, data *seeds.Data, questions []search.Question) (figures table, err error) {
	asked, err := engine.New(name, data.Register, data.Synonyms)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, asked.Close()) }()
	for _, q := range questions {
		ids, err := asked.Find(q.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", name, q.Text, err)
		}
		figures.add(judge(data.Register, q, ids))
	}
	return figures, nil
}
