package handlers

import (
	"strconv"
	"time"

	"chutri/internal/chat"
	"chutri/internal/remind"
	"chutri/internal/texts"
)

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
