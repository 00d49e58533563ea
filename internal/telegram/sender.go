package telegram

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"chutri/store"
)

const (
	maxSending   = 32 // messages on their way at a time
	maxAnswering = 8  // answers on their way at a time
	maxFlooded   = 5  // chats refused for their rate at a time after which nothing is sent for a while

	finishTime = 3 * time.Second // how long requests may still run when the program stops
	recordTime = time.Second     // how long storing their outcome may take then
	checkEvery = 30 * time.Second
)

// limits are Telegram's documented rates.
type limits struct {
	allMost, groupMost int
	all, chat, group   time.Duration
}

var documented = limits{allMost: 30, all: time.Second, chat: time.Second, groupMost: 20, group: time.Minute}

// sender empties the store's outbox into Telegram. One goroutine, run, owns all its fields but wake; others only make
// the requests and report what came of them.
type sender struct {
	api    *api
	store  store.Store
	clock  func() time.Time
	log    *slog.Logger
	limits limits
	wake   chan struct{}

	lanes    map[laneKey]*lane
	loaded   map[uint64]*job     // replies that are in memory
	behind   map[uint64]laneKey  // replies that were read once, behind the ones of their lane that are in memory
	kept     map[uint64]progress // of replies that are back in the store
	bytes    int                 // size of all jobs
	overall  window
	reports  chan report
	sending  int
	answered int // answers on their way

	outcomes []outcome // not stored yet
	recordAt time.Time // after a failure to store them

	stale  bool      // the store may hold replies that were not looked at
	loadAt time.Time // not to look again before
	due    time.Time // when to look again even if it is not: the next postponed reply may go then

	outage      *outage
	pausedUntil time.Time // after Telegram limited the bot as a whole
	flooded     map[laneKey]time.Time
	succeeded   time.Time
	revoked     error
}

func newSender(a *api, s store.Store, clock func() time.Time, log *slog.Logger) *sender {
	made := &sender{
		api: a, store: s, clock: clock, log: log, limits: documented,
		wake: make(chan struct{}, 1),
	}
	made.outage = &outage{over: made.wakeUp}
	return made
}

func (s *sender) wakeUp() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// run sends until the context ends, or returns ErrUnauthorized.
func (s *sender) run(ctx context.Context) error {
	s.begin()
	requests, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	for ctx.Err() == nil && s.revoked == nil {
		s.record(ctx)
		s.load(ctx)
		next := s.start(requests)
		timer := time.NewTimer(max(0, next.Sub(s.clock())))
		select {
		case r := <-s.reports:
			s.settle(r)
			s.settleAll()
		case <-s.wake:
			s.stale = true
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
	s.finish(ctx, abandon)
	return s.revoked
}

// begin forgets what is in memory: all waits in the store.
func (s *sender) begin() {
	s.lanes, s.loaded, s.kept = map[laneKey]*lane{}, map[uint64]*job{}, map[uint64]progress{}
	s.behind, s.flooded = map[uint64]laneKey{}, map[laneKey]time.Time{}
	s.overall = window{most: s.limits.allMost, span: s.limits.all}
	s.reports = make(chan report, maxSending+maxAnswering)
	s.stale = true
}

// finish lets what is on its way arrive, gives up on it after a while, and stores what came of it.
func (s *sender) finish(ctx context.Context, abandon func()) {
	patience := time.AfterFunc(finishTime, abandon)
	defer patience.Stop()
	for s.sending+s.answered > 0 {
		s.settle(<-s.reports)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
	defer cancel()
	s.recordAt = time.Time{}
	s.record(ctx)
}

// start sends what may go now and returns when to look again, a moment that has passed if something waits already. The
// chat that was served longest ago comes first, so that a new question does not wait for the thousands of replies that
// others are owed.
func (s *sender) start(ctx context.Context) time.Time {
	now := s.clock()
	next := now.Add(checkEvery)
	earlier := func(at time.Time) {
		if at.Before(next) {
			next = at
		}
	}
	var ready []*lane
	for key, l := range s.lanes {
		if l.idle(now) {
			delete(s.lanes, key)
		} else if at, ok := l.opens(now); ok && !at.After(now) {
			ready = append(ready, l)
		} else if ok {
			earlier(at)
		}
	}
	slices.SortFunc(ready, func(a, b *lane) int {
		return cmp.Or(a.served.Compare(b.served), cmp.Compare(a.jobs[0].out.ID, b.jobs[0].out.ID))
	})
	for _, l := range ready {
		if at, ok := s.admits(l, now); ok {
			s.launch(ctx, l)
		} else if !at.IsZero() {
			earlier(at)
		}
	}
	earlier(s.nextLoad())
	if len(s.outcomes) > 0 {
		earlier(s.recordAt)
	}
	return next
}

// admits reports whether one more request may be made, and if not, from when on, the zero time if that depends on those
// on their way.
func (s *sender) admits(l *lane, now time.Time) (time.Time, bool) {
	for _, until := range []time.Time{s.pausedUntil, s.outage.paused()} {
		if until.After(now) {
			return until, false
		}
	}
	if l.key.kind != messages {
		return time.Time{}, s.answered < maxAnswering
	}
	if s.sending >= maxSending {
		return time.Time{}, false
	}
	at, ok := s.overall.opens(now)
	return at, ok && !at.After(now)
}

// report is what a request brought.
type report struct {
	job  *job
	id   int // of the message that it made
	more bool
	err  error
	at   time.Time // when it was there; storing what came before may keep it waiting
}

func (s *sender) launch(ctx context.Context, l *lane) {
	j := l.jobs[0]
	l.busy, l.served = true, s.clock()
	s.outage.attempt(l.served)
	s.count(l, 1)
	for _, w := range s.windows(l) {
		w.start()
	}
	go func() {
		r := report{job: j}
		defer func() {
			if p := recover(); p != nil {
				r.err = &refusal{method: "send", code: 400, text: fmt.Sprintf("the reply cannot be made into a request: %v", p)}
			}
			r.at = s.clock()
			s.reports <- r
		}()
		var call request
		call, r.more = j.request()
		timeout := callTimeout
		if len(call.files) > 0 {
			timeout = uploadTimeout
		}
		result, err := s.api.call(ctx, timeout, call.method, call.params, call.files...)
		r.id, r.err = messageID(result), err
	}()
}

// windows are the rates that a lane's requests count for.
func (s *sender) windows(l *lane) []*window {
	if l.key.kind != messages {
		return nil
	}
	return append(slices.Clone(l.paces), &s.overall)
}

func (s *sender) count(l *lane, n int) {
	if l.key.kind == messages {
		s.sending += n
	} else {
		s.answered += n
	}
}

func (s *sender) settleAll() {
	for {
		select {
		case r := <-s.reports:
			s.settle(r)
		default:
			return
		}
	}
}

// settle takes a report in. Afterwards the lane is free for its next request, or waits for the outcome to be stored.
func (s *sender) settle(r report) {
	now, l := s.clock(), r.job.lane
	s.count(l, -1)
	for _, w := range s.windows(l) {
		w.end(r.at)
	}
	o := outcome{job: r.job, verdict: sent, message: r.id}
	around := circumstances{now: now, down: s.outage.note(l.key, r.err, now), healthy: now.Sub(s.succeeded) < time.Minute}
	switch {
	case r.err != nil:
		o = judge(r.job, r.err, around)
		s.complain(o)
	case r.more:
		o.verdict = further
	case r.id == 0:
		o.message = r.job.out.Reply.Edit
	}
	s.watch(o, now)
	switch o.verdict {
	case further:
		r.job.next++
		s.free(l)
	case again:
		r.job.form = o.form
		s.free(l)
	case waiting:
		l.notBefore = o.until
		s.free(l)
	case revoked:
		s.revoked = fmt.Errorf("%w: %w", ErrUnauthorized, r.err)
	default:
		s.outcomes = append(s.outcomes, o)
	}
}

// watch stops all sending for a while when Telegram limits the bot as a whole.
func (s *sender) watch(o outcome, now time.Time) {
	if unanswered(o.err) {
		return
	}
	if refused := asRefusal(o.err); refused == nil || refused.code != 429 {
		s.succeeded = now
		return
	}
	for key, until := range s.flooded {
		if !until.After(now) {
			delete(s.flooded, key)
		}
	}
	s.flooded[o.job.lane.key] = o.until
	if len(s.flooded) >= maxFlooded {
		s.pausedUntil = o.until
	}
}

func (s *sender) complain(o outcome) {
	level := slog.LevelWarn
	switch {
	case o.verdict == buried:
		level = slog.LevelError
	case o.verdict == parked || o.verdict == moved || o.job.lane.key.kind == answers:
		level = slog.LevelInfo
	}
	s.log.Log(context.Background(), level, "telegram: a reply was not taken", "reply", o.job.out.ID, "attempts", o.job.out.Attempts+1, "reason", o.reason)
}
