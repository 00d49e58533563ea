package storetest

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"chutri/store"
)

var applying = []promise{
	{"a repeated key changes nothing", func(t *testing.T, s store.Store) {
		Fill(t, s)
		before := Dump(t, s)
		again := store.Step{Key: "tg:1", At: noon, Events: []store.Event{recorded(4)}, Replies: replies(7), Session: session(7, 7, "x", noon)}
		update(t, s, func(tx store.Tx) error {
			applied, err := tx.Apply(again)
			if applied {
				t.Error("the step says that it was applied")
			}
			return err
		})
		equal(t, "after the repetition", Dump(t, s), before)
	}},
	{"a repeated key within one transaction changes nothing", func(t *testing.T, s store.Store) {
		update(t, s, func(tx store.Tx) error {
			first, err := tx.Apply(step("k", recorded(1)))
			second, err2 := tx.Apply(step("k", recorded(2)))
			if !first || second {
				t.Errorf("applied %v, then %v", first, second)
			}
			return errors.Join(err, err2)
		})
		if next := read(t, s, store.Reader.NextUpdate); next != 2 {
			t.Errorf("next update %d, want 2", next)
		}
	}},
	{"events get their number and their step's key", func(t *testing.T, s store.Store) {
		stray := recorded(2)
		stray.Seq, stray.Step = 99, "other"
		apply(t, s, step("a", recorded(1), stray), step("b"), step("c", turned(store.Confirmed, 1)))
		var got []string
		for i, e := range events(t, s, 0) {
			if e.Seq != uint64(i+1) {
				t.Errorf("event %d has the number %d", i+1, e.Seq)
			}
			got = append(got, e.Step)
		}
		equal(t, "steps", strings.Join(got, " "), "a a c")
		if rest := events(t, s, 3); len(rest) != 1 || rest[0].Kind != store.Confirmed {
			t.Errorf("events from 3: %v", rest)
		}
	}},
	{"an invalid step changes nothing and lets the transaction go on", invalidSteps},
	{"a caller's step is not written to", func(t *testing.T, s store.Store) {
		given := store.Step{Key: "k", At: noon, Events: []store.Event{recorded(1)}, Replies: replies(7)}
		apply(t, s, given)
		if given.Events[0].Seq != 0 || given.Events[0].Step != "" || given.Replies[0].ID != 0 {
			t.Errorf("the step was changed: %+v", given)
		}
	}},
	{"content comes back as it was given", func(t *testing.T, s store.Store) {
		want := recorded(1, func(c *store.Content) {
			c.Percent, c.Quantities, c.Obstacle, c.Next, c.Estimate = nil, nil, "thiếu vốn", "họp", true
			c.Text = "dòng 1\nдва \"ba\" \u2028 <i>&amp;</i> 🧂"
			c.ReportedAt = time.Date(2026, 1, 2, 3, 4, 5, 678901234, time.UTC)
		})
		apply(t, s, step("k", want))
		got, sent := progressOf(t, s, 1), *want.Progress.Content
		if got.Text != sent.Text || got.Percent != nil || got.Quantities != nil || got.Obstacle != sent.Obstacle ||
			got.Next != sent.Next || !got.Estimate || !got.ReportedAt.Equal(sent.ReportedAt) || got.Author != sent.Author {
			t.Errorf("got %+v, want %+v", got.Content, sent)
		}
	}},
}

func invalidSteps(t *testing.T, s store.Store) {
	Fill(t, s)
	before := Dump(t, s)
	whole := func(events ...store.Event) store.Step {
		return store.Step{Key: "bad", At: noon, Events: events, Replies: replies(7), Session: session(7, 7, "x", noon)}
	}
	for name, bad := range map[string]store.Step{
		"no key":                          {At: noon},
		"no time":                         {Key: "bad"},
		"a kind that nobody knows":        whole(recorded(4), store.Event{Kind: "odd"}),
		"an id that was given":            whole(recorded(3)),
		"an id too far":                   whole(recorded(4), recorded(6)),
		"an update that is not there":     whole(recorded(4), turned(store.Confirmed, 17)),
		"an update before it is recorded": whole(turned(store.Confirmed, 4), recorded(4)),
		"a figure that is no number":      whole(recorded(4, func(c *store.Content) { c.Quantities[0].Value = math.NaN() })),
		"a task beyond all bounds":        whole(recorded(4, task(strings.Repeat("x", 1<<16)))),
		"a key beyond all bounds":         {Key: strings.Repeat("k", 1<<16), At: noon},
	} {
		update(t, s, func(tx store.Tx) error {
			if applied, err := tx.Apply(bad); applied || !errors.Is(err, store.ErrInvalid) {
				t.Errorf("%s: applied %v, error %v, want ErrInvalid", name, applied, err)
			}
			return nil
		})
		equal(t, name, Dump(t, s), before)
	}
	if applied := read(t, s, func(r store.Reader) (bool, error) { return r.Applied("bad") }); applied {
		t.Error("the key of an invalid step counts as applied")
	}
}

// events returns the log from a number on.
func events(t testing.TB, s store.Store, from uint64) (list []store.Event) {
	t.Helper()
	err := s.View(context.Background(), func(r store.Reader) error {
		return r.Events(from, func(e store.Event) bool { list = append(list, e); return true })
	})
	if err != nil {
		t.Fatalf("events: %v", err)
	}
	return list
}

func progressOf(t testing.TB, s store.Store, id uint64) store.Progress {
	t.Helper()
	return read(t, s, func(r store.Reader) (store.Progress, error) { return r.Progress(id) })
}
