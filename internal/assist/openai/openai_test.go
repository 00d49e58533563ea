package openai_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"chutri/internal/assist"
	"chutri/internal/assist/openai"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// request is any request.
var request = assist.Request{
	Kind: assist.Asking, Rules: "rules", Data: `{"question":"ai?"}`, Most: 50,
	Schema: json.RawMessage(`{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}`),
}

// ask asks a model of a service that answers with a handler.
func ask(t *testing.T, model string, handler http.HandlerFunc) (assist.Reply, error) {
	t.Helper()
	server := httptest.NewServer(handler)
	defer server.Close()
	m := openai.New("sk-secret", server.URL+"/v1/", model)
	defer m.Close()
	return m.Complete(context.Background(), request)
}

func TestRetryAfterIsReadInBothForms(t *testing.T) {
	for after, want := range map[string]time.Duration{
		"17": 17 * time.Second, "Thu, 19 Nov 2026 08:05:00 GMT": 5 * time.Minute, "Thu, 19 Nov 2026 07:00:00 GMT": 0, "": 30 * time.Second,
		"soon": 30 * time.Second, "-5": 30 * time.Second,
	} {
		_, err := ask(t, "test", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Thu, 19 Nov 2026 08:00:00 GMT")
			if after != "" {
				w.Header().Set("Retry-After", after)
			}
			w.WriteHeader(http.StatusTooManyRequests)
			io.WriteString(w, `{"error":{"message":"slow down","type":"rate","code":null}}`)
		})
		if busy := new(assist.BusyError); !errors.As(err, busy) || busy.After != want {
			t.Errorf("Retry-After %q: %v, want %v", after, err, want)
		}
	}
}

func TestTheKeyFollowsNoRedirection(t *testing.T) {
	followed := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed = true }))
	defer elsewhere.Close()
	_, err := ask(t, "test", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+"/v1/chat/completions", http.StatusTemporaryRedirect)
	})
	if err == nil || followed {
		t.Errorf("error %v, followed %v", err, followed)
	}
}

func TestErrorsTellNothingOfWhatWasSent(t *testing.T) {
	for _, status := range []int{400, 401, 404, 500, 503} {
		_, err := ask(t, "test", func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			w.WriteHeader(status)
			w.Write(body) // a service that echoes
			io.WriteString(w, r.Header.Get("Authorization"))
		})
		if err == nil || strings.Contains(err.Error(), "ai?") || strings.Contains(err.Error(), "secret") {
			t.Errorf("status %d: %v", status, err)
		}
	}
	m := openai.New("sk-secret", "http://127.0.0.1:1/secret/v1", "test")
	defer m.Close()
	if _, err := m.Complete(context.Background(), request); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("nobody listens: %v", err)
	}
}

func TestModelsThatReasonAreAskedWithoutATemperature(t *testing.T) {
	for model, want := range map[string]bool{"gpt-4.1-mini": true, "test": true, "gpt-5-mini": false, "o3": false} {
		var sent map[string]any
		_, err := ask(t, model, func(w http.ResponseWriter, r *http.Request) {
			json.NewDecoder(r.Body).Decode(&sent)
			io.WriteString(w, `{"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}]}`)
		})
		if _, has := sent["temperature"]; err != nil || has != want {
			t.Errorf("%s: %v, temperature %v", model, err, sent["temperature"])
		}
	}
}
