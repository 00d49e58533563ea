package tgtest

import (
	"fmt"
	"net/http"
	"time"
)

// Fault is something that goes wrong with one call.
type Fault struct {
	status int
	body   string
	drop   bool
	hang   time.Duration
	after  bool // the call takes effect all the same; only its answer is lost
	twice  bool
	pass   bool
	chat   int64 // only calls for this chat, 0 for any
}

type fault struct {
	Fault
	method string
}

// TooMany answers 429 with a number of seconds to wait.
func TooMany(seconds int) Fault {
	return Fault{status: http.StatusTooManyRequests, body: fmt.Sprintf(
		`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}`, seconds, seconds)}
}

// ServerError answers 500.
func ServerError() Fault {
	return Fault{status: http.StatusInternalServerError, body: `{"ok":false,"error_code":500,"description":"Internal Server Error"}`}
}

// BadGateway answers 502 with a page of HTML, as the real server's front does.
func BadGateway() Fault {
	return Fault{status: http.StatusBadGateway, body: "<html><head><title>502 Bad Gateway</title></head></html>"}
}

// Refused answers with an error code and a description, such as 400 "Bad Request: chat not found".
func Refused(code int, description string) Fault {
	return Fault{status: code, body: fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q}`, code, description)}
}

// Answer answers with any status and body.
func Answer(status int, body string) Fault { return Fault{status: status, body: body} }

// Dropped closes the connection before the call takes effect.
func Dropped() Fault { return Fault{drop: true} }

// Unanswered lets the call take effect and then closes the connection without an answer.
func Unanswered() Fault { return Fault{drop: true, after: true} }

// Hang keeps the connection silent for a time and then closes it; the call has no effect.
func Hang(d time.Duration) Fault { return Fault{drop: true, hang: d} }

// Twice makes a getUpdates answer contain every update two times.
func Twice() Fault { return Fault{twice: true} }

// Pass is no fault: a call between two faults goes well.
func Pass() Fault { return Fault{pass: true} }

// For limits a fault to calls for one chat.
func (f Fault) For(chat int64) Fault {
	f.chat = chat
	return f
}

// Fail makes the next calls of a method go wrong, one fault a call; the method "" is any.
func (s *Server) Fail(method string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		s.faults = append(s.faults, fault{f, method})
	}
}

// FaultsLeft returns how many scripted faults of a method have not happened yet; the method "" counts all.
func (s *Server) FaultsLeft(method string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if method == "" || f.method == method {
			n++
		}
	}
	return n
}

func (s *Server) takeFault(req request) *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.twice || f.method != "" && f.method != req.method {
			continue
		}
		if f.chat == 0 || req.params["chat_id"] == fmt.Sprint(f.chat) {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			if f.pass {
				return nil
			}
			return &f
		}
	}
	return nil
}

// takeTwice reports whether this batch is to be doubled. The lock is held.
func (s *Server) takeTwice() bool {
	for i, f := range s.faults {
		if f.twice && len(s.updates.waiting) > 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			return true
		}
	}
	return false
}

func (f *fault) play(s *Server, w http.ResponseWriter, r *http.Request) {
	if f.hang > 0 {
		timer := time.NewTimer(f.hang)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		case <-s.done:
		}
	}
	if f.drop {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(f.status)
	w.Write([]byte(f.body))
}
