// Package tgtest is a fake Bot API server over HTTP that keeps the rules of the real one: getUpdates' offsets and long
// poll, message ids, sizes, HTML, button data, rates, conflicts. Tests and load harnesses say what people do (Say,
// Press, Block …), script faults (Fail), and look at what the bot sent (Sent, Wait) and accepted (Confirmed).
// It is not for production code.
package tgtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// The bot that the server knows.
const (
	Token    = "123456:fake-token-for-tests"
	Username = "chutri_test_bot"
	BotID    = 123456
)

// Reporter is told what a correct bot must not do. A *testing.T is one; if it has a Cleanup method, the server closes
// itself with the test.
type Reporter interface {
	Errorf(format string, args ...any)
}

// Server is the fake. All its methods may be called from several goroutines at once.
type Server struct {
	report Reporter
	web    *httptest.Server
	done   chan struct{} // closed by Close
	once   sync.Once

	mu      sync.Mutex
	changed chan struct{} // closed and replaced whenever anything changes
	revoked bool
	chats   map[int64]*room
	updates updates
	answers answers
	files   map[string]File
	faults  []fault
	limits  limits
	calls   []Call
	webhook webhook
}

// Call is a request that the bot made.
type Call struct {
	Method string
	Params map[string]string
	At     time.Time
	Error  string // description of the refusal, "" if the call was accepted
}

// New starts a server on a free port of the loopback interface.
func New(report Reporter) *Server {
	s := &Server{
		report:  report,
		done:    make(chan struct{}),
		changed: make(chan struct{}),
		chats:   map[int64]*room{},
		files:   map[string]File{},
		updates: updates{next: 700_000_001},
		answers: newAnswers(),
	}
	s.web = httptest.NewServer(http.HandlerFunc(s.serve))
	if c, ok := report.(interface{ Cleanup(func()) }); ok {
		c.Cleanup(s.Close)
	}
	return s
}

// URL is the base address of the API, without a slash at the end.
func (s *Server) URL() string { return s.web.URL }

// Close ends all requests and stops the server.
func (s *Server) Close() {
	s.once.Do(func() {
		close(s.done)
		s.web.CloseClientConnections()
		s.web.Close()
	})
}

// Revoke makes the token invalid: every call gets 401 from now on.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = true
}

// Calls returns the requests of a method in the order in which they came, or all of them for "".
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			found = append(found, c)
		}
	}
	return found
}

// touch tells everybody who waits that something has changed. The lock is held.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// failure is an error answer of the API.
type failure struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
}

func refuse(format string, args ...any) *failure {
	return &failure{code: http.StatusBadRequest, text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// request is a call with its parameters read.
type request struct {
	http   *http.Request
	method string
	params map[string]string
	files  map[string]File
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+Token+"/"); ok {
		s.download(w, path)
		return
	}
	token, method, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	s.mu.Lock()
	revoked := s.revoked
	s.mu.Unlock()
	if token != Token || revoked {
		write(w, nil, &failure{code: http.StatusUnauthorized, text: "Unauthorized"})
		return
	}
	req, err := read(r, method)
	if err != nil {
		write(w, nil, refuse("can't read the request: %v", err))
		return
	}
	fault := s.takeFault(req)
	if fault != nil && !fault.after {
		fault.play(s, w, r)
		return
	}
	result, failed := s.call(req)
	if fault != nil {
		fault.play(s, w, r)
		return
	}
	if r.Context().Err() != nil {
		return
	}
	write(w, result, failed)
}

// methods are those that answer at once; getUpdates waits and is called apart.
var methods = map[string]func(*Server, request) (any, *failure){
	"getMe":               (*Server).getMe,
	"sendMessage":         (*Server).sendMessage,
	"editMessageText":     (*Server).editMessageText,
	"sendDocument":        (*Server).sendDocument,
	"sendPhoto":           (*Server).sendPhoto,
	"answerCallbackQuery": (*Server).answerCallbackQuery,
	"answerInlineQuery":   (*Server).answerInlineQuery,
	"setMyCommands":       (*Server).setMyCommands,
	"getFile":             (*Server).getFile,
	"setWebhook":          (*Server).setWebhook,
	"deleteWebhook":       (*Server).deleteWebhook,
	"getWebhookInfo":      (*Server).getWebhookInfo,
}

func (s *Server) call(req request) (result any, failed *failure) {
	if req.method == "getUpdates" {
		result, failed = s.getUpdates(req)
	} else if do, ok := methods[req.method]; ok {
		s.mu.Lock()
		if failed = s.limit(req); failed == nil {
			result, failed = do(s, req)
		}
		s.mu.Unlock()
	} else {
		s.report.Errorf("tgtest: the bot called the unknown method %q", req.method)
		failed = &failure{code: http.StatusNotFound, text: "Not Found: method not found"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := Call{Method: req.method, Params: req.params, At: time.Now()}
	if failed != nil {
		c.Error = failed.text
	}
	s.calls = append(s.calls, c)
	s.touch()
	return result, failed
}

// read takes the parameters from a form, a multipart body or a JSON object.
func read(r *http.Request, method string) (request, error) {
	req := request{http: r, method: method, params: map[string]string{}, files: map[string]File{}}
	switch kind := r.Header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "application/json"):
		var fields map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			return req, err
		}
		for name, value := range fields {
			var text string
			if json.Unmarshal(value, &text) != nil {
				text = string(value)
			}
			req.params[name] = text
		}
		return req, nil
	case strings.HasPrefix(kind, "multipart/form-data"):
		if err := r.ParseMultipartForm(64 << 20); err != nil {
			return req, err
		}
		for name, parts := range r.MultipartForm.File {
			part, err := parts[0].Open()
			if err != nil {
				return req, err
			}
			data, err := io.ReadAll(part)
			part.Close()
			if err != nil {
				return req, err
			}
			req.files[name] = File{Name: parts[0].Filename, Data: data}
		}
	}
	if err := r.ParseForm(); err != nil {
		return req, err
	}
	for name, values := range r.Form {
		req.params[name] = values[0]
	}
	return req, nil
}

func write(w http.ResponseWriter, result any, failed *failure) {
	answer := map[string]any{"ok": failed == nil}
	status := http.StatusOK
	if failed == nil {
		answer["result"] = result
	} else {
		status = failed.code
		answer["error_code"], answer["description"] = failed.code, failed.text
		parameters := map[string]any{}
		if failed.retryAfter > 0 {
			parameters["retry_after"] = failed.retryAfter
		}
		if failed.migrateTo != 0 {
			parameters["migrate_to_chat_id"] = failed.migrateTo
		}
		if len(parameters) > 0 {
			answer["parameters"] = parameters
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(answer)
}
