package telegram

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"chutri/internal/chat"
	"chutri/store"
	"chutri/store/bolt"
)

// virtual is a Transport in virtual time, between a store and a Telegram of which the test says what each method brings.
type virtual struct {
	*Transport
	t      *testing.T
	store  store.Store
	log    *logBuffer
	begun  time.Time
	slow   map[string]time.Duration                     // how long methods take, a tenth of a second where it does not say
	script func(method string) (body string, err error) // "" is the usual answer; it is called with mu held

	mu    sync.Mutex
	calls map[string][]time.Duration // since begun, of answered requests
}

var errNoNetwork = errors.New("network is unreachable")

// inVirtualTime runs a test on a store of its own; faulty may put another one over it.
func inVirtualTime(t *testing.T, faulty func(store.Store) store.Store, test func(v *virtual)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		opened, err := bolt.Open(dir, bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer opened.Close()
		v := &virtual{t: t, store: opened, log: &logBuffer{}, begun: time.Now()}
		if faulty != nil {
			v.store = faulty(opened)
		}
		v.restart()
		test(v)
	})
}

// restart makes the Transport anew, as a start of the program does.
func (v *virtual) restart() {
	v.calls = map[string][]time.Duration{}
	v.Transport = New(Options{
		Token: "1:a", API: "http://telegram.test", Store: v.store, Clock: time.Now, Logger: slog.New(slog.NewTextHandler(v.log, nil)),
		Handle: func(tx store.Tx, m chat.Message) error {
			_, err := tx.Apply(store.Step{Key: m.Key, At: time.Now(), Replies: []store.Outgoing{{At: time.Now(), Reply: chat.Reply{Chat: m.Chat.ID, Text: m.Text}}}})
			return err
		},
	})
	v.api.http = &http.Client{Transport: v}
}

// RoundTrip answers a request after a while, an empty poll after its full time.
func (v *virtual) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		io.Copy(io.Discard, req.Body)
		req.Body.Close()
	}
	method := path.Base(req.URL.Path)
	v.mu.Lock()
	body, err := v.script(method)
	v.mu.Unlock()
	wait := cmp.Or(v.slow[method], 100*time.Millisecond)
	if method == "getUpdates" && body == "" && err == nil {
		body, wait = `[]`, pollWait
	}
	if sleep(req.Context(), wait) != nil {
		return nil, req.Context().Err()
	}
	switch {
	case err != nil:
		return nil, err
	case body == "" && method == "getMe":
		body = `{"id":9,"username":"x_bot"}`
	case body == "":
		body = `{"message_id":1}`
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.calls[method] = append(v.calls[method], time.Since(v.begun))
	if !strings.HasPrefix(body, `{"ok"`) {
		body = `{"ok":true,"result":` + body + `}`
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

// answered returns when a method was answered.
func (v *virtual) answered(method string) []time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.calls[method]
}

// run starts run, lets the time pass, calling each in between, and stops it.
func (v *virtual) run(run func(context.Context) error, steps ...any) {
	v.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx) }()
	for _, step := range steps {
		switch step := step.(type) {
		case time.Duration:
			time.Sleep(step)
		case func():
			step()
		}
	}
	stop()
	if err := <-ended; err != nil {
		v.t.Error(err)
	}
}

func (v *virtual) send(replies ...chat.Reply) {
	v.t.Helper()
	step := store.Step{Key: fmt.Sprint("test:", time.Now().UnixNano()), At: time.Now()}
	for _, reply := range replies {
		step.Replies = append(step.Replies, store.Outgoing{Reply: reply, At: time.Now()})
	}
	err := v.store.Update(context.Background(), func(tx store.Tx) error {
		_, err := tx.Apply(step)
		return err
	})
	if err != nil {
		v.t.Fatal(err)
	}
	v.Wake()
}

// question is what a poll brings when person 100 asks something.
const question = `[{"update_id":5,"message":{"message_id":1,"date":1,"chat":{"id":100,"type":"private"},"from":{"id":100,"first_name":"a"},"text":"x"}}]`
