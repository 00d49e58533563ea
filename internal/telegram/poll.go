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

	// Telegram forgets updates after 24 hours.
	firstAlarm  = 12 * time.Hour
	secondAlarm = 20 * time.Hour
)

// poller is the state of the receiving loop.
type poller struct {
	*Transport
	offset int64 // what is asked for next
	limit  int
	retry  backoff
	// conflict is the wait after a 409. It is long and not shortened by a success in between, so that two programs with
	// one token do not fight each other.
	conflict   backoff
	conflicted time.Time
	lastOK     time.Time
	alarms     int // given since then
}

// poll receives updates until the context ends, or returns ErrUnauthorized. An update is confirmed, by asking for what
// comes after it, only when the store has it.
func (t *Transport) poll(ctx context.Context) error {
	p := &poller{
		Transport: t, limit: batchSize, lastOK: t.clock(),
		retry:    backoff{first: time.Second, most: time.Minute},
		conflict: backoff{first: 5 * time.Second, most: 5 * time.Minute},
	}
	started := false
	for ctx.Err() == nil {
		var err error
		if !started {
			err = p.start(ctx)
			started = err == nil
		} else {
			err = p.once(ctx)
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
		p.complain(err)
		p.sleep(ctx, p.wait(err))
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
	_, err = p.api.call(ctx, callTimeout, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"})
	if err == nil {
		p.lastPoll.Store(p.clock().Unix()) // the first poll of a quiet chat answers after a minute only
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
	p.lastOK, p.alarms = p.clock(), 0
	p.lastPoll.Store(p.lastOK.Unix())
	p.limit = batchSize
	if len(raws) == 0 {
		if p.lastOK.Sub(asked) < time.Second {
			p.sleep(ctx, time.Second) // a server that does not wait must not be asked without end
		}
		return nil
	}
	offsets := offsetsAfter(raws, p.offset)
	if err := p.intake.commit(ctx, raws, offsets); err != nil {
		return fmt.Errorf("cannot store %d updates, they stay at Telegram: %w", len(raws), err)
	}
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
	result, err := p.api.call(ctx, pollTimeout, "getUpdates", tgbotapi.Params{
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

// wait returns how long to wait after a failure.
func (p *poller) wait(err error) time.Duration {
	if refused := asRefusal(err); refused == nil || refused.code != 409 {
		return p.retry.next(err)
	}
	now := p.clock()
	if now.Sub(p.conflicted) > 2*p.conflict.most {
		p.conflict.reset()
	}
	p.conflicted = now
	return p.conflict.next(err)
}

// complain logs a failure as loudly as it deserves.
func (p *poller) complain(err error) {
	if refused := asRefusal(err); refused != nil && refused.code == 409 {
		p.log.Error("telegram: another program receives this bot's updates; stop it, or this one", "error", err)
	} else {
		p.log.Warn("telegram: receiving failed", "error", err, "tries", p.retry.tries+1)
	}
	silence := p.clock().Sub(p.lastOK)
	if p.alarms == 0 && silence > firstAlarm || p.alarms == 1 && silence > secondAlarm {
		p.alarms++
		p.log.Error("telegram: no updates received for long; after 24 hours Telegram forgets them",
			"hours", int(silence.Hours()), "since", p.lastOK)
	}
}
