// Command learn learns the weights of the search from the questions in the seeds and writes them to weights.json. Run it in the folder of
// the package search whenever the seeds or the features have changed.
package main

import (
	"encoding/json"
	"flag"
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
	flag.Parse()
	if err := run(*folder); err != nil {
		log.Fatal(err)
	}
}

func run(folder string) error {
	data, err := seeds.Load(seeds.Files)
	if err != nil {
		return err
	}
	material := search.Material{Register: data.Register, Synonyms: synonyms(data.Synonyms)}
	if material.Outside, err = lines(filepath.Join(folder, "testdata", "outside.txt")); err != nil {
		return err
	}
	if material.Chatter, err = lines(filepath.Join(folder, "testdata", "chatter.txt")); err != nil {
		return err
	}
	weights, err := search.Learn(material, os.Stdout)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(weights, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "weights.json"), append(text, '\n'), 0o644)
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
