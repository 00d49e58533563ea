// Package assist lets a language model help where the rules end, without letting it decide what is true.
//
// A model is asked three things only. Of a question that the search is unsure of: which phrases to search for, and which of
// the tasks found is meant. Of a message that the reader is unsure of: which task, status and figures it reports. Of a report's
// figures: two paragraphs to begin it with. What comes back is read against a strict schema and then against what was
// given: an id that was not offered, a figure that does not stand in the message, a number or a name that is not among the
// report's is thrown away (message.go, wording.go). What a person sees of it is rendered from the record, marked as a guess,
// and recorded only by a press.
//
// Nobody waits for it. A message is answered by the rules at once, in its own transaction, exactly as without a model; what
// the model adds comes as a message of its own, in a Step of its own, or not at all. So a slow model holds up neither its
// chat nor others, an answer is never late for it, and whatever goes wrong here leaves behind what the program does without
// it: nothing has to be undone. An edit of the first answer would do as well, but changes under the reader's eyes.
//
// What people wrote is data: it goes into JSON strings of the second message, never into the instructions, and without
// names, addresses and numbers of persons (scrub.go). Files and ids of people, chats and messages are not given at all. What
// was sent is kept for coordinators to see (journal.go).
package assist

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Kind is what the model is asked for.
type Kind string

// The kinds.
const (
	Asking    Kind = "question" // which task a question is about
	Reporting Kind = "message"  // what a message reports
	Opening   Kind = "opening"  // how a report begins
)

// Request is what a model is given.
type Request struct {
	Kind   Kind
	Rules  string          // the instructions, the same for all requests of a kind
	Data   string          // JSON; everything that people wrote is a string in it
	Schema json.RawMessage // strict JSON Schema of the reply
	Most   int             // tokens of the reply
}

// Reply is what a model says.
type Reply struct {
	Text   string // JSON, if the model did as it was told
	Tokens int    // of the request and the reply together, 0 where the service does not say
}

// Model is a language model somewhere.
type Model interface {
	// Complete asks the model, until the context ends. It returns ErrNoReply for a refusal, a broken or an empty reply, a
	// BusyError where the service asks to come again later, and any other error where it cannot be reached or does not work.
	// Where the reply was paid for, it comes with the error.
	Complete(ctx context.Context, r Request) (Reply, error)
}

// Errors of an Assistant. All of them mean: go on without it.
var (
	// ErrNoReply is returned where the model replied with nothing that can be used.
	ErrNoReply = errors.New("assist: no usable reply")
	// ErrBudget is returned where the day's tokens are used up.
	ErrBudget = errors.New("assist: the day's tokens are used up")
	// ErrResting is returned while the model is left alone because it failed.
	ErrResting = errors.New("assist: the model is left alone for a while")
)

// BusyError says that the service asks to come again later.
type BusyError struct{ After time.Duration }

// Error implements error.
func (e BusyError) Error() string { return fmt.Sprintf("assist: the service is busy for %v", e.After) }

// Options are the parts that an Assistant works with. All but Limit are required.
type Options struct {
	Model   Model
	Journal *Journal
	Now     func() time.Time
	Log     *slog.Logger
	Limit   time.Duration // for a reply; 0 is DefaultLimit
}

// DefaultLimit is how long a reply may take; that of an opening, which is longer, may take openingPatience times that.
const (
	DefaultLimit    = 8 * time.Second
	openingPatience = 3
)

// Assistant asks a model within limits. Several goroutines may use it.
type Assistant struct {
	Options
	breaker breaker
	cache   cache
}

// New returns an Assistant.
func New(options Options) *Assistant {
	if options.Limit == 0 {
		options.Limit = DefaultLimit
	}
	return &Assistant{Options: options}
}

// Resting reports whether the model is left alone for now, because it failed several times or asked for it.
func (a *Assistant) Resting() bool { return !a.breaker.allows(a.Now()) }

// Sent returns what was sent, the last request first, and the tokens used today.
func (a *Assistant) Sent() (sent []Sent, tokens int) {
	return a.Journal.last(a.Now()), a.Journal.spent(a.Now())
}

// content is what a reply is read into.
type content interface {
	complete() bool // no field that must be there is missing
}

// ask asks the model and reads its reply, of which nothing may be missing and nothing left over. budget is how many tokens
// may be used in a day.
func (a *Assistant) ask(ctx context.Context, budget int, r Request, into content) error {
	key := r.key()
	if text, ok := a.cache.get(key, a.Now()); ok {
		return decode(text, into)
	}
	if !a.breaker.allows(a.Now()) {
		return ErrResting
	}
	if !a.Journal.reserve(a.Now(), r.worst(), budget) {
		return ErrBudget
	}
	started := a.Now()
	text, tokens, err := a.await(ctx, r)
	if err == nil {
		err = decode(text, into)
	}
	a.breaker.learn(a.Now(), err)
	entry := Sent{At: started, Kind: r.Kind, Data: r.Data, Tokens: tokens, Outcome: outcome(err), Took: a.Now().Sub(started)}
	if kept := a.Journal.settle(entry, r.worst()); kept != nil {
		a.Log.Error("assist: what was sent cannot be kept", "error", kept)
	}
	if err != nil {
		a.Log.Warn("assist: no help", "kind", r.Kind, "error", err)
		return err
	}
	a.cache.put(key, text, a.Now())
	return nil
}

// await waits for the reply no longer than the limit, whatever the model does.
func (a *Assistant) await(ctx context.Context, r Request) (text string, tokens int, err error) {
	limit := a.Limit
	if r.Kind == Opening { // a coordinator has asked for it and waits
		limit *= openingPatience
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	reply, err := a.Model.Complete(ctx, r)
	tokens = reply.Tokens
	if tokens <= 0 && (err == nil || errors.Is(err, ErrNoReply) || ctx.Err() != nil) { // a late reply is paid for as well
		tokens = Estimate(r.Rules+r.Data+string(r.Schema)) + Estimate(reply.Text)
	}
	if err != nil {
		return "", tokens, err
	}
	return reply.Text, tokens, nil
}

// decode reads a reply. A field that is missing, unknown or of another type, and anything behind the object, is ErrNoReply.
func decode(text string, into content) error {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%w: %w", ErrNoReply, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: more than one object", ErrNoReply)
	}
	if !into.complete() {
		return fmt.Errorf("%w: a field is missing", ErrNoReply)
	}
	return nil
}

// outcome names what became of a request, for the journal.
func outcome(err error) string {
	switch {
	case err == nil:
		return "answered"
	case errors.Is(err, ErrNoReply):
		return "unusable"
	case errors.As(err, new(BusyError)):
		return "busy"
	case errors.Is(err, context.DeadlineExceeded):
		return "late"
	}
	return "failed"
}

// Estimate estimates the tokens of a text: one for every three bytes. Against the o200k vocabulary that is a third too many for
// what this program sends, and at most a tenth too few for a short reply (docs/assistant.md).
func Estimate(text string) int { return (len(text) + 2) / 3 }

// worst is the most that a request may cost.
func (r Request) worst() int { return Estimate(r.Rules+r.Data+string(r.Schema)) + r.Most }
