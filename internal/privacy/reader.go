package privacy

import (
	"time"

	"chutri/store"
)

// reader is a store.Reader without forgotten persons. It reads who they are once.
type reader struct {
	store.Reader
	name string
	gone map[int64]time.Time // nil until read
}

// know reads who is forgotten.
func (r *reader) know() (err error) {
	if r.gone == nil {
		r.gone, err = persons(r.Reader)
	}
	return err
}

// is reports whether a person was forgotten at or after a time.
func (r *reader) is(person int64, at time.Time) bool {
	gone, ok := r.gone[person]
	return ok && !at.After(gone)
}

func (r *reader) progress(p store.Progress) store.Progress {
	p.Content = r.content(p.Content, p.ReportedAt)
	return p
}

func (r *reader) each(each func(store.Progress) bool) func(store.Progress) bool {
	return func(p store.Progress) bool { return each(r.progress(p)) }
}

// Progress implements store.Reader.
func (r *reader) Progress(id uint64) (store.Progress, error) {
	if err := r.know(); err != nil {
		return store.Progress{}, err
	}
	p, err := r.Reader.Progress(id)
	return r.progress(p), err
}

// ProgressByMessage implements store.Reader.
func (r *reader) ProgressByMessage(chatID int64, messageID int) ([]store.Progress, error) {
	if err := r.know(); err != nil {
		return nil, err
	}
	list, err := r.Reader.ProgressByMessage(chatID, messageID)
	for i := range list {
		list[i] = r.progress(list[i])
	}
	return list, err
}

// ProgressByTask implements store.Reader.
func (r *reader) ProgressByTask(task string, each func(store.Progress) bool) error {
	if err := r.know(); err != nil {
		return err
	}
	return r.Reader.ProgressByTask(task, r.each(each))
}

// ProgressByAgency implements store.Reader.
func (r *reader) ProgressByAgency(agency string, each func(store.Progress) bool) error {
	if err := r.know(); err != nil {
		return err
	}
	return r.Reader.ProgressByAgency(agency, r.each(each))
}

// ProgressBetween implements store.Reader.
func (r *reader) ProgressBetween(from, to time.Time, each func(store.Progress) bool) error {
	if err := r.know(); err != nil {
		return err
	}
	return r.Reader.ProgressBetween(from, to, r.each(each))
}

// ProgressAll implements store.Reader.
func (r *reader) ProgressAll(each func(store.Progress) bool) error {
	if err := r.know(); err != nil {
		return err
	}
	return r.Reader.ProgressAll(r.each(each))
}

// Events implements store.Reader.
func (r *reader) Events(from uint64, each func(store.Event) bool) error {
	if err := r.know(); err != nil {
		return err
	}
	return r.Reader.Events(from, func(e store.Event) bool { return each(r.event(e)) })
}

// History implements store.Reader.
func (r *reader) History(id uint64) ([]store.Event, error) {
	if err := r.know(); err != nil {
		return nil, err
	}
	list, err := r.Reader.History(id)
	for i := range list {
		list[i] = r.event(list[i])
	}
	return list, err
}

// Member implements store.Reader.
func (r *reader) Member(person int64) (store.Member, error) {
	if err := r.know(); err != nil {
		return store.Member{}, err
	}
	if person == Nobody && len(r.gone) > 0 {
		return store.Member{Person: Nobody, Name: r.name, Removed: true}, nil
	}
	m, err := r.Reader.Member(person)
	if m.Removed && !r.gone[person].IsZero() {
		m.Name = r.name
	}
	return m, err
}

// Record implements store.Reader.
func (r *reader) Record(collection, key string) (store.Record, error) {
	if err := r.know(); err != nil {
		return store.Record{}, err
	}
	record, err := r.Reader.Record(collection, key)
	return r.record(record), err
}

// Records implements store.Reader.
func (r *reader) Records(collection, beginning string, each func(store.Record) bool) error {
	if err := r.know(); err != nil {
		return err
	}
	return r.Reader.Records(collection, beginning, func(record store.Record) bool { return each(r.record(record)) })
}
