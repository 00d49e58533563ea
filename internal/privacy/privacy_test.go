package privacy_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"chutri/internal/plan"
	"chutri/internal/privacy"
	"chutri/store"
	"chutri/store/bolt"
	"chutri/store/storetest"
)

var noon = time.Date(2026, time.November, 16, 12, 0, 0, 0, time.UTC)

const name = "(đã xóa tên)"

func open(t *testing.T) store.Store {
	t.Helper()
	kept, err := bolt.Open(t.TempDir(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	return kept
}

func TestAStoreWithNobodyForgottenIsAStore(t *testing.T) {
	storetest.Run(t, func(t testing.TB) store.Store {
		kept, err := bolt.Open(t.TempDir(), bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { kept.Close() })
		return privacy.Over(kept, name)
	})
}

// update is a report by a person at a time.
func update(id uint64, person int64, who string, at time.Time) store.Event {
	return store.Event{At: at, Actor: person, Kind: store.Recorded, Progress: &store.Revision{ID: id, Content: &store.Content{
		Task: "ND-15", Status: plan.InProgress, Text: "đã cấp muối", Author: store.Author{ID: person, Name: who},
		Agency: "so-ct", Chat: person, Message: int(id), ReportedAt: at, Week: "2026-W47",
	}}}
}

// keptOf is a record that somebody kept.
func keptOf(person int64, collection, key, data string) store.Event {
	return store.Event{At: noon, Actor: person, Kind: store.RecordKept, Record: &store.Record{Collection: collection, Key: key, Data: json.RawMessage(data)}}
}

// everything returns all that can be read of a store, as one text.
func everything(t *testing.T, s store.Store) string {
	t.Helper()
	var all []any
	add := func(v any, err error) {
		if err != nil {
			t.Error(err)
		}
		all = append(all, v)
	}
	err := s.View(context.Background(), func(r store.Reader) error {
		each := func(p store.Progress) bool { all = append(all, p); return true }
		for _, err := range []error{
			r.ProgressAll(each), r.ProgressByTask("ND-15", each), r.ProgressByAgency("so-ct", each),
			r.ProgressBetween(noon.AddDate(0, 0, -1), noon.AddDate(0, 0, 9), each),
			r.Events(1, func(e store.Event) bool { all = append(all, e); return true }),
			r.Records("measured", "", func(rec store.Record) bool { all = append(all, string(rec.Data)); return true }),
		} {
			if err != nil {
				t.Error(err)
			}
		}
		p, err := r.Progress(1)
		add(p, err)
		list, err := r.ProgressByMessage(2001, 1)
		add(list, err)
		events, err := r.History(1)
		add(events, err)
		rec, err := r.Record("measured", "ND-T3/2025")
		add(string(rec.Data), err)
		m, err := r.Member(2001)
		m.Person = 0 // what was asked for
		add(m, err)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAForgottenPersonStandsNowhereAndTheWorkStays(t *testing.T) {
	kept := open(t)
	gone, err := privacy.Forget(2001, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	member := store.Member{Person: 2001, Name: "Anh Minh", Role: store.RoleStaff, Since: noon}
	left := member
	left.Removed = true
	step := store.Step{Key: "remind:2001:2026-W47", At: noon, Events: []store.Event{
		{At: noon, Actor: 1001, Kind: store.MemberAdded, Member: &member},
		update(1, 2001, "Anh Minh", noon), update(2, 2002, "Chị Thu", noon),
		{At: noon, Actor: 2001, Kind: store.LanguageSet, Language: &store.Language{Person: 2001, Tag: "en"}},
		{At: noon, Actor: 2001, Kind: store.RecordKept, Record: &store.Record{
			Collection: "measured", Key: "ND-T3/2025", Data: json.RawMessage(`{"value":12.50,"author":{"id":2001,"name":"Anh Minh"},"others":[{"id":2002,"name":"Chị Thu"}]}`),
		}},
		keptOf(2001, "subscription", "2001/tasks", `{"chat":2001,"kind":"tasks","by":2001,"day":1}`),
		keptOf(0, "told", "2001/BV/230/2026-11-30", `{"ahead":30}`),
		keptOf(2001, "download", "tg:5/1", `{"key":"tg:5/1","chat":{"ID":2001,"Topic":0},"author":{"ID":2001,"Name":""},"message":7}`),
		keptOf(2001, "evidence", "1/1", `{"update":1,"by":{"id":2001,"name":"Anh Minh"}}`),
		{At: noon, Actor: 2001, Kind: store.MemberRemoved, Member: &left},
		{At: noon, Actor: 2001, Kind: store.RecordKept, Record: &gone},
	}}
	err = kept.Update(context.Background(), func(tx store.Tx) error { _, err := tx.Apply(step); return err })
	if err != nil {
		t.Fatal(err)
	}
	if raw := everything(t, kept); !strings.Contains(raw, "Anh Minh") || !strings.Contains(raw, "2001") {
		t.Fatal("the person was never there")
	}
	veiled := everything(t, privacy.Over(kept, name))
	if strings.Contains(veiled, "Anh Minh") || strings.Contains(veiled, "2001") {
		t.Errorf("the person is still there: %s", veiled)
	}
	for _, want := range []string{"đã cấp muối", "Chị Thu", name, "12.50", "-1/BV/230/2026-11-30", "remind:-1:2026-W47", `"chat":2002`, `"kind":"tasks"`} {
		if !strings.Contains(veiled, want) {
			t.Errorf("%q is gone too: %s", want, veiled)
		}
	}
}

func TestWhoComesBackHasTheirNameFromThenOn(t *testing.T) {
	kept := open(t)
	gone, err := privacy.Forget(2001, noon)
	if err != nil {
		t.Fatal(err)
	}
	veiled := privacy.Over(kept, name)
	later := noon.Add(time.Hour)
	err = veiled.Update(context.Background(), func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "1", At: noon, Events: []store.Event{
			update(1, 2001, "Anh Minh", noon), {At: noon, Actor: 2001, Kind: store.RecordKept, Record: &gone},
			update(2, 2001, "Anh Minh", later),
			{At: later, Actor: 1001, Kind: store.MemberAdded, Member: &store.Member{Person: 2001, Name: "Anh Minh", Role: store.RoleStaff, Since: later}},
		}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = veiled.View(context.Background(), func(r store.Reader) error {
		for id, want := range map[uint64]store.Author{1: {ID: privacy.Nobody, Name: name}, 2: {ID: 2001, Name: "Anh Minh"}} {
			if p, err := r.Progress(id); err != nil || p.Author != want {
				t.Errorf("update %d is by %+v (%v), want %+v", id, p.Author, err, want)
			}
		}
		if m, err := r.Member(2001); err != nil || m.Name != "Anh Minh" {
			t.Errorf("member %+v, %v", m, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
