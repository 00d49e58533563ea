// Package assisttest is a server for tests that speaks the OpenAI API and says what a test wants.
package assisttest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Key is the key that the server takes.
const Key = "sk-test-1f3a"

// Request is what the server was asked.
type Request struct {
	Kind   string // name of the schema
	Rules  string // the first message
	Data   string // the second message
	Schema string
	Body   string // all of it
	Reply  string // content of the answer
}

// Answer is what the server says. The zero Answer is a reply without choices.
type Answer struct {
	Content string        // of the first choice
	Refusal string        // instead of a content
	Finish  string        // why the reply ended, "stop" by default
	Tokens  int           // that it cost
	Stall   time.Duration // before the answer
	Status  int           // other than 200: an error
	After   string        // Retry-After of an error
	Raw     string        // instead of everything else: the body as it is
}

// Server is the server.
type Server struct {
	*httptest.Server
	t     testing.TB
	reply func(Request) Answer

	mu       sync.Mutex
	requests []Request
}

// New starts a server that answers as reply says; it ends with the test.
func New(t testing.TB, reply func(Request) Answer) *Server {
	t.Helper()
	s := &Server{t: t, reply: reply}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// BaseURL is the address for OPENAI_BASE_URL.
func (s *Server) BaseURL() string { return s.URL + "/v1" }

// Requests returns what was asked so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" || r.Header.Get("Authorization") != "Bearer "+Key {
		s.t.Errorf("assisttest: %s %s with %q", r.Method, r.URL.Path, r.Header.Get("Authorization"))
		http.Error(w, "no", http.StatusNotFound)
		return
	}
	request, err := read(r)
	if err != nil {
		s.t.Errorf("assisttest: %v", err)
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.requests = append(s.requests, request)
	number := len(s.requests) - 1
	s.mu.Unlock()
	answer := s.reply(request)
	s.mu.Lock()
	s.requests[number].Reply = answer.Content
	s.mu.Unlock()
	select {
	case <-time.After(answer.Stall):
		answer.write(w)
	case <-r.Context().Done():
	}
}

// read reads a request and refuses what a strict service would refuse.
func read(r *http.Request) (Request, error) {
	var body struct {
		Model    string `json:"model"`
		User     string `json:"user"`
		Messages []struct {
			Role    string `json:"role"`
			Content string `json:"content"`
		} `json:"messages"`
		Format struct {
			Type   string `json:"type"`
			Schema struct {
				Name   string          `json:"name"`
				Strict bool            `json:"strict"`
				Schema json.RawMessage `json:"schema"`
			} `json:"json_schema"`
		} `json:"response_format"`
	}
	var raw json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&raw); err != nil {
		return Request{}, err
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return Request{}, err
	}
	if body.Model == "" || body.User != "" || len(body.Messages) != 2 || body.Messages[0].Role != "system" || body.Messages[1].Role != "user" {
		return Request{}, fmt.Errorf("strange request: %s", raw)
	}
	if body.Format.Type != "json_schema" || !body.Format.Schema.Strict {
		return Request{}, fmt.Errorf("no strict schema: %s", raw)
	}
	var schema any
	if err := json.Unmarshal(body.Format.Schema.Schema, &schema); err != nil {
		return Request{}, err
	}
	if err := strict(schema); err != nil {
		return Request{}, fmt.Errorf("%w: %s", err, body.Format.Schema.Schema)
	}
	return Request{Kind: body.Format.Schema.Name, Rules: body.Messages[0].Content, Data: body.Messages[1].Content, Schema: string(body.Format.Schema.Schema), Body: string(raw)}, nil
}

// strict reports what a strict schema must not have: an object with fields that may be missing or that are not named.
func strict(node any) error {
	object, ok := node.(map[string]any)
	if !ok {
		return nil
	}
	if object["type"] == "object" {
		properties, _ := object["properties"].(map[string]any)
		required, _ := object["required"].([]any)
		if object["additionalProperties"] != false || len(required) != len(properties) || len(properties) == 0 {
			return fmt.Errorf("the schema is not strict")
		}
		for name, property := range properties {
			if !slices.Contains(required, any(name)) {
				return fmt.Errorf("%s is not required", name)
			}
			if err := strict(property); err != nil {
				return err
			}
		}
	}
	return strict(object["items"])
}

func (a Answer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	if a.After != "" {
		w.Header().Set("Retry-After", a.After)
	}
	if a.Status != 0 && a.Status != http.StatusOK {
		w.WriteHeader(a.Status)
		if a.Raw == "" {
			a.Raw = `{"error":{"message":"status ` + strconv.Itoa(a.Status) + `","type":"test","code":null}}`
		}
	}
	if a.Raw != "" {
		fmt.Fprint(w, a.Raw)
		return
	}
	message := map[string]any{"role": "assistant", "content": a.Content}
	if a.Refusal != "" {
		message = map[string]any{"role": "assistant", "content": nil, "refusal": a.Refusal}
	}
	finish := a.Finish
	if finish == "" {
		finish = "stop"
	}
	choices := []any{map[string]any{"index": 0, "message": message, "finish_reason": finish}}
	if strings.TrimSpace(a.Content+a.Refusal+a.Finish) == "" {
		choices = []any{}
	}
	json.NewEncoder(w).Encode(map[string]any{
		"id": "chatcmpl-test", "object": "chat.completion", "model": "test", "choices": choices,
		"usage": map[string]any{"prompt_tokens": a.Tokens, "completion_tokens": 0, "total_tokens": a.Tokens},
	})
}
