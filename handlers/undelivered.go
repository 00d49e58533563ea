package handlers

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/remind"
	"chutri/internal/texts"
	"chutri/store"
)

const (
	letterRecords = "letters" // the last undelivered reply that each coordinator was told of, by person
	lettersKept   = 1000      // undelivered replies that are looked at, the last ones
	lettersPage   = 5
	letterText    = 90 // characters of one that are shown
)

// lettersTold is what a coordinator knows of the undelivered replies.
type lettersTold struct {
	Last uint64 `json:"last"` // id of the reply that was given up last
}

// undeliveredCommand lists the replies that were given up.
func undeliveredCommand(t *turn, _ string) error {
	if t.m.Chat.Group {
		t.show(t.say.Say("undelivered.private", nil))
		return nil
	}
	return t.undelivered(0)
}

// lettersAction turns the pages of the undelivered replies.
func lettersAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[0])
	if err != nil || page < 0 || !t.isCoordinator() || t.m.Chat.Group {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.undelivered(page)
}

// undelivered shows one page of the replies that were given up, the last one first.
func (t *turn) undelivered(page int) error {
	letters, err := deadLetters(t.r)
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("undelivered.title", texts.Data{"Count": len(letters)})}
	first, last := pageOf(len(letters), page, lettersPage)
	for _, letter := range letters[first:last] {
		line, err := t.letterLine(letter)
		if err != nil {
			return err
		}
		lines = append(lines, line)
	}
	t.show(strings.Join(lines, "\n"), t.pageButtons(len(letters), page, lettersPage, "letters")...)
	return nil
}

// deadLetters returns the replies that were given up and that somebody would have read, the last one first.
func deadLetters(r store.Reader) (letters []store.Outgoing, err error) {
	all, err := r.DeadLetters(lettersKept)
	for _, letter := range all {
		if letter.Reply.Text != "" || letter.Reply.Document != nil {
			letters = append(letters, letter)
		}
	}
	return letters, err
}

// letterLine tells of an undelivered reply whom it was for, why it was given up, and how it began. Its number is that of the log.
func (t *turn) letterLine(letter store.Outgoing) (string, error) {
	name, err := t.chatName(letter.Reply.Chat)
	if err != nil {
		return "", err
	}
	text := shorten(chat.PlainText(letter.Reply.Text), letterText)
	if text == "" {
		text = letter.Reply.Document.Name
	}
	at := letter.At.In(t.Zone)
	return t.say.Say("undelivered.line", texts.Data{
		"Number": strconv.FormatUint(letter.ID, 10), "To": name, "Date": t.date(at), "Time": at.Format("15:04"), "Text": text,
		"Attempts": letter.Attempts + 1, "Unknown": strings.HasPrefix(letter.Reason, "fate unknown"),
	}), nil
}

// chatName names a chat to a coordinator: a member, a bound group, or else its number.
func (t *turn) chatName(id int64) (string, error) {
	if id < 0 {
		group, err := t.r.Group(id)
		if err == nil && group.Title != "" {
			return group.Title, nil
		}
		if err != nil && !isNotFound(err) {
			return "", err
		}
		return idText(id), nil
	}
	m, err := t.r.Member(id)
	if isNotFound(err) {
		return idText(id), nil
	}
	m.Person = id
	return memberName(m), err
}

// lettersDue returns the notices of undelivered replies that coordinators do not know of yet: one a day, in the office's hours.
func (h *Handler) lettersDue(r store.Reader, subscriptions []subscription) ([]Due, error) {
	now := h.Now().In(h.Zone)
	if !h.Calendar.Open(now) {
		return nil, nil
	}
	letters, err := deadLetters(r)
	if err != nil || len(letters) == 0 {
		return nil, err
	}
	roles, _, err := h.people(r, time.Time{})
	if err != nil {
		return nil, err
	}
	var due []Due
	for _, s := range subscriptions {
		if s.Kind != remind.Tasks || roles[s.Chat] != store.RoleCoordinator {
			continue
		}
		var known lettersTold
		if _, err := readRecord(r, letterRecords, idText(s.Chat), &known); err != nil {
			return nil, err
		}
		fresh := 0
		for _, letter := range letters {
			if letter.ID == known.Last {
				break
			}
			fresh++
		}
		if fresh > 0 {
			key := fmt.Sprintf("letters:%d:%s", s.Chat, now.Format(time.DateOnly))
			due = append(due, Due{Key: key, step: func(r store.Reader) (store.Step, error) { return h.tellLetters(r, s, key, fresh, letters[0].ID) }})
		}
	}
	return due, nil
}

// tellLetters returns the Step that tells a coordinator of so many undelivered replies.
func (h *Handler) tellLetters(r store.Reader, s subscription, key string, fresh int, last uint64) (store.Step, error) {
	t, err := h.speak(r, key, s)
	if err != nil {
		return store.Step{}, err
	}
	t.show(t.say.Say("undelivered.told", texts.Data{"Count": fresh}), row(button(t.say.Plain("undelivered.button", nil), "letters", "0")))
	t.onlyLatest(letterRecords)
	err = t.keep(letterRecords, idText(s.Chat), lettersTold{Last: last})
	return t.step, err
}
