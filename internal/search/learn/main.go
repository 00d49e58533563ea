// Command learn learns the weights of the search from the questions in the seeds and writes them to weights.json. Run it from the root of
// the module whenever the seeds or the features have changed.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"chutri/internal/search"
	"chutri/seeds"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("learn: ")
	folder := flag.String("folder", "internal/search", "`folder` of the package search")
	weak := flag.String("weak", "", "`file` to list the questions in that find another task than their own")
	flag.Parse()
	if err := run(*folder, *weak); err != nil {
		log.Fatal(err)
	}
}

func run(folder, weakFile string) error {
	data, err := seeds.Load(seeds.Files)
	if err != nil {
		return err
	}
	material := search.Material{Register: data.Register, Synonyms: synonyms(data.Synonyms)}
	if material.Chatter, err = lines(filepath.Join(folder, "testdata", "chatter.txt")); err != nil {
		return err
	}
	weights, weak := search.Learn(material, os.Stdout)
	if weakFile != "" {
		if err := os.WriteFile(weakFile, []byte(list(weak)), 0o644); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(weights, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "weights.json"), append(text, '\n'), 0o644)
}

// list writes the weak questions, one a line: the task, the question and the task that won, between tabs.
func list(weak []search.Weak) string {
	var b strings.Builder
	for _, w := range weak {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", w.Task, w.Question, w.Won)
	}
	return b.String()
}

// lines reads a file without its empty lines and comments.
func lines(file string) ([]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list, nil
}

func synonyms(from seeds.Synonyms) search.Synonyms {
	to := search.Synonyms{Groups: from.Groups}
	for _, a := range from.Abbreviations {
		to.Abbreviations = append(to.Abbreviations, [2]string{a.Short, a.Long})
	}
	return to
}
