// Package privacy shows a store without the persons who asked to be forgotten. The log of events is never changed; what is
// read through this package has another name and Nobody's id wherever such a person stands in what was recorded before. What
// was reported stays, for it is the record of the office's work.
package privacy

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"chutri/store"
)

const (
	// Forgotten is the collection of the persons who asked to be forgotten, by their ids.
	Forgotten = "forgotten"
	// Nobody is the id that stands for a forgotten person.
	Nobody = -1
)

// forgotten is the record of one person.
type forgotten struct {
	At time.Time `json:"at"` // what is later is the person's again, should they come back
}

// Forget returns the record that makes a person forgotten from a time on.
func Forget(person int64, at time.Time) (store.Record, error) {
	data, err := json.Marshal(forgotten{at})
	if err != nil {
		return store.Record{}, fmt.Errorf("encode who is forgotten: %w", err)
	}
	return store.Record{Collection: Forgotten, Key: strconv.FormatInt(person, 10), Data: data}, nil
}

// Over returns a store that reads like the given one, with name in place of forgotten persons' names.
func Over(s store.Store, name string) store.Store { return &veiled{s, name} }

type veiled struct {
	store.Store
	name string
}

// View implements store.Store.
func (v *veiled) View(ctx context.Context, do func(store.Reader) error) error {
	return v.Store.View(ctx, func(r store.Reader) error { return do(&reader{Reader: r, name: v.name}) })
}

// Update implements store.Store.
func (v *veiled) Update(ctx context.Context, do func(store.Tx) error) error {
	return v.Store.Update(ctx, func(t store.Tx) error { return do(&tx{reader{Reader: t, name: v.name}, t}) })
}

// persons returns when each forgotten person was forgotten. A record that cannot be read forgets all that there is.
func persons(r store.Reader) (map[int64]time.Time, error) {
	gone := make(map[int64]time.Time)
	err := r.Records(Forgotten, "", func(record store.Record) bool {
		person, err := strconv.ParseInt(record.Key, 10, 64)
		var f forgotten
		if err == nil && json.Unmarshal(record.Data, &f) != nil {
			f.At = time.Unix(1<<40, 0)
		}
		if err == nil {
			gone[person] = f.At
		}
		return true
	})
	return gone, err
}
