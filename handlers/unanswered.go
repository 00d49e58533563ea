package handlers

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"
)

const (
	unansweredRecords = "unanswered" // collection of the questions that a coordinator should look at
	maxUnanswered     = 500          // of them are kept; the oldest make room
	maxKept           = 300          // characters of a question that are kept
	unansweredPage    = 6            // of them on one page
)

// unanswered is a question that found nothing or whose answer was called wrong. It does not say who asked.
type unanswered struct {
	Text    string    `json:"text"`
	Count   int       `json:"count"`
	Last    time.Time `json:"last"`
	Task    string    `json:"task,omitempty"`    // whose card was called wrong
	Mistake string    `json:"mistake,omitempty"` // what was wrong with it

	key string
}

// keyOf is the key of a text: the same for all ways to type it.
func keyOf(text string) string {
	sum := sha256.Sum256([]byte(foldName(text)))
	return hex.EncodeToString(sum[:8])
}

// keepUnanswered counts a question among those to be looked at. A card that was called wrong without a question is kept under
// its task's id.
func (t *turn) keepUnanswered(text string, wrong feedback) error {
	text = shorten(text, maxKept)
	if text == "" {
		text = wrong.Task
	}
	if utf8.RuneCountInString(strings.TrimSpace(text)) < 2 {
		return nil
	}
	entry, key := unanswered{Text: text}, keyOf(text)
	kept, err := t.r.Record(unansweredRecords, key)
	switch {
	case err == nil:
		if err := json.Unmarshal(kept.Data, &entry); err != nil {
			return fmt.Errorf("read a question to be looked at: %w", err)
		}
	case isNotFound(err):
		if err := t.makeRoom(); err != nil {
			return err
		}
	default:
		return err
	}
	entry.Count++
	entry.Last = t.now
	if wrong.Task != "" {
		entry.Task, entry.Mistake = wrong.Task, wrong.Mistake
	}
	return t.keepNameless(unansweredRecords, key, entry)
}

// makeRoom drops the questions that were asked longest ago.
func (t *turn) makeRoom() error {
	all, err := t.allUnanswered()
	if err != nil {
		return err
	}
	for len(all) >= maxUnanswered {
		t.removeRecord(unansweredRecords, all[len(all)-1].key)
		all = all[:len(all)-1]
	}
	return nil
}

// allUnanswered returns the questions to be looked at, the last asked first.
func (t *turn) allUnanswered() ([]unanswered, error) {
	var all []unanswered
	err := t.r.Records(unansweredRecords, "", func(r store.Record) bool {
		var entry unanswered
		if json.Unmarshal(r.Data, &entry) == nil {
			entry.key = r.Key
			all = append(all, entry)
		}
		return true
	})
	slices.SortStableFunc(all, func(a, b unanswered) int { return b.Last.Compare(a.Last) })
	return all, err
}

// coordinatorButtons leads a coordinator to the questions to be looked at; nothing for others.
func (t *turn) coordinatorButtons() ([][]chat.Button, error) {
	if !t.isCoordinator() || t.m.Chat.Group {
		return nil, nil
	}
	all, err := t.allUnanswered()
	return [][]chat.Button{row(button(t.say.Plain("asking.button.unanswered", texts.Data{"Count": len(all)}), "unanswered", "0"))}, err
}

// unansweredAction turns the pages of the questions to be looked at.
func unansweredAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[0])
	if err != nil || page < 0 || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	all, err := t.allUnanswered()
	if err != nil {
		return err
	}
	lessons, err := t.lessons()
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("asking.unanswered", texts.Data{"Count": len(all)})}
	first, last := pageOf(len(all), page, unansweredPage)
	var numbers []chat.Button
	for i, entry := range all[first:last] {
		lines = append(lines, t.unansweredLine(first+i+1, entry))
		numbers = append(numbers, button(strconv.Itoa(first+i+1), "look", entry.key))
	}
	var rows [][]chat.Button
	if len(numbers) > 0 {
		rows = append(rows, numbers)
	}
	rows = append(rows, t.pageButtons(len(all), page, unansweredPage, "unanswered")...)
	rows = append(rows, row(button(t.say.Plain("asking.button.lessons", texts.Data{"Count": len(lessons)}), "lessons", "0")))
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

func (t *turn) unansweredLine(number int, entry unanswered) string {
	data := texts.Data{
		"Number": number, "Text": shorten(entry.Text, 120), "Times": entry.Count, "Date": t.date(entry.Last.In(t.Zone)), "Wrong": "",
	}
	if entry.Task != "" {
		data["Wrong"] = t.say.Plain("asking.called_wrong", texts.Data{"ID": entry.Task, "Mistake": t.say.Plain("asking.mistake."+entry.Mistake, nil)})
	}
	return t.say.Say("asking.unanswered_line", data)
}

// pressedUnanswered reads the question that a coordinator's button names.
func (t *turn) pressedUnanswered(key string) (entry unanswered, ok bool, err error) {
	if !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return entry, false, nil
	}
	record, err := t.r.Record(unansweredRecords, key)
	if isNotFound(err) {
		t.notice(t.say.Plain("asking.entry_gone", nil))
		return entry, false, nil
	}
	if err == nil {
		err = json.Unmarshal(record.Data, &entry)
	}
	entry.key = key
	return entry, err == nil, err
}

// lookAction shows one question to be looked at and asks for the task that answers it.
func lookAction(t *turn, arguments []string) error {
	entry, ok, err := t.pressedUnanswered(arguments[0])
	if !ok {
		return err
	}
	t.session.Wants, t.session.Until = "learn:"+entry.key, t.now.Add(followUpTime)
	t.show(t.unansweredLine(1, entry)+"\n"+t.say.Say("asking.learn_how", nil), row(
		button(t.say.Plain("asking.button.dismiss", nil), "dismiss", entry.key),
		button(t.say.Plain("button.back", nil), "unanswered", "0"),
	))
	return nil
}

// dismissAction drops a question that needs no answer.
func dismissAction(t *turn, arguments []string) error {
	entry, ok, err := t.pressedUnanswered(arguments[0])
	if !ok {
		return err
	}
	t.session.Wants = ""
	t.removeRecord(unansweredRecords, entry.key)
	t.show(t.say.Say("asking.dismissed", nil), row(button(t.say.Plain("button.back", nil), "unanswered", "0")))
	return nil
}

// twoARow returns empty rows for so many buttons, two in each.
func twoARow(count int) [][]chat.Button { return make([][]chat.Button, (cmp.Or(count, 1)+1)/2) }
