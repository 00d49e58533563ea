package handlers_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chutri/internal/chat"
	"chutri/store"
)

// version is one wording of a message, as the service delivers it.
type version struct {
	message  int // id
	group    bool
	first    bool // the message itself, not an edit
	written  int  // seconds after the beginning
	percents map[string]float64
}

func (v version) key() string { return fmt.Sprintf("tg:%d.%d", v.message, v.written) }

func (v version) text() string {
	var lines []string
	for _, task := range tasksOf(v.message) {
		if percent, ok := v.percents[task]; ok {
			lines = append(lines, fmt.Sprintf("%s: đạt %.0f%%", task, percent))
		}
	}
	return strings.Join(lines, "\n")
}

// tasksOf returns the tasks that a message may report on: no two messages share one, so that none contradicts another.
func tasksOf(message int) []string {
	pairs := [][]string{{"ND-15", "BV-158"}, {"ND-35", "BV-157"}, {"KL-13", "BV-156"}, {"KL-19", "BV-155"}}
	return pairs[message-1]
}

// expected is what the office should know of one task of a message.
type expected struct {
	percent  float64
	revision int
	counts   bool
}

// clerk is the oracle: somebody who reads every wording once, believes the one that was written last, and keeps a list.
type clerk struct {
	seen   map[string]bool
	newest map[int]int
	list   map[int]map[string]*expected
}

func (c *clerk) take(v version) {
	last, known := c.newest[v.message]
	if c.seen[v.key()] || known && (v.first || v.written < last) {
		return
	}
	c.seen[v.key()], c.newest[v.message] = true, v.written
	if !known {
		c.list[v.message] = map[string]*expected{}
	}
	for task, e := range c.list[v.message] {
		_, e.counts = v.percents[task]
	}
	for task, percent := range v.percents {
		e := c.list[v.message][task]
		if e == nil {
			c.list[v.message][task] = &expected{percent: percent, revision: 1, counts: true}
		} else if e.percent != percent {
			e.percent, e.revision = percent, e.revision+1
		}
	}
}

var errCrash = errors.New("the program was killed")

func TestEveryMessageIsRecordedOnceInItsLastWordingWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := newStage(t)
		s.commit(func(tx store.Tx) error {
			bound := &store.Group{Chat: -100, Title: "Tổ giúp việc", Agency: "so-ct"}
			_, err := tx.Apply(store.Step{Key: "bind", At: s.now, Events: []store.Event{{At: s.now, Kind: store.GroupBound, Group: bound}}})
			return err
		})
		office := clerk{seen: map[string]bool{}, newest: map[int]int{}, list: map[int]map[string]*expected{}}
		start := s.now
		for i, v := range rapid.Permutation(drawVersions(rt)).Draw(rt, "order") {
			s.now = start.Add(time.Hour + time.Duration(i)*time.Minute) // nobody writes too fast
			crash := rapid.Bool().Draw(rt, "crash")
			if crash {
				s.deliver(v, start, errCrash)
			}
			s.deliver(v, start, nil)
			office.take(v)
		}
		if err := s.store.View(context.Background(), func(r store.Reader) error { return office.compare(rt, r) }); err != nil {
			rt.Fatal(err)
		}
	})
}

// drawVersions draws messages with their edits, some of them delivered twice.
func drawVersions(rt *rapid.T) []version {
	var all []version
	for message := 1; message <= rapid.IntRange(1, 4).Draw(rt, "messages"); message++ {
		group := rapid.Bool().Draw(rt, "in the group")
		for edit := range rapid.IntRange(1, 4).Draw(rt, "wordings") {
			v := version{message: message, group: group, first: edit == 0, written: 10*edit + message, percents: map[string]float64{}}
			tasks := tasksOf(message)
			v.percents[tasks[0]] = rapid.SampledFrom([]float64{10, 20, 30}).Draw(rt, "percent")
			if rapid.Bool().Draw(rt, "with a second task") {
				v.percents[tasks[1]] = rapid.SampledFrom([]float64{10, 20}).Draw(rt, "percent of the second")
			}
			all = append(all, v)
			if rapid.Bool().Draw(rt, "twice") {
				all = append(all, v)
			}
		}
	}
	return all
}

// deliver hands a wording to the handlers and applies what they make of it; with an error the transaction fails after that.
func (s *stage) deliver(v version, start time.Time, fail error) {
	s.t.Helper()
	m := chat.Message{
		Key: v.key(), Kind: chat.Edit, Author: people[2001], ID: v.message, Text: v.text(), Time: start.Add(time.Duration(v.written) * time.Second),
		Chat: private(people[2001]), Addressed: !v.group,
	}
	if v.first {
		m.Kind = chat.Text
	}
	if v.group {
		m.Chat = chat.Chat{ID: -100, Group: true}
	}
	err := s.store.Update(context.Background(), func(tx store.Tx) error {
		if seen, err := tx.Applied(m.Key); err != nil || seen {
			return err
		}
		step, err := s.handler.Handle(tx, m)
		if err == nil {
			_, err = tx.Apply(step)
		}
		return errors.Join(err, fail)
	})
	if err != nil && (fail == nil || !errors.Is(err, fail)) {
		s.t.Fatal(err)
	}
}

// compare looks into the store for what the clerk has on the list, and for nothing else.
func (c *clerk) compare(rt *rapid.T, r store.Reader) error {
	found := map[string]store.Progress{}
	err := r.ProgressAll(func(p store.Progress) bool {
		place := fmt.Sprintf("%d %s", p.Message, p.Task)
		if other, twice := found[place]; twice {
			rt.Errorf("message and task %s are recorded as %d and %d", place, other.ID, p.ID)
		}
		found[place] = p
		return true
	})
	for message, tasks := range c.list {
		for task, want := range tasks {
			place := fmt.Sprintf("%d %s", message, task)
			got, ok := found[place]
			delete(found, place)
			switch {
			case !ok:
				rt.Errorf("%s is not recorded", place)
			case got.Percent == nil || *got.Percent != want.percent || got.Revision != want.revision || got.State.Counts() != want.counts:
				rt.Errorf("%s is %v %%, revision %d, %s; want %+v", place, *got.Percent, got.Revision, got.State, *want)
			}
		}
	}
	for place := range found {
		rt.Errorf("%s is recorded, and nobody reported it", place)
	}
	return err
}
