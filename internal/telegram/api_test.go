package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	"go.uber.org/goleak"

	"chutri/internal/telegram/tgtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	http.DefaultClient.CloseIdleConnections() // by which the fake server pushes to webhooks
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestTokenIsInNoError(t *testing.T) {
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // only then the server notices that the client has left
		switch {
		case strings.HasSuffix(r.URL.Path, "/refused"):
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(400)
			io.WriteString(w, `{"ok":false,"error_code":400,"description":"bad path `+r.URL.Path+`"}`)
		case strings.HasSuffix(r.URL.Path, "/redirected"):
			http.Redirect(w, r, "http://127.0.0.1:1"+r.URL.Path, http.StatusFound)
		case strings.HasSuffix(r.URL.Path, "/dropped"):
			panic(http.ErrAbortHandler)
		case strings.HasSuffix(r.URL.Path, "/slow"):
			<-r.Context().Done()
		default:
			io.WriteString(w, r.URL.Path)
		}
	}))
	defer echo.Close()
	upload := tgbotapi.RequestFile{Name: "document", Data: tgbotapi.FileBytes{Name: "a", Bytes: []byte("a")}}
	for _, base := range []string{echo.URL, "http://127.0.0.1:1", "http://no.such.host.invalid", "http://[bad", "ftp://x", "http://%zz", "://"} {
		a := newAPI(base, tgtest.Token, quiet())
		for _, method := range []string{"refused", "redirected", "dropped", "slow", "echo"} {
			_, err := a.call(t.Context(), 50*time.Millisecond, method, nil)
			_, uploading := a.call(t.Context(), 50*time.Millisecond, method, nil, upload)
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			file, fetching := a.download(ctx, "documents/"+method, 10)
			if fetching == nil {
				file.Close()
			}
			cancel()
			for what, err := range map[string]error{"call": err, "upload": uploading, "download": fetching} {
				if err == nil {
					if !(base == echo.URL && what == "download") {
						t.Errorf("%s of %s/%s succeeds", what, base, method)
					}
					continue
				}
				for e := err; e != nil; e = errors.Unwrap(e) {
					if strings.Contains(e.Error(), tgtest.Token) || strings.Contains(e.Error(), "fake-token") {
						t.Errorf("%s of %s/%s: %v", what, base, method, e)
					}
				}
			}
		}
		a.close()
	}
}

func TestLibrarysLogHasNoToken(t *testing.T) {
	var log bytes.Buffer
	l := libraryLogger{slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), tgtest.Token}
	l.Println("Post", "https://api.telegram.org/bot"+tgtest.Token+"/getUpdates")
	l.Printf("%s", tgtest.Token)
	if text := log.String(); strings.Contains(text, tgtest.Token) || !strings.Contains(text, "getUpdates") {
		t.Errorf("logged %q", text)
	}
}

func TestAnswersThatAreNotTheAPIs(t *testing.T) {
	for _, test := range []struct {
		status     int
		kind, body string
		want       string
		code       int
	}{
		{502, "text/html", "<html>bad gateway</html>", "status 502", 0},
		{404, "", "nothing here", "status 404", 0},
		{302, "text/html", "", "status 302", 0},
		{500, "text/plain", `{"ok":false,"error_code":500,"description":"Internal"}`, "500 Internal", 500},
		{200, "text/html", "<html>", "invalid character", 0},
		{200, "application/json", `{}`, "neither a result nor an error", 0},
		{429, "application/json", `{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":7}}`, "429 Too Many", 429},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if test.kind != "" {
				w.Header().Set("Content-Type", test.kind)
			}
			w.WriteHeader(test.status)
			io.WriteString(w, test.body)
		}))
		a := newAPI(server.URL, tgtest.Token, quiet())
		_, err := a.call(t.Context(), time.Minute, "getMe", nil)
		refused := asRefusal(err)
		if err == nil || !strings.Contains(err.Error(), test.want) || (refused == nil) != (test.code == 0) || refused != nil && refused.code != test.code {
			t.Errorf("%d %q: %v", test.status, test.body, err)
		}
		a.close()
		server.Close()
	}
}

func TestAnswerWithoutEndIsCutOff(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"ok":true,"result":"`)
		chunk := bytes.Repeat([]byte("x"), 1<<20)
		for {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	a := newAPI(server.URL, tgtest.Token, quiet())
	defer a.close()
	if _, err := a.call(t.Context(), time.Minute, "getUpdates", nil); !errors.Is(err, errTooLong) {
		t.Errorf("got %v", err)
	}
}

func TestRequestThatNeverLeftIsKnown(t *testing.T) {
	a := newAPI("http://127.0.0.1:1", tgtest.Token, quiet())
	if _, err := a.call(t.Context(), time.Minute, "sendMessage", nil); !errors.Is(err, errNotSent) {
		t.Errorf("got %v", err)
	}
}

func TestFetch(t *testing.T) {
	h := newHarness(t)
	id := h.telegram.AddFile(tgtest.File{Name: "a.txt", Data: []byte("minh chứng")})
	big := h.telegram.AddFile(tgtest.File{Name: "b", Data: make([]byte, MaxFetch+1)})
	reader, err := h.transport.Fetch(t.Context(), id, 100)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(reader)
	reader.Close()
	if err != nil || string(data) != "minh chứng" {
		t.Errorf("read %q, %v", data, err)
	}
	for _, test := range []struct {
		id    string
		limit int64
	}{{id, 5}, {big, 1 << 30}} {
		if _, err := h.transport.Fetch(t.Context(), test.id, test.limit); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s within %d bytes: %v", test.id, test.limit, err)
		}
	}
	if _, err := h.transport.Fetch(t.Context(), "none", 5); err == nil {
		t.Error("an unknown file was fetched")
	}
	h.transport.api.close()
}

func TestAFailureToFetchIsTheFilesOrNot(t *testing.T) {
	h := newHarness(t)
	id := h.telegram.AddFile(tgtest.File{Name: "a.txt", Data: []byte("minh chứng")})
	for name, test := range map[string]struct {
		fault       tgtest.Fault
		unreachable bool
	}{
		"a page of the server's front": {tgtest.BadGateway(), true},
		"an error of the server":       {tgtest.ServerError(), true},
		"no answer":                    {tgtest.Dropped(), true},
		"too many requests":            {tgtest.TooMany(1), true},
		"a refusal":                    {tgtest.Refused(400, "Bad Request: wrong file_id"), false},
	} {
		h.telegram.Fail("getFile", test.fault)
		if _, err := h.transport.Fetch(t.Context(), id, 100); err == nil || errors.Is(err, ErrUnreachable) != test.unreachable {
			t.Errorf("%s: %v", name, err)
		}
	}
	for status, unreachable := range map[int]bool{502: true, 429: true, 404: false} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		if _, err := newAPI(server.URL, tgtest.Token, quiet()).download(t.Context(), "a", 100); err == nil || errors.Is(err, ErrUnreachable) != unreachable {
			t.Errorf("a download with status %d: %v", status, err)
		}
		server.Close()
		if _, err := newAPI(server.URL, tgtest.Token, quiet()).download(t.Context(), "a", 100); !errors.Is(err, ErrUnreachable) {
			t.Errorf("a download from nowhere: %v", err)
		}
	}
	h.transport.api.close()
}

func TestFileThatIsLongerThanAnnounced(t *testing.T) {
	r := &bounded{from: strings.NewReader("0123456789"), left: 4, err: ErrTooLarge}
	data, err := io.ReadAll(r)
	if string(data) != "0123" || !errors.Is(err, ErrTooLarge) {
		t.Errorf("read %q, %v", data, err)
	}
	if n, err := r.Read(make([]byte, 5)); n != 0 || !errors.Is(err, ErrTooLarge) {
		t.Errorf("then read %d, %v", n, err)
	}
}

func TestPathsOfFilesStayInTheirFolder(t *testing.T) {
	a := newAPI("http://127.0.0.1:1", tgtest.Token, quiet())
	for _, path := range []string{"", "/etc/passwd", "../x", "a/../../x", "a?b", `a\b`, "a%2e", "a//b"} {
		if _, err := a.download(context.Background(), path, 1); err == nil || !strings.Contains(err.Error(), "not one to follow") {
			t.Errorf("%q: %v", path, err)
		}
	}
}
