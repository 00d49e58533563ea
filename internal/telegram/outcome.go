package telegram

import (
	"errors"
	"time"
)

// outcome is what came of a request, and what is to be done about it.
type outcome struct {
	job     *job
	verdict verdict
	message int       // sent: id of the message
	until   time.Time // postponed, waiting
	reason  string
	movedTo int64
	form    form // again
	err     error
}

type verdict int

const (
	sent      verdict = iota // Telegram has taken the reply, or does not want it any more
	further                  // a part was taken, the next one follows
	again                    // try at once in another form
	waiting                  // try later; not worth storing
	postponed                // try later
	buried                   // Telegram will never take it
	parked                   // the chat takes no messages
	moved                    // the chat has another id
	revoked                  // the token is not accepted
)

const (
	answerAge   = time.Minute // older answers to presses and inline queries are not waited for by anybody
	maxAttempts = 20          // of a reply that fails while others succeed
)

// circumstances are what else is known when a request has failed.
type circumstances struct {
	now     time.Time
	healthy bool // other requests succeeded lately
	down    bool // Telegram fails altogether
}

// judge decides what follows from a request's error.
func judge(j *job, err error, around circumstances) outcome {
	o := outcome{job: j, err: err, reason: err.Error()}
	refused := asRefusal(err)
	switch {
	case unanswered(err):
		return o.transient(around)
	case refused.code == 401:
		o.verdict = revoked
		return o
	case refused.code == 429:
		o.verdict, o.until = postponed, around.now.Add(max(refused.retryAfter, time.Second))
		if j.lane.key.kind == answers {
			o.verdict = waiting
		}
		return o
	}
	if form, ok := otherForm(j, refused); ok {
		o.verdict, o.form = again, form
		return o
	}
	switch {
	case refused.says("message is not modified"):
		o.verdict, o.message = sent, j.out.Reply.Edit
	case j.lane.key.kind == answers:
		o.verdict = sent // too late or never valid: nobody can be answered any more
	case refused.movedTo != 0 && refused.movedTo != j.out.Reply.Chat:
		o.verdict, o.movedTo = moved, refused.movedTo
	case refused.code == 403 || refused.says("chat not found", "not enough rights", "have no rights", "CHAT_WRITE_FORBIDDEN", "PEER_ID_INVALID"):
		o.verdict = parked
	default:
		o.verdict = buried
	}
	return o
}

// transient is for failures that say nothing about the reply. Unless the request was never sent, Telegram may have
// taken it all the same: it is sent again, which at worst shows it twice.
func (o outcome) transient(around circumstances) outcome {
	j, now := o.job, around.now
	if !errors.Is(o.err, errNotSent) {
		o.reason = "fate unknown: " + o.reason
	}
	switch {
	case j.lane.key.kind == answers && now.Sub(j.out.At) > answerAge:
		o.verdict = sent
	case j.lane.key.kind == answers:
		o.verdict, o.until = waiting, now.Add(time.Second+jitter(time.Second))
	case around.down:
		o.verdict, o.until = waiting, now
	case around.healthy && j.out.Attempts+1 >= maxAttempts:
		o.verdict = buried
	default:
		o.verdict, o.until = postponed, now.Add(grow(time.Second, 10*time.Minute, j.out.Attempts))
	}
	return o
}

// otherForm returns the form in which Telegram may take what it has refused, false if there is none left to try.
func otherForm(j *job, refused *refusal) (form, bool) {
	f, r := j.form, j.out.Reply
	switch {
	case refused.says("can't parse entities", "can't parse message text", "can't parse caption") && !f.plain:
		f.plain = true
	case refused.says("message to edit not found", "message can't be edited", "no text in the message to edit", "MESSAGE_ID_INVALID") && r.Edit != 0 && !f.fresh:
		f.fresh = true
	case refused.says("message thread not found", "TOPIC_DELETED") && r.Topic != 0 && !f.general:
		f.general = true
	case refused.says("PHOTO_", "IMAGE_PROCESS_FAILED") && r.Document != nil && r.Document.Picture && !f.attach:
		f.attach = true
	default:
		return f, false
	}
	return f, true
}
