package handlers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/progress"
	"chutri/internal/texts"
)

// valueAction asks for what is right of a target's value in a year, or with year 0 for a new one.
func valueAction(t *turn, arguments []string) error {
	target, ok := t.Register.Target(arguments[0])
	year, err := strconv.Atoi(arguments[1])
	if _, may := t.inCharge(target); !ok || err != nil || !may {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	key := ledger.MeasuredKey(target.ID, year)
	data := texts.Data{"ID": target.ID, "Name": target.Name}
	name := "measured.prompt"
	if year != 0 {
		name = "measured.prompt_again"
		value, _, err := t.valueAt(key)
		if err != nil {
			return err
		}
		data["Figure"] = t.valueText(target, value)
	}
	t.session.Wants, t.session.Until = "value:"+key, t.now.Add(followUpTime)
	t.show(t.say.Say(name, data), row(button(t.say.Plain("button.back", nil), "figure", target.ID)))
	return nil
}

// valueWanted takes what a button asked for: a new value, or what is right of the one that the key names.
func (t *turn) valueWanted(key string) error {
	id, _, _ := strings.Cut(key, "/")
	old, ok, err := t.valueAt(key)
	if err != nil {
		return err
	}
	reading := t.read(t.m.Text, progress.Context{Card: []string{id}, Command: true})
	if !ok {
		return t.take(&draft{From: t.here(), Wording: t.m.Text, Reports: draftsOf(reading.Reports)})
	}
	return t.correctValue(old, reading)
}

// valueReplied takes a reply to the card of a measured value as a correction of it. done is false for everything else.
func (t *turn) valueReplied(reading progress.Reading) (done bool, err error) {
	if t.m.ReplyTo == nil {
		return false, nil
	}
	card, err := t.r.Card(t.m.Chat.ID, t.m.ReplyTo.ID)
	if isNotFound(err) || err == nil && card.Value == "" {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	old, ok, err := t.valueAt(card.Value)
	says := slices.ContainsFunc(reading.Reports, func(r progress.Report) bool {
		return r.Task == old.Target && (r.Measured != nil || r.Beside != nil)
	})
	if !ok || !says || err != nil {
		return false, err
	}
	if !t.mayChangeValue(old) {
		t.show(t.say.Say("correct.not_yours", t.owner("", old.Author)))
		return true, nil
	}
	return true, t.correctValue(old, reading)
}

// correctValue takes what a text says of a measured value as what is right of it; what the text leaves out stays as it was.
func (t *turn) correctValue(old ledger.Measured, reading progress.Reading) error {
	d := &draft{From: t.here(), Wording: t.m.Text}
	for _, read := range reading.Reports {
		r := draftOf(read)
		if r.Task == old.Target {
			r.correct(old, read.Beside)
		}
		d.Reports = append(d.Reports, r)
	}
	return t.take(d)
}

// correct completes a report that corrects a measured value. Another value for another year corrects nothing: it is a value of its own.
func (r *draftReport) correct(old ledger.Measured, beside *progress.Measurement) {
	said := cmp.Or(r.Measured, beside)
	if said == nil {
		return
	}
	m := *said
	if r.Measured == nil {
		m.Value, m.Unit, m.Estimate = old.Value, old.Unit, old.Estimate
	} else if m.Year != 0 && m.Year != old.Year && m.Value != old.Value {
		return
	}
	if m.Year == 0 {
		m.Year, m.Part, m.Estimate = old.Year, old.Part, old.Estimate || m.Estimate
	}
	m.Source = cmp.Or(m.Source, old.Source)
	r.Measured, r.Replaces, r.Sourceless = &m, old.Key(), m.Source == ""
}

// replace makes the reports of a reworded message replace its measured values: those of the same target and year, else of the target.
// What is left is withdrawn.
func (t *turn) replace(values []ledger.Measured, reports []draftReport) error {
	left := slices.Clone(values)
	for _, fits := range []func(ledger.Measured, draftReport) bool{
		func(v ledger.Measured, r draftReport) bool { return r.Measured != nil && r.Measured.Year == v.Year },
		func(ledger.Measured, draftReport) bool { return true },
	} {
		left = slices.DeleteFunc(left, func(v ledger.Measured) bool {
			at := slices.IndexFunc(reports, func(r draftReport) bool { return r.Task == v.Target && r.Replaces == "" && fits(v, r) })
			if at >= 0 {
				reports[at].Replaces, reports[at].Sourceless = v.Key(), v.Source == ""
			}
			return at >= 0
		})
	}
	for _, v := range left {
		if _, err := t.turnValue(v, true); err != nil {
			return err
		}
	}
	return nil
}
