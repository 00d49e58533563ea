// Package bolt is the embedded backend of the store: one bbolt file, chutri.db, in the data folder.
//
// The file holds these buckets. Numbers in keys are big-endian, times are 12 bytes that sort like the times. Every
// value of a record is a checksum of key and record, then the record as JSON; the values of indexes are empty.
//
//	meta             "schema" → version of this tree; "offset" → position in the stream of incoming updates;
//	                 "received" → until when all of that stream is in the store
//	events           sequence number → Event; only ever appended
//	 ├ history       update id, sequence number → nothing
//	 ├ progress      update id → Progress as it stands now
//	 ├ by_task       task, time of the report, update id → nothing
//	 ├ by_agency     agency, time of the report, update id → nothing
//	 ├ by_time       time of the report, update id → nothing
//	 ├ by_message    chat, message, update id → nothing
//	 ├ members       person → Member
//	 ├ invites       hash → Invite
//	 ├ groups        chat → Group, while it is bound
//	 ├ languages     person → Language
//	 └ records       collection, key → Record, while it is not removed
//	steps            key of a Step → its time
//	 └ steps_by_time time, key of a Step → nothing
//	sessions         chat, person → Session
//	cards            chat, message → Card
//	outbox           reply id, chat → Outgoing; the bucket's sequence is the last id given
//	parked           chat → reason
//	dead_letters     number → Outgoing and the time of its burial
//	quarantine       key of an update, or place of a damaged record → the bytes, the reason, the time
//
// What hangs below events and steps is derived from them; Check compares and rebuilds it.
package bolt

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"

	"chutri/store"
)

// Options are what Open may be told. The zero value is good for use.
type Options struct {
	Logger      *slog.Logger  // nil discards
	LockTimeout time.Duration // how long to wait for another process to leave; 0 means 500 ms
}

// Store is an open data folder. Its methods may be called from several goroutines.
type Store struct {
	db     *bbolt.DB
	path   string
	logger *slog.Logger
	writer chan struct{} // holds one token while a transaction writes
}

var _ store.Store = (*Store)(nil)

// Update runs do in one transaction, synced to the disk before Update returns. It waits for its turn until ctx ends;
// once do runs, ctx is do's own business.
func (s *Store) Update(ctx context.Context, do func(store.Tx) error) error {
	release, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer release()
	return guarded(func() error {
		var refused error
		err := s.db.Update(func(b *bbolt.Tx) error {
			refused = do(&tx{reader{tx: b}})
			return refused
		})
		if refused != nil {
			return refused
		}
		if err != nil {
			return fmt.Errorf("store: commit: %w", err)
		}
		return nil
	})
}

// turn waits until no other transaction writes, or ctx ends.
func (s *Store) turn(ctx context.Context) (release func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case s.writer <- struct{}{}:
		return func() { <-s.writer }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// View runs do on one consistent state; an Update may run meanwhile, but must not be started by do itself.
func (s *Store) View(ctx context.Context, do func(store.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return guarded(func() error {
		return s.db.View(func(b *bbolt.Tx) error { return do(&reader{tx: b}) })
	})
}

// Backup writes a copy of the file that Verify and Restore take. It does not hold up Updates, but the file cannot
// reuse space until it is done.
func (s *Store) Backup(ctx context.Context, to io.Writer) error {
	writer := &remembering{ctx: ctx, to: to}
	err := guarded(func() error {
		return s.db.View(func(b *bbolt.Tx) error {
			_, err := b.WriteTo(writer)
			return err
		})
	})
	if writer.err != nil {
		err = writer.err
	}
	if err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	return nil
}

// remembering is a writer that fails once its context has ended, and keeps the error that bbolt makes a text of.
type remembering struct {
	ctx context.Context
	to  io.Writer
	err error
}

func (r *remembering) Write(p []byte) (n int, err error) {
	if r.err = r.ctx.Err(); r.err == nil {
		n, r.err = r.to.Write(p)
	}
	return n, r.err
}

// Close waits for running transactions and releases the file. Closing again does nothing.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("store: close: %w", err)
	}
	return nil
}

// guarded runs do and turns a fault of the memory that maps the file into ErrCorrupt: the disk failed, or the file
// was cut short under the running program. Any other panic passes.
func guarded(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }:
			err = fmt.Errorf("%w: the file cannot be read where it should be: %v", store.ErrCorrupt, fault)
		default:
			panic(fault)
		}
	}()
	return do()
}

// damaged wraps what was found in ErrCorrupt.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", store.ErrCorrupt, fmt.Errorf(format, args...))
}
