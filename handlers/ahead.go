package handlers

import (
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"chutri/internal/chat"
	"chutri/internal/progress"
	"chutri/store"
)

// Prepare reads on all cores the reports among messages that came together and are handled one after the other next: reading a
// text is half the work of recording it, and needs nothing of what the messages before it do. It changes no answer; a text that
// turns out to need another reading is read again in its turn. What the last Prepare left is forgotten.
func (h *Handler) Prepare(r store.Reader, messages []chat.Message) error {
	var list []ahead
	now := h.Now()
	for _, m := range messages {
		if m.Kind != chat.Text || !m.Addressed || m.ReplyTo != nil || len(m.Text) > maxMessage || strings.TrimSpace(m.Text) == "" {
			continue
		}
		if _, _, command := splitCommand(m.Text); command {
			continue
		}
		member, err := h.memberFor(r, m.Author)
		if err != nil {
			return err
		}
		if mayReport(member) {
			list = append(list, ahead{text: m.Text, context: progress.Context{Agencies: member.Agencies, Forwarded: m.Forwarded, Day: progress.DateOf(h.writtenAt(m, now))}})
		}
	}
	h.readAll(list)
	h.ahead.keep(list)
	return nil
}

// ahead is a text that was read before its turn.
type ahead struct {
	text    string
	context progress.Context
	reading progress.Reading
	read    bool
}

// readAll reads texts, as many at a time as there are cores.
func (h *Handler) readAll(list []ahead) {
	var next atomic.Int64
	var reading sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(list)) {
		reading.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				h.readOne(&list[i])
			}
		})
	}
	reading.Wait()
}

// readOne reads a text. One that makes the reader panic stays unread, and does so again in its turn, where it is put aside.
func (h *Handler) readOne(a *ahead) {
	defer func() { a.read = recover() == nil }()
	a.reading = h.Progress.Read(a.text, a.context)
}

// readings are texts that were read ahead. Several goroutines may use them.
type readings struct {
	mu sync.Mutex
	of map[string]ahead // by text
}

// keep replaces what was kept before.
func (r *readings) keep(list []ahead) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of = make(map[string]ahead, len(list))
	for _, a := range list {
		if a.read {
			r.of[a.text] = a
		}
	}
}

// take returns, once, how a text reads in a context, if that is known.
func (r *readings) take(text string, c progress.Context) (progress.Reading, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a, ok := r.of[text]
	if !ok || !reflect.DeepEqual(a.context, c) {
		return progress.Reading{}, false
	}
	delete(r.of, text)
	return a.reading, true
}
