package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	callTimeout   = 30 * time.Second
	uploadTimeout = 2 * time.Minute
)

// api makes requests to the Bot API. Its errors never contain the token.
type api struct {
	base  string // without a slash at the end
	token string
	http  *http.Client
	wrong error // what is wrong with base or token, nil if nothing is
}

// ErrAddress is returned by Run when the address of the Bot API is not one.
var ErrAddress = errors.New("telegram: the address of the Bot API must be like " + DefaultAPI)

var tokenForm = regexp.MustCompile(`^[0-9]+:[0-9A-Za-z_-]+$`)

// refusal is an answer by which the Bot API declines a request.
type refusal struct {
	method     string
	code       int    // as HTTP has them
	text       string // Telegram's description
	retryAfter time.Duration
	movedTo    int64 // new id of a group that was upgraded, 0 otherwise
}

func (r *refusal) Error() string { return fmt.Sprintf("telegram: %s: %d %s", r.method, r.code, r.text) }

// says reports whether the description contains one of some words.
func (r *refusal) says(words ...string) bool {
	text := strings.ToLower(r.text)
	for _, word := range words {
		if strings.Contains(text, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// asRefusal returns the refusal in an error's chain, nil if the request did not get as far as one.
func asRefusal(err error) *refusal {
	var refused *refusal
	errors.As(err, &refused)
	return refused
}

func newAPI(base, token string, log *slog.Logger) *api {
	quietLibrary(log, token)
	a := &api{base: strings.TrimRight(base, "/"), token: token, http: newHTTPClient()}
	address, err := url.Parse(a.base)
	switch {
	case err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "":
		a.wrong = ErrAddress
	case !tokenForm.MatchString(token):
		a.wrong = fmt.Errorf("%w: it does not look like 123456:ABC-def", ErrUnauthorized)
	}
	return a
}

func (a *api) close() { a.http.CloseIdleConnections() }

// call makes a request and returns its result. A *refusal says that Telegram declined; any other error leaves open
// whether the request took effect, unless it is an errNotSent.
func (a *api) call(ctx context.Context, timeout time.Duration, method string, params tgbotapi.Params, files ...tgbotapi.RequestFile) (json.RawMessage, error) {
	if a.wrong != nil { // the library would leak a goroutine for every upload
		return nil, a.wrong
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	bot := &tgbotapi.BotAPI{Token: a.token, Client: boundClient{ctx: ctx, http: a.http}}
	bot.SetAPIEndpoint(strings.ReplaceAll(a.base, "%", "%%") + "/bot%s/%s")
	var answer *tgbotapi.APIResponse
	var err error
	if len(files) > 0 {
		answer, err = bot.UploadFiles(method, params, files)
	} else {
		answer, err = bot.MakeRequest(method, params)
	}
	var declined *tgbotapi.Error
	if errors.As(err, &declined) && answer.ErrorCode == 0 {
		return nil, fmt.Errorf("telegram: %s: the answer is neither a result nor an error", method)
	}
	if declined != nil {
		// The library leaves the code out of an upload's error, the answer has it.
		return nil, &refusal{
			method: method, code: answer.ErrorCode, text: a.blank(declined.Message),
			retryAfter: time.Duration(declined.RetryAfter) * time.Second, movedTo: declined.MigrateToChatID,
		}
	}
	if err != nil {
		return nil, fmt.Errorf("telegram: %s: %w", method, a.redact(err))
	}
	return answer.Result, nil
}

var libraryLog sync.Once

// quietLibrary sends what the library itself logs, which names addresses, to the program's log without the token.
func quietLibrary(log *slog.Logger, token string) {
	libraryLog.Do(func() { tgbotapi.SetLogger(libraryLogger{log, token}) })
}

type libraryLogger struct {
	log   *slog.Logger
	token string
}

func (l libraryLogger) Println(v ...any) { l.write(fmt.Sprintln(v...)) }

func (l libraryLogger) Printf(format string, v ...any) { l.write(fmt.Sprintf(format, v...)) }

func (l libraryLogger) write(text string) {
	l.log.Debug("telegram library: " + blank(strings.TrimSpace(text), l.token))
}
