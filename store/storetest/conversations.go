package storetest

import (
	"testing"
	"time"

	"chutri/store"
)

var conversations = []promise{
	{"a session is replaced, left alone and removed", func(t *testing.T, s store.Store) {
		talk := func(key string, next *store.Session) { apply(t, s, store.Step{Key: key, At: noon, Session: next}) }
		talk("1", session(7, 31, "một", noon))
		talk("2", session(7, 9, "khác", noon))
		talk("3", session(7, 31, "hai", noon.Add(time.Hour)))
		talk("4", nil)
		got := sessionOf(t, s, 7, 31)
		if string(got.Data) != "hai" || !got.Expires.Equal(noon.Add(time.Hour)) || got.Chat != 7 || got.Person != 31 {
			t.Errorf("session %+v", got)
		}
		talk("5", session(7, 31, "", time.Time{}))
		notFound(t, s, "a removed session", func(r store.Reader) (store.Session, error) { return r.Session(7, 31) })
		if other := sessionOf(t, s, 7, 9); string(other.Data) != "khác" {
			t.Errorf("the other session became %+v", other)
		}
		talk("6", session(7, 31, "", time.Time{}))
	}},
	{"a session without data stays while it has a time", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Session: session(7, 31, "", noon)})
		if got := sessionOf(t, s, 7, 31); len(got.Data) != 0 {
			t.Errorf("session %+v", got)
		}
	}},
	{"Forget removes expired sessions and no others", func(t *testing.T, s store.Store) {
		for i, expires := range []time.Time{noon.Add(-1), noon, noon.Add(1), {}} {
			apply(t, s, store.Step{Key: string(rune('a' + i)), At: noon, Session: session(7, int64(i), "x", expires)})
		}
		if got := sessionOf(t, s, 7, 0); string(got.Data) != "x" {
			t.Errorf("an expired session is found as %+v before Forget", got)
		}
		update(t, s, func(tx store.Tx) error { return tx.Forget(noon) })
		notFound(t, s, "the expired session", func(r store.Reader) (store.Session, error) { return r.Session(7, 0) })
		for person := int64(1); person <= 3; person++ {
			sessionOf(t, s, 7, person)
		}
	}},
	{"Forget removes the keys of old steps and nothing of their records", func(t *testing.T, s store.Store) {
		steps := []store.Step{step("old", recorded(1)), step("then"), step("young")}
		steps[0].At, steps[2].At = noon.Add(-1), noon.Add(1)
		apply(t, s, steps...)
		update(t, s, func(tx store.Tx) error { return tx.Forget(noon) })
		for key, want := range map[string]bool{"old": false, "then": true, "young": true, "never": false} {
			if got := read(t, s, func(r store.Reader) (bool, error) { return r.Applied(key) }); got != want {
				t.Errorf("step %s applied: %v, want %v", key, got, want)
			}
		}
		progressOf(t, s, 1)
		apply(t, s, store.Step{Key: "old", At: noon.Add(2)})
		update(t, s, func(tx store.Tx) error { return tx.Forget(noon.Add(3)) })
		update(t, s, func(tx store.Tx) error { return tx.Forget(noon.Add(3)) })
	}},
	{"an update put into quarantine does not count as applied", func(t *testing.T, s store.Store) {
		for range 2 {
			update(t, s, func(tx store.Tx) error { return tx.Quarantine("tg:9", []byte{0xff, 0}, "no JSON", noon) })
		}
		apply(t, s, step("tg:9"))
	}},
}

func sessionOf(t testing.TB, s store.Store, chatID, person int64) store.Session {
	t.Helper()
	return read(t, s, func(r store.Reader) (store.Session, error) { return r.Session(chatID, person) })
}
