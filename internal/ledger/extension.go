package ledger

import (
	"fmt"
	"time"

	"chutri/store"
)

// Extensions is the collection of requests for a later end of a task. A key is the task's id and the request's number.
const Extensions = "extension"

// Extension is a request for a later end of a task, and what became of it.
type Extension struct {
	Task      string         `json:"task"`   // id
	Number    int            `json:"number"` // of the task's requests, from 1
	State     ExtensionState `json:"state"`
	First     string         `json:"first"`  // day by which the plan wants the task done, "2025-12-31"
	Until     string         `json:"until"`  // day that is asked for, "2026-12-31"
	Reason    string         `json:"reason"` // in the asker's words
	Agency    string         `json:"agency"` // key of the agency that asks
	Author    store.Author   `json:"author"`
	Chat      int64          `json:"chat,omitempty"` // where it was asked for, 0 if that is not known
	Message   int            `json:"message,omitempty"`
	AskedAt   time.Time      `json:"asked_at"`
	DecidedBy int64          `json:"decided_by,omitempty"` // person, 0 while it is asked
	DecidedAt time.Time      `json:"decided_at,omitzero"`
	Answer    string         `json:"answer,omitempty"` // why it was refused, in the coordinator's words
}

// ExtensionState is what became of a request.
type ExtensionState string

// The states of a request.
const (
	Asked   ExtensionState = "asked"
	Granted ExtensionState = "granted"
	Refused ExtensionState = "refused"

	TakenBack ExtensionState = "taken_back" // by whoever asked
)

// Key returns the key of the request's record.
func (e Extension) Key() string { return fmt.Sprintf("%s/%03d", e.Task, e.Number) }

// Record returns the request as the store keeps it.
func (e Extension) Record() (store.Record, error) { return record(Extensions, e.Key(), e) }

// Due returns the last moment of the day that is asked for, in the given time zone; ok is false for a day that is none.
func (e Extension) Due(zone *time.Location) (due time.Time, ok bool) {
	day, err := time.ParseInLocation(time.DateOnly, e.Until, zone)
	if err != nil {
		return time.Time{}, false
	}
	return day.AddDate(0, 0, 1).Add(-time.Nanosecond), true
}

// ExtensionsOf returns a task's requests by number, or with "" those of all tasks.
func ExtensionsOf(r Reader, task string) ([]Extension, error) {
	if task != "" {
		task += "/"
	}
	return list[Extension](r, Extensions, task)
}

// LastGranted returns of a task's requests the last one that was granted before the given time, and how many were.
func LastGranted(requests []Extension, before time.Time) (last Extension, count int) {
	for _, e := range requests {
		if e.State != Granted || !e.DecidedAt.Before(before) {
			continue
		}
		count++
		if count == 1 || e.Number > last.Number {
			last = e
		}
	}
	return last, count
}

// GrantedBefore returns, for each task with an extension granted before the given time, the last one.
func GrantedBefore(r Reader, before time.Time) (map[string]Extension, error) {
	all, err := ExtensionsOf(r, "")
	if err != nil {
		return nil, err
	}
	byTask := make(map[string][]Extension)
	for _, e := range all {
		byTask[e.Task] = append(byTask[e.Task], e)
	}
	granted := make(map[string]Extension)
	for task, requests := range byTask {
		if last, count := LastGranted(requests, before); count > 0 {
			granted[task] = last
		}
	}
	return granted, nil
}
