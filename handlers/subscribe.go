package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/remind"
	"chutri/internal/report"
	"chutri/internal/texts"
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
