package handlers

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// Limits of what a letterhead holds.
const (
	maxHeadText   = 200 // characters of one of its texts
	maxRecipients = 20
)

// noHeadText empties a part of the letterhead.
const noHeadText = "-"

// headParts are the parts of a letterhead that a coordinator sets, in the order of the paper, each with what the office has set.
var headParts = []struct {
	name string
	of   func(*ledger.Letterhead) *string
}{
	{"parent", func(l *ledger.Letterhead) *string { return &l.Parent }},
	{"name", func(l *ledger.Letterhead) *string { return &l.Name }},
	{"symbol", func(l *ledger.Letterhead) *string { return &l.Symbol }},
	{"place", func(l *ledger.Letterhead) *string { return &l.Place }},
	{"title", func(l *ledger.Letterhead) *string { return &l.SignerTitle }},
	{"signer", func(l *ledger.Letterhead) *string { return &l.SignerName }},
}

// Parts of a letterhead that are more than one text.
const (
	headRecipients = "recipients"
	headNumber     = "number" // of one report, with its day
)

// letterheadCommand answers /vanban: it shows what the office puts around its reports on paper.
func letterheadCommand(t *turn, _ string) error {
	return t.letterhead(nil)
}

// letterheadAction shows the letterhead, with the number of the report that its arguments name, if they do.
func letterheadAction(t *turn, arguments []string) error {
	if !t.headPressed(arguments) {
		return nil
	}
	return t.letterhead(arguments)
}

// headPressed checks the rights and the report of a button.
func (t *turn) headPressed(of []string) bool {
	if !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return false
	}
	if len(of) == 0 {
		return true
	}
	if len(of) < 3 {
		t.notice(t.say.Plain("press.unknown", nil))
		return false
	}
	_, _, ok := t.digestPressed(of)
	return ok
}

// headKey returns the key of the report that a button names, "" for none.
func (t *turn) headKey(of []string) string {
	if len(of) == 0 {
		return ""
	}
	scope, _ := t.scopePressed(of[1], of[2])
	return report.Key(t.Register, scope, plan.Period{Name: of[0]})
}

// letterhead shows every part of the letterhead with a button to change it.
func (t *turn) letterhead(of []string, head ...string) error {
	l, err := t.currentHead(of)
	if err != nil {
		return err
	}
	lines := append(head, t.say.Say("letterhead.title", nil))
	var buttons []chat.Button
	add := func(name, value string) {
		label := t.say.Plain("letterhead.part."+name, nil)
		lines = append(lines, t.say.Say("letterhead.line", texts.Data{"Part": label, "Value": value}))
		buttons = append(buttons, button(label, "headset", append([]string{name}, of...)...))
	}
	for _, part := range headParts {
		add(part.name, *part.of(&l))
	}
	add(headRecipients, strings.Join(l.Recipients, "; "))
	if len(of) > 0 {
		add(headNumber, t.numberAndDay(l))
	}
	var rows [][]chat.Button
	for i, b := range buttons {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	if len(of) > 0 {
		rows = append(rows, row(button(t.say.Plain("button.back", nil), "week", append(of[:3:3], "0")...)))
	}
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

// currentHead returns the letterhead with what this Step changes.
func (t *turn) currentHead(of []string) (ledger.Letterhead, error) {
	return ledger.LetterheadOf(stepReader{t.r, t.step.Events}, t.headKey(of))
}

// stepReader reads records with those that a Step keeps.
type stepReader struct {
	store.Reader
	events []store.Event
}

// Record implements store.Reader.
func (r stepReader) Record(collection, key string) (store.Record, error) {
	for i := len(r.events) - 1; i >= 0; i-- {
		if kept := r.events[i].Record; kept != nil && kept.Collection == collection && kept.Key == key {
			return *kept, nil
		}
	}
	return r.Reader.Record(collection, key)
}

func (t *turn) numberAndDay(l ledger.Letterhead) string {
	day, err := time.Parse(time.DateOnly, l.Day)
	if err != nil {
		return l.Number
	}
	return strings.TrimSpace(t.say.Plain("letterhead.number_day", texts.Data{"Number": l.Number, "Date": t.date(day)}))
}

// headSetAction asks for one part of the letterhead.
func headSetAction(t *turn, arguments []string) error {
	part, of := arguments[0], arguments[1:]
	if !t.headPressed(of) {
		return nil
	}
	if !t.knownHeadPart(part, of) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	t.session.Wants, t.session.Until = "head:"+strings.Join(arguments, ":"), t.now.Add(followUpTime)
	t.show(t.say.Say("letterhead.ask."+part, nil)+"\n"+t.say.Say("letterhead.how_empty", nil),
		row(button(t.say.Plain("button.back", nil), "head", of...)))
	return nil
}

func (t *turn) knownHeadPart(name string, of []string) bool {
	for _, part := range headParts {
		if part.name == name {
			return true
		}
	}
	return name == headRecipients || name == headNumber && len(of) > 0
}

// headWanted takes the text that headSetAction asked for.
func (t *turn) headWanted(argument string) error {
	arguments := strings.Split(argument, ":")
	part, of := arguments[0], arguments[1:]
	if !t.isCoordinator() || !t.knownHeadPart(part, of) {
		return t.free()
	}
	l, err := t.currentHead(of)
	if err != nil {
		return err
	}
	if !setHead(&l, part, strings.TrimSpace(t.m.Text)) {
		t.session.Wants, t.session.Until = "head:"+argument, t.now.Add(followUpTime)
		t.show(t.say.Say("letterhead.unclear", texts.Data{"Count": maxHeadText}) + "\n" + t.say.Say("letterhead.ask."+part, nil))
		return nil
	}
	office, number, err := l.Records(t.headKey(of))
	if err != nil {
		return err
	}
	kept := office
	if part == headNumber {
		kept = number
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &kept})
	return t.letterhead(of, t.say.Say("letterhead.saved", nil))
}

// setHead changes one part of a letterhead; ok is false for a text that does not fit.
func setHead(l *ledger.Letterhead, part, text string) (ok bool) {
	if text == noHeadText {
		text = ""
	}
	switch part {
	case headRecipients:
		l.Recipients = nil
		for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
			if name = oneLine(name); name != "" {
				l.Recipients = append(l.Recipients, name)
			}
			ok = ok || utf8.RuneCountInString(name) > maxHeadText
		}
		return !ok && len(l.Recipients) <= maxRecipients
	case headNumber:
		return setNumber(l, oneLine(text))
	}
	for _, p := range headParts {
		if p.name == part {
			*p.of(l) = oneLine(text)
		}
	}
	return utf8.RuneCountInString(oneLine(text)) <= maxHeadText
}

func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.Trim(text, " -•\t")), " ")
}

// numbered is a report's number, its day, or both: "12", "12 ngày 21/11/2026", "21/11/2026".
var numbered = regexp.MustCompile(`^(\d{1,6}\p{L}?)?(?:(?:^|\s+)(?:ngày\s+|ngay\s+|of\s+)?(\d{1,2}/\d{1,2}/\d{4}))?$`)

func setNumber(l *ledger.Letterhead, text string) (ok bool) {
	match := numbered.FindStringSubmatch(strings.ToLower(text))
	if match == nil {
		return false
	}
	day := ""
	if match[2] != "" {
		parsed, err := time.Parse("2/1/2006", match[2])
		if err != nil {
			return false
		}
		day = parsed.Format(time.DateOnly)
	}
	l.Number, l.Day = match[1], day
	return true
}
