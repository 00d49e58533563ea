package evidence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"chutri/internal/ledger"
	"chutri/store"
)

// ErrUnreachable is what a Fetcher returns while the service cannot be asked for any file; the file itself is still there.
var ErrUnreachable = errors.New("evidence: the service cannot be reached")

// Fetcher opens a file that somebody has sent, by the id in its chat.File. The reader works until the context ends.
type Fetcher interface {
	Fetch(ctx context.Context, fileID string, limit int64) (io.ReadCloser, error)
}

// Outcome is what became of a file.
type Outcome struct {
	State  ledger.EvidenceState // stored, failed or refused
	Reason string               // as in ledger.Evidence, "" for a stored one
	Path   string               // of a stored file that is to be read; it is removed afterwards
	Mime   string
	Size   int64 // bytes
	SHA256 string
}

// Options are the parts that a Worker works with. All are required.
type Options struct {
	Store   store.Store
	Fetcher Fetcher
	Folder  *Folder
	// Finish looks at what became of a file, and returns what builds the Step that this causes, within the transaction that
	// applies it. The worker gives the Step its key and removes the job.
	Finish func(job Job, became Outcome) func(r store.Reader) (store.Step, error)
	Wake   func() // called after a Step with replies was applied
	Now    func() time.Time
	Log    *slog.Logger
}

// Worker fetches what waits in the store.
type Worker struct {
	Options
	running sync.WaitGroup
	mu      sync.Mutex
	tries   map[string]tries // by the key of the job
	busy    map[string]bool  // jobs that are being fetched, by key
	begun   int              // attempts
}

// tries are the attempts at a file that went wrong.
type tries struct {
	count int
	next  time.Time
	waits int       // attempts since the service was last reached
	since time.Time // the first of them
}

const (
	every       = time.Second      // how often the worker looks for new files
	atOnce      = 3                // how many files are fetched at the same time
	patience    = 3 * time.Minute  // how long one may take
	firstDelay  = 2 * time.Second  // before the second attempt; it doubles
	longest     = 10 * time.Minute // delay
	longestWait = time.Minute      // delay while the service cannot be reached
	maxOutage   = 24 * time.Hour   // after which a file has failed that could not be asked for
	maxTries    = 10               // after the last of them, some quarter of an hour, a file has failed
	maxMissteps = 3                // of Finish, after which a job is only tried every longest
)

// New returns a Worker that does nothing until Run.
func New(options Options) *Worker {
	return &Worker{Options: options, tries: make(map[string]tries), busy: make(map[string]bool)}
}

// Run fetches what waits until the context ends.
func (w *Worker) Run(ctx context.Context) {
	defer w.running.Wait()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := w.start(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("cannot look for files to fetch", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Pass tries once every file that is due, and returns when all of them are done with or put off. It returns an error of
// the store.
func (w *Worker) Pass(ctx context.Context) error {
	for {
		started := w.started()
		if err := w.start(ctx); err != nil {
			return err
		}
		w.running.Wait()
		if w.started() == started || ctx.Err() != nil {
			return nil
		}
	}
}

// start begins with the files that are due, as many as may be fetched at the same time. A slow one does not hold up others.
func (w *Worker) start(ctx context.Context) error {
	var jobs []Job
	err := w.Store.View(ctx, func(r store.Reader) (err error) {
		jobs, err = waiting(r)
		return err
	})
	if err != nil {
		return err
	}
	for _, job := range jobs {
		if ctx.Err() != nil || !w.claim(job) {
			continue
		}
		w.running.Go(func() {
			defer w.release(job)
			w.attend(ctx, job)
		})
	}
	return nil
}

// claim makes a job busy, if it is due and there is room for it.
func (w *Worker) claim(job Job) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy[job.Key] || len(w.busy) == atOnce || w.Now().Before(w.tries[job.Key].next) {
		return false
	}
	w.busy[job.Key] = true
	w.begun++
	return true
}

func (w *Worker) release(job Job) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.busy, job.Key)
}

// started returns how many attempts have begun so far.
func (w *Worker) started() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.begun
}

// attend tries one job.
func (w *Worker) attend(ctx context.Context, job Job) {
	got, err := w.fetch(ctx, job)
	if got != nil {
		defer got.Discard()
	}
	if ctx.Err() != nil {
		return // stopped: the job waits for the next run
	}
	became, done := outcome(job, got, err)
	postpone := func() bool { return w.postpone(job, maxTries) }
	if errors.Is(err, ErrUnreachable) {
		postpone = func() bool { return w.wait(job) }
	}
	if !done && postpone() {
		w.Log.Warn("a file could not be fetched yet", "download", job.Key, "error", err)
		return
	}
	if err != nil {
		w.Log.Warn("a file was not kept", "download", job.Key, "error", err)
	}
	if err := w.finish(ctx, job, became); err != nil {
		w.Log.Error("what became of a file cannot be stored yet", "download", job.Key, "error", err)
		w.postpone(job, maxMissteps)
		return
	}
	w.mu.Lock()
	delete(w.tries, job.Key)
	w.mu.Unlock()
	w.Wake()
}

// fetch receives the file of a job and, if it is evidence, puts it in its place.
func (w *Worker) fetch(ctx context.Context, job Job) (*Received, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	from, err := w.Fetcher.Fetch(ctx, job.File.ID, job.limit())
	if err != nil {
		return nil, fmt.Errorf("evidence: fetch: %w", err)
	}
	defer from.Close()
	got, err := w.Folder.Receive(from, job.File, job.limit())
	if err != nil {
		return nil, err
	}
	if job.Purpose == Keep {
		err = got.Keep()
	}
	return got, err
}

// outcome tells what became of a job, and whether trying again is of no use.
func outcome(job Job, got *Received, err error) (became Outcome, done bool) {
	switch {
	case err == nil:
		became = Outcome{State: ledger.EvidenceStored, Mime: got.Mime, Size: got.Size, SHA256: got.SHA256}
		if job.Purpose == Read {
			became.Path = got.Path
		}
		return became, true
	case errors.Is(err, ErrTooLarge):
		return Outcome{State: ledger.EvidenceRefused, Reason: "size"}, true
	case errors.Is(err, ErrType):
		return Outcome{State: ledger.EvidenceRefused, Reason: "type"}, true
	case errors.Is(err, ErrSecret):
		return Outcome{State: ledger.EvidenceRefused, Reason: "secrecy"}, true
	case errors.Is(err, ErrDamaged):
		return Outcome{State: ledger.EvidenceFailed, Reason: "damaged"}, false
	}
	return Outcome{State: ledger.EvidenceFailed, Reason: "service"}, false
}

// postpone puts a job off, unless it was tried as often as given: then it is put off for longest and false is returned.
func (w *Worker) postpone(job Job, most int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := tries{count: w.tries[job.Key].count + 1}
	delay := longest
	if t.count < most {
		delay = min(firstDelay<<(t.count-1), longest)
	}
	t.next = w.Now().Add(delay)
	w.tries[job.Key] = t
	return t.count < most
}

// wait puts a job off while the service cannot be reached, which counts as no attempt at the file, and returns false once that
// has lasted too long.
func (w *Worker) wait(job Job) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, now := w.tries[job.Key], w.Now()
	if t.waits == 0 {
		t.since = now
	}
	t.next = now.Add(min(firstDelay<<min(t.waits, 10), longestWait))
	t.waits++
	w.tries[job.Key] = t
	return now.Sub(t.since) < maxOutage
}

// look calls Finish. A file on which it panics counts as damaged, so that the next start does not meet it again.
func (w *Worker) look(job Job, became Outcome) (build func(store.Reader) (store.Step, error)) {
	defer func() {
		if p := recover(); p != nil {
			w.Log.Error("panic while looking at a file", "download", job.Key, "panic", p, "stack", string(debug.Stack()))
			build = w.Finish(job, Outcome{State: ledger.EvidenceFailed, Reason: "damaged"})
		}
	}()
	return w.Finish(job, became)
}

// finish stores what became of a job. A job that is no longer there was finished before.
func (w *Worker) finish(ctx context.Context, job Job, became Outcome) error {
	build := w.look(job, became)
	return w.Store.Update(ctx, func(tx store.Tx) error {
		if _, err := tx.Record(Downloads, job.Key); err != nil {
			if errors.Is(err, store.ErrNotFound) {
				return nil
			}
			return err
		}
		step, err := build(tx)
		if err != nil {
			return err
		}
		step.Key, step.At = "download:"+job.Key, w.Now()
		step.Events = append(step.Events, store.Event{
			At: step.At, Kind: store.RecordKept, Record: &store.Record{Collection: Downloads, Key: job.Key, Removed: true},
		})
		_, err = tx.Apply(step)
		return err
	})
}
