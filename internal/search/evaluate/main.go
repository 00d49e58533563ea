// Command evaluate asks the questions of a file and prints by category how they were answered.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"chutri/internal/agencies"
	"chutri/internal/search"
	"chutri/seeds"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("evaluate: ")
	file := flag.String("questions", "", "`file` of questions, one JSON object a line")
	verbose := flag.Bool("wrong", false, "print each question that was answered wrong")
	flag.Parse()
	if err := run(*file, *verbose); err != nil {
		log.Fatal(err)
	}
}

func run(file string, verbose bool) error {
	data, err := seeds.Load(seeds.Files)
	if err != nil {
		return err
	}
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	defer from.Close()
	questions, err := search.ReadQuestions(from)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	index := search.New(data.Register, agencies.New(data.Register.Agencies), synonyms(data.Synonyms))
	figures, wrong := search.Evaluate(index, questions)
	if verbose {
		for _, w := range wrong {
			fmt.Printf("%s: %s\n  want %v, %s\n", w.Question.Category, w.Question.Text, w.Question.Accept, w.Result.Outcome)
			for _, answer := range w.Result.Answers {
				fmt.Printf("  %.2f %s %s\n", answer.Score, answer.Task.ID, answer.Task.Title)
			}
		}
	}
	search.Table(os.Stdout, figures)
	return nil
}

func synonyms(from seeds.Synonyms) search.Synonyms {
	to := search.Synonyms{Groups: from.Groups}
	for _, a := range from.Abbreviations {
		to.Abbreviations = append(to.Abbreviations, [2]string{a.Short, a.Long})
	}
	return to
}
