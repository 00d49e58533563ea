// Package telegram carries messages between Telegram and the handlers. Updates that come in are converted and handled
// in one transaction of the store before Telegram is told that they were received; replies leave from the store's
// outbox, in order per chat and within Telegram's limits. A restart at any moment loses nothing.
//
//	getUpdates ─┐                                        ┌─ sender ── sendMessage …
//	            ├→ Intake.Commit ─→ store ─→ outbox ─────┘
//	webhook ────┘
//
// Of the library only the request layer is used: its own polling loses updates that it has confirmed.
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"chutri/internal/chat"
	"chutri/store"
)

// ErrUnauthorized is returned by Run when Telegram does not accept the token.
var ErrUnauthorized = errors.New("telegram: the token is not accepted")

// DefaultAPI is the address of Telegram's own servers.
const DefaultAPI = "https://api.telegram.org"

// Options say what a Transport works with. All but API, Prepare and Unstored are required.
type Options struct {
	Token string
	API   string // base address of the Bot API; "" is DefaultAPI
	Store store.Store
	// Handle builds and applies the Step of one message inside the transaction. It must have no effects but on tx. An
	// error or a panic puts the update aside for a person to look at.
	Handle func(tx store.Tx, message chat.Message) error
	// Prepare is shown messages that came together, before they are handled in one transaction, so that work which needs no
	// transaction can be done on all cores. It must have no effects. It may be nil.
	Prepare func(ctx context.Context, messages []chat.Message)
	// Unstored returns what the writer of a message is told while it cannot be stored, false for nothing. It may be nil.
	Unstored func(message chat.Message) (chat.Reply, bool)
	Clock    func() time.Time
	Logger   *slog.Logger
}

// Transport connects one bot to Telegram. Its methods may be called from several goroutines at once.
type Transport struct {
	api      *api
	store    store.Store
	intake   *Intake
	sender   *sender
	clock    func() time.Time
	log      *slog.Logger
	sleep    func(context.Context, time.Duration) error
	self     atomic.Pointer[self]
	lastPoll atomic.Int64 // Unix seconds
	robbed   atomic.Bool
	silence  silence
}

// self is what the bot knows about itself.
type self struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
	ReadsAll bool   `json:"can_read_all_group_messages"` // privacy mode is off
}

// New returns a Transport that does nothing until Run.
func New(o Options) *Transport {
	if o.API == "" {
		o.API = DefaultAPI
	}
	t := &Transport{
		api:   newAPI(o.API, o.Token, o.Logger),
		store: o.Store,
		clock: o.Clock,
		log:   o.Logger,
		sleep: sleep,
	}
	t.sender = newSender(t.api, o.Store, o.Clock, o.Logger)
	t.intake = &Intake{store: o.Store, handle: o.Handle, prepare: o.Prepare, clock: o.Clock, log: o.Logger, self: &t.self, wake: t.Wake}
	t.silence = silence{store: o.Store, clock: o.Clock, log: o.Logger}
	t.intake.unstored = unstored{api: t.api, store: o.Store, say: o.Unstored, log: o.Logger}
	return t
}

// Run receives by polling and sends until the context ends, for which it returns nil within five seconds. It returns
// ErrUnauthorized when the token is not accepted, and ErrAddress for a wrong Options.API.
func (t *Transport) Run(ctx context.Context) error {
	return t.run(ctx, t.poll)
}

// RunSender sends, and leaves receiving to a webhook that calls the Intake. It ends as Run does.
func (t *Transport) RunSender(ctx context.Context) error {
	return t.run(ctx, func(ctx context.Context) error { return nil })
}

func (t *Transport) run(ctx context.Context, receive func(context.Context) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	defer t.api.close()
	t.silence.begin(ctx)
	if err := t.introduce(ctx); err != nil {
		return err
	}
	var running sync.WaitGroup
	for _, part := range []func(context.Context) error{receive, t.sender.run} {
		running.Go(func() {
			if err := part(ctx); err != nil {
				stop(err)
			}
		})
	}
	running.Wait()
	if err := context.Cause(ctx); errors.Is(err, ErrUnauthorized) {
		return err
	}
	return nil
}

// introduce asks who the bot is until Telegram answers. It returns nil without an answer if the context ends first.
func (t *Transport) introduce(ctx context.Context) error {
	if t.api.wrong != nil {
		return t.api.wrong
	}
	retry := backoff{first: time.Second, most: 30 * time.Second}
	for ctx.Err() == nil {
		result, err := t.api.call(ctx, callTimeout, "getMe", nil)
		var me self
		if err == nil {
			err = json.Unmarshal(result, &me)
		}
		if err == nil {
			t.self.Store(&me)
			t.log.Info("telegram: connected", "bot", me.Username, "reads_all_group_messages", me.ReadsAll)
			return nil
		}
		if refused := asRefusal(err); refused != nil && (refused.code == 401 || refused.code == 404) {
			return fmt.Errorf("%w: %w", ErrUnauthorized, err)
		}
		if ctx.Err() == nil {
			t.log.Warn("telegram: cannot connect yet", "error", err)
			t.silence.alarm()
			t.sleep(ctx, retry.next(err))
		}
	}
	return nil
}

// Username returns the bot's name without the @, "" until Telegram has told it.
func (t *Transport) Username() string {
	if me := t.self.Load(); me != nil {
		return me.Username
	}
	return ""
}

// ask makes a request of what receives updates.
func (t *Transport) ask(
	ctx context.Context, timeout time.Duration, method string, params tgbotapi.Params,
) (json.RawMessage, error) {
	result, err := t.api.call(ctx, timeout, method, params)
	if ctx.Err() == nil {
		t.sender.outage.note(receiving, err, t.clock())
	}
	return result, err
}

// begun counts as the first receiving: what follows in a quiet chat is known after a minute only.
func (t *Transport) begun() { t.lastPoll.CompareAndSwap(0, t.clock().Unix()) }

// received notes that the store has all that Telegram had.
func (t *Transport) received(ctx context.Context) {
	t.robbed.Store(false)
	t.lastPoll.Store(t.clock().Unix())
	t.silence.over(ctx)
}

// Robbed reports whether another program, or a webhook that somebody has set, takes the updates that are meant for this one.
func (t *Transport) Robbed() bool { return t.robbed.Load() }

// LastPoll returns when Telegram last had nothing that was not stored, the zero time if never since the start.
func (t *Transport) LastPoll() time.Time {
	if at := t.lastPoll.Load(); at != 0 {
		return time.Unix(at, 0)
	}
	return time.Time{}
}

// Wake makes the sender look for new replies at once. It is called after a Step with replies was applied elsewhere.
func (t *Transport) Wake() { t.sender.wakeUp() }

// Intake returns what takes updates in, for a webhook to call.
func (t *Transport) Intake() *Intake { return t.intake }
