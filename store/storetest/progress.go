package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chutri/store"
)

var progress = []promise{
	{"the state of an update follows its events", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1)))
		for i, turn := range []struct {
			event store.Event
			state store.State
		}{
			{turned(store.Confirmed, 1), store.StateConfirmed},
			{amended(1), store.StateRecorded},
			{turned(store.Returned, 1), store.StateReturned},
			{turned(store.Withdrawn, 1), store.StateWithdrawn},
			{amended(1), store.StateWithdrawn},
			{turned(store.Restored, 1), store.StateRecorded},
		} {
			apply(t, s, step(fmt.Sprint("turn ", i), turn.event))
			if p := progressOf(t, s, 1); p.State != turn.state {
				t.Errorf("after %s the update is %s, want %s", turn.event.Kind, p.State, turn.state)
			}
		}
		if p := progressOf(t, s, 1); p.Revision != 3 || p.Reason != "thiếu số liệu" {
			t.Errorf("revision %d, reason %q", p.Revision, p.Reason)
		}
	}},
	{"the history of an update has its events alone, in order", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1), recorded(2), amended(1)), step("2", turned(store.Withdrawn, 2), turned(store.Confirmed, 1)))
		var got []string
		for _, e := range read(t, s, func(r store.Reader) ([]store.Event, error) { return r.History(1) }) {
			got = append(got, string(e.Kind))
		}
		equal(t, "history", strings.Join(got, " "), "recorded amended confirmed")
		if none := read(t, s, func(r store.Reader) ([]store.Event, error) { return r.History(3) }); len(none) != 0 {
			t.Errorf("an update that is not there has the history %v", none)
		}
	}},
	{"an update that is not there is not found", func(t *testing.T, s store.Store) {
		err := fails(s, func(r store.Reader) (store.Progress, error) { return r.Progress(1) })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}},
	{"updates of a task and of an agency come latest first", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1, later(2)), recorded(2, later(-3)), recorded(3, later(5), task("ND-150")),
			recorded(4, later(2)), recorded(5, later(9), task("ND-1"), agency("so-y-te"))))
		equal(t, "ND-15", byTask(t, s, "ND-15"), "4 1 2")
		equal(t, "ND-1", byTask(t, s, "ND-1"), "5")
		equal(t, "ND-150", byTask(t, s, "ND-150"), "3")
		equal(t, "ND-16", byTask(t, s, "ND-16"), "")
		equal(t, "agency", byAgency(t, s, "so-cong-thuong"), "3 4 1 2")
		equal(t, "other agency", byAgency(t, s, "so-y-te"), "5")
	}},
	{"updates between two times have the first and not the last", func(t *testing.T, s store.Store) {
		long := func(c *store.Content) { c.ReportedAt = time.Date(1960, 1, 1, 0, 0, 0, 5, time.UTC) }
		apply(t, s, step("1", recorded(1, later(4)), recorded(2, later(0)), recorded(3, later(2)), recorded(4, later(2)), recorded(5, long)))
		equal(t, "0 to 4", between(t, s, noon, noon.Add(4*time.Hour)), "2 3 4")
		equal(t, "after 0", between(t, s, noon.Add(time.Nanosecond), noon.Add(4*time.Hour+time.Nanosecond)), "3 4 1")
		equal(t, "in another zone", between(t, s, noon.UTC(), noon.Add(time.Second).UTC()), "2")
		equal(t, "empty", between(t, s, noon, noon), "")
		equal(t, "backwards", between(t, s, noon.Add(4*time.Hour), noon), "")
		equal(t, "all", between(t, s, time.Time{}, noon.AddDate(100, 0, 0)), "5 2 3 4 1")
	}},
	{"an amendment moves an update to its new task, agency, time and message", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1, message(7, 3)), recorded(2, message(7, 3))))
		apply(t, s, step("2", amended(1, task("CB-D3"), agency("so-y-te"), later(24), message(8, 1))))
		equal(t, "old task", byTask(t, s, "ND-15"), "2")
		equal(t, "new task", byTask(t, s, "CB-D3"), "1")
		equal(t, "old agency", byAgency(t, s, "so-cong-thuong"), "2")
		equal(t, "new agency", byAgency(t, s, "so-y-te"), "1")
		equal(t, "old time", between(t, s, noon, noon.Add(time.Hour)), "2")
		equal(t, "new time", between(t, s, noon.Add(time.Hour), noon.Add(48*time.Hour)), "1")
		equal(t, "old message", byMessage(t, s, 7, 3), "2")
		equal(t, "new message", byMessage(t, s, 8, 1), "1")
	}},
	{"an update amended twice in one step stands once in each list", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1), amended(1, task("CB-D3")), amended(1, task("KL-2"))))
		equal(t, "tasks", byTask(t, s, "ND-15")+byTask(t, s, "CB-D3")+byTask(t, s, "KL-2"), "1")
		equal(t, "time", between(t, s, noon, noon.Add(time.Hour)), "1")
	}},
	{"withdrawn and returned updates stay in the lists", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1), recorded(2), turned(store.Withdrawn, 1), turned(store.Returned, 2)))
		equal(t, "task", byTask(t, s, "ND-15"), "2 1")
		equal(t, "time", between(t, s, noon, noon.Add(time.Hour)), "1 2")
	}},
	{"one message can report several updates", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1, message(-50, 7)), recorded(2, message(-50, 8)), recorded(3, message(-50, 7)), recorded(4, message(50, 7))))
		equal(t, "message", byMessage(t, s, -50, 7), "1 3")
		equal(t, "no message", byMessage(t, s, -50, 9), "")
	}},
	{"lists end when they are told to", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", recorded(1), recorded(2), recorded(3)))
		for name, walk := range map[string]func(store.Reader, func(store.Progress) bool) error{
			"task": func(r store.Reader, each func(store.Progress) bool) error { return r.ProgressByTask("ND-15", each) },
			"agency": func(r store.Reader, each func(store.Progress) bool) error {
				return r.ProgressByAgency("so-cong-thuong", each)
			},
			"between": func(r store.Reader, each func(store.Progress) bool) error {
				return r.ProgressBetween(noon, noon.Add(1), each)
			},
			"all": store.Reader.ProgressAll,
		} {
			seen := 0
			read(t, s, func(r store.Reader) (bool, error) {
				return true, walk(r, func(store.Progress) bool { seen++; return seen < 2 })
			})
			if seen != 2 {
				t.Errorf("%s: %d updates after a false at the second", name, seen)
			}
		}
	}},
}

func byTask(t testing.TB, s store.Store, id string) string {
	t.Helper()
	return list(t, s, func(r store.Reader, each func(store.Progress) bool) error { return r.ProgressByTask(id, each) })
}

func byAgency(t testing.TB, s store.Store, key string) string {
	t.Helper()
	return list(t, s, func(r store.Reader, each func(store.Progress) bool) error { return r.ProgressByAgency(key, each) })
}

func between(t testing.TB, s store.Store, from, to time.Time) string {
	t.Helper()
	return list(t, s, func(r store.Reader, each func(store.Progress) bool) error { return r.ProgressBetween(from, to, each) })
}

func byMessage(t testing.TB, s store.Store, chatID int64, messageID int) string {
	t.Helper()
	return list(t, s, func(r store.Reader, each func(store.Progress) bool) error {
		found, err := r.ProgressByMessage(chatID, messageID)
		for _, p := range found {
			each(p)
		}
		return err
	})
}

// list returns the ids of updates as text.
func list(t testing.TB, s store.Store, walk func(store.Reader, func(store.Progress) bool) error) string {
	t.Helper()
	var ids []string
	read(t, s, func(r store.Reader) (bool, error) {
		return true, walk(r, func(p store.Progress) bool { ids = append(ids, fmt.Sprint(p.ID)); return true })
	})
	return strings.Join(ids, " ")
}
