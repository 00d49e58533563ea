package handlers

import (
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/time/rate"

	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"
)

// Pace is a person's rate: so many messages at once, and then one in every interval. Who goes beyond it is told so once; from
// then on questions are not answered and reports are recorded without a card, until the person has slowed down. What was left
// out is counted and told then, so that no report is lost unseen.
type Pace struct {
	Burst int           // messages at once
	Every time.Duration // one message more; 0 sets no limit at all
}

// DefaultPace leaves room for a whole office's morning from one account and stops a machine.
var DefaultPace = Pace{Burst: 120, Every: time.Second}

const (
	paceResume = 5              // tokens that end a silence
	paceKeep   = 24 * time.Hour // how long the count of what was left out waits for its person
	paceSweep  = time.Minute    // between removals of those who are long quiet
)

// Bounds on texts. The chat service itself takes no longer text than 4096 characters.
const (
	maxMessage = 16 << 10 // bytes of any text
	maxAsked   = 1000     // characters of a stranger's text that are read
)

// verdict is what is to be done with a message for its writer's rate.
type verdict int

const (
	within verdict = iota // handle it as ever
	first                 // it is the first beyond the rate
	beyond                // its writer was told
)

// paces knows the rates of all persons who have written lately. It is only memory: a restart begins anew, and a transaction
// that is run again counts twice.
type paces struct {
	rate  Pace
	mu    sync.Mutex
	of    map[paceKey]*pace
	swept time.Time
}

// paceKey tells what a person types after the bot's name in other chats, which comes letter by letter, from the rest.
type paceKey struct {
	person int64
	inline bool
}

// pace is one person's rate.
type pace struct {
	bucket     *rate.Limiter
	silent     bool
	recorded   int // reports taken without a card since then
	unanswered int
	seen       time.Time
}

// take counts a message written at a time. The time is the message's, not that of handling it: what has waited through an
// outage was not written at once. left is what a silence that has just ended left out.
func (p *paces) take(key paceKey, at time.Time) (v verdict, left pace) {
	if p.rate.Every == 0 {
		return within, pace{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sweep(at)
	one := p.of[key]
	if one == nil {
		one = &pace{bucket: rate.NewLimiter(rate.Every(p.rate.Every), p.rate.Burst)}
		p.of[key] = one
	}
	if at.After(one.seen) {
		one.seen = at
	}
	if one.silent && one.bucket.TokensAt(one.seen) >= paceResume {
		left = *one
		one.silent, one.recorded, one.unanswered = false, 0, 0
	}
	switch allowed := one.bucket.AllowN(one.seen, 1); {
	case one.silent:
		return beyond, pace{}
	case !allowed:
		one.silent = true
		return first, left
	}
	return within, left
}

// leave counts what was left out.
func (p *paces) leave(key paceKey, recorded int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.of[key]
	switch {
	case one == nil:
	case recorded > 0:
		one.recorded += recorded
	default:
		one.unanswered++
	}
}

// sweep forgets those who have been quiet for so long that nothing about them matters. The lock is held.
func (p *paces) sweep(now time.Time) {
	if p.of == nil {
		p.of = make(map[paceKey]*pace)
	}
	if now.Sub(p.swept) < paceSweep {
		return
	}
	p.swept = now
	for key, one := range p.of {
		owed := one.recorded+one.unanswered > 0 && now.Sub(one.seen) < paceKeep
		if now.Sub(one.seen) > time.Duration(p.rate.Burst)*p.rate.Every && !owed {
			delete(p.of, key)
		}
	}
}

// paced dispatches a message within the bounds of its writer.
func (t *turn) paced() error {
	if len(t.m.Text) > maxMessage {
		if t.m.Addressed && t.m.Kind != chat.Inline {
			t.show(t.say.Say("pace.too_long", nil))
		}
		return nil
	}
	if !t.isMember() {
		t.m.Text = firstCharacters(t.m.Text, maxAsked)
	}
	switch t.m.Kind {
	case chat.Text, chat.Edit, chat.Press, chat.Inline:
	default:
		return t.dispatch()
	}
	if t.mayReport() {
		return t.pacedReporter()
	}
	if !t.m.Addressed && (t.m.Kind == chat.Text || t.m.Kind == chat.Edit) {
		return t.dispatch()
	}
	if v := t.paceOf(); v != within {
		t.leave(v, 0)
		return nil
	}
	return t.dispatch()
}

// pacedReporter handles the message of somebody whose reports are recorded however fast they come.
func (t *turn) pacedReporter() error {
	drafts := len(t.session.Drafts)
	if err := t.dispatch(); err != nil {
		return err
	}
	recorded, only := t.records()
	if recorded > 0 && len(t.session.Drafts) > drafts {
		return nil // a part of it waits for the author's word, so they must be asked
	}
	if !only || len(t.step.Replies) == 0 && recorded == 0 {
		return nil // none of the bot's business, or rare
	}
	v := t.paceOf()
	if v == within {
		return nil
	}
	if recorded == 0 { // what it began, such as a question back, would wait for an answer that nobody gives
		t.step.Events = nil
		session, err := loadSession(t.r, t.m.Chat.ID, t.m.Author.ID, t.now)
		if err != nil {
			return err
		}
		t.session = session
	}
	t.step.Replies, t.wished = nil, nil
	t.leave(v, recorded)
	return nil
}

// records counts the reports that a Step records, and tells whether these are all its events but for what the bot keeps for
// itself. Others, an invite or a choice of language, are rare and nothing without their answer.
func (t *turn) records() (recorded int, only bool) {
	only = true
	for _, e := range t.step.Events {
		if e.Progress != nil {
			recorded++
		} else if e.Record == nil {
			only = false
		}
	}
	return recorded, only
}

// paceOf counts the message for its author's rate, and tells what a silence that ends with it left out.
func (t *turn) paceOf() verdict {
	v, left := t.paces.take(t.paceKey(), t.written())
	if left.recorded+left.unanswered > 0 {
		t.step.Replies = append([]store.Outgoing{t.aside(t.say.Say("pace.left_out", texts.Data{
			"Recorded": left.recorded, "Unanswered": left.unanswered,
		}))}, t.step.Replies...)
	}
	return v
}

func (t *turn) paceKey() paceKey { return paceKey{t.m.Author.ID, t.m.Kind == chat.Inline} }

// written is when the message was written, now where it does not say.
func (t *turn) written() time.Time {
	if t.m.Time.IsZero() || t.m.Kind == chat.Press || t.m.Kind == chat.Inline {
		return t.now
	}
	return t.m.Time
}

// leave leaves a message without its answer: the author is told so the first time, and at every press of a button, which has to
// be answered.
func (t *turn) leave(v verdict, recorded int) {
	t.paces.leave(t.paceKey(), recorded)
	outcome := "unanswered"
	if recorded > 0 {
		outcome = "recorded"
	}
	if t.Limited != nil {
		t.Limited(outcome)
	}
	if t.m.Kind == chat.Press {
		t.notice(t.say.Plain("pace.notice", nil))
	}
	if v != first || t.m.Kind == chat.Inline {
		return
	}
	key := "pace.slow"
	if t.mayReport() {
		key = "pace.slow_staff"
	}
	t.step.Replies = append(t.step.Replies, t.aside(t.say.Say(key, nil)))
}

// aside is a reply beside the one to the message.
func (t *turn) aside(html string) store.Outgoing {
	return store.Outgoing{Reply: chat.Reply{Chat: t.m.Chat.ID, Topic: t.m.Chat.Topic, Text: html}, At: t.now}
}

// firstCharacters cuts a text to a number of characters.
func firstCharacters(text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}
