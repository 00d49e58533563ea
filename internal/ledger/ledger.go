// Package ledger is what the office keeps beside progress: extensions of tasks' dates, and measured values of targets.
// Both are records of the store, so that every step that changed one stays in the log.
package ledger

import (
	"encoding/json"
	"fmt"

	"chutri/store"
)

// Reader is the part of a store.Reader that the ledger reads.
type Reader interface {
	Records(collection, beginning string, each func(store.Record) bool) error
}

// list returns the values of a collection whose keys begin with the given text, in the order of their keys. It returns
// store.ErrCorrupt, wrapped with the key, for a record that is no such value.
func list[T any](r Reader, collection, beginning string) ([]T, error) {
	var values []T
	var broken error
	err := r.Records(collection, beginning, func(record store.Record) bool {
		var value T
		if err := json.Unmarshal(record.Data, &value); err != nil {
			broken = fmt.Errorf("ledger: %s %s: %w: %w", collection, record.Key, store.ErrCorrupt, err)
			return false
		}
		values = append(values, value)
		return true
	})
	if err == nil {
		err = broken
	}
	return values, err
}

// record returns a value as the store keeps it.
func record(collection, key string, value any) (store.Record, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return store.Record{}, fmt.Errorf("ledger: encode %s %s: %w", collection, key, err)
	}
	return store.Record{Collection: collection, Key: key, Data: data}, nil
}
