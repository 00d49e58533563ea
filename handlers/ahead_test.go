package handlers_test

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"chutri/handlers"
	"chutri/internal/chat"
	"chutri/internal/progress"
	"chutri/store"
)

// countingReader counts how often each text is read, and panics at one.
type countingReader struct {
	handlers.MessageReader
	mu    sync.Mutex
	reads map[string]int
}

const unreadable = "ND-15: làm hỏng bộ đọc"

func (c *countingReader) Read(text string, context progress.Context) progress.Reading {
	c.mu.Lock()
	c.reads[text]++
	c.mu.Unlock()
	if text == unreadable {
		panic("cannot read")
	}
	return c.MessageReader.Read(text, context)
}

func newCountedStage(t *testing.T) (*stage, *countingReader) {
	t.Helper()
	counted := &countingReader{reads: map[string]int{}}
	return newPacedStage(t, handlers.Pace{}, func(_ *stage, o *handlers.Options) {
		counted.MessageReader = o.Progress
		o.Progress = counted
	}), counted
}

func (s *stage) prepare(messages ...chat.Message) {
	s.t.Helper()
	s.commit(func(tx store.Tx) error { return s.handler.Prepare(tx, messages) })
}

// handle returns the Step of a message, which it applies.
func (s *stage) handle(m chat.Message) (step store.Step) {
	s.t.Helper()
	s.commit(func(tx store.Tx) (err error) {
		if step, err = s.handler.Handle(tx, m); err == nil {
			_, err = tx.Apply(step)
		}
		return err
	})
	return step
}

// batch is what comes together: reports of several people, the same text twice, a question, a command, an edit, and a text of a
// stranger.
func (s *stage) batch() (list []chat.Message) {
	for i, text := range []string{
		"ND-15: đạt 62,5%", "ND-15: đạt 62,5%", "BV-158: đã tổ chức 12 lớp, đang làm tiếp\nBV-157: hoàn thành", "ai chủ trì ND-15?",
		"/cuatoi", "đạt 70%", "cảm ơn", "ND-35: chưa triển khai vì thiếu vốn", " ",
	} {
		for n, person := range []int64{1001, 2001, 2002, 77} {
			kind := chat.Text
			if i == 7 {
				kind = chat.Edit
			}
			id := 1000 + 10*i + n
			list = append(list, chat.Message{
				Kind: kind, Chat: chat.Chat{ID: person}, Author: chat.Person{ID: person, Name: "Chị Lan"}, ID: id, Key: fmt.Sprint("batch:", id),
				Text: text, Addressed: true, Forwarded: n == 2, Time: s.now,
			})
		}
	}
	return list
}

func TestPreparedMessagesCauseTheSameSteps(t *testing.T) {
	plain, _ := newCountedStage(t)
	ahead, _ := newCountedStage(t)
	ahead.prepare(ahead.batch()...)
	events := 0
	for i, m := range ahead.batch() {
		got, want := ahead.handle(m), plain.handle(plain.batch()[i])
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q of %d: prepared %+v, else %+v", m.Text, m.Author.ID, got, want)
		}
		events += len(got.Events)
	}
	if events < 5 {
		t.Errorf("%d events only: the batch records too little to tell", events)
	}
}

func TestAPreparedTextIsReadOnceUnlessItsWriterChanged(t *testing.T) {
	s, counted := newCountedStage(t)
	person := chat.Person{ID: 1001, Name: "Chị Lan"}
	m := chat.Message{
		Kind: chat.Text, Chat: private(person), Author: person, ID: 1, Key: "a", Text: "BV-158: đạt 30%, đang làm", Addressed: true, Time: s.now,
	}
	s.prepare(m)
	step := s.handle(m)
	recorded := slices.DeleteFunc(step.Events, func(e store.Event) bool { return e.Kind != store.Recorded })
	if len(recorded) != 1 || counted.reads[m.Text] != 1 {
		t.Errorf("%d recorded, read %d times", len(recorded), counted.reads[m.Text])
	}
	forwarded := m
	forwarded.ID, forwarded.Key, forwarded.Text, forwarded.Forwarded = 3, "c", "BV-157: đạt 30%, đang làm", true
	s.prepare(forwarded)
	if s.handle(forwarded); counted.reads[forwarded.Text] != 1 {
		t.Errorf("what was forwarded is read %d times", counted.reads[forwarded.Text])
	}
	m.ID, m.Key, m.Text = 2, "b", "BV-158: đạt 40%, đang làm"
	s.prepare(m)
	s.commit(func(tx store.Tx) error {
		moved := store.Member{Person: 1001, Name: "Chị Lan", Role: store.RoleStaff, Agencies: []string{"so-y-te"}, Since: s.now}
		_, err := tx.Apply(store.Step{Key: "moved", At: s.now, Events: []store.Event{{At: s.now, Kind: store.MemberAdded, Member: &moved}}})
		return err
	})
	if s.handle(m); counted.reads[m.Text] != 2 {
		t.Errorf("read %d times, although the writer is of another agency now", counted.reads[m.Text])
	}
}

func TestATextThatBreaksTheReaderSpoilsNoOther(t *testing.T) {
	s, counted := newCountedStage(t)
	list := s.batch()[:4]
	list[1].Text = unreadable
	s.prepare(list...)
	s.handle(list[0])
	if counted.reads[list[0].Text] == 0 || counted.reads[unreadable] != 1 {
		t.Errorf("read: %v", counted.reads)
	}
	defer func() {
		if recover() == nil {
			t.Error("the text was taken as read")
		}
	}()
	s.commit(func(tx store.Tx) error {
		_, err := s.handler.Handle(tx, list[1])
		return err
	})
}
