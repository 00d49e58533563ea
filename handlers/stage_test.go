package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"chutri/handlers"
	"chutri/internal/agencies"
	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/search"
	"chutri/internal/texts"
	"chutri/seeds"
	"chutri/store"
	"chutri/store/bolt"
)

// knowledge is what all stages share: it is read only.
var knowledge = sync.OnceValue(func() handlers.Options {
	data, err := seeds.Default()
	if err != nil {
		panic(err)
	}
	catalog, err := texts.Load()
	if err != nil {
		panic(err)
	}
	synonyms := search.Synonyms{Groups: data.Synonyms.Groups}
	for _, a := range data.Synonyms.Abbreviations {
		synonyms.Abbreviations = append(synonyms.Abbreviations, [2]string{a.Short, a.Long})
	}
	finder := agencies.New(data.Register.Agencies)
	index := search.New(data.Register, finder, synonyms)
	return handlers.Options{
		Register: data.Register, Search: index, Agencies: finder, Texts: catalog,
		Progress: progress.New(data.Register, finder, matcher{index}),
	}
})

type matcher struct{ index *search.Index }

func (m matcher) Match(text string, among func(plan.Task) bool) []progress.Candidate {
	var found []progress.Candidate
	for _, c := range m.index.Match(text, among) {
		found = append(found, progress.Candidate{Task: c.Task, Score: c.Score})
	}
	return found
}

// stage plays conversations against the handlers and a store of its own.
type stage struct {
	t       testing.TB
	store   store.Store
	handler *handlers.Handler
	now     time.Time
	last    int                      // newest message id
	wrote   map[int64]int            // each person's last message
	shown   map[int64]store.Outgoing // the bot's last message in each chat
	shownID map[int64]int
	where   int64 // chat of the last message
	mail    *mail // files that people send, and the worker that fetches them
	wishes  []handlers.Wish
}

func newStage(t testing.TB) *stage {
	t.Helper()
	return newPacedStage(t, handlers.Pace{})
}

// newPacedStage returns a stage on which people may write only so fast.
func newPacedStage(t testing.TB, pace handlers.Pace, change ...func(*stage, *handlers.Options)) *stage {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := bolt.Open(t.TempDir(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if problems, err := kept.Check(context.Background(), false); err != nil || len(problems) > 0 {
			t.Errorf("the store is not sound: %v %v", problems, err)
		}
		kept.Close()
	})
	s := &stage{
		t: t, store: kept, now: time.Date(2026, time.November, 19, 8, 0, 0, 0, zone), last: 100,
		wrote: map[int64]int{}, shown: map[int64]store.Outgoing{}, shownID: map[int64]int{},
	}
	options := knowledge()
	options.Coordinators, options.Zone, options.Now = []int64{1001}, zone, func() time.Time { return s.now }
	options.Random = bytes.NewReader(bytes.Repeat([]byte("chutri"), 1000))
	options.Username = func() string { return "chutri_bot" }
	options.Pace, options.Log, options.Files = pace, slog.New(slog.DiscardHandler), namedFiles{}
	for _, c := range change {
		c(s, &options)
	}
	s.handler = handlers.New(options)
	s.mail = newMail(s)
	var events []store.Event
	for _, m := range members {
		m.Since = s.now
		events = append(events, store.Event{At: s.now, Kind: store.MemberAdded, Member: &m})
	}
	s.commit(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "members", At: s.now, Events: events})
		return err
	})
	return s
}

func (s *stage) commit(do func(store.Tx) error) {
	s.t.Helper()
	if err := s.store.Update(context.Background(), do); err != nil {
		s.t.Fatal(err)
	}
}

// send hands a message to the handlers and returns the replies, which it marks sent.
func (s *stage) send(m chat.Message) []chat.Reply {
	s.t.Helper()
	s.last++
	m.Key = fmt.Sprintf("test:%d", s.last)
	s.where = m.Chat.ID
	if m.ID == 0 {
		m.ID = s.last
	}
	if m.Time.IsZero() {
		m.Time = s.now
	}
	s.mail.enclose(&m)
	s.commit(func(tx store.Tx) error {
		step, err := s.handler.Handle(tx, m)
		if err != nil {
			return err
		}
		_, err = tx.Apply(step)
		return err
	})
	return s.collect()
}

// tick makes the clock tick once, as the program does.
func (s *stage) tick() []chat.Reply {
	s.t.Helper()
	s.where = 0
	s.commit(func(tx store.Tx) error {
		_, err := s.handler.Tick(tx)
		return err
	})
	return s.collect()
}

// collect fetches files that are due and returns all replies that wait, which it marks sent.
func (s *stage) collect() []chat.Reply {
	s.t.Helper()
	s.mail.fetch()
	var replies []chat.Reply
	var waiting []store.Outgoing
	s.commit(func(tx store.Tx) error {
		return tx.Pending(nil, func(out store.Outgoing) bool {
			waiting = append(waiting, out)
			return true
		})
	})
	for _, out := range waiting {
		s.check(out.Reply)
		replies = append(replies, out.Reply)
		if out.Reply.Document != nil {
			s.mail.sentFile[out.Reply.Chat] = out.Reply.Document.Data
		}
		message := out.Reply.Edit
		if message == 0 {
			s.last++
			message = s.last
		}
		if out.Reply.Callback == "" && out.Reply.Menu == nil && out.Reply.Inline == "" {
			s.shown[out.Reply.Chat], s.shownID[out.Reply.Chat] = out, message
		} else {
			message = 0
		}
		s.commit(func(tx store.Tx) error { return tx.Sent(out.ID, message) })
	}
	return replies
}

// check refuses a reply that the chat service would refuse.
func (s *stage) check(reply chat.Reply) {
	s.t.Helper()
	if n := len(utf16.Encode([]rune(chat.PlainText(reply.Text)))); n > chat.MaxText {
		s.t.Errorf("a reply has %d units: %.80s", n, reply.Text)
	}
	for _, row := range reply.Buttons {
		for _, b := range row {
			if len(b.Data) > chat.MaxData || b.Text == "" || b.Data == "" && b.URL == "" {
				s.t.Errorf("the button %+v cannot be sent", b)
			}
		}
	}
	if strings.Count(reply.Text, "<b>") != strings.Count(reply.Text, "</b>") || strings.Count(reply.Text, "<i>") != strings.Count(reply.Text, "</i>") {
		s.t.Errorf("broken HTML: %s", reply.Text)
	}
}

func private(person chat.Person) chat.Chat { return chat.Chat{ID: person.ID} }

func (s *stage) say(person chat.Person, text string) []chat.Reply {
	s.t.Helper()
	s.wrote[person.ID] = s.last + 1
	return s.send(chat.Message{Kind: chat.Text, Chat: private(person), Author: person, Text: text, Addressed: true})
}

func (s *stage) edit(person chat.Person, text string) []chat.Reply {
	s.t.Helper()
	return s.send(chat.Message{Kind: chat.Edit, Chat: private(person), Author: person, Text: text, Addressed: true, ID: s.wrote[person.ID]})
}

func (s *stage) reply(person chat.Person, text string) []chat.Reply {
	s.t.Helper()
	return s.send(chat.Message{
		Kind: chat.Text, Chat: private(person), Author: person, Text: text, Addressed: true,
		ReplyTo: &chat.Quoted{ID: s.shownID[person.ID], FromBot: true},
	})
}

func (s *stage) press(person chat.Person, label string) []chat.Reply {
	s.t.Helper()
	for _, row := range s.shown[person.ID].Reply.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return s.send(chat.Message{
					Kind: chat.Press, Chat: private(person), Author: person, Data: b.Data, Callback: "press", ID: s.shownID[person.ID],
				})
			}
		}
	}
	s.t.Fatalf("no button %q below %q", label, s.shown[person.ID].Reply.Text)
	return nil
}
