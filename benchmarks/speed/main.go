// Command speed measures the product's search, SQLite FTS5 and bleve in one run: time for a question, time to build the index and memory,
// each in a process of its own, over the real tasks and over many made by varying them.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"chutri/benchmarks/engine"
	"chutri/internal/search"
)

// options are what the command line says. With an engine the process measures that one alone.
type options struct {
	tasks     string
	questions string
	profile   string
	engine    string
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("speed: ")
	var o options
	flag.StringVar(&o.tasks, "tasks", "440,100000", "`numbers` of tasks to measure with")
	flag.StringVar(&o.questions, "questions", "../internal/search/testdata/questions-a.jsonl", "`file` of the questions that are asked")
	flag.StringVar(&o.profile, "profile", "", "`file` for a processor profile of the product's search answering, at the last number of tasks")
	flag.StringVar(&o.engine, "engine", "", "measure this engine alone and print JSON")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

func run(o options) error {
	var sizes []int
	for _, text := range strings.Split(o.tasks, ",") {
		size, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || size < 1 {
			return fmt.Errorf("%q is no number of tasks", text)
		}
		sizes = append(sizes, size)
	}
	if o.engine != "" {
		return runOne(o, sizes[0])
	}
	for i, size := range sizes {
		all := make(map[string]measured)
		for _, name := range engine.Names {
			one := options{tasks: strconv.Itoa(size), questions: o.questions, engine: name}
			if name == engine.Chutri && i == len(sizes)-1 {
				one.profile = o.profile
			}
			m, err := inProcess(one)
			if err != nil {
				return fmt.Errorf("measure %s at %d tasks: %w", name, size, err)
			}
			all[name] = m
		}
		report(os.Stdout, size, all)
	}
	return nil
}

// runOne measures one engine in this process.
func runOne(o options, tasks int) error {
	file, err := os.Open(o.questions)
	if err != nil {
		return err
	}
	defer file.Close()
	questions, err := search.ReadQuestions(file)
	if err != nil {
		return fmt.Errorf("%s: %w", o.questions, err)
	}
	if len(questions) == 0 {
		return fmt.Errorf("%s has no questions", o.questions)
	}
	m, err := measure(o.engine, tasks, questions, o.profile)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(m)
}

// inProcess measures one engine in a new process, so that none is charged with what another left behind.
func inProcess(o options) (m measured, err error) {
	program, err := os.Executable()
	if err != nil {
		return m, err
	}
	command := exec.Command(program, "-engine", o.engine, "-tasks", o.tasks, "-questions", o.questions, "-profile", o.profile)
	command.Stderr = os.Stderr
	printed, err := command.Output()
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(printed, &m)
}
