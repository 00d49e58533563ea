package handlers

import (
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
)

// askSource asks where a value comes from; the answer is the next text, or that there is no source.
func (t *turn) askSource(d *draft, r draftReport) (string, [][]chat.Button) {
	target, _ := t.Register.Target(r.Task)
	t.session.Wants, t.session.Until = "source:"+d.Serial, t.now.Add(followUpTime)
	return t.say.Say("measured.which_source", texts.Data{"ID": target.ID, "Name": target.Name, "Figure": t.valueText(target, measuredOf(r))}),
		[][]chat.Button{row(
			button(t.say.Plain("measured.button.no_source", nil), "sourceless", d.Serial),
			button(t.say.Plain("button.drop", nil), "drop", d.Serial),
		)}
}

// sourceWanted takes the source that was asked for. A text that asks or reports something else is answered as that.
func (t *turn) sourceWanted(serial string) error {
	text := strings.TrimSpace(t.m.Text)
	for _, d := range t.session.Drafts {
		if d.Serial != serial || len(d.Reports) == 0 || len(plan.FindRefs(text)) > 0 || text == "" {
			continue
		}
		reading, free := t.read(text, progress.Context{Card: []string{d.Reports[0].Task}}), t.read(text, progress.Context{})
		switch {
		case has(t.words("doubt.said_wrong"), foldName(text)):
			return dropAction(t, []string{serial})
		case has(t.words("measured.said_no_source"), foldName(text)):
			return t.sourced(d, "")
		case free.Kind == progress.Question, free.Kind == progress.Greeting, free.Kind == progress.Update && hasFigures(free):
			return t.free()
		case len(reading.Reports) > 0 && reading.Reports[0].Beside != nil && reading.Reports[0].Beside.Source != "":
			text = reading.Reports[0].Beside.Source
		}
		return t.sourced(d, text)
	}
	return t.free()
}

// sourcelessAction takes that a value has no source.
func sourcelessAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	return t.sourced(d, "")
}

// sourced gives the values of a message that lack one their source, "" for none.
func (t *turn) sourced(d *draft, source string) error {
	for i := range d.Reports {
		if r := &d.Reports[i]; r.Measured != nil && r.Measured.Source == "" {
			r.Measured.Source, r.Sourceless = source, source == ""
		}
	}
	return t.take(d)
}
