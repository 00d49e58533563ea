package handlers

import (
	"slices"
	"strconv"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/store"
)

// draft is what a message reports, until its writer has answered what has to be asked about it.
type draft struct {
	Serial   string        `json:"serial"`             // ties the buttons to the question that is open
	Asked    int           `json:"asked"`              // questions so far
	From     origin        `json:"from"`               // where it was written
	Wording  string        `json:"wording"`            // the whole message
	Reports  []draftReport `json:"reports"`            // not yet recorded; the first is being asked about
	Parts    int           `json:"parts"`              // reports that the message had
	Corrects []uint64      `json:"corrects,omitempty"` // updates that the message corrects
	Recorded []uint64      `json:"recorded,omitempty"` // updates that came of the message so far
	Values   []string      `json:"values,omitempty"`   // keys of the measured values that came of it

	FormMade time.Time `json:"form_made,omitzero"` // the day of the form that the reports are rows of

	Guess *draftReport `json:"guess,omitempty"` // what the assistant takes the first report for, until its writer says

	withdrawn []store.Progress // in this turn, because the message's new wording leaves them out
}

// draftReport is what a draft says about one task or target.
type draftReport struct {
	Task       string                `json:"task"` // "" while it has to be chosen among the candidates
	Candidates []string              `json:"candidates,omitempty"`
	Any        bool                  `json:"any,omitempty"`    // the candidates are some of its writer's tasks, for no word tells which
	Agency     string                `json:"agency,omitempty"` // in whose name, where the writer chose
	Status     plan.Status           `json:"status"`
	Percent    *float64              `json:"percent"`
	Estimate   bool                  `json:"estimate,omitempty"`
	Unchanged  bool                  `json:"unchanged,omitempty"` // it says what the last report of its agency says
	Quantities []plan.Quantity       `json:"quantities"`
	Finished   progress.Date         `json:"finished,omitzero"`
	Obstacle   string                `json:"obstacle,omitempty"`
	Next       string                `json:"next,omitempty"`
	Text       string                `json:"text"`
	Answer     string                `json:"answer,omitempty"`     // what its writer said when asked how far the task is
	Measured   *progress.Measurement `json:"measured,omitempty"`   // of a target
	Replaces   string                `json:"replaces,omitempty"`   // key of the measured value that it corrects
	Sourceless bool                  `json:"sourceless,omitempty"` // its writer says that the value has no source
	Doubts     []progress.Doubt      `json:"doubts,omitempty"`
	Right      bool                  `json:"right,omitempty"`   // its writer says that it is right
	Offered    bool                  `json:"offered,omitempty"` // a correction that nobody asked for by name: its writer is asked first
	Update     uint64                `json:"update,omitempty"`  // the update that it corrects, 0 for a new one
	Counted    bool                  `json:"counted,omitempty"` // the status follows from figures alone
	Partly     bool                  `json:"partly,omitempty"`  // a correction that leaves alone what it doesn't speak of
	Content    *store.Content        `json:"content,omitempty"` // what the corrected update is to say, where a button made it
}

// origin is the message that a report was written in.
type origin struct {
	Chat    int64     `json:"chat"`
	Message int       `json:"message"`
	At      time.Time `json:"at"` // when it was reported

	Files []chat.File `json:"files,omitempty"` // that came with it, and prove what it reports
	Album string      `json:"album,omitempty"`
}

// here is the message that is being handled.
func (t *turn) here() origin {
	if t.from != nil {
		return *t.from
	}
	return origin{Chat: t.m.Chat.ID, Message: t.m.ID, At: t.writtenAt(t.m, t.now), Files: t.albumFiles(), Album: t.m.Album}
}

// writtenAt returns when a message was written. A service's clock that runs ahead of ours is not believed.
func (h *Handler) writtenAt(m chat.Message, now time.Time) time.Time {
	if m.Time.IsZero() || m.Time.After(now) {
		return now.In(h.Zone)
	}
	return m.Time.In(h.Zone)
}

// pressed is the origin of a report that a button makes.
func (t *turn) pressed() origin { return origin{Chat: t.m.Chat.ID, Message: t.m.ID, At: t.now} }

func draftOf(r progress.Report) draftReport {
	d := draftReport{
		Task: r.Task, Percent: r.Percent, Estimate: r.PercentEstimate, Quantities: r.Quantities, Unchanged: r.Unchanged, Finished: r.Finished,
		Obstacle: r.Obstacle, Next: r.Next, Text: r.Text, Measured: r.Measured, Doubts: r.Doubts, Counted: r.FromFigures(),
	}
	if r.StatusGiven {
		d.Status = r.Status
	}
	if r.Task == "" {
		for _, c := range r.Candidates {
			d.Candidates = append(d.Candidates, c.Task)
		}
	}
	return d
}

func draftsOf(reports []progress.Report) []draftReport {
	list := make([]draftReport, len(reports))
	for i, r := range reports {
		list[i] = draftOf(r)
	}
	return list
}

func (r draftReport) content() store.Content {
	return store.Content{
		Task: r.Task, Status: r.Status, Percent: r.Percent, Estimate: r.Estimate,
		Quantities: r.Quantities, Obstacle: r.Obstacle, Next: r.Next, Text: r.Text, Correction: r.Answer,
	}
}

// maxDrafts is how many messages of a person may wait for answers in a chat; the oldest makes way.
const maxDrafts = 5

// keep keeps a draft with a new question, in place of an earlier state of it.
func (s *session) keep(d *draft) {
	d.Asked++
	d.Serial = strconv.Itoa(d.From.Message) + "." + strconv.Itoa(d.Asked)
	s.drop(d.From.Message)
	s.Drafts = append(s.Drafts, d)
	if len(s.Drafts) > maxDrafts {
		s.Drafts = s.Drafts[len(s.Drafts)-maxDrafts:]
	}
}

// drop forgets the draft of a message.
func (s *session) drop(message int) {
	s.Drafts = slices.DeleteFunc(s.Drafts, func(d *draft) bool { return d.From.Message == message })
}

// draftOf returns the draft of a message, nil for none.
func (s *session) draftOf(message int) *draft {
	for _, d := range s.Drafts {
		if d.From.Message == message {
			return d
		}
	}
	return nil
}

// drafted returns the draft whose open question a pressed button answers; without it the person is told to write again.
func (t *turn) drafted(serial string) (*draft, bool) {
	for _, d := range t.session.Drafts {
		if d.Serial == serial && len(d.Reports) > 0 {
			return d, true
		}
	}
	t.notice(t.say.Plain("draft.gone", nil))
	return nil, false
}
