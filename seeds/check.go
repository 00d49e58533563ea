package seeds

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"chutri/internal/agencies"

	"golang.org/x/text/unicode/norm"
)

// maxTitle is how many characters a title may have, so that it fits one line of a card.
const maxTitle = 90

// checker gathers everything that is wrong with the records.
type checker struct {
	plan     map[string]planRecord   // by id
	agency   map[string]agencyRecord // by key
	problems []error
}

func newChecker(plans []planRecord, all []agencyRecord) *checker {
	c := &checker{plan: make(map[string]planRecord), agency: make(map[string]agencyRecord)}
	for _, p := range plans {
		c.plan[p.ID] = p
	}
	for _, a := range all {
		c.agency[a.Key] = a
	}
	return c
}

func (c *checker) fail(file, record, format string, args ...any) {
	c.problems = append(c.problems, problem(file, record, fmt.Sprintf(format, args...)))
}

func (c *checker) agencies(all []agencyRecord) {
	const file = "agencies.yaml"
	seen := make(map[string]bool)
	owner := make(map[string]string)
	for _, a := range all {
		if a.Key == "" || a.Name == "" || a.Kind == "" {
			c.fail(file, a.Key, "an agency needs key, name and kind")
		}
		if seen[a.Key] {
			c.fail(file, a.Key, "the key stands twice")
		}
		seen[a.Key] = true
		for _, name := range agencies.Names(a.build()) {
			form := agencies.Form(name)
			if other, taken := owner[form]; taken && other != a.Key {
				c.fail(file, a.Key, "%q also names %s", name, other)
			}
			owner[form] = a.Key
			if len(form) < 2 {
				c.fail(file, a.Key, "%q is too short to tell an agency by", name)
			}
		}
		for _, collective := range a.MemberOf {
			if c.agency[collective].Kind != "collective" {
				c.fail(file, a.Key, "member of %q, which is no collective", collective)
			}
		}
		for _, s := range a.Successors {
			c.successor(file, a, s)
		}
	}
}

func (c *checker) successor(file string, a agencyRecord, s successorRecord) {
	switch {
	case s.Name == "" || s.Act == "" || s.Date.IsZero():
		c.fail(file, a.Key, "successor %q needs name, date and act", s.Name)
	case provinces[s.Province] == "":
		c.fail(file, a.Key, "successor %q: unknown province %q", s.Name, s.Province)
	case s.Date.Year() < 2018 || s.Date.Year() > 2100:
		c.fail(file, a.Key, "successor %q: year %d", s.Name, s.Date.Year())
	}
}

func (c *checker) synonyms(s Synonyms) {
	const file = "synonyms.yaml"
	seen := make(map[string]bool)
	for _, a := range s.Abbreviations {
		if a.Short == "" || a.Long == "" {
			c.fail(file, a.Short, "an abbreviation needs short and long")
		}
		if seen[a.Short] {
			c.fail(file, a.Short, "the abbreviation stands twice")
		}
		seen[a.Short] = true
	}
	for i, group := range s.Groups {
		if len(group) < 2 {
			c.fail(file, fmt.Sprintf("group %d", i+1), "a group needs two members: %q", group)
		}
	}
}

func (c *checker) plans(plans []planRecord) {
	keys := make(map[string]bool)
	for _, p := range plans {
		file := p.ID + "/plan.yaml"
		if p.Key == "" || p.Name == "" || p.Short == "" || p.Province == "" {
			c.fail(file, p.ID, "a plan needs key, name, short and province")
		}
		if keys[p.Key] {
			c.fail(file, p.ID, "another plan has the key %s", p.Key)
		}
		keys[p.Key] = true
		c.years(file, p.ID, p.Start, p.End)
		if p.Rows > 0 && (p.Source.Coded == "" || p.Source.Uncoded == "") || p.Source.Duty == "" {
			c.fail(file, p.ID, "the wording of its sources is incomplete")
		}
		parts := make(map[string]bool)
		for _, part := range p.Parts {
			if part.ID == "" || part.Title == "" {
				c.fail(p.ID+"/parts.yaml", part.ID, "a part needs id and title")
			}
			if parts[part.ID] {
				c.fail(p.ID+"/parts.yaml", part.ID, "the part stands twice")
			}
			parts[part.ID] = true
		}
	}
}

func (c *checker) tasks(plans []planRecord, tasks []taskRecord) {
	seen := make(map[string]bool)
	titles := make(map[string]string)
	for _, t := range tasks {
		if seen[t.ID] {
			c.fail(t.file, t.ID, "the id stands twice")
		}
		seen[t.ID] = true
		if other, taken := titles[t.plan+t.Title]; taken {
			c.fail(t.file, t.ID, "%s has the same title", other)
		}
		titles[t.plan+t.Title] = t.ID
		c.task(t)
	}
	for _, p := range plans {
		for row := 1; row <= p.Rows; row++ {
			if id := fmt.Sprintf("%s-%d", p.Key, row); !seen[id] {
				c.fail(p.ID, id, "the row is missing")
			}
		}
		duties := 0
		for _, t := range tasks {
			if t.plan != p.ID {
				continue
			}
			row := t.row(p)
			if row == 0 {
				duties++
				if want := fmt.Sprintf("%s-D%d", p.Key, duties); t.ID != want {
					c.fail(t.file, t.ID, "the id should be %s: duties are numbered without a gap", want)
				}
			} else if row > p.Rows || t.ID != fmt.Sprintf("%s-%d", p.Key, row) {
				c.fail(t.file, t.ID, "no row of this plan, which has %d", p.Rows)
			}
		}
	}
}

func (c *checker) task(t taskRecord) {
	p := c.plan[t.plan]
	duty := t.row(p) == 0
	length := utf8.RuneCountInString(norm.NFC.String(t.Title))
	switch {
	case t.Title == "":
		c.fail(t.file, t.ID, "no title")
	case length > maxTitle:
		c.fail(t.file, t.ID, "the title has %d characters, more than %d", length, maxTitle)
	}
	if t.Line <= 0 {
		c.fail(t.file, t.ID, "no source line")
	}
	if len(t.Lead) == 0 && len(t.Notes) == 0 {
		c.fail(t.file, t.ID, "no lead agency and no note that says why")
	}
	c.known(t.file, t.ID, "lead", t.Lead)
	c.known(t.file, t.ID, "coordinating", t.Coordinating)
	c.years(t.file, t.ID, t.Start, t.End)
	if len(t.Terms) == 0 {
		c.fail(t.file, t.ID, "no terms")
	}
	if len(t.Asked) < 6 {
		c.fail(t.file, t.ID, "%d questions in asked, fewer than 6", len(t.Asked))
	}
	c.texts(t.file, t.ID, append(append([]string{t.Title, t.Output, t.Cell, t.Period}, t.Terms...), append(t.Asked, t.Notes...)...))
	if duty {
		if t.Role != "lead" && t.Role != "carry_out" && t.Role != "coordinate" {
			c.fail(t.file, t.ID, "a duty's role is lead, carry_out or coordinate, not %q", t.Role)
		}
		return
	}
	if _, ok := p.build().Part(t.Part); !ok {
		c.fail(t.file, t.ID, "unknown part %q", t.Part)
	}
}

// texts refuses texts that are not in composed form: they would look right and not be found.
func (c *checker) texts(file, record string, texts []string) {
	for _, text := range texts {
		if !norm.NFC.IsNormalString(text) || !utf8.ValidString(text) || strings.TrimSpace(text) != text {
			c.fail(file, record, "%q is not trimmed text in composed form (NFC)", text)
		}
	}
}

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

func (c *checker) years(file, record string, start, end int) {
	for _, year := range []int{start, end} {
		if year != 0 && (year < 2000 || year > 2100) {
			c.fail(file, record, "year %d", year)
		}
	}
	if start != 0 && end != 0 && start > end {
		c.fail(file, record, "the period ends (%d) before it starts (%d)", end, start)
	}
}

func (c *checker) targets(targets []targetRecord, tasks []taskRecord) {
	known := make(map[string]bool)
	for _, t := range tasks {
		known[t.ID] = true
	}
	seen := make(map[string]bool)
	for _, t := range targets {
		if !strings.HasPrefix(t.ID, c.plan[t.plan].Key+"-T") || seen[t.ID] {
			c.fail(t.file, t.ID, "the id is no target of this plan, or stands twice")
		}
		seen[t.ID] = true
		if t.Name == "" || t.Unit == "" || len(t.Values) == 0 && t.Baseline == nil {
			c.fail(t.file, t.ID, "a target needs name, unit and a value")
		}
		for _, v := range t.Values {
			if v.Year < 2000 || v.Year > 2100 {
				c.fail(t.file, t.ID, "year %d", v.Year)
			}
			switch v.Op {
			case "=", "<", "<=", ">", ">=":
			default:
				c.fail(t.file, t.ID, "comparison %q", v.Op)
			}
		}
		for _, id := range t.Tasks {
			if !known[id] {
				c.fail(t.file, t.ID, "unknown task %q", id)
			}
		}
		c.texts(t.file, t.ID, append([]string{t.Name, t.Unit}, t.Terms...))
	}
}

func (c *checker) deadlines(deadlines []deadlineRecord) {
	const file = "deadlines.yaml"
	for i, d := range deadlines {
		record := fmt.Sprintf("deadline %d", i+1)
		if _, ok := c.plan[d.Plan]; !ok {
			c.fail(file, record, "unknown plan %q", d.Plan)
		}
		if d.What == "" || len(d.From) == 0 {
			c.fail(file, record, "a deadline needs what and from")
		}
		if len(d.To) == 0 && len(d.Notes) == 0 {
			c.fail(file, record, "nobody receives the report and no note says why")
		}
		dated := d.Month != 0 || d.Day != 0
		if dated && (d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31) {
			c.fail(file, record, "no such date: %d/%d", d.Day, d.Month)
		}
		switch d.Every {
		case "half_year", "year":
		case "none":
		default:
			c.fail(file, record, "every is half_year, year or none, not %q", d.Every)
		}
		c.known(file, record, "from", d.From)
		c.known(file, record, "to", d.To)
	}
}
