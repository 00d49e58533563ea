package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"chutri/internal/contract"
	"chutri/internal/search"
	"chutri/internal/texts"
)

// askCommand answers questions from the shell.
type askCommand struct {
	JSON     bool     `name:"json" help:"${help_json}"`
	Stdin    bool     `help:"${help_stdin}"`
	Question []string `arg:"" optional:"" help:"${help_question}"`
}

// Run answers the question of the command line, or every line of standard input.
func (c askCommand) Run(s *shell) error {
	if c.Stdin == (len(c.Question) > 0) {
		return usageError{errors.New(s.say.Plain("cli.no_question", nil))}
	}
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(s.out)
	if !c.Stdin {
		return errors.Join(c.answer(s, plans, out, strings.Join(c.Question, " ")), out.Flush())
	}
	lines := bufio.NewScanner(s.in)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for lines.Scan() {
		if err := errors.Join(c.answer(s, plans, out, lines.Text()), out.Flush()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// answer writes the answer to one question: a JSON object in one line, or what a person reads.
func (c askCommand) answer(s *shell, plans *Plans, to io.Writer, question string) error {
	result := plans.Search.Find(question)
	if c.JSON {
		answers := make([]contract.Answer, len(result.Answers))
		for i, a := range result.Answers {
			answers[i] = contract.Answer{Task: contract.NewTask(a.Task, plans.Register, s.now()), Score: a.Score}
		}
		return jsonLines(to).Encode(contract.NewAsk(question, string(result.Outcome), answers...))
	}
	if result.Outcome == search.NotFound {
		_, err := fmt.Fprintln(to, s.say.Plain("cli.not_found", nil))
		return err
	}
	for _, a := range result.Answers {
		line := s.say.Plain("cli.answer", texts.Data{
			"Lead": strings.Join(plans.Register.AgencyNames(a.Task.Lead), "; "), "ID": a.Task.ID, "Title": a.Task.Title, "Source": a.Task.Source,
		})
		if _, err := fmt.Fprintln(to, line); err != nil {
			return err
		}
		if result.Outcome == search.Answered {
			break
		}
	}
	return nil
}
