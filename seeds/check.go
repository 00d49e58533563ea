package seeds

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxTitle is how many characters a title may have, so that it fits one line of a card.
const maxTitle = 90

// The years that any record may speak of.
const firstYear, lastYear = 2000, 2100

// check returns everything that is wrong with the records.
func check(all records) []error {
	c := newChecker(all)
	c.agencies(all.agencies)
	c.synonyms(all.synonyms)
	c.plans(all.plans)
	c.tasks(all.plans, all.tasks)
	c.targets(all.targets)
	c.deadlines(all.deadlines)
	return c.problems
}

// checker gathers everything that is wrong with the records.
type checker struct {
	plan     map[string]planRecord   // by folder
	agency   map[string]agencyRecord // by key
	task     map[string]taskRecord   // by id
	problems []error
}

func newChecker(all records) *checker {
	c := &checker{
		plan:   make(map[string]planRecord),
		agency: make(map[string]agencyRecord),
		task:   make(map[string]taskRecord),
	}
	for _, p := range all.plans {
		c.plan[p.folder] = p
	}
	for _, a := range all.agencies {
		c.agency[a.Key] = a
	}
	for _, t := range all.tasks {
		c.task[t.ID] = t
	}
	return c
}

func (c *checker) fail(file, record, format string, args ...any) {
	c.problems = append(c.problems, problem(file, record, fmt.Sprintf(format, args...)))
}

// texts refuses texts that are not in composed form: they would look right and not be found.
func (c *checker) texts(file, record string, texts ...string) {
	for _, text := range texts {
		if !norm.NFC.IsNormalString(text) || !utf8.ValidString(text) || strings.TrimSpace(text) != text {
			c.fail(file, record, "%q is not trimmed text in composed form (NFC)", text)
		}
	}
}

// list refuses an entry of a list of texts that is empty, stands twice or is no proper text.
func (c *checker) list(file, record, field string, texts []string) {
	seen := make(map[string]bool)
	for _, text := range texts {
		if text == "" {
			c.fail(file, record, "%s: an entry is empty", field)
		}
		if folded := strings.ToLower(text); seen[folded] {
			c.fail(file, record, "%s: %q stands twice", field, text)
		} else {
			seen[folded] = true
		}
	}
	c.texts(file, record, texts...)
}

// title refuses a title that is missing or longer than a card's line.
func (c *checker) title(file, record, title string) {
	switch length := utf8.RuneCountInString(norm.NFC.String(title)); {
	case title == "":
		c.fail(file, record, "no title")
	case length > maxTitle:
		c.fail(file, record, "the title has %d characters, more than %d", length, maxTitle)
	}
	c.texts(file, record, title)
}

// line refuses a record that does not say where it comes from.
func (c *checker) line(file, record string, line int) {
	if line <= 0 {
		c.fail(file, record, "no source line")
	}
}

// known refuses keys that are no agency's or stand twice.
func (c *checker) known(file, record, field string, keys []string) {
	seen := make(map[string]bool)
	for _, key := range keys {
		if _, ok := c.agency[key]; !ok {
			c.fail(file, record, "%s: unknown agency %q", field, key)
		}
		if seen[key] {
			c.fail(file, record, "%s: %q stands twice", field, key)
		}
		seen[key] = true
	}
}

// years refuses a year that no plan can mean and a period that ends before it starts. Zero is a year that is not stated.
func (c *checker) years(file, record string, start, end int) {
	for _, year := range []int{start, end} {
		if year != 0 && (year < firstYear || year > lastYear) {
			c.fail(file, record, "year %d", year)
		}
	}
	if start != 0 && end != 0 && start > end {
		c.fail(file, record, "the period ends (%d) before it starts (%d)", end, start)
	}
}
