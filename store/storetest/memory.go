package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"chutri/store"
)

// memory is the contract in the plainest form: every list is a slice that is searched from end to end, every derived
// record is computed from all events each time it is asked for. Backends are compared with it.
type memory struct {
	reading sync.Mutex
	now     *state
	closed  bool
	turn    chan struct{}
}

func newMemory() *memory {
	return &memory{now: &state{
		Steps: map[string]time.Time{}, Sessions: map[pair]store.Session{}, Cards: map[pair]store.Card{}, Parked: map[int64]string{},
	}, turn: make(chan struct{}, 1)}
}

type pair struct{ chat, other int64 }

// state is everything that memory keeps. Its records are never changed in place.
type state struct {
	At        int64
	Until     time.Time // when all was received
	Log       []store.Event
	Steps     map[string]time.Time
	Sessions  map[pair]store.Session
	Cards     map[pair]store.Card
	Outbox    []store.Outgoing
	LastReply uint64
	Parked    map[int64]string
	Dead      []store.Outgoing
	DeadAt    []time.Time // when each of Dead was buried
}

func (s *state) copy() *state {
	next := *s
	next.Log, next.Outbox, next.Dead = slices.Clone(s.Log), slices.Clone(s.Outbox), slices.Clone(s.Dead)
	next.Steps, next.Sessions, next.Cards, next.Parked = maps.Clone(s.Steps), maps.Clone(s.Sessions), maps.Clone(s.Cards), maps.Clone(s.Parked)
	next.DeadAt = slices.Clone(s.DeadAt)
	return &next
}

var errClosed = errors.New("closed")

func (m *memory) current() (*state, error) {
	m.reading.Lock()
	defer m.reading.Unlock()
	if m.closed {
		return nil, errClosed
	}
	return m.now, nil
}

func (m *memory) Update(ctx context.Context, do func(store.Tx) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	now, err := m.current()
	if err != nil {
		return err
	}
	next := now.copy()
	if err := do(memoryTx{next}); err != nil {
		return err
	}
	m.reading.Lock()
	defer m.reading.Unlock()
	m.now = next
	return nil
}

func (m *memory) View(ctx context.Context, do func(store.Reader) error) error {
	now, err := m.current()
	if err := errors.Join(ctx.Err(), err); err != nil {
		return err
	}
	return do(memoryTx{now})
}

func (m *memory) Backup(ctx context.Context, to io.Writer) error {
	now, err := m.current()
	if err := errors.Join(ctx.Err(), err); err != nil {
		return err
	}
	return json.NewEncoder(to).Encode(now.Log)
}

func (m *memory) Check(context.Context, bool) ([]store.Problem, error) {
	_, err := m.current()
	return nil, err
}

func (m *memory) Close() error {
	m.reading.Lock()
	defer m.reading.Unlock()
	m.closed = true
	return nil
}
