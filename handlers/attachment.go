package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/evidence"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// sent is what became of the files of the last message that bore some. More of an album may follow; files that belong to no
// record yet wait for a press.
type sent struct {
	Serial  string      `json:"serial,omitempty"`  // ties the buttons to the files that wait
	Album   string      `json:"album,omitempty"`   // "" for a file by itself
	Updates []uint64    `json:"updates,omitempty"` // records that they were attached to
	Files   []chat.File `json:"files,omitempty"`   // those that wait
	Refused bool        `json:"refused,omitempty"` // nothing more of the album is taken
	At      time.Time   `json:"at"`
}

// filed takes the files of a message. done is false where its text is to be handled as well, which attaches the files to
// what it records.
func (t *turn) filed() (done bool, err error) {
	if s := t.session.Sent; s != nil && s.Album != "" && s.Album == t.m.Album && (s.Refused || t.m.Text == "") {
		return true, t.follow(s)
	}
	if !t.mayReport() {
		t.m.Files = nil
		if t.m.Text == "" && t.m.Addressed {
			t.show(t.say.Say("evidence.stranger", texts.Data{"ID": idText(t.m.Author.ID)}))
			return true, nil
		}
		return false, nil
	}
	t.m.Files = t.acceptable(t.m.Files)
	if !t.m.Addressed {
		return false, nil // the text decides whether the bot is meant
	}
	if len(t.m.Files) == 0 {
		return t.m.Text == "", nil
	}
	updates, task, err := t.card()
	if err != nil {
		return true, err
	}
	return t.place(updates, task)
}

// acceptable returns the files that can be kept, and remembers why others cannot.
func (t *turn) acceptable(files []chat.File) []chat.File {
	var kept []chat.File
	for _, f := range files {
		data := texts.Data{"Name": t.fileName(f.Type, evidence.CleanName(f.Name)), "Limit": evidence.MaxFile >> 20}
		switch err := evidence.Refusal(f); {
		case errors.Is(err, evidence.ErrTooLarge):
			t.unfit = append(t.unfit, t.say.Say("evidence.too_large", data))
		case err != nil:
			t.unfit = append(t.unfit, t.say.Say("evidence.wrong_type", data))
		default:
			kept = append(kept, f)
		}
	}
	return kept
}

// tellUnfit tells which files are not taken, if the message was the bot's business.
func (t *turn) tellUnfit() {
	if len(t.unfit) > 0 && (t.m.Addressed || len(t.step.Replies) > 0) {
		t.show(strings.Join(t.unfit, "\n"))
	}
}

// place finds what the files of a message belong to: the record whose card it replies to, what its text reports, or what
// its sender chooses.
func (t *turn) place(updates []store.Progress, task string) (done bool, err error) {
	caption := strings.TrimSpace(t.m.Text)
	if _, _, command := splitCommand(caption); command {
		return false, nil
	}
	c := progress.Context{Card: tasksOf(updates)}
	if task != "" {
		c.Card = []string{task}
	}
	var reading progress.Reading
	if caption != "" {
		reading = t.read(caption, c)
	}
	if len(updates) == 0 && task == "" {
		if taken, done, err := t.formSent(caption, reading); taken || err != nil {
			return done, err
		}
	}
	kind := reading.Kind
	if len(updates) == 0 && t.namesDocument(caption, reading) {
		return true, t.filedUnderName(caption, task)
	}
	switch {
	case t.session.Wants != "" && caption != "":
		return false, nil
	case len(updates) == 1 && !t.mayChange(updates[0]):
		t.show(t.say.Say("correct.not_yours", t.owner("", updates[0].Author)))
		return true, nil
	case len(updates) == 1:
		if kind != progress.Update {
			t.m.Files = captioned(t.m.Files, caption)
		}
		if err := t.attach(updates, t.m.Files); err != nil {
			return true, err
		}
		if kind == progress.Update {
			return true, t.replied(updates, "")
		}
		t.recordCard("evidence.attached", updates)
		return true, nil
	case kind == progress.Update, kind == progress.Question:
		return false, nil
	case kind == progress.Announcement,
		len(updates) == 0 && task == "" && len(t.implied(caption, reading)) > 0,
		len(updates) == 0 && task != "" && len(t.statements(caption, reading)) > 0:
		return false, nil
	}
	t.m.Files = captioned(t.m.Files, caption)
	return true, t.hold(updates, task)
}

// hasFigures reports whether a report bears a number.
func hasFigures(reading progress.Reading) bool {
	return slices.ContainsFunc(reading.Reports, func(r progress.Report) bool {
		return r.Percent != nil || len(r.Quantities) > 0 || r.Measured != nil
	})
}

// maxCaption is how many characters of a caption a file is called by.
const maxCaption = 80

// captioned returns files of which those without a name are called by the caption that reports nothing, such as what a photo shows.
func captioned(files []chat.File, caption string) []chat.File {
	called := slices.Clone(files)
	for i := range called {
		if called[i].Name == "" {
			called[i].Name = shorten(strings.ReplaceAll(caption, "/", "-"), maxCaption)
		}
	}
	return called
}

// follow takes another message of an album.
func (t *turn) follow(s *sent) error {
	if s.Refused || !t.mayReport() {
		return nil
	}
	files := t.acceptable(t.m.Files)
	if len(s.Updates) == 0 {
		for _, d := range t.session.Drafts {
			if d.From.Album == s.Album {
				d.From.Files = append(d.From.Files, files...)
				return nil
			}
		}
		s.Files = append(s.Files, files...)
		return nil
	}
	var updates []store.Progress
	for _, id := range s.Updates {
		u, err := t.r.Progress(id)
		if err != nil {
			return err
		}
		if t.mayChange(u) {
			updates = append(updates, u)
		}
	}
	return t.attach(updates, files)
}

// The records that are offered for a file: how many, and how many of an agency are looked through for them.
const (
	maxOffered = 5
	maxLooked  = 200
)

// hold keeps files until their sender has chosen the record that they belong to: among the given ones, or those of a task,
// or the latest. Lines given stand above the question.
func (t *turn) hold(among []store.Progress, task string, head ...string) error {
	if len(among) == 0 {
		var err error
		if among, err = t.recent(task); err != nil {
			return err
		}
	}
	if len(among) == 0 {
		t.show(strings.Join(append(head, t.say.Say("evidence.no_record", nil)), "\n"))
		return nil
	}
	t.session.Sent = &sent{Serial: strconv.Itoa(t.m.ID), Album: t.m.Album, Files: t.m.Files, At: t.now}
	var rows [][]chat.Button
	for _, u := range among[:min(len(among), maxOffered)] {
		label := t.say.Plain("evidence.record", texts.Data{
			"ID": u.Task, "Figures": t.figures(u.Content), "Date": u.ReportedAt.In(t.Zone).Format("02/01"),
		})
		rows = append(rows, row(button(label, "prove", t.session.Sent.Serial, updateID(u.ID))))
	}
	rows = append(rows, row(button(t.say.Plain("evidence.drop", nil), "unprove", t.session.Sent.Serial)))
	lines := append(head, t.say.Say("evidence.which", nil))
	if slices.ContainsFunc(t.m.Files, evidence.IsOtherSheet) {
		lines = append(lines, t.say.Say("form.maybe_sheet", nil))
	}
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

// recent returns the author's latest records that count, of one task or, with "", of any; the latest report first.
func (t *turn) recent(task string) ([]store.Progress, error) {
	var found []store.Progress
	looked := 0
	look := func(p store.Progress) bool {
		looked++
		if p.Author.ID == t.m.Author.ID && p.State.Counts() {
			found = append(found, p)
		}
		return looked < maxLooked
	}
	if task != "" {
		err := t.r.ProgressByTask(task, look)
		return found, err
	}
	keys := t.member.Agencies
	if t.isCoordinator() {
		keys = []string{""}
		for _, a := range t.Register.Agencies {
			keys = append(keys, a.Key)
		}
	}
	for _, key := range keys {
		looked = 0
		if err := t.r.ProgressByAgency(key, look); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(found, func(a, b store.Progress) int {
		if order := b.ReportedAt.Compare(a.ReportedAt); order != 0 {
			return order
		}
		return int(b.ID) - int(a.ID)
	})
	return found, nil
}

// heldFiles returns the files that a pressed button is about.
func (t *turn) heldFiles(serial string) (*sent, bool) {
	s := t.session.Sent
	if s == nil || s.Serial != serial || len(s.Files) == 0 {
		t.notice(t.say.Plain("evidence.gone", nil))
		return nil, false
	}
	return s, true
}

// proveAction attaches the files that wait to the record that their sender has chosen.
func proveAction(t *turn, arguments []string) error {
	s, ok := t.heldFiles(arguments[0])
	if !ok {
		return nil
	}
	u, ok, err := t.change(arguments[1])
	if !ok {
		return err
	}
	if err := t.attach([]store.Progress{u}, s.Files); err != nil {
		return err
	}
	t.session.Sent = &sent{Album: s.Album, Updates: []uint64{u.ID}, At: t.now}
	t.recordCard("evidence.attached", []store.Progress{u})
	return nil
}

// unproveAction forgets the files that wait, and the rest of their album.
func unproveAction(t *turn, arguments []string) error {
	s, ok := t.heldFiles(arguments[0])
	if !ok {
		return nil
	}
	t.session.Sent = &sent{Album: s.Album, Refused: true, At: t.now}
	t.show(t.say.Say("evidence.dropped", nil))
	return nil
}
