package tgtest

import (
	"bytes"
	"net/http"
	"time"
)

// webhook is the address that updates are pushed to instead of waiting for getUpdates.
type webhook struct {
	url, secret string
	stop        chan struct{}
	failedAt    time.Time // the last delivery that was not taken
}

func (s *Server) setWebhook(req request) (any, *failure) {
	s.stopWebhook()
	if req.params["url"] == "" {
		return true, nil
	}
	if failed := s.allow(req.params); failed != nil {
		return nil, failed
	}
	s.webhook = webhook{url: req.params["url"], secret: req.params["secret_token"], stop: make(chan struct{})}
	if s.updates.poll != nil {
		close(s.updates.poll)
		s.updates.poll = nil
	}
	go s.push(s.webhook)
	return true, nil
}

func (s *Server) deleteWebhook(req request) (any, *failure) {
	s.stopWebhook()
	if req.params["drop_pending_updates"] == "true" {
		s.updates.waiting = nil
	}
	return true, nil
}

func (s *Server) getWebhookInfo(request) (any, *failure) {
	info := map[string]any{"url": s.webhook.url, "has_custom_certificate": false, "pending_update_count": len(s.updates.waiting)}
	if !s.webhook.failedAt.IsZero() {
		info["last_error_date"], info["last_error_message"] = s.webhook.failedAt.Unix(), "Wrong response from the webhook"
	}
	return info, nil
}

func (s *Server) stopWebhook() {
	if s.webhook.stop != nil {
		close(s.webhook.stop)
	}
	s.webhook = webhook{}
}

// push delivers the waiting updates one by one; what is not answered with 2xx is delivered again.
func (s *Server) push(hook webhook) {
	client := &http.Client{Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	for {
		s.mu.Lock()
		if s.webhook.stop != hook.stop { // it was deleted or replaced
			s.mu.Unlock()
			return
		}
		changed := s.changed
		var next *Update
		if len(s.updates.waiting) > 0 {
			u := s.updates.waiting[0]
			next = &u
		}
		s.mu.Unlock()
		if next == nil {
			select {
			case <-changed:
			case <-hook.stop:
				return
			case <-s.done:
				return
			}
			continue
		}
		if deliver(client, hook, *next) {
			s.mu.Lock()
			s.confirm(next.ID + 1)
			s.mu.Unlock()
			continue
		}
		s.mu.Lock()
		if s.webhook.stop == hook.stop {
			s.webhook.failedAt = time.Now()
		}
		s.mu.Unlock()
		select {
		case <-time.After(50 * time.Millisecond):
		case <-hook.stop:
			return
		case <-s.done:
			return
		}
	}
}

func deliver(client *http.Client, hook webhook, u Update) bool {
	req, err := http.NewRequest(http.MethodPost, hook.url, bytes.NewReader(u.raw))
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	resp, err := client.Do(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode/100 == 2
}
