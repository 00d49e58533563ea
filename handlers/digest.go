package handlers

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// digestRecords is the collection of the digests that were issued. A key is the period and the scope.
const digestRecords = "digest"

// digest is a period's summary: as it was issued, or as it is now.
type digest struct {
	Figures report.Figures
	Pages   map[string][]string // by language, as report.Text wrote them
	Issued  bool
	Said    []saidUpdate // the updates that the issued one is made of
}

// digestRecord is an issued digest as the store keeps it. The figures stand open, so that they can be read without the program;
// what is needed to show the digest again as it was is packed.
type digestRecord struct {
	Period    string              `json:"period"`
	Plan      string              `json:"plan,omitempty"`
	Part      string              `json:"part,omitempty"`
	Agency    string              `json:"agency,omitempty"`
	IssuedAt  time.Time           `json:"issued_at"`
	IssuedBy  int64               `json:"issued_by"` // person, 0 for the program
	Total     int                 `json:"total"`
	ByStatus  map[plan.Status]int `json:"by_status"`
	Completed []string            `json:"completed"`
	Updates   []saidUpdate        `json:"updates"` // all that the figures rest on
	Packed    []byte              `json:"packed"`  // gzip of a digestPack in JSON
}

// saidUpdate is a progress update as a digest knew it.
type saidUpdate struct {
	ID       uint64 `json:"id"`
	Revision int    `json:"revision"`
}

// digestPack is what an issued digest shows.
type digestPack struct {
	Figures report.Figures      `json:"figures"`
	Pages   map[string][]string `json:"pages"`
}

func (t *turn) digestKey(scope report.Scope, period plan.Period) string {
	return report.Key(t.Register, scope, period)
}

// digest returns the digest of a period that was issued, or else what it would be now, with the opening that fits its figures.
func (t *turn) digest(scope report.Scope, period plan.Period) (digest, error) {
	d, err := t.bareDigest(scope, period)
	if err == nil {
		err = t.open(&d.Figures)
	}
	return d, err
}

func (t *turn) bareDigest(scope report.Scope, period plan.Period) (digest, error) {
	record, err := t.r.Record(digestRecords, t.digestKey(scope, period))
	if isNotFound(err) {
		figures, err := report.Compute(t.r, t.Register, report.Query{Period: period, Scope: scope, IssuedAt: t.now})
		return digest{Figures: figures}, err
	}
	if err != nil {
		return digest{}, err
	}
	return t.unpack(record)
}

// issue freezes the digest of a period; one that was issued before stays as it is.
func (t *turn) issue(scope report.Scope, period plan.Period) (digest, error) {
	d, err := t.digest(scope, period)
	if err != nil || d.Issued {
		return d, err
	}
	d.Issued, d.Pages = true, make(map[string][]string)
	for _, tag := range texts.Languages {
		d.Pages[tag] = report.Text(d.Figures, t.Register, t.Texts.In(tag))
	}
	for _, id := range d.Figures.Basis() {
		u, err := t.r.Progress(id)
		if err != nil {
			return digest{}, fmt.Errorf("read update %d of a digest: %w", id, err)
		}
		d.Said = append(d.Said, saidUpdate{ID: id, Revision: u.Revision})
	}
	return d, t.keepDigest(d)
}

func (t *turn) keepDigest(d digest) error {
	packed, err := pack(digestPack{Figures: nameless(d.Figures), Pages: d.Pages})
	if err != nil {
		return err
	}
	f := d.Figures
	return t.keep(digestRecords, t.digestKey(f.Scope, f.Period), digestRecord{
		Period: f.Period.Name, Plan: f.Plan, Part: f.Part, Agency: f.Agency, IssuedAt: t.now, IssuedBy: t.m.Author.ID,
		Total: f.Total, ByStatus: f.ByStatus, Completed: f.Completed, Updates: d.Said, Packed: packed,
	})
}

// nameless returns figures without those who reported. A digest tells what was reported, not by whom; one that is kept with names
// would go on to name a person who was forgotten since.
func nameless(f report.Figures) report.Figures {
	f.Standings = slices.Clone(f.Standings)
	for i := range f.Standings {
		s := &f.Standings[i]
		for _, update := range []**store.Progress{&s.Latest, &s.Moved} {
			if *update != nil {
				of := **update
				if of.Author = (store.Author{}); of.Chat > 0 { // a private chat has its person's number
					of.Chat, of.Message = 0, 0
				}
				*update = &of
			}
		}
	}
	return f
}

// keep records a value of a collection.
func (t *turn) keep(collection, key string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode %s %s: %w", collection, key, err)
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: collection, Key: key, Data: data}})
	return nil
}

func pack(p digestPack) ([]byte, error) {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	if err := json.NewEncoder(zip).Encode(p); err != nil {
		return nil, fmt.Errorf("pack a digest: %w", err)
	}
	if err := zip.Close(); err != nil {
		return nil, fmt.Errorf("pack a digest: %w", err)
	}
	return packed.Bytes(), nil
}

// unpack returns an issued digest. Times come back in the office's time zone.
func (t *turn) unpack(record store.Record) (digest, error) {
	var kept digestRecord
	var shown digestPack
	err := json.Unmarshal(record.Data, &kept)
	if err == nil {
		shown, err = unpack(kept.Packed)
	}
	if err != nil {
		return digest{}, fmt.Errorf("digest %s: %w: %w", record.Key, store.ErrCorrupt, err)
	}
	shown.Figures = nameless(shown.Figures) // that of an earlier program may have names
	f := &shown.Figures
	if f.Period, err = plan.ParsePeriod(kept.Period, t.Zone); err != nil {
		return digest{}, fmt.Errorf("digest %s: %w: %w", record.Key, store.ErrCorrupt, err)
	}
	f.IssuedAt = f.IssuedAt.In(t.Zone)
	for i := range f.Standings {
		s := &f.Standings[i]
		s.DoneAt, s.Finish, s.Due, s.News = t.local(s.DoneAt), t.local(s.Finish), t.local(s.Due), t.local(s.News)
	}
	return digest{Figures: *f, Pages: shown.Pages, Issued: true, Said: kept.Updates}, nil
}

func unpack(packed []byte) (p digestPack, err error) {
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return p, err
	}
	data, err := io.ReadAll(zip)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(data, &p)
}

// local returns a moment by the office's clocks; the zero time stays that.
func (t *turn) local(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(t.Zone)
}

// issueAction issues a digest now.
func issueAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressedByCoordinator(arguments)
	if !ok {
		return nil
	}
	d, err := t.issue(scope, period)
	if err != nil {
		return err
	}
	t.notice(t.say.Plain("digest.issued", nil))
	return t.showDigest(d, 0)
}
