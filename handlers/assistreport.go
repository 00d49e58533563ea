package handlers

import (
	"context"
	"strings"

	"chutri/internal/assist"
	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// wishReading wishes for help with a text of which nothing was read. Where the assistant finds no report in it, what was wished
// before, an answer to it as a question, is tried.
func (t *turn) wishReading(text string) {
	if !t.mayReport() || t.m.Forwarded || !t.helped() {
		return
	}
	scrub, budget, assistant := t.scrubber(), t.budget(), t.Assistant
	author := &turn{Handler: t.Handler, member: t.member}
	from := t.here()
	var otherwise help
	if t.wished != nil {
		otherwise = t.wished.help
	}
	t.wish(func(ctx context.Context) finish {
		var among []plan.Task
		for _, c := range author.Search.Match(text, author.mayRecord) {
			if task, ok := author.Register.Task(c.Task); ok {
				among = append(among, task)
			}
		}
		if shown := scrub(text); shown != "" && len(among) > 0 {
			guess, err := assistant.Message(ctx, budget, shown, text, among)
			if err == nil && guess.Report && guess.Task != "" {
				return func(t *turn) error { return t.proposeNew(text, from, guess) }
			}
		}
		if otherwise == nil {
			return nil
		}
		return otherwise(ctx)
	})
}

// wishDraft wishes for help with a report that lacks its task or its status.
func (t *turn) wishDraft(d *draft, lacking lack) {
	if t.m.Kind == chat.Press || lacking != lackTask && lacking != lackStatus || !t.helped() {
		return
	}
	r, serial := d.Reports[0], d.Serial
	among := t.offered(r)
	if task, ok := t.Register.Task(r.Task); ok {
		among = []plan.Task{task}
	}
	scrub, budget, assistant := t.scrubber(), t.budget(), t.Assistant
	if len(among) == 0 {
		return
	}
	t.wish(func(ctx context.Context) finish {
		shown := scrub(r.Text)
		if shown == "" {
			return nil
		}
		guess, err := assistant.Message(ctx, budget, shown, r.Text, among)
		if err != nil || !guess.Report {
			return nil
		}
		return func(t *turn) error { // the draft is gone if its question was answered meanwhile
			for _, d := range t.session.Drafts {
				if d.Serial != serial || len(d.Reports) == 0 {
					continue
				}
				if filled, ok := t.filled(d.Reports[0], guess); ok {
					t.propose(d, filled)
				}
			}
			return nil
		}
	})
}

// proposeNew proposes a report for a message of which the rules made none, unless it has led to something meanwhile.
func (t *turn) proposeNew(text string, from origin, guess assist.Proposal) error {
	updates, values, err := t.traces()
	if err != nil || len(updates)+len(values) > 0 || t.session.draftOf(from.Message) != nil || t.outdated() {
		return err
	}
	r := draftReport{Text: text}
	// With the task known the rules may read more, and see what is doubtful.
	reading := t.read(text, progress.Context{Card: []string{guess.Task}, Command: true})
	if reading.Kind == progress.Update && len(reading.Reports) == 1 && reading.Reports[0].Task == guess.Task {
		r = draftOf(reading.Reports[0])
	}
	d := &draft{From: from, Wording: text, Reports: []draftReport{{Text: text}}, Parts: 1}
	filled, ok := t.filled(r, guess)
	if !ok {
		return nil
	}
	t.session.keep(d)
	t.propose(d, filled)
	return nil
}

// filled returns an open report with what the assistant takes it for. What the rules have read stands; the guess only fills what
// they left open. ok is false where that leads to nothing that could be recorded.
func (t *turn) filled(r draftReport, guess assist.Proposal) (filled draftReport, ok bool) {
	if r.Task == "" {
		r.Task, r.Candidates = guess.Task, nil
	}
	if !r.Status.Valid() && r.Percent == nil && len(r.Quantities) == 0 {
		r.Status, r.Percent, r.Quantities = guess.Status, guess.Percent, guess.Quantities
	}
	switch {
	case r.Status.Valid():
	case r.Percent != nil && *r.Percent == 100:
		r.Status = plan.Done
	case r.Percent != nil, len(r.Quantities) > 0:
		r.Status = plan.InProgress
	}
	task, known := t.Register.Task(r.Task)
	return r, known && t.mayRecord(task) && r.Status.Valid()
}

// propose shows what the assistant takes a report for. Nothing is recorded until it is pressed.
func (t *turn) propose(d *draft, r draftReport) {
	d.Guess = &r
	task, _ := t.Register.Task(r.Task)
	lines := []string{
		t.say.Say("assist.report", nil),
		t.say.Say("record.task", texts.Data{"ID": task.ID, "Title": task.Title}),
		t.say.Say("record.figures", texts.Data{"Figures": t.figures(r.content())}),
	}
	t.followUp(&store.Card{Task: task.ID}, strings.Join(lines, "\n"), row(
		button(t.say.Plain("assist.button.right", nil), "guessed", d.Serial),
		button(t.say.Plain("assist.button.wrong", nil), "unguessed", d.Serial),
	))
}

// guessedAction takes the author's word that the assistant has read a report right; it is then handled like any other.
func guessedAction(t *turn, arguments []string) error {
	d, ok := t.guessed(arguments[0])
	if !ok {
		return nil
	}
	d.Reports[0], d.Guess = *d.Guess, nil
	return t.take(d)
}

// unguessedAction drops what the assistant has proposed; a question of the rules stays open.
func unguessedAction(t *turn, arguments []string) error {
	d, ok := t.guessed(arguments[0])
	if !ok {
		return nil
	}
	d.Guess = nil
	if first := d.Reports[0]; first.Task == "" && len(first.Candidates) == 0 {
		t.session.drop(d.From.Message)
	}
	t.show(t.say.Say("draft.dropped", nil))
	return nil
}

// guessed returns the draft whose proposal a pressed button answers.
func (t *turn) guessed(serial string) (*draft, bool) {
	d, ok := t.drafted(serial)
	if ok && d.Guess == nil {
		t.notice(t.say.Plain("draft.gone", nil))
		return nil, false
	}
	return d, ok
}
