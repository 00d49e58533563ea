package handlers

import (
	"fmt"
	"slices"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/evidence"
	"chutri/internal/ledger"
	"chutri/internal/texts"
	"chutri/store"
)

// attach makes files evidence of progress updates, and has them fetched.
func (t *turn) attach(updates []store.Progress, files []chat.File) error {
	if len(updates) == 0 || len(files) == 0 {
		return nil
	}
	for _, f := range files {
		var keys []string
		for _, u := range updates {
			e, err := t.evidence(u.ID, f)
			if err != nil {
				return err
			}
			keys = append(keys, e.Key())
		}
		if f.ID == "" {
			continue
		}
		if err := t.download(evidence.Keep, f, keys); err != nil {
			return err
		}
	}
	if t.m.Album != "" && t.m.Kind == chat.Text {
		s := &sent{Album: t.m.Album, At: t.now}
		for _, u := range updates {
			s.Updates = append(s.Updates, u.ID)
		}
		t.session.Sent = s
	}
	return nil
}

// evidence adds a file to the evidence of a progress update.
func (t *turn) evidence(update uint64, f chat.File) (ledger.Evidence, error) {
	before, err := t.evidenceOf(update)
	if err != nil {
		return ledger.Evidence{}, err
	}
	e := ledger.Evidence{
		Update: update, Number: len(before) + 1, Name: evidence.CleanName(f.Name), Type: f.Type, Mime: f.Mime, Size: f.Size, File: f.ID,
		State: ledger.EvidenceWaiting, AddedAt: t.now, By: store.Author{ID: t.m.Author.ID, Name: t.member.Name},
	}
	if f.ID == "" { // a location is all there in its name
		e.State = ledger.EvidenceStored
	}
	record, err := e.Record()
	if err != nil {
		return e, err
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &record})
	t.added = append(t.added, e)
	return e, nil
}

// evidenceOf returns a progress update's files, with those that this turn adds.
func (t *turn) evidenceOf(update uint64) ([]ledger.Evidence, error) {
	files, err := ledger.EvidenceOf(t.r, update)
	if err != nil {
		return nil, fmt.Errorf("read the evidence of update %d: %w", update, err)
	}
	for _, e := range t.added {
		if e.Update == update {
			files = append(files, e)
		}
	}
	return files, nil
}

// download has a file fetched after this Step.
func (t *turn) download(purpose evidence.Purpose, f chat.File, keys []string) error {
	t.downloads++
	from := chat.Person{ID: t.m.Author.ID, Language: t.say.Language} // without the name, which the job does not need
	record, err := evidence.Job{
		Key: fmt.Sprintf("%s/%d", t.m.Key, t.downloads), Purpose: purpose, File: f, Keys: keys,
		Chat: t.m.Chat, Message: t.m.ID, Author: from, SentAt: t.m.Time,
	}.Record()
	if err != nil {
		return err
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &record})
	return nil
}

// Fetched looks at what became of a file that was fetched, and returns what builds the Step that this causes: files of
// records get their new state, and a form is read and shown. It is the Finish of an evidence.Worker.
func (h *Handler) Fetched(job evidence.Job, became evidence.Outcome) func(store.Reader) (store.Step, error) {
	finish := func(t *turn) error { return t.filesFetched(job, became) }
	if job.Purpose == evidence.Read {
		filled, err := h.readForm(became)
		finish = func(t *turn) error { return t.formFetched(job, became, filled, err) }
	}
	return func(r store.Reader) (store.Step, error) {
		t, err := h.begin(r, chat.Message{
			Key: job.Key, Kind: chat.Text, Chat: job.Chat, Author: job.Author, ID: job.Message, Addressed: true, Time: job.SentAt,
		})
		if err != nil {
			return store.Step{}, err
		}
		if err := finish(t); err != nil {
			return store.Step{}, err
		}
		return t.end()
	}
}

// filesFetched gives evidence its new state. Who sent a file that is not kept is told so.
func (t *turn) filesFetched(job evidence.Job, became evidence.Outcome) error {
	var last ledger.Evidence
	for _, key := range job.Keys {
		e, err := ledger.EvidenceAt(t.r, key)
		if err != nil {
			return err
		}
		e.State, e.Reason, e.SHA256 = became.State, became.Reason, became.SHA256
		if became.State == ledger.EvidenceStored {
			e.Mime, e.Size = became.Mime, became.Size
		}
		record, err := e.Record()
		if err != nil {
			return err
		}
		t.step.Events = append(t.step.Events, store.Event{At: t.now, Kind: store.RecordKept, Record: &record})
		last = e
	}
	if became.State == ledger.EvidenceStored || last.Update == 0 {
		return nil
	}
	u, err := t.r.Progress(last.Update)
	if err != nil {
		return err
	}
	t.showCard(cardOf(u), t.say.Say("evidence.lost_"+became.Reason, texts.Data{
		"Name": t.fileName(last.Type, last.Name), "ID": u.Task, "Number": updateID(u.ID), "Limit": evidence.MaxFile >> 20,
	}))
	return nil
}

// fileName is how a file is called where people read of it: by its name, or as what it is.
func (t *turn) fileName(kind, name string) string {
	if name == "" || kind == "location" {
		return strings.TrimSpace(t.say.Plain("evidence.kind_"+kind, nil) + " " + name)
	}
	return name
}

// maxFiles is how many files of a record are named before it is said how many more there are.
const maxFiles = 5

// fileLine tells in one line which files a progress update has, "" for none.
func (t *turn) fileLine(update uint64) string {
	files, err := t.evidenceOf(update)
	if err != nil {
		t.Log.Error("the evidence of an update cannot be read", "update", update, "error", err)
		return ""
	}
	if len(files) == 0 {
		return ""
	}
	var names []string
	for _, e := range files[:min(len(files), maxFiles)] {
		name := t.fileName(e.Type, e.Name)
		if e.State != ledger.EvidenceStored {
			name = t.say.Plain("evidence."+string(e.State), texts.Data{"Name": name})
		}
		names = append(names, name)
	}
	return t.say.Say("evidence.line", texts.Data{"Count": len(files), "Names": strings.Join(names, "; "), "More": len(files) - len(names), "HasMore": len(files) > len(names)})
}

// prove attaches the files that came with a message to what was recorded of it. The rest of an album follows them.
func (t *turn) prove(in *intake) error {
	if in.From.Album != "" {
		t.session.Sent = &sent{Album: in.From.Album, At: t.now}
	}
	return t.attach(in.fresh, in.From.Files)
}

// albumFiles returns the message's files, with those of its album that came before their caption.
func (t *turn) albumFiles() []chat.File {
	if s := t.session.Sent; s != nil && s.Album != "" && s.Album == t.m.Album {
		return append(slices.Clone(s.Files), t.m.Files...)
	}
	return t.m.Files
}

// maxCards is how many progress updates one card shows in full.
const maxCards = 8

// maxLines is how many it names at all.
const maxLines = 20

// longCard shows many progress updates, a line each.
func (t *turn) longCard(headline string, updates []store.Progress, more []string) {
	lines := []string{t.say.Say(headline, texts.Data{"Count": len(updates)})}
	card := &store.Card{}
	for i, u := range updates {
		card.Updates = append(card.Updates, u.ID)
		if i < maxLines {
			lines = append(lines, t.say.Say("form.recorded", texts.Data{"ID": u.Task, "Figures": t.figures(u.Content)}))
		}
	}
	if len(updates) > maxLines {
		lines = append(lines, t.say.Say("form.more", texts.Data{"Count": len(updates) - maxLines}))
	}
	t.showCard(card, strings.Join(append(lines, more...), "\n"))
}
