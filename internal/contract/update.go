package contract

import (
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/store"
)

// Update is a progress update as it stands now.
type Update struct {
	ID uint64 `json:"id"`
	Content
	Revision int    `json:"revision"` // from 1
	State    string `json:"state"`    // "recorded", "confirmed", "returned" or "withdrawn"

	Evidence []Evidence `json:"evidence"`
}

// Evidence is a file, or a place, that proves what an update says.
type Evidence struct {
	Name    string    `json:"name"` // of a location its latitude and longitude
	Type    string    `json:"type"` // "photo", "document", "voice" or "location"
	Mime    string    `json:"mime"`
	Size    int64     `json:"size"`   // bytes
	State   string    `json:"state"`  // "waiting", "stored", "failed" or "refused"
	SHA256  string    `json:"sha256"` // of a stored file: its name in DATA_DIR/evidence, below a folder of its first two digits
	AddedAt time.Time `json:"added_at"`
	By      Author    `json:"by"`
}

// Content is what a progress update says.
type Content struct {
	Task       string     `json:"task"`
	Status     string     `json:"status"`
	Percent    *float64   `json:"percent"` // null where none was reported; 100 for a done task without one
	Quantities []Quantity `json:"quantities"`
	Text       string     `json:"text"`
	Author     Author     `json:"author"`
	Agency     string     `json:"agency"` // "" where a coordinator reported in nobody's name
	ChatID     int64      `json:"chat_id"`
	MessageID  int        `json:"message_id"`
	ReportedAt time.Time  `json:"reported_at"`
	Week       string     `json:"week"`
	Finished   string     `json:"finished,omitempty"` // day on which a done task was finished, "2025-12-10"
}

// Quantity is a counted figure.
type Quantity struct {
	Value float64  `json:"value"`
	Of    *float64 `json:"of"` // null where no whole was given
	Unit  string   `json:"unit"`
	Span  string   `json:"span,omitempty"` // "" for one since the beginning, else "day", "week", "month", "quarter", "term" or "added"
}

// Author is who reported.
type Author struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// NewUpdate returns the JSON of a progress update and its evidence, with times in the office's time zone.
func NewUpdate(p store.Progress, register *plan.Register, zone *time.Location, evidence ...ledger.Evidence) Update {
	update := Update{
		ID: p.ID, Content: newContent(p.Content, register, zone), Revision: p.Revision, State: string(p.State), Evidence: []Evidence{},
	}
	for _, e := range evidence {
		update.Evidence = append(update.Evidence, Evidence{
			Name: e.Name, Type: e.Type, Mime: e.Mime, Size: e.Size, State: string(e.State), SHA256: e.SHA256,
			AddedAt: seconds(e.AddedAt, zone), By: Author{ID: e.By.ID, Name: e.By.Name},
		})
	}
	return update
}

func newContent(c store.Content, register *plan.Register, zone *time.Location) Content {
	content := Content{
		Task: c.Task, Status: string(c.Status), Percent: c.Percent, Quantities: []Quantity{}, Text: c.Text,
		Author: Author{ID: c.Author.ID, Name: c.Author.Name}, Agency: register.AgencyName(c.Agency),
		ChatID: c.Chat, MessageID: c.Message, ReportedAt: seconds(c.ReportedAt, zone), Week: c.Week, Finished: c.Finished,
	}
	if c.Percent == nil && c.Status == plan.Done {
		whole := 100.0
		content.Percent = &whole
	}
	for _, q := range c.Quantities {
		content.Quantities = append(content.Quantities, Quantity{Value: q.Value, Of: q.Of, Unit: q.Unit, Span: string(q.Span)})
	}
	return content
}

// seconds returns a time as the contract writes it: in the office's time zone, in whole seconds.
func seconds(at time.Time, zone *time.Location) time.Time { return at.In(zone).Truncate(time.Second) }
