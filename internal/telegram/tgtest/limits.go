package tgtest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// limits are the documented rates: 1 message a second in a chat, 20 a minute in a group, 30 a second in all.
type limits struct {
	on         bool
	violations int
	all        []time.Time
	chats      map[string][]time.Time
}

// LimitRates makes the server answer 429 to messages above the documented rates and count them.
func (s *Server) LimitRates() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits.on, s.limits.chats = true, map[string][]time.Time{}
}

// Violations returns how many messages came above the documented rates since LimitRates.
func (s *Server) Violations() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.limits.violations
}

// limit refuses a message that comes too early. The lock is held.
func (s *Server) limit(req request) *failure {
	if !s.limits.on || !strings.HasPrefix(req.method, "send") && !strings.HasPrefix(req.method, "edit") {
		return nil
	}
	l, now, chat := &s.limits, time.Now(), req.params["chat_id"]
	sent := slices.DeleteFunc(l.chats[chat], func(t time.Time) bool { return now.Sub(t) >= time.Minute })
	l.all = slices.DeleteFunc(l.all, func(t time.Time) bool { return now.Sub(t) >= time.Second })
	wait := 0
	if len(sent) > 0 && now.Sub(sent[len(sent)-1]) < time.Second || len(l.all) >= 30 {
		wait = 1
	}
	if strings.HasPrefix(chat, "-") && len(sent) >= 20 {
		wait = 1 + int((time.Minute - now.Sub(sent[len(sent)-20])).Seconds())
	}
	if wait > 0 {
		l.violations++
		l.chats[chat] = sent
		return &failure{code: http.StatusTooManyRequests, text: "Too Many Requests: retry later", retryAfter: wait}
	}
	l.chats[chat], l.all = append(sent, now), append(l.all, now)
	return nil
}
