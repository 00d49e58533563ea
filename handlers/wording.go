package handlers

import (
	"slices"
	"time"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/store"
)

// A message can reach us in any of its wordings, in any order: the service may deliver an edit before what it changed. The wording
// that was written last is the one that holds.

// passed is a message that was read in an edited wording.
type passed struct {
	Message int       `json:"message"`
	Written time.Time `json:"written"` // by the service's clock
	At      time.Time `json:"at"`
	Changed uint64    `json:"changed,omitempty"` // the update that it changed, of another message
}

// maxPassed is how many messages of a person in a chat are remembered as read in an edited wording.
const maxPassed = 20

// pass remembers that the message being handled was read in this wording, and which update of another message it changed, 0 for none.
func (t *turn) pass(changed uint64) {
	t.session.Passed = slices.DeleteFunc(t.session.Passed, func(p passed) bool { return p.Message == t.m.ID })
	t.session.Passed = append(t.session.Passed, passed{Message: t.m.ID, Written: t.m.Time, At: t.now, Changed: changed})
	if len(t.session.Passed) > maxPassed {
		t.session.Passed = t.session.Passed[len(t.session.Passed)-maxPassed:]
	}
}

// changedBy returns the update of another message that an earlier wording of the message changed, 0 for none.
func (t *turn) changedBy() uint64 {
	for _, p := range t.session.Passed {
		if p.Message == t.m.ID {
			return p.Changed
		}
	}
	return 0
}

// outdated reports whether a later wording of the message was handled already.
func (t *turn) outdated() bool {
	return slices.ContainsFunc(t.session.Passed, func(p passed) bool {
		return p.Message == t.m.ID && (t.m.Kind == chat.Text || t.m.Time.Before(p.Written))
	})
}

// traces returns what the message that is being handled has left behind: progress updates and measured values.
func (t *turn) traces() (updates []store.Progress, values []ledger.Measured, err error) {
	if updates, err = t.r.ProgressByMessage(t.m.Chat.ID, t.m.ID); err != nil || !t.mayReport() {
		return updates, nil, err
	}
	all, err := ledger.ValuesOf(t.r, "")
	for _, v := range all {
		if v.Chat == t.m.Chat.ID && v.Message == t.m.ID {
			values = append(values, v)
		}
	}
	return updates, values, err
}
