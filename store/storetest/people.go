package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"chutri/store"
)

var people = []promise{
	{"members are listed by person, without those removed", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", joined("a", 31, store.RoleStaff), joined("b", 9, store.RoleStaff), joined("c", 2001, store.RoleOfficial)),
			step("2", removed(31), joined("d", 9, store.RoleCoordinator)))
		var got string
		for _, m := range read(t, s, store.Reader.Members) {
			got += fmt.Sprint(m.Person, m.Role, m.Agencies, " ")
		}
		equal(t, "members", got, "9coordinator[d] 2001official[c] ")
		gone := read(t, s, func(r store.Reader) (store.Member, error) { return r.Member(31) })
		if !gone.Removed || gone.Name == "" {
			t.Errorf("the removed member is found as %+v", gone)
		}
		notFound(t, s, "a stranger", func(r store.Reader) (store.Member, error) { return r.Member(8) })
	}},
	{"an invite is found by its hash, with who used it", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", invited("a", 0), invited("b", 0)), step("2", invited("a", 31)))
		for letter, by := range map[string]int64{"a": 31, "b": 0} {
			invite := read(t, s, func(r store.Reader) (store.Invite, error) { return r.Invite(hash(letter)) })
			if invite.UsedBy != by || invite.Role != store.RoleStaff || !invite.Expires.After(noon) {
				t.Errorf("invite %s: %+v", letter, invite)
			}
		}
		notFound(t, s, "another hash", func(r store.Reader) (store.Invite, error) { return r.Invite(hash("c")) })
		notFound(t, s, "no hash", func(r store.Reader) (store.Invite, error) { return r.Invite("") })
	}},
	{"groups are listed by chat while they are bound", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", bound(-50, "a"), bound(-100, "b"), bound(7, "c")), step("2", bound(-50, "d"), bound(7, "")))
		var got string
		for _, g := range read(t, s, store.Reader.Groups) {
			got += fmt.Sprint(g.Chat, g.Agency, " ")
		}
		equal(t, "groups", got, "-100b -50d ")
		notFound(t, s, "an unbound group", func(r store.Reader) (store.Group, error) { return r.Group(7) })
		apply(t, s, step("3", bound(7, "e")))
		if g := read(t, s, func(r store.Reader) (store.Group, error) { return r.Group(7) }); g.Agency != "e" {
			t.Errorf("bound again: %+v", g)
		}
	}},
	{"a language is the last one chosen", func(t *testing.T, s store.Store) {
		language := func(r store.Reader) (string, error) { return r.Language(31) }
		equal(t, "before", read(t, s, language), "")
		apply(t, s, step("1", spoke(31, "en"), spoke(9, "en")), step("2", spoke(31, "vi")))
		equal(t, "after", read(t, s, language), "vi")
	}},
	{"a record is the last one kept, and collections do not mix", func(t *testing.T, s store.Store) {
		list := func(collection, beginning string) string {
			return read(t, s, func(r store.Reader) (got string, err error) {
				err = r.Records(collection, beginning, func(record store.Record) bool {
					got += record.Key + "=" + string(record.Data) + " "
					return true
				})
				return got, err
			})
		}
		apply(t, s,
			step("1", kept("term", "b/2", "1"), kept("term", "a/1", "2"), kept("terms", "a/1", "3"), kept("term", "a/2", "4")),
			step("2", kept("term", "a/1", "5"), kept("term", "b/2", "")))
		equal(t, "all", list("term", ""), "a/1=5 a/2=4 ")
		equal(t, "a beginning", list("term", "a/2"), "a/2=4 ")
		equal(t, "another collection", list("terms", ""), "a/1=3 ")
		equal(t, "no collection", list("ter", ""), "")
		notFound(t, s, "a removed record", func(r store.Reader) (store.Record, error) { return r.Record("term", "b/2") })
		apply(t, s, step("3", kept("term", "b/2", "6")))
		equal(t, "kept again", list("term", "b"), "b/2=6 ")
	}},
	{"the offset is what was set last", func(t *testing.T, s store.Store) {
		if offset := read(t, s, store.Reader.Offset); offset != 0 {
			t.Errorf("offset %d at first", offset)
		}
		for _, offset := range []int64{1 << 40, 5, -3} {
			update(t, s, func(tx store.Tx) error { return tx.SetOffset(offset) })
			if got := read(t, s, store.Reader.Offset); got != offset {
				t.Errorf("offset %d, want %d", got, offset)
			}
		}
	}},
	{"until when all was received is what was set last", func(t *testing.T, s store.Store) {
		if at := read(t, s, store.Reader.Received); !at.IsZero() {
			t.Errorf("received until %v at first", at)
		}
		for _, at := range []time.Time{noon, noon.Add(time.Hour), noon.Add(-time.Hour)} {
			update(t, s, func(tx store.Tx) error { return tx.SetReceived(at) })
			if got := read(t, s, store.Reader.Received); !got.Equal(at) {
				t.Errorf("received until %v, want %v", got, at)
			}
		}
	}},
}

func notFound[T any](t testing.TB, s store.Store, what string, get func(store.Reader) (T, error)) {
	t.Helper()
	if err := fails(s, get); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%s: got %v, want ErrNotFound", what, err)
	}
}
