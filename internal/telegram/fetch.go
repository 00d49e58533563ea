package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// MaxFetch is the largest file that Telegram hands to a bot, in bytes.
const MaxFetch = 20 << 20

// ErrTooLarge is returned for a file that is larger than the caller or Telegram allows.
var ErrTooLarge = errors.New("telegram: the file is too large")

// ErrUnreachable is returned while Telegram cannot be asked for any file.
var ErrUnreachable = errors.New("telegram: cannot be reached")

// Fetch opens a file that somebody has sent, by the id in its chat.File. It returns ErrTooLarge if the file is known to
// be longer than limit bytes; if that shows only while reading, Read returns it. It returns ErrUnreachable for a failure that
// is not the file's. The reader must be closed, and works until the context ends.
func (t *Transport) Fetch(ctx context.Context, fileID string, limit int64) (io.ReadCloser, error) {
	limit = min(limit, MaxFetch)
	result, err := t.api.call(ctx, callTimeout, "getFile", tgbotapi.Params{"file_id": fileID})
	refused := asRefusal(err)
	switch {
	case refused != nil && refused.says("file is too big"):
		return nil, fmt.Errorf("%w: %w", ErrTooLarge, err)
	case unanswered(err), refused != nil && refused.code == http.StatusTooManyRequests:
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	case err != nil:
		return nil, err
	}
	var found struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := json.Unmarshal(result, &found); err != nil {
		return nil, fmt.Errorf("telegram: getFile: %w", err)
	}
	if found.Size > limit {
		return nil, fmt.Errorf("%w: %d bytes, at most %d are taken", ErrTooLarge, found.Size, limit)
	}
	return t.api.download(ctx, found.Path, limit)
}

func (a *api) download(ctx context.Context, name string, limit int64) (io.ReadCloser, error) {
	if name == "" || path.IsAbs(name) || path.Clean(name) != name || strings.HasPrefix(name, "..") || strings.ContainsAny(name, "?#%\\") {
		return nil, fmt.Errorf("telegram: getFile: path %q is not one to follow", name)
	}
	if a.wrong != nil {
		return nil, a.wrong
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.base+"/file/bot"+a.token+"/"+name, nil)
	if err != nil {
		return nil, fmt.Errorf("telegram: download: %w", a.redact(err))
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%w: download: %w", ErrUnreachable, a.redact(err))
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		err := fmt.Errorf("telegram: download: the server answered with status %s", resp.Status)
		if resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests {
			return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
		}
		return nil, err
	}
	return joined{&bounded{from: resp.Body, left: limit, err: ErrTooLarge}, resp.Body}, nil
}
