package handlers

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// successorRecords is the collection of what coordinators decided: under an agency's key all of its successors.
const successorRecords = "successors"

// agency returns an agency with the successors that the office decided on, or else those of the plans' data.
func (t *turn) agency(key string) (plan.Agency, error) {
	agency, _ := t.Register.Agency(key)
	record, err := t.r.Record(successorRecords, key)
	if isNotFound(err) {
		return agency, nil
	}
	if err != nil {
		return agency, err
	}
	var decided []plan.Successor
	if err := json.Unmarshal(record.Data, &decided); err != nil {
		return agency, fmt.Errorf("read the successors of %s: %w", key, err)
	}
	agency.Successors = decided
	return agency, nil
}

// successorsAction shows a coordinator who took over an agency's work, to be confirmed or changed.
func successorsAction(t *turn, arguments []string) error {
	agency, ok, err := t.agencyPressed(arguments[0])
	if !ok {
		return err
	}
	lines := []string{t.say.Say("successor.title", texts.Data{"Agency": agency.Name, "Count": len(agency.Successors)})}
	var rows [][]chat.Button
	for i, s := range agency.Successors {
		number := strconv.Itoa(i)
		state, toggle := "successor.unconfirmed", "button.confirm_one"
		if s.Confirmed {
			state, toggle = "successor.confirmed", "button.doubt_one"
		}
		lines = append(lines, t.say.Say("successor.line", texts.Data{
			"Number": i + 1, "Name": s.Name, "Field": s.Field, "Province": s.Province, "Date": t.date(s.Date), "Act": s.Act,
			"State": t.say.Plain(state, nil),
		}))
		rows = append(rows, row(
			button(t.say.Plain(toggle, texts.Data{"Number": i + 1}), "heirok", agency.Key, number),
			button(t.say.Plain("button.change_one", texts.Data{"Number": i + 1}), "heiredit", agency.Key, number),
		))
	}
	rows = append(rows, row(
		button(t.say.Plain("button.add_successor", nil), "heiredit", agency.Key, "new"),
		button(t.say.Plain("button.back", nil), "tasks", agency.Key, listLead, "0"),
	))
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

// agencyPressed reads the agency that a coordinator's button names.
func (t *turn) agencyPressed(key string) (plan.Agency, bool, error) {
	if _, ok := t.Register.Agency(key); !ok || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return plan.Agency{}, false, nil
	}
	agency, err := t.agency(key)
	return agency, err == nil, err
}

// confirmSuccessorAction confirms a successor, or takes the confirmation back.
func confirmSuccessorAction(t *turn, arguments []string) error {
	agency, ok, err := t.agencyPressed(arguments[0])
	i, numberErr := strconv.Atoi(arguments[1])
	if !ok || numberErr != nil || i < 0 || i >= len(agency.Successors) {
		return err
	}
	decided := append([]plan.Successor{}, agency.Successors...)
	decided[i].Confirmed = !decided[i].Confirmed
	if err := t.decide(agency.Key, decided); err != nil {
		return err
	}
	t.notice(t.say.Plain("successor.saved", nil))
	return nil
}

// editSuccessorAction asks for a successor's details in one line.
func editSuccessorAction(t *turn, arguments []string) error {
	agency, ok, err := t.agencyPressed(arguments[0])
	if !ok {
		return err
	}
	t.session.Until, t.session.Wants = t.now.Add(followUpTime), "successor:"+agency.Key+"/"+arguments[1]
	t.show(t.say.Say("successor.ask", texts.Data{"Agency": agency.Name}),
		row(button(t.say.Plain("button.back", nil), "heirs", agency.Key)))
	return nil
}

// successorWanted takes the line that editSuccessorAction asked for: name; province; day; act; field.
func (t *turn) successorWanted(which string) error {
	key, number, _ := strings.Cut(which, "/")
	agency, ok, err := t.agencyPressed(key)
	if !ok {
		return err
	}
	parts := strings.Split(t.m.Text, ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	for len(parts) < 5 {
		parts = append(parts, "")
	}
	day, dayErr := time.ParseInLocation("02/01/2006", parts[2], t.Zone)
	province, provinceOK := t.province(parts[1])
	if parts[0] == "" || parts[3] == "" || dayErr != nil || !provinceOK {
		t.session.Until, t.session.Wants = t.now.Add(followUpTime), "successor:"+which
		t.show(t.say.Say("successor.unclear", texts.Data{"Agency": agency.Name}))
		return nil
	}
	next := plan.Successor{Name: parts[0], Province: province, Date: day, Act: parts[3], Field: parts[4], Confirmed: true}
	decided := append([]plan.Successor{}, agency.Successors...)
	if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(decided) {
		decided[i] = next
	} else {
		decided = append(decided, next)
	}
	if err := t.decide(key, decided); err != nil {
		return err
	}
	t.show(t.say.Say("successor.changed", texts.Data{"Agency": agency.Name, "Name": next.Name}),
		row(button(t.say.Plain("button.successors", nil), "heirs", key)))
	return nil
}

// province returns the plans' own spelling of a province.
func (t *turn) province(name string) (string, bool) {
	for _, p := range t.Register.Plans {
		if foldName(p.Province) == foldName(name) {
			return p.Province, true
		}
	}
	return "", false
}

// decide records the successors that the office decided on.
func (t *turn) decide(key string, decided []plan.Successor) error {
	data, err := json.Marshal(decided)
	if err != nil {
		return fmt.Errorf("encode the successors of %s: %w", key, err)
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: successorRecords, Key: key, Data: data}})
	return nil
}
