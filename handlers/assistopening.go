package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"chutri/internal/assist"
	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// openingRecords is the collection of the paragraphs that reports begin with. A key is that of the digest.
const openingRecords = "opening"

// opening is how a report begins: a draft until a coordinator uses it.
type opening struct {
	report.Opening
	Used    bool   `json:"used,omitempty"`
	Figures string `json:"figures"` // checksum of the figures that it speaks of; it is not used with others
}

// Bounds on what a coordinator writes.
const (
	maxOwnParagraphs = 6
	maxOwnOpening    = 2000 // characters
)

// figuresPrint is a checksum of all that is counted in a report, however often it is computed.
func figuresPrint(f report.Figures) (string, error) {
	data, err := json.Marshal([]any{
		f.Scope, f.Period.Name, f.Total, f.ByStatus, f.Before, f.Classes, f.NoDueDate, f.Updates, f.Changed, f.Completed, f.Blocked,
		f.SilentTasks, f.SilentAgencies, f.DueSoon, f.Outside, f.Ended,
	})
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8]), err
}

// open gives a report the opening that a coordinator uses for it, if it speaks of these figures.
func (t *turn) open(f *report.Figures) error {
	var o opening
	ok, err := readRecord(t.r, openingRecords, t.digestKey(f.Scope, f.Period), &o)
	if err != nil || !ok || !o.Used {
		return err
	}
	print, err := figuresPrint(*f)
	if err == nil && print == o.Figures {
		f.Opening = &o.Opening
	}
	return err
}

// openingButtons lead a coordinator to the opening of a report.
func (t *turn) openingButtons(d digest) []chat.Button {
	if !t.assisted() || d.Figures.Total == 0 {
		return nil
	}
	return row(button(t.say.Plain("assist.button.opening", nil), "opening", t.digestArguments(d)...))
}

// openingPressed reads the report that a button is about; ok is false for whoever is no coordinator, and they are told.
func (t *turn) openingPressed(arguments []string) (f report.Figures, ok bool, err error) {
	scope, period, ok := t.digestPressed(arguments)
	if !ok {
		return f, false, nil
	}
	if !t.isCoordinator() || period.From.After(t.now) {
		t.notice(t.say.Plain("press.unknown", nil))
		return f, false, nil
	}
	d, err := t.digest(scope, period)
	return d.Figures, err == nil, err
}

// openingAction has the opening of a report written. It comes as a message of its own.
func openingAction(t *turn, arguments []string) error {
	f, ok, err := t.openingPressed(arguments)
	if !ok {
		return err
	}
	if !t.assisted() {
		t.notice(t.say.Plain("assist.off", nil))
		return nil
	}
	print, err := figuresPrint(f)
	if err != nil {
		return err
	}
	facts, budget, assistant := t.facts(f), t.budget(), t.Assistant
	own := report.Opening{Language: t.say.Language, Paragraphs: t.ownOpening(f)}
	t.wish(func(ctx context.Context) finish {
		written, failed := own, true
		if paragraphs, err := assistant.Opening(ctx, budget, facts); err == nil {
			written.Paragraphs, written.Machine, failed = paragraphs, true, false
		}
		return func(t *turn) error { return t.draftOpening(opening{Opening: written, Figures: print}, f, failed) }
	})
	t.notice(t.say.Plain("assist.writing", nil))
	return nil
}

// facts are the figures of a report that its opening may speak of. Nothing in them was written by people who report.
func (t *turn) facts(f report.Figures) assist.Facts {
	words := report.NewWords(f, t.Register, t.say)
	facts := assist.Facts{
		Language: t.say.Language, Period: words.Period(), Scope: words.Scope(),
		Names: t.Register.AgencyNames(f.SilentAgencies[:min(len(f.SilentAgencies), maxListed)]),
	}
	add := func(what, value string) {
		facts.Figures = append(facts.Figures, assist.Figure{What: what, Value: value})
	}
	count := func(key string, number int) { add(t.say.Plain("assist.fact."+key, nil), t.say.Number(float64(number))) }
	count("total", f.Total)
	for _, status := range report.Statuses {
		add(words.Status(status), t.say.Number(float64(f.ByStatus[status])))
		if change := f.ByStatus[status] - f.Before[status]; change != 0 {
			add(t.say.Plain("assist.fact.change", texts.Data{"Status": words.Status(status)}), words.Change(change))
		}
	}
	add(t.say.Plain("assist.fact.done_of_all", nil), words.Percent(f.Rates.DoneOfAll))
	count("reports", len(f.Updates))
	count("changed", len(f.Changed))
	count("completed", len(f.Completed))
	count("late", f.Classes[report.OpenLate])
	count("due_soon", len(f.DueSoon))
	count("silent_agencies", len(f.SilentAgencies))
	return facts
}

// ownOpening is what the program itself says of a report's figures.
func (t *turn) ownOpening(f report.Figures) []string {
	words := report.NewWords(f, t.Register, t.say)
	data := texts.Data{
		"Period": words.Period(), "Scope": words.Scope(), "Total": f.Total, "Reports": len(f.Updates), "Completed": len(f.Completed),
		"Done": f.ByStatus[plan.Done], "Running": f.ByStatus[plan.InProgress], "Blocked": f.ByStatus[plan.Blocked],
		"NotReported": f.ByStatus[plan.NotReported], "Late": f.Classes[report.OpenLate], "Silent": len(f.SilentAgencies),
	}
	return []string{t.say.Plain("assist.own.results", data), t.say.Plain("assist.own.open", data)}
}

// draftOpening keeps an opening as a draft and shows it.
func (t *turn) draftOpening(o opening, f report.Figures, failed bool) error {
	if err := t.keep(openingRecords, t.digestKey(f.Scope, f.Period), o); err != nil {
		return err
	}
	key := "assist.opening_own"
	switch {
	case o.Machine:
		key = "assist.opening_machine"
	case failed:
		key = "assist.opening_failed"
	}
	html, rows := t.openingCard(key, o, f)
	t.followUp(nil, html, rows...)
	return nil
}

// openingCard shows an opening with what can be done with it, and what in it does not stand in the figures.
func (t *turn) openingCard(key string, o opening, f report.Figures) (string, [][]chat.Button) {
	lines := []string{t.say.Say(key, nil)}
	facts := t.facts(f)
	var strange []string
	for _, p := range o.Paragraphs {
		lines = append(lines, t.say.Say("report.opening", texts.Data{"Text": p}))
		if !o.Machine {
			strange = append(strange, assist.Unfounded(p, facts)...)
		}
	}
	if len(strange) > 0 && key == "assist.opening_edited" {
		lines = append(lines, t.say.Say("assist.unfounded", texts.Data{"Words": shorten(strings.Join(strange, ", "), 200)}))
	}
	of := t.digestArguments(digest{Figures: f})
	return strings.Join(lines, "\n\n"), [][]chat.Button{row(
		button(t.say.Plain("assist.button.use", nil), "openuse", of...),
		button(t.say.Plain("assist.button.edit", nil), "openedit", of...),
		button(t.say.Plain("assist.button.drop", nil), "opendrop", of...),
	)}
}

// openingUseAction lets a report begin with its draft, if the figures are still those that it speaks of.
func openingUseAction(t *turn, arguments []string) error {
	f, ok, err := t.openingPressed(arguments)
	if !ok {
		return err
	}
	key := t.digestKey(f.Scope, f.Period)
	var o opening
	ok, err = readRecord(t.r, openingRecords, key, &o)
	if err != nil {
		return err
	}
	print, err := figuresPrint(f)
	if err != nil {
		return err
	}
	if !ok || print != o.Figures {
		t.notice(t.say.Plain("assist.opening_old", nil))
		return nil
	}
	if o.Used = true; err == nil {
		err = t.keep(openingRecords, key, o)
	}
	t.show(t.say.Say("assist.opening_used", nil), row(button(t.say.Plain("digest.button.document", nil), "file", append([]string{"docx"}, arguments...)...)),
		row(button(t.say.Plain("assist.button.drop", nil), "opendrop", arguments...)))
	return err
}

// openingEditAction asks for the coordinator's own words.
func openingEditAction(t *turn, arguments []string) error {
	_, ok, err := t.openingPressed(arguments)
	if !ok {
		return err
	}
	t.session.Wants, t.session.Until = "opening:"+strings.Join(arguments, ":"), t.now.Add(followUpTime)
	t.notice("")
	t.followUp(nil, t.say.Say("assist.edit", nil))
	return nil
}

// openingWanted takes the coordinator's own words for the opening of a report.
func (t *turn) openingWanted(argument string) error {
	arguments := strings.Split(argument, ":")
	if len(arguments) != 3 || !t.isCoordinator() {
		return t.free()
	}
	f, ok, err := t.openingPressed(arguments)
	if !ok {
		return err
	}
	o := opening{Opening: report.Opening{Language: t.say.Language}}
	for _, line := range strings.Split(t.m.Text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			o.Paragraphs = append(o.Paragraphs, line)
		}
	}
	if len(o.Paragraphs) == 0 || len(o.Paragraphs) > maxOwnParagraphs || len([]rune(t.m.Text)) > maxOwnOpening {
		t.show(t.say.Say("assist.edit_bounds", texts.Data{"Paragraphs": maxOwnParagraphs, "Characters": maxOwnOpening}))
		return nil
	}
	if o.Figures, err = figuresPrint(f); err == nil {
		err = t.keep(openingRecords, t.digestKey(f.Scope, f.Period), o)
	}
	if err != nil {
		return fmt.Errorf("keep an opening: %w", err)
	}
	html, rows := t.openingCard("assist.opening_edited", o, f)
	t.show(html, rows...)
	return nil
}

// openingDropAction lets a report begin as the program has it.
func openingDropAction(t *turn, arguments []string) error {
	f, ok, err := t.openingPressed(arguments)
	if !ok {
		return err
	}
	t.removeRecord(openingRecords, t.digestKey(f.Scope, f.Period))
	t.show(t.say.Say("assist.opening_dropped", nil))
	return nil
}
