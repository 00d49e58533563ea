package handlers

import (
	"strconv"

	"chutri/internal/chat"
	"chutri/internal/remind"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// What a chat can choose from.
var (
	weekdaysOffered  = []int{1, 2, 3, 4, 5}
	monthDaysOffered = []int{1, 3, 5, 10, 15, 25}
	hoursOffered     = []int{7*60 + 30, 8 * 60, 9 * 60, 10 * 60, 14 * 60, 15 * 60, 16 * 60, 16*60 + 30}
)

// pressedToSubscribe checks the rights of who pressed a button of the settings.
func (t *turn) pressedToSubscribe() bool {
	if !t.maySubscribe() {
		t.notice(t.say.Plain("press.unknown", nil))
		return false
	}
	return true
}

// kindPressed reads the kind that a button names.
func (t *turn) kindPressed(name string) (remind.Kind, bool) {
	for _, kind := range t.kindsHere() {
		if string(kind) == name && t.maySubscribe() {
			return kind, true
		}
	}
	t.notice(t.say.Plain("press.unknown", nil))
	return "", false
}

// subscribeDayAction offers days for a kind.
func subscribeDayAction(t *turn, arguments []string) error {
	kind, ok := t.kindPressed(arguments[0])
	if !ok {
		return nil
	}
	days := weekdaysOffered
	if kind == remind.Monthly {
		days = monthDaysOffered
	}
	rows := [][]chat.Button{{}}
	for i, day := range days {
		if i == 3 {
			rows = append(rows, nil)
		}
		label := t.weekday(day)
		if kind == remind.Monthly {
			label = t.say.Plain("subscribe.button.month_day", texts.Data{"Day": strconv.Itoa(day)})
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button(label, "subhour", string(kind), strconv.Itoa(day)))
	}
	rows = append(rows, row(button(t.say.Plain("subscribe.button.off", nil), "suboff", string(kind)), button(t.say.Plain("button.back", nil), "sub")))
	t.show(t.say.Say("subscribe.which_day."+string(kind), nil), rows...)
	return nil
}

// subscribeHourAction offers hours for a kind and a day.
func subscribeHourAction(t *turn, arguments []string) error {
	kind, ok := t.kindPressed(arguments[0])
	if !ok {
		return nil
	}
	rows := [][]chat.Button{{}}
	for i, minute := range hoursOffered {
		if i == 4 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button(hour(minute), "subset", string(kind), arguments[1], strconv.Itoa(minute)))
	}
	rows = append(rows, row(button(t.say.Plain("button.back", nil), "subday", string(kind))))
	t.show(t.say.Say("subscribe.which_hour", nil), rows...)
	return nil
}

// subscribeSetAction takes a day and an hour.
func subscribeSetAction(t *turn, arguments []string) error {
	kind, ok := t.kindPressed(arguments[0])
	if !ok {
		return nil
	}
	s, err := t.current(kind)
	if err != nil {
		return err
	}
	var dayErr, minuteErr error
	s.Day, dayErr = strconv.Atoi(arguments[1])
	s.Minute, minuteErr = strconv.Atoi(arguments[2])
	if dayErr != nil || minuteErr != nil || !s.wellFormed() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.subscribe(s, false)
}

// subscribeOffAction ends a kind.
func subscribeOffAction(t *turn, arguments []string) error {
	kind, ok := t.kindPressed(arguments[0])
	if !ok {
		return nil
	}
	s, err := t.current(kind)
	if err != nil {
		return err
	}
	return t.subscribe(s, true)
}

// subscribe keeps what the chat chose, and shows it. What fell due while a kind was off is not owed.
func (t *turn) subscribe(s subscription, off bool) error {
	if s.Off && !off || s.Since.IsZero() {
		s.Since = t.now
	}
	s.Off, s.Changed = off, t.now
	if err := t.keepSubscription(s); err != nil {
		return err
	}
	return t.subscribed(t.say.Say("subscribe.saved", nil))
}

func (t *turn) keepSubscription(s subscription) error {
	s.Topic, s.Group, s.By, s.Language = t.m.Chat.Topic, t.m.Chat.Group, t.m.Author.ID, t.say.Language
	return t.keep(subscriptionRecords, s.key(), s)
}

// subscribeScopeAction offers what the chat's digests can be about.
func subscribeScopeAction(t *turn, _ []string) error {
	if !t.pressedToSubscribe() {
		return nil
	}
	to := func(label string, scope report.Scope) []chat.Button {
		return row(button(label, "substo", t.scopeArguments(scope)...))
	}
	rows := [][]chat.Button{to(t.say.Plain("report.scope_all", nil), report.Scope{})}
	for _, p := range t.Register.Plans {
		rows = append(rows, to(p.Short, report.Scope{Plan: p.ID}))
	}
	for _, key := range t.member.Agencies {
		rows = append(rows, to(t.Register.AgencyName(key), report.Scope{Agency: key}))
	}
	rows = append(rows, row(button(t.say.Plain("button.back", nil), "sub")))
	t.show(t.say.Say("subscribe.which_scope", nil), rows...)
	return nil
}

// subscribeToAction sets what the chat's digests are about.
func subscribeToAction(t *turn, arguments []string) error {
	scope, ok := t.scopePressed(arguments[0], arguments[1])
	if !ok {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	if !t.pressedToSubscribe() {
		return nil
	}
	return t.subscribeTo(scope)
}

// subscribeTo sets the scope of the chat's digests. A chat that gets none begins with the weekly one.
func (t *turn) subscribeTo(scope report.Scope) error {
	for _, kind := range []remind.Kind{remind.Weekly, remind.Monthly} {
		s, err := t.current(kind)
		if err != nil {
			return err
		}
		if s.Off && kind == remind.Monthly {
			continue
		}
		if s.Off {
			s.Off, s.Since = false, t.now
		}
		s.Plan, s.Part, s.Agency, s.Changed = scope.Plan, scope.Part, scope.Agency, t.now
		s.All = scope == report.Scope{}
		if err := t.keepSubscription(s); err != nil {
			return err
		}
	}
	return t.subscribed(t.say.Say("subscribe.saved", nil))
}
