package handlers

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/remind"
	"chutri/internal/texts"
	"chutri/store"
)

// Due is a Step that the clock owes, by its key.
type Due struct {
	Key  string
	step func(r store.Reader) (store.Step, error)
}

// Step returns what is to be applied, read against one state. It must see what the Steps due before it have left.
func (d Due) Step(r store.Reader) (store.Step, error) { return d.step(r) }

// Due returns what the clock owes now, in the order in which it is to be applied.
func (h *Handler) Due(r store.Reader) ([]Due, error) {
	var begun time.Time
	switch ok, err := readRecord(r, clockRecords, clockBegun, &begun); {
	case errors.Is(err, store.ErrCorrupt): // it only tells since when coordinators by configuration are known
		h.Log.Error("it cannot be read when the clock began; what is due is sent all the same", "error", err)
		begun = time.Time{}
	case err != nil:
		return nil, err
	case !ok:
		return []Due{{Key: "clock:begun", step: h.beginClock}}, nil
	}
	subscriptions, err := h.subscriptions(r, begun)
	if err != nil {
		return nil, err
	}
	digests, err := h.digestsDue(r, subscriptions)
	if err != nil {
		return nil, err
	}
	notices, err := h.noticesDue(r, subscriptions)
	if err != nil {
		return nil, err
	}
	letters, err := h.lettersDue(r, subscriptions)
	return slices.Concat(digests, notices, letters), err
}

// beginClock notes when the clock began: nothing is owed from before.
func (h *Handler) beginClock(r store.Reader) (store.Step, error) {
	t, err := h.speak(r, "clock:begun", subscription{Group: true})
	if err == nil {
		err = t.keep(clockRecords, clockBegun, t.now)
	}
	if err != nil {
		return store.Step{}, err
	}
	return t.step, nil
}

// speak begins a Step that nobody's message causes: the program speaks in a chat, in the language of who chose that it does.
func (h *Handler) speak(r store.Reader, key string, s subscription) (*turn, error) {
	t, err := h.begin(r, chat.Message{
		Key: key, Kind: chat.Text, Chat: chat.Chat{ID: s.Chat, Topic: s.Topic, Group: s.Group},
		Author: chat.Person{ID: s.By, Language: s.Language},
	})
	if err != nil {
		return nil, err
	}
	t.m.Author = chat.Person{} // what happens is caused by the program
	if s.Group {
		t.member = store.Member{Role: store.RoleOfficial} // whoever reads the group
	}
	return t, nil
}

// onlyLatest makes the Step's replies ones of a series, of which a chat that takes none keeps the latest for later.
func (t *turn) onlyLatest(series string) {
	for i := range t.step.Replies {
		t.step.Replies[i].Series = series
	}
}

// delivery is the last digest or reminder of a kind that a chat was sent.
type delivery struct {
	Period string    `json:"period"`
	To     time.Time `json:"to"` // the period's end
	At     time.Time `json:"at"`
	Late   bool      `json:"late,omitempty"`
}

// digestsDue returns the digests and the reminders that are due.
func (h *Handler) digestsDue(r store.Reader, subscriptions []subscription) ([]Due, error) {
	byKey := make(map[string]subscription, len(subscriptions))
	rules := make([]remind.Subscription, len(subscriptions))
	last := make(map[string]time.Time)
	for i, s := range subscriptions {
		byKey[s.key()], rules[i] = s, s.rule()
		var before delivery
		if _, err := readRecord(r, sentRecords, s.key(), &before); err != nil {
			return nil, err
		}
		last[s.key()] = before.To
	}
	var due []Due
	for _, sending := range remind.Due(h.Now().In(h.Zone), rules, h.Calendar, func(s remind.Subscription) time.Time { return last[s.Key()] }) {
		s := byKey[sending.Subscription.Key()]
		due = append(due, Due{Key: sending.Key, step: func(r store.Reader) (store.Step, error) { return h.send(r, s, sending) }})
	}
	return due, nil
}

// send returns the Step that sends a digest or a reminder, and remembers that it was sent.
func (h *Handler) send(r store.Reader, s subscription, sending remind.Sending) (store.Step, error) {
	t, err := h.speak(r, sending.Key, s)
	if err != nil {
		return store.Step{}, err
	}
	switch {
	case sending.Kind != remind.Tasks:
		err = t.sendDigest(s, sending)
	case t.isCoordinator():
		err = t.sendExceptions()
	default:
		err = t.sendNeeds(sending.Since)
	}
	if sending.Kind == remind.Tasks {
		t.onlyLatest(string(sending.Kind))
	}
	if err == nil {
		err = t.keep(sentRecords, s.key(), delivery{Period: sending.Period.Name, To: sending.Period.To, At: t.now, Late: sending.Late})
	}
	if err != nil {
		return store.Step{}, fmt.Errorf("%s: %w", sending.Key, err)
	}
	return t.step, nil
}

// sendDigest issues the digest of a period, unless another chat's did already, and shows it. Periods that were missed long ago are
// issued as well, and named.
func (t *turn) sendDigest(s subscription, sending remind.Sending) error {
	scope, err := t.scopeOf(s)
	if err != nil {
		return err
	}
	var missed []string
	for _, period := range sending.Missed {
		if _, err := t.issue(scope, period); err != nil {
			return err
		}
		missed = append(missed, t.shortPeriod(period))
	}
	d, err := t.issue(scope, sending.Period)
	if err != nil {
		return err
	}
	var head []string
	if sending.Late {
		head = append(head, t.say.Say("digest.late", texts.Data{"Time": sending.At.Format("15:04"), "Date": t.date(sending.At)}))
	}
	if len(missed) > 0 {
		head = append(head, t.say.Say("digest.missed", texts.Data{"Periods": strings.Join(missed, "; ")}))
	}
	return t.showDigest(d, 0, head...)
}

// noticesDue returns the notices of reports that plans ask for that are due to those who owe them.
func (h *Handler) noticesDue(r store.Reader, subscriptions []subscription) ([]Due, error) {
	members, err := r.Members()
	if err != nil {
		return nil, err
	}
	recipients := make(map[int64]remind.Recipient)
	for _, person := range h.Coordinators {
		recipients[person] = remind.Recipient{Chat: person, All: true}
	}
	for _, m := range members {
		recipients[m.Person] = remind.Recipient{Chat: m.Person, Agencies: h.withCollectives(m.Agencies), All: m.Role == store.RoleCoordinator || h.coordinator[m.Person]}
	}
	byChat := make(map[int64]subscription)
	var awake []remind.Recipient
	for _, s := range subscriptions {
		if s.Kind == remind.Tasks {
			byChat[s.Chat] = s
		}
	}
	for _, person := range slices.Sorted(maps.Keys(byChat)) {
		recipient := recipients[person]
		recipient.Since = byChat[person].Since
		awake = append(awake, recipient)
	}
	var failed error
	told := func(chat int64, key string) int {
		var last told
		if _, err := readRecord(r, toldRecords, toldKey(chat, key), &last); err != nil {
			failed = err
		}
		return last.Ahead
	}
	var due []Due
	for _, n := range remind.DueNotices(h.Now().In(h.Zone), h.Register, awake, h.Calendar, told) {
		due = append(due, Due{Key: n.Key, step: func(r store.Reader) (store.Step, error) { return h.announce(r, byChat[n.Chat], n) }})
	}
	return due, failed
}

// withCollectives returns agencies with the collectives that they belong to.
func (h *Handler) withCollectives(keys []string) []string {
	all := slices.Clone(keys)
	for _, key := range keys {
		agency, _ := h.Register.Agency(key)
		all = append(all, agency.MemberOf...)
	}
	return all
}
