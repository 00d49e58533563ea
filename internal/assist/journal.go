package assist

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// How much of what was sent is kept, and for how long.
const (
	keptRequests = 200
	keptTime     = 30 * 24 * time.Hour
)

// Sent is a request as it left, for people to look at.
type Sent struct {
	At      time.Time     `json:"at"`
	Kind    Kind          `json:"kind"`
	Data    string        `json:"data"`
	Tokens  int           `json:"tokens"`
	Outcome string        `json:"outcome"` // answered, unusable, busy, late or failed
	Took    time.Duration `json:"took"`
}

// Journal keeps in a file what was sent, and counts the tokens of the day. It stands beside the store and not in it: what is
// in the store's log stays for ever.
type Journal struct {
	path string
	zone *time.Location

	mu       sync.Mutex
	sent     []Sent // the earliest first
	lines    int    // of the file
	day      string // that the counts are of
	tokens   int    // of the day's requests
	reserved int    // for requests on their way
}

// line is one line of the file: a request, or, with a Day, the tokens of that day.
type line struct {
	Sent
	Day       string `json:"day,omitempty"`
	DayTokens int    `json:"day_tokens,omitempty"`
}

// OpenJournal reads a journal, or begins one. Days are those of the zone. A file that is damaged loses the lines that cannot be read.
func OpenJournal(path string, zone *time.Location, now time.Time) (*Journal, error) {
	j := &Journal{path: path, zone: zone}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return nil, fmt.Errorf("assist: %w", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one line
		if json.Unmarshal(lines.Bytes(), &one) != nil {
			continue
		}
		if one.Day != "" {
			j.day, j.tokens = one.Day, one.DayTokens
		} else if !one.At.IsZero() {
			j.count(one.Sent)
		}
	}
	j.trim(now)
	return j, j.rewrite()
}

// count adds a request to the list and to its day.
func (j *Journal) count(s Sent) {
	j.begin(s.At)
	j.tokens += s.Tokens
	j.sent = append(j.sent, s)
}

// begin makes the day of a time the one that is counted.
func (j *Journal) begin(at time.Time) {
	if today := at.In(j.zone).Format(time.DateOnly); today > j.day {
		j.day, j.tokens = today, 0
	}
}

// trim drops what is too much or too old, and reports whether anything was too old.
func (j *Journal) trim(now time.Time) (aged bool) {
	j.sent = j.sent[max(0, len(j.sent)-keptRequests):]
	before := len(j.sent)
	j.sent = slices.DeleteFunc(j.sent, func(s Sent) bool { return now.Sub(s.At) > keptTime })
	return len(j.sent) < before
}

// rewrite writes the file anew with what is kept.
func (j *Journal) rewrite() error {
	temporary, err := os.CreateTemp(filepath.Dir(j.path), ".assistant-*")
	if err != nil {
		return fmt.Errorf("assist: %w", err)
	}
	defer os.Remove(temporary.Name())
	encoder := json.NewEncoder(temporary)
	for _, s := range j.sent {
		err = errors.Join(err, encoder.Encode(s))
	}
	// Behind the requests: it counts those that are no longer among them as well.
	err = errors.Join(err, encoder.Encode(map[string]any{"day": j.day, "day_tokens": j.tokens}), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), j.path)
	}
	if err != nil {
		return fmt.Errorf("assist: %w", err)
	}
	j.lines = len(j.sent) + 1
	return nil
}

// reserve sets tokens aside for a request, unless the day's budget does not hold them.
func (j *Journal) reserve(now time.Time, tokens, budget int) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.begin(now)
	if j.tokens+j.reserved+tokens > budget {
		return false
	}
	j.reserved += tokens
	return true
}

// settle keeps a request and counts what it cost in place of what was set aside for it.
func (j *Journal) settle(s Sent, reserved int) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.reserved -= reserved
	j.count(s)
	if j.trim(s.At) || j.lines > 2*keptRequests {
		return j.rewrite()
	}
	file, err := os.OpenFile(j.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("assist: %w", err)
	}
	j.lines++
	if err := errors.Join(json.NewEncoder(file).Encode(s), file.Close()); err != nil {
		return fmt.Errorf("assist: %w", err)
	}
	return nil
}

// last returns what was sent and is still to be shown, the last request first.
func (j *Journal) last(now time.Time) []Sent {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.trim(now)
	sent := slices.Clone(j.sent)
	slices.Reverse(sent)
	return sent
}

// spent returns the tokens used on the day of a time.
func (j *Journal) spent(now time.Time) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.begin(now)
	return j.tokens
}
