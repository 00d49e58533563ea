package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/url"
	"regexp"
)

// Telegram takes secrets of these characters; a short one could be guessed.
var webhookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`)

// webhook returns the address that Telegram is told to deliver to, nil for polling. Where WEBHOOK_URL has no path it gets one that
// nobody guesses who does not know the secret.
func (c Config) webhook() *url.URL {
	if c.WebhookURL == "" {
		return nil
	}
	address, err := url.Parse(c.WebhookURL)
	if err != nil {
		return nil // Validate has refused it
	}
	if address.Path == "" || address.Path == "/" {
		mac := hmac.New(sha256.New, []byte(c.WebhookSecret))
		mac.Write([]byte("path of the webhook"))
		address.Path = "/" + hex.EncodeToString(mac.Sum(nil)[:16])
	}
	return address
}

// validateWebhook reports what is wrong with WEBHOOK_URL and WEBHOOK_SECRET, by the name of the variable.
func (c Config) validateWebhook() (name string, problem error) {
	if c.WebhookURL == "" && c.WebhookSecret == "" {
		return "", nil
	}
	address, err := url.Parse(c.WebhookURL)
	switch {
	case c.WebhookURL == "":
		return "WEBHOOK_URL", errors.New("is missing, though WEBHOOK_SECRET is set")
	case c.WebhookSecret == "":
		return "WEBHOOK_SECRET", errors.New("is missing, though WEBHOOK_URL is set")
	case !webhookSecret.MatchString(c.WebhookSecret):
		return "WEBHOOK_SECRET", errors.New("want 16 to 256 of A-Z a-z 0-9 _ -")
	case err != nil || address.Host == "" || address.User != nil || address.RawQuery != "" || address.Fragment != "":
		return "WEBHOOK_URL", errors.New("want an address like https://bot.example.vn/name, without a query")
	case address.Scheme != "https" && !(address.Scheme == "http" && isLoopback(address.Hostname())):
		return "WEBHOOK_URL", errors.New("want https, which Telegram insists on")
	}
	return "", nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// onlyAt passes requests to one path on, and answers all others as if there were nothing. It takes as long to refuse a path
// that is nearly right as any other.
func onlyAt(path string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.URL.Path), []byte(path)) != 1 {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}
