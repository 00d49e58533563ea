package tgtest

import "time"

// Sent returns the bot's messages in a chat as they stand now, in the order in which they were sent.
func (s *Server) Sent(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent(chat)
}

func (s *Server) sent(chat int64) []Message {
	r, ok := s.chats[chat]
	if !ok {
		return nil
	}
	all := make([]Message, 0, len(r.sent))
	for _, m := range r.sent {
		all = append(all, *m)
	}
	return all
}

// Wait waits until one of the bot's messages in a chat matches, and returns the newest that does. It reports false
// when none did in time.
func (s *Server) Wait(chat int64, match func(Message) bool, timeout time.Duration) (Message, bool) {
	var found Message
	ok := s.until(timeout, func() bool {
		all := s.sent(chat)
		for i := len(all) - 1; i >= 0; i-- {
			if match(all[i]) {
				found = all[i]
				return true
			}
		}
		return false
	})
	return found, ok
}

// WaitNotice waits for the bot's answer to a Press.
func (s *Server) WaitNotice(id string, timeout time.Duration) (text string, ok bool) {
	ok = s.until(timeout, func() bool {
		_, there := s.answers.notice[id]
		text = s.answers.notice[id]
		return there
	})
	return text, ok
}

// WaitResults waits for the bot's answer to an Inline query.
func (s *Server) WaitResults(id string, timeout time.Duration) (results []Result, ok bool) {
	ok = s.until(timeout, func() bool {
		_, there := s.answers.inline[id]
		results = s.answers.inline[id]
		return there
	})
	return results, ok
}

// until waits for a condition, which it checks under the lock whenever something has changed.
func (s *Server) until(timeout time.Duration, met func() bool) bool {
	deadline := time.NewTimer(timeout)
	defer deadline.Stop()
	for {
		s.mu.Lock()
		ok, changed := met(), s.changed
		s.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-deadline.C:
			return false
		case <-s.done:
			return false
		}
	}
}
