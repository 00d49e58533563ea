package handlers

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
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

// remindCommand answers /nhac: it shows what the chat gets by itself, or sets what its digests are about.
func remindCommand(t *turn, arguments string) error {
	if !t.maySubscribe() {
		t.show(t.say.Say("command.coordinators", nil))
		return nil
	}
	if arguments == "" {
		return t.subscribed()
	}
	scope, ok := t.scope(arguments)
	if !ok {
		t.show(t.say.Say("tasks.unknown", texts.Data{"Text": shorten(arguments, 80)}))
		return nil
	}
	return t.subscribeTo(scope)
}

// maySubscribe reports whether the author may choose what the chat gets: in a group coordinators only.
func (t *turn) maySubscribe() bool {
	return t.isCoordinator() || t.isMember() && !t.m.Chat.Group
}

// kindsHere are what the chat can get: what waits for a person goes to that person only.
func (t *turn) kindsHere() []remind.Kind {
	if t.m.Chat.Group || !t.mayReport() {
		return []remind.Kind{remind.Weekly, remind.Monthly}
	}
	return remind.Kinds
}

// current returns what the chat gets of a kind now.
func (t *turn) current(kind remind.Kind) (subscription, error) {
	for _, e := range t.step.Events { // what this Step chooses
		if e.Record != nil && e.Record.Collection == subscriptionRecords && e.Record.Key == (subscription{Chat: t.m.Chat.ID, Kind: kind}).key() {
			var s subscription
			return s, decodeRecord(*e.Record, &s)
		}
	}
	s, ok, err := subscriptionOf(t.r, t.m.Chat.ID, kind)
	if err != nil || ok {
		return s, err
	}
	s = usual(t.m.Chat.ID, kind, t.now)
	if kind == remind.Tasks {
		s.Since, s.Changed = t.member.Since, t.member.Since
		return s, nil
	}
	s.Off = true
	other, ok, err := subscriptionOf(t.r, t.m.Chat.ID, map[remind.Kind]remind.Kind{remind.Weekly: remind.Monthly, remind.Monthly: remind.Weekly}[kind])
	if ok { // both digests of a chat are about the same
		s.Plan, s.Part, s.Agency, s.All = other.Plan, other.Part, other.Agency, other.All
	}
	return s, err
}

// subscribed shows what the chat gets by itself, with buttons to change it.
func (t *turn) subscribed(head ...string) error {
	lines := append(head, t.say.Say("subscribe.title", texts.Data{"Group": t.m.Chat.Group}))
	var choose []chat.Button
	for _, kind := range t.kindsHere() {
		s, err := t.current(kind)
		if err != nil {
			return err
		}
		lines = append(lines, t.say.Say("subscribe.line", texts.Data{
			"Kind": t.say.Plain("subscribe.kind."+string(kind), nil), "When": t.when(s), "Next": t.nextTime(s),
		}))
		if s.Quiet.After(t.now) {
			lines = append(lines, t.say.Say("subscribe.quiet", texts.Data{"Date": t.date(s.Quiet.In(t.Zone))}))
		}
		choose = append(choose, button(t.say.Plain("subscribe.kind."+string(kind), nil), "subday", string(kind)))
	}
	weekly, err := t.current(remind.Weekly)
	if err != nil {
		return err
	}
	scope, err := t.scopeOf(weekly)
	if err != nil {
		return err
	}
	lines = append(lines, t.say.Say("subscribe.scope", texts.Data{"Scope": t.scopeName(scope)}))
	rows := [][]chat.Button{choose, row(button(t.say.Plain("subscribe.button.scope", nil), "subscope"))}
	if weekly.Off {
		rows = append([][]chat.Button{row(button(t.say.Plain("subscribe.button.usual", nil), "subset", string(remind.Weekly),
			strconv.Itoa(weekly.Day), strconv.Itoa(weekly.Minute)))}, rows...)
	}
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

// scopeOf returns what the digests of a subscription are about: what was chosen, or what the group is about.
func (t *turn) scopeOf(s subscription) (report.Scope, error) {
	if s.All || s.scope() != (report.Scope{}) || !t.m.Chat.Group {
		return s.scope(), nil
	}
	group, err := t.r.Group(t.m.Chat.ID)
	if isNotFound(err) {
		return report.Scope{}, nil
	}
	return report.Scope{Plan: group.Plan, Agency: group.Agency}, err
}

// scopeName names what a digest is about.
func (t *turn) scopeName(scope report.Scope) string {
	return report.NewWords(report.Figures{Scope: scope}, t.Register, t.say).Scope()
}

// when tells the day and the hour of a subscription.
func (t *turn) when(s subscription) string {
	switch {
	case s.Off:
		return t.say.Plain("subscribe.off", nil)
	case s.Kind == remind.Monthly:
		return t.say.Plain("subscribe.monthly", texts.Data{"Day": strconv.Itoa(s.Day), "Hour": hour(s.Minute)})
	}
	return t.say.Plain("subscribe.weekly", texts.Data{"Day": t.weekday(s.Day), "Hour": hour(s.Minute)})
}

func (t *turn) weekday(day int) string { return t.say.Plain("subscribe.day."+strconv.Itoa(day), nil) }

func hour(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// nextTime tells when the next digest of a subscription is due, "" for none.
func (t *turn) nextTime(s subscription) string {
	if s.Off || s.Kind == remind.Tasks {
		return ""
	}
	period := plan.WeekOf(t.now).Before()
	if s.Kind == remind.Monthly {
		period = plan.MonthOf(t.now).Before()
	}
	for range 12 {
		if at := t.Calendar.When(s.rule(), period); at.After(t.now) {
			return t.say.Plain("subscribe.next", texts.Data{
				"Time": at.Format("15:04"), "Day": t.weekday(int(at.Weekday())), "Date": t.date(at), "Period": t.shortPeriod(period),
			})
		}
		next := period.To
		if period = plan.WeekOf(next); s.Kind == remind.Monthly {
			period = plan.MonthOf(next)
		}
	}
	return ""
}

// shortPeriod names a period without its days.
func (t *turn) shortPeriod(period plan.Period) string {
	name, _, _ := strings.Cut(report.PeriodName(period, t.say), " (")
	return name
}

// subscriptionAction shows what the chat gets.
func subscriptionAction(t *turn, _ []string) error {
	if !t.pressedToSubscribe() {
		return nil
	}
	return t.subscribed()
}

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

// snoozes are how long a person can put reminders off, by the name that a button carries.
var snoozes = map[string]func(time.Time) time.Time{
	"week":  func(now time.Time) time.Time { return now.AddDate(0, 0, 7) },
	"month": func(now time.Time) time.Time { return now.AddDate(0, 1, 0) },
}

// snoozeRow offers to put reminders off. The buttons name the chat that they were sent to.
func (t *turn) snoozeRow() []chat.Button {
	of := strconv.FormatInt(t.m.Chat.ID, 10)
	return row(
		button(t.say.Plain("remind.button.week", nil), "snooze", "week", of),
		button(t.say.Plain("remind.button.month", nil), "snooze", "month", of),
		button(t.say.Plain("remind.button.settings", nil), "sub"),
	)
}

// snoozeAction puts reminders off until the beginning of a day.
func snoozeAction(t *turn, arguments []string) error {
	until, ok := snoozes[arguments[0]]
	if !ok || arguments[1] != strconv.FormatInt(t.m.Chat.ID, 10) || t.m.Chat.Group || !t.mayReport() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	s, err := t.current(remind.Tasks)
	if err != nil {
		return err
	}
	if s.Since.IsZero() {
		s.Since = t.now
	}
	s.Quiet = remind.DateOf(until(t.now)).At(0, t.Zone)
	if err := t.keepSubscription(s); err != nil {
		return err
	}
	t.notice(t.say.Plain("remind.snoozed", texts.Data{"Date": t.date(s.Quiet)}))
	return nil
}
