package handlers

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"

	"go.yaml.in/yaml/v3"
)

const (
	lessonRecords = "terms" // collection of what coordinators taught
	lessonsPage   = 6       // lessons on one page
	maxTerm       = 80      // characters of a term
)

// lesson is a question or a term with the task that a coordinator said it means.
type lesson struct {
	Task string    `json:"task"`
	Text string    `json:"text"`
	Term bool      `json:"term,omitempty"` // words that stand for the task within any question
	At   time.Time `json:"at"`

	key string
}

// lessons returns what coordinators taught, by key.
func (t *turn) lessons() ([]lesson, error) {
	var all []lesson
	err := t.r.Records(lessonRecords, "", func(r store.Record) bool {
		var l lesson
		if json.Unmarshal(r.Data, &l) == nil {
			l.key = r.Key
			all = append(all, l)
		}
		return true
	})
	return all, err
}

// learn takes the task, and perhaps a term behind it, that a coordinator typed for a question.
func (t *turn) learn(key string) error {
	refs := plan.FindRefs(t.m.Text)
	if len(refs) == 0 || strings.TrimSpace(t.m.Text[:refs[0].Start]) != "" || t.names(t.read(t.m.Text, progress.Context{})) {
		return t.free() // a question or a report that has nothing to do with it
	}
	entry, ok, err := t.pressedUnanswered(key)
	if !ok {
		return err
	}
	task, ok := t.Register.Task(refs[0].String())
	if !ok {
		t.session.Wants, t.session.Until = "learn:"+key, t.now.Add(followUpTime)
		t.show(t.say.Say("asking.learn_how", nil), row(button(t.say.Plain("button.back", nil), "unanswered", "0")))
		return nil
	}
	term := shorten(strings.Trim(t.m.Text[refs[0].End:], " :,;-–=\n\t"), maxTerm)
	if err := t.keepNameless(lessonRecords, keyOf(entry.Text), lesson{Task: task.ID, Text: entry.Text, At: t.now}); err != nil {
		return err
	}
	if term != "" {
		if err := t.keepNameless(lessonRecords, keyOf(term), lesson{Task: task.ID, Text: term, Term: true, At: t.now}); err != nil {
			return err
		}
	}
	t.removeRecord(unansweredRecords, key)
	t.show(t.say.Say("asking.learned", texts.Data{"ID": task.ID, "Title": task.Title, "Text": shorten(entry.Text, 120), "Term": term}),
		row(button(t.say.Plain("button.back", nil), "unanswered", "0")))
	return nil
}

// lessonsAction turns the pages of what was taught.
func lessonsAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[0])
	if err != nil || page < 0 || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	all, err := t.lessons()
	if err != nil {
		return err
	}
	t.showLessons(all, page)
	return nil
}

func (t *turn) showLessons(all []lesson, page int) {
	lines := []string{t.say.Say("asking.lessons", texts.Data{"Count": len(all)})}
	first, last := pageOf(len(all), page, lessonsPage)
	var numbers []chat.Button
	for i, l := range all[first:last] {
		number := strconv.Itoa(first + i + 1)
		lines = append(lines, t.say.Say("asking.lesson", texts.Data{"Number": number, "ID": l.Task, "Text": shorten(l.Text, 120), "Term": l.Term}))
		numbers = append(numbers, button(t.say.Plain("asking.button.unlearn", texts.Data{"Number": number}), "unlearn", l.key))
	}
	var rows [][]chat.Button
	if len(numbers) > 0 {
		rows = append(rows, numbers)
	}
	rows = append(rows, t.pageButtons(len(all), page, lessonsPage, "lessons")...)
	others := row(button(t.say.Plain("button.back", nil), "unanswered", "0"))
	if len(all) > 0 {
		others = append(others, button(t.say.Plain("asking.button.yaml", nil), "yaml", strconv.Itoa(page)))
	}
	t.show(strings.Join(lines, "\n"), append(rows, others)...)
}

// unlearnAction takes a lesson back.
func unlearnAction(t *turn, arguments []string) error {
	all, err := t.lessons()
	at := slices.IndexFunc(all, func(l lesson) bool { return l.key == arguments[0] })
	if err != nil || at < 0 || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return err
	}
	t.removeRecord(lessonRecords, arguments[0])
	t.showLessons(slices.Delete(all, at, at+1), 0)
	return nil
}

// seedRecord is a task of the seeds with what was taught about it.
type seedRecord struct {
	ID    string   `yaml:"id"`
	Terms []string `yaml:"terms,omitempty"`
	Asked []string `yaml:"asked,omitempty"`
}

// yamlAction shows the lessons of one page as the seeds write them.
func yamlAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[0])
	if err != nil || page < 0 || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	all, err := t.lessons()
	if err != nil {
		return err
	}
	from, to := pageOf(len(all), page, lessonsPage)
	snippet, err := yaml.Marshal(seedRecords(all[from:to]))
	if err != nil {
		return err
	}
	t.show(t.say.Say("asking.yaml", texts.Data{"YAML": string(snippet)}), row(button(t.say.Plain("button.back", nil), "lessons", strconv.Itoa(page))))
	return nil
}

func seedRecords(lessons []lesson) []seedRecord {
	var records []seedRecord
	for _, l := range lessons {
		at := slices.IndexFunc(records, func(r seedRecord) bool { return r.ID == l.Task })
		if at < 0 {
			records, at = append(records, seedRecord{ID: l.Task}), len(records)
		}
		if l.Term {
			records[at].Terms = append(records[at].Terms, l.Text)
		} else {
			records[at].Asked = append(records[at].Asked, l.Text)
		}
	}
	return records
}
