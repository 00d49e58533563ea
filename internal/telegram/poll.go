package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"chutri/store"
)

const (
	pollWait    = 50 * time.Second // the longest that Telegram keeps a poll open
	pollTimeout = pollWait + 15*time.Second
	batchSize   = 100
)

// poller is the state of the receiving loop.
type poller struct {
	*Transport
	offset int64 // what is asked for next
	limit  int
	retry  backoff
	rival  conflict // another program that polls
	hook   conflict // a webhook that somebody else has set
	ready  bool     // the offset is known, and no webhook was set
}

func newPoller(t *Transport) *poller {
	return &poller{
		Transport: t, limit: batchSize,
		retry: backoff{first: time.Second, most: 30 * time.Second},
		rival: conflict{wait: backoff{first: 5 * time.Second, most: 5 * time.Minute}},
		hook:  conflict{wait: backoff{first: time.Minute, most: time.Hour}},
	}
}

// poll receives updates until the context ends, or returns ErrUnauthorized. An update is confirmed, by asking for what
// comes after it, only when the store has it.
func (t *Transport) poll(ctx context.Context) error {
	p := newPoller(t)
	for ctx.Err() == nil {
		var err error
		if p.ready {
			err = p.once(ctx)
		} else {
			err = p.start(ctx)
		}
		if err == nil {
			p.retry.reset()
			continue
		}
		if ctx.Err() != nil {
			return nil
		}
		if refused := asRefusal(err); refused != nil && refused.code == 401 {
			return fmt.Errorf("%w: %w", ErrUnauthorized, err)
		}
		wait := p.wait(err)
		p.complain(err, wait)
		p.sleep(ctx, wait)
	}
	return nil
}

// start reads the stored offset and takes down a webhook, with which Telegram refuses polling; what waits there stays.
func (p *poller) start(ctx context.Context) error {
	err := p.store.View(ctx, func(r store.Reader) (err error) {
		p.offset, err = r.Offset()
		return err
	})
	if err != nil {
		return fmt.Errorf("cannot read the offset: %w", err)
	}
	_, err = p.ask(ctx, callTimeout, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"})
	if p.ready = err == nil; p.ready {
		p.begun()
	}
	return err
}

// once fetches a batch and stores it.
func (p *poller) once(ctx context.Context) error {
	asked := p.clock()
	raws, err := p.fetch(ctx)
	if errors.Is(err, errTooLong) && p.limit > 1 {
		p.limit /= 2
	}
	if err != nil {
		return err
	}
	p.limit = batchSize
	if len(raws) == 0 {
		p.received(ctx)
		if p.clock().Sub(asked) < time.Second {
			p.sleep(ctx, time.Second) // a server that does not wait must not be asked without end
		}
		return nil
	}
	offsets := offsetsAfter(raws, p.offset)
	if err := p.intake.commit(ctx, raws, offsets); err != nil {
		return fmt.Errorf("cannot store %d updates, they stay at Telegram: %w", len(raws), err)
	}
	p.received(ctx)
	next := offsets[len(offsets)-1]
	if next == p.offset {
		p.sleep(ctx, time.Second) // the server repeats what was confirmed
	}
	p.offset = next
	return nil
}

// offsetsAfter returns for each update the offset that confirms it and those before it. Ids may be lower than the
// offset, because Telegram restarts them. Where one has no id, the position moves on by one, so that even an update of
// which nothing can be read is passed in the end.
func offsetsAfter(raws []json.RawMessage, offset int64) []int64 {
	offsets := make([]int64, len(raws))
	for i, raw := range raws {
		if id, ok := idOf(raw); ok {
			offset = id + 1
		} else if i == len(raws)-1 {
			offset++
		}
		offsets[i] = offset
	}
	return offsets
}

func (p *poller) fetch(ctx context.Context) ([]json.RawMessage, error) {
	result, err := p.ask(ctx, pollTimeout, "getUpdates", tgbotapi.Params{
		"offset":          strconv.FormatInt(p.offset, 10),
		"limit":           strconv.Itoa(p.limit),
		"timeout":         strconv.Itoa(int(pollWait.Seconds())),
		"allowed_updates": allowedUpdates,
	})
	if err != nil {
		p.api.close() // a connection that failed is not used again
		return nil, err
	}
	var raws []json.RawMessage
	if err := json.Unmarshal(result, &raws); err != nil {
		return nil, fmt.Errorf("telegram: getUpdates: the answer is not a list: %w", err)
	}
	return raws, nil
}

// wait returns how long to wait after a failure. A webhook is taken down afterwards.
func (p *poller) wait(err error) time.Duration {
	yes, webhook := conflicting(err)
	if yes {
		p.robbed.Store(true)
	}
	switch {
	case webhook:
		p.ready = false
		return p.hook.next(err, p.clock())
	case yes:
		return p.rival.next(err, p.clock())
	}
	return p.retry.next(err)
}

// complain logs a failure as loudly as it deserves.
func (p *poller) complain(err error, wait time.Duration) {
	yes, webhook := conflicting(err)
	switch {
	case webhook:
		p.log.Error("telegram: a webhook is set for this bot, so polling brings nothing; it is taken down after the wait, "+
			"and whoever sets it must stop, or this program", "wait", wait.Round(time.Second), "error", err)
	case yes:
		p.log.Error("telegram: another program receives this bot's updates; stop it, or this one", "error", err)
	default:
		p.log.Warn("telegram: receiving failed", "error", err, "tries", p.retry.tries)
	}
	p.silence.alarm()
}
