package handlers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/vietnamese"
)

// otherEnd is how another day is named for a request, in folded text.
var otherEnd = regexp.MustCompile(`(?:^|\PL)(?:den|sang|toi|thanh|la|until|till|to) (?:(?:het|cuoi|dau|ngay|thang|quy|nam|end|of) )*(?:\d|[iv]+\b)`)

// requestReplied takes a reply to what shows a request for a later end, or to the message that asked for it: a coordinator decides on it,
// and whoever asked takes it back or asks for another day. done is false for whatever is about the task itself.
func (t *turn) requestReplied() (done bool, err error) {
	e, ok, err := t.repliedRequest()
	task, known := t.Register.Task(e.Task)
	if !ok || !known || strings.Contains(t.m.Text, "?") || t.m.Forwarded || t.namesOther(e.Task) {
		return false, err
	}
	if t.isCoordinator() && e.Author.ID != t.m.Author.ID {
		return t.decided(e)
	}
	if !t.mayReport() {
		return false, nil
	}
	remark := t.Progress.Remark(t.m.Text)
	_, _, back := t.said("extension.said_take_back", t.m.Text)
	if back || remark.Kind == progress.Withdraws && !remark.Records {
		if e.State != ledger.Asked {
			e = ledger.Extension{}
		}
		return true, t.withdrawExtension(task, e)
	}
	until, reason := t.untilAndReason(t.m.Text)
	reads := t.read(t.m.Text, progress.Context{Card: []string{e.Task}}).Kind
	if _, _, asks := cutRequest(t.m.Text); asks || until == "" || reads != progress.Unclear || !otherEnd.MatchString(vietnamese.Fold(t.m.Text)) {
		return false, nil
	}
	if reason == "" && e.State == ledger.Asked {
		reason = e.Reason
	}
	return true, t.askExtension(task, until, reason)
}

// repliedRequest returns the request that the message replied to shows or made. A message that made records too is about these.
func (t *turn) repliedRequest() (e ledger.Extension, ok bool, err error) {
	if t.m.ReplyTo == nil {
		return e, false, nil
	}
	is := func(e ledger.Extension) bool { return e.Chat == t.m.Chat.ID && e.Message == t.m.ReplyTo.ID }
	about := ""
	if t.m.ReplyTo.FromBot {
		card, err := t.r.Card(t.m.Chat.ID, t.m.ReplyTo.ID)
		if isNotFound(err) || err == nil && card.Request == "" {
			return e, false, nil
		}
		if err != nil {
			return e, false, err
		}
		about, is = card.Task, func(e ledger.Extension) bool { return e.Key() == card.Request }
	} else if updates, err := t.r.ProgressByMessage(t.m.Chat.ID, t.m.ReplyTo.ID); err != nil || len(updates) > 0 {
		return e, false, err
	}
	requests, err := ledger.ExtensionsOf(t.r, about)
	if at := slices.IndexFunc(requests, is); at >= 0 {
		return requests[at], true, err
	}
	return e, false, err
}

// namesOther reports whether the text names another task than the given one.
func (t *turn) namesOther(task string) bool {
	return slices.ContainsFunc(plan.FindRefs(t.m.Text), func(ref plan.RefSpan) bool { return ref.String() != task })
}

// decided takes what a coordinator says of a request: that it is granted or refused where that is all, or why. What else they say is
// answered with the request and its buttons; done is false where they belong to an agency that may report on the task.
func (t *turn) decided(e ledger.Extension) (done bool, err error) {
	arguments := []string{e.Task, strconv.Itoa(e.Number), e.Until}
	text := withoutRefs(t.m.Text)
	before, rest, refuses := t.said("extension.said_refuse", text)
	_, _, grants := t.said("extension.said_grant", text)
	if !reasonWords.MatchString(rest) {
		rest = t.withoutObject(rest)
	}
	reason := reasonIn(rest)
	switch {
	case e.State != ledger.Asked && (refuses || grants):
		t.showCard(requestCard(e), t.say.Say("extension.decided_already", nil), t.cardButton(e))
	case refuses && t.courteous(before) && reason == "":
		return true, refuseAction(t, arguments)
	case refuses && t.courteous(before):
		return true, t.decideExtension(arguments, ledger.Refused, reason)
	case t.saysOnly("extension.said_grant", t.withoutObject(text)):
		return true, t.decideExtension(arguments, ledger.Granted, "")
	case e.State == ledger.Asked && (refuses || grants || t.belongsNowhere()):
		t.showRequest(e)
	default:
		return false, nil
	}
	return true, nil
}

// requestJudged takes what a coordinator says of a request for a later end without replying to it: of the one that waits on the task that
// they name. Where they name none they are shown what waits. done is false for a text that decides on none.
func (t *turn) requestJudged() (done bool, err error) {
	if !t.isCoordinator() || strings.Contains(t.m.Text, "?") || t.m.Forwarded {
		return false, nil
	}
	said, _, object := t.said("extension.said_object", t.m.Text) // "đồng ý gia hạn", not "xin gia hạn để được duyệt"
	_, _, refuses := t.said("extension.said_refuse", said)
	_, _, grants := t.said("extension.said_grant", said)
	_, _, asks := t.said("extension.said_ask", said)
	if !object {
		return t.refusalJudged()
	}
	if _, _, extends := cutRequest(t.m.Text); asks || !refuses && !grants && !(extends && t.belongsNowhere()) {
		return false, nil
	}
	refs := plan.FindRefs(t.m.Text)
	if len(refs) == 1 {
		task, ok := t.Register.Task(refs[0].String())
		requests, err := ledger.ExtensionsOf(t.r, task.ID)
		if !ok || err != nil {
			return false, err
		}
		e, open := openRequest(requests)
		if !open {
			return true, t.withdrawExtension(task, e) // which tells that none waits
		}
		return t.decided(e)
	}
	requests, err := t.openRequests(pendingScope{})
	if err == nil && len(requests) == 1 && len(refs) == 0 {
		t.showRequest(requests[0])
		return true, nil
	}
	if err == nil {
		err = t.pending(pendingScope{}, 0)
	}
	return true, err
}

// refusalJudged is requestJudged for a text that names a task and says no more than that it is not agreed to: whose request waits is shown,
// so that nothing else is refused. done is false where reports on the task wait, which may be meant.
func (t *turn) refusalJudged() (done bool, err error) {
	refs := plan.FindRefs(t.m.Text)
	if len(refs) != 1 || !t.saysOnly("extension.said_refuse", t.m.Text) {
		return false, nil
	}
	task, ok := t.Register.Task(refs[0].String())
	updates, err := t.waitingOn(task.ID)
	if !ok || err != nil || len(updates) > 0 {
		return false, err
	}
	requests, err := ledger.ExtensionsOf(t.r, task.ID)
	if err != nil {
		return true, err
	}
	if e, open := openRequest(requests); open {
		t.showRequest(e)
		return true, nil
	}
	return true, t.withdrawExtension(task, ledger.Extension{}) // which tells that none waits
}

// withoutObject leaves out of a text the words for what a request asks for.
func (t *turn) withoutObject(text string) string {
	for before, behind, ok := t.said("extension.said_object", text); ok; before, behind, ok = t.said("extension.said_object", text) {
		text = before + behind
	}
	return text
}

// saysOnly reports whether a text says one of the phrases of a catalog's text, and beside it nothing but ids and courtesies.
func (t *turn) saysOnly(name, text string) bool {
	before, behind, ok := t.said(name, withoutRefs(text))
	return ok && !strings.Contains(text, "?") && t.courteous(before) && t.courteous(behind)
}

// courteous reports whether a piece of a text says nothing but courtesies.
func (t *turn) courteous(piece string) bool {
	return t.Progress.Remark(piece+" "+t.words("doubt.said_right")[0]).Kind == progress.Agrees
}
