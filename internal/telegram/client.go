package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxAnswer is the largest answer that is read, in bytes: a hundred updates are far smaller.
const maxAnswer = 32 << 20

var (
	// errNotSent says that a request never left this machine.
	errNotSent = errors.New("not sent")
	// errTooLong says that an answer was longer than maxAnswer.
	errTooLong = errors.New("the answer is too long")
)

// newHTTPClient returns a client that notices dead connections and does not follow redirects, which would hand the
// address, and with it the token, to another host.
func newHTTPClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = maxSending + maxAnswering
	transport.HTTP2 = &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 10 * time.Second}
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// boundClient adds to the library's requests what it lacks: a context, a bound on the answer, and a clear error for an
// answer that is not the API's.
type boundClient struct {
	ctx  context.Context
	http *http.Client
}

// Do implements tgbotapi.HTTPClient.
func (c boundClient) Do(req *http.Request) (*http.Response, error) {
	resp, err := c.http.Do(req.WithContext(c.ctx))
	if err != nil {
		withoutAddress(err)
		var dial *net.OpError
		if errors.As(err, &dial) && dial.Op == "dial" {
			return nil, fmt.Errorf("%w: %w", errNotSent, err)
		}
		return nil, err
	}
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode != http.StatusOK && !strings.HasPrefix(kind, "application/json") {
		head, _ := io.ReadAll(io.LimitReader(resp.Body, 1024))
		if !strings.HasPrefix(strings.TrimSpace(string(head)), "{") {
			resp.Body.Close()
			return nil, fmt.Errorf("the server answered with status %s", resp.Status)
		}
		resp.Body = joined{io.MultiReader(strings.NewReader(string(head)), resp.Body), resp.Body}
	}
	resp.Body = joined{&bounded{from: resp.Body, left: maxAnswer, err: errTooLong}, resp.Body}
	return resp, nil
}

// joined reads from one and closes another.
type joined struct {
	io.Reader
	io.Closer
}

// bounded gives an error instead of more bytes than are left.
type bounded struct {
	from io.Reader
	left int64
	err  error
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, b.err
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.from.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n - 1, b.err
	}
	return n, err
}

// withoutAddress takes the address out of an error of net/http, before anything else prints it.
func withoutAddress(err error) {
	var addressed *url.Error
	if errors.As(err, &addressed) {
		addressed.URL = "the Bot API"
	}
}

// redact removes the token from an error.
func (a *api) redact(err error) error {
	withoutAddress(err)
	if text := err.Error(); strings.Contains(text, a.token) {
		return errors.New(a.blank(text))
	}
	return err
}

func (a *api) blank(text string) string { return blank(text, a.token) }

func blank(text, token string) string {
	if token == "" {
		return text
	}
	return strings.ReplaceAll(text, token, "***")
}
