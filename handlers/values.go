package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// inCharge returns in whose name the author may report measured values of a target: that of an agency of theirs which leads one of its
// tasks. A coordinator may always.
func (t *turn) inCharge(target plan.Target) (agency string, ok bool) {
	first := ""
	for _, id := range target.Tasks {
		task, _ := t.Register.Task(id)
		for _, key := range t.member.Agencies {
			if t.Register.Participation(task, key) == plan.Leads {
				return key, true
			}
		}
		if first == "" && len(task.Lead) > 0 {
			first = task.Lead[0]
		}
	}
	return first, t.isCoordinator()
}

// lacksOfValue is lacks for the measured value of a target.
func (t *turn) lacksOfValue(target plan.Target, r draftReport) (lacking lack, doubts []string, refusal *note, err error) {
	if _, ok := t.inCharge(target); !ok {
		return "", nil, t.refusalOfValue(target), nil
	}
	if r.Measured == nil {
		return "", nil, &note{"no_value", texts.Data{"ID": target.ID}}, nil
	}
	if r.Measured.Year == 0 {
		return lackYear, nil, nil, nil
	}
	if r.Measured.Source == "" && !r.Sourceless {
		return lackSource, nil, nil, nil
	}
	if r.Right {
		return lackNothing, nil, nil, nil
	}
	doubts, err = t.doubtsOfValue(target, r)
	if len(doubts) > 0 {
		lacking = lackRight
	}
	return lacking, doubts, nil, err
}

func (t *turn) refusalOfValue(target plan.Target) *note {
	leads := t.Register.LeadsOf(target)
	if len(leads) == 0 {
		return &note{"refused_value_office", texts.Data{"ID": target.ID}}
	}
	return &note{"refused_value", texts.Data{"ID": target.ID, "Agencies": t.shortList(leads)}}
}

// doubtsOfValue returns what contradicts in a measured value: another unit than the target's, a year that has not come, and another
// value that was recorded for the year.
func (t *turn) doubtsOfValue(target plan.Target, r draftReport) ([]string, error) {
	found := t.doubtLines(r)
	m := r.Measured
	if m.Unit != "" && m.Unit != target.Unit {
		found = append(found, t.say.Say("measured.doubt_unit", texts.Data{"ID": target.ID, "First": target.Unit, "Second": m.Unit}))
	}
	if m.Year > t.now.Year() {
		found = append(found, t.say.Say("measured.doubt_year", texts.Data{"ID": target.ID, "Year": strconv.Itoa(m.Year)}))
	}
	known, ok, err := t.valueAt(ledger.MeasuredKey(target.ID, m.Year))
	if ok && !known.Withdrawn && known.Key() != r.Replaces && (known.Value != m.Value || known.Source != m.Source) {
		found = append(found, t.say.Say("measured.doubt_value", texts.Data{
			"ID": target.ID, "First": t.valueText(target, known), "Second": t.valueText(target, measuredOf(r)),
		}))
	}
	return found, err
}

// valueAt returns the measured value with a key, also a withdrawn one.
func (t *turn) valueAt(key string) (value ledger.Measured, ok bool, err error) {
	target, _, _ := strings.Cut(key, "/")
	all, err := ledger.AllValues(t.r, target)
	at := slices.IndexFunc(all, func(v ledger.Measured) bool { return v.Key() == key })
	if at < 0 {
		return value, false, err
	}
	return all[at], true, err
}

// measuredOf returns what a report says about a target, without who says it.
func measuredOf(r draftReport) ledger.Measured {
	m := r.Measured
	return ledger.Measured{
		Target: r.Task, Year: m.Year, Part: m.Part, Value: m.Value, Estimate: m.Estimate, Unit: m.Unit, Source: m.Source,
	}
}

// keepValue records a measured value. One that it replaces under another year is withdrawn.
func (t *turn) keepValue(r draftReport, from origin) (ledger.Measured, error) {
	target, _ := t.Register.Target(r.Task)
	agency, _ := t.inCharge(target)
	value := measuredOf(r)
	value.Agency, value.Author, value.At, value.Text = agency, t.author(), from.At, r.Text
	value.Chat, value.Message = from.Chat, from.Message
	if r.Replaces != "" && r.Replaces != value.Key() {
		if old, ok, err := t.valueAt(r.Replaces); err != nil || ok {
			if err != nil {
				return value, err
			}
			if _, err := t.turnValue(old, true); err != nil {
				return value, err
			}
		}
	}
	before, _, err := t.valueAt(value.Key())
	if err != nil {
		return value, err
	}
	value = value.After(before, t.author(), t.now)
	if err := t.learnName(); err != nil {
		return value, err
	}
	return value, t.keepRecord(value.Record())
}

func (t *turn) author() store.Author {
	return store.Author{ID: t.m.Author.ID, Name: t.member.Name, Language: t.m.Author.Language}
}

// keepRecord adds the event that keeps a record.
func (t *turn) keepRecord(record store.Record, err error) error {
	if err == nil {
		t.event(store.Event{Kind: store.RecordKept, Record: &record})
	}
	return err
}

// turnValue withdraws a measured value, or makes it count again.
func (t *turn) turnValue(value ledger.Measured, withdrawn bool) (ledger.Measured, error) {
	before := value
	value.Withdrawn = withdrawn
	value = value.After(before, t.author(), t.now)
	return value, t.keepRecord(value.Record())
}

// recordedValues returns all measured values that came of a message, those of this turn as they are after it.
func (t *turn) recordedValues(in *intake) ([]ledger.Measured, error) {
	var values []ledger.Measured
	for _, key := range in.Values {
		if at := slices.IndexFunc(in.values, func(v ledger.Measured) bool { return v.Key() == key }); at >= 0 {
			values = append(values, in.values[at])
			continue
		}
		value, ok, err := t.valueAt(key)
		if err != nil {
			return nil, err
		}
		if ok {
			values = append(values, value)
		}
	}
	return values, nil
}

// askYear asks for which year a value was measured.
func (t *turn) askYear(d *draft, r draftReport) (string, [][]chat.Button) {
	target, _ := t.Register.Target(r.Task)
	years := []int{t.now.Year(), t.now.Year() - 1, t.now.Year() - 2}
	for _, v := range target.Values {
		if v.Year < t.now.Year()-2 {
			years = append(years, v.Year)
		}
	}
	var buttons []chat.Button
	for _, year := range years {
		buttons = append(buttons, button(strconv.Itoa(year), "year", d.Serial, strconv.Itoa(year)))
	}
	return t.say.Say("measured.which_year", texts.Data{"ID": target.ID, "Name": target.Name, "Figure": t.valueText(target, measuredOf(r))}),
		[][]chat.Button{buttons, row(button(t.say.Plain("button.drop", nil), "drop", d.Serial))}
}

// yearAction gives a measured value its year.
func yearAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	year, err := strconv.Atoi(arguments[1])
	if err != nil || year < 1900 || d.Reports[0].Measured == nil {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	d.Reports[0].Measured.Year = year
	return t.take(d)
}

// withdrawValueAction withdraws a measured value.
func withdrawValueAction(t *turn, arguments []string) error {
	return t.pressValue(arguments, true, "measured.withdrawn")
}

// restoreValueAction makes a withdrawn measured value count again.
func restoreValueAction(t *turn, arguments []string) error {
	return t.pressValue(arguments, false, "measured.restored")
}

func (t *turn) pressValue(arguments []string, withdrawn bool, headline string) error {
	value, ok, err := t.valueAt(arguments[0] + "/" + arguments[1])
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if !ok || !t.mayChangeValue(value) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	if value.Withdrawn != withdrawn { // a press that comes twice changes nothing
		if value, err = t.turnValue(value, withdrawn); err != nil {
			return err
		}
	}
	return t.valueCard(headline, value)
}

// mayChangeValue reports whether the author may correct or withdraw a measured value: its writer while they are in charge, and every
// coordinator.
func (t *turn) mayChangeValue(value ledger.Measured) bool {
	target, _ := t.Register.Target(value.Target)
	_, ok := t.inCharge(target)
	return ok && (t.isCoordinator() || value.Author.ID == t.m.Author.ID)
}
