package assist

import (
	"crypto/sha256"
	"sync"
	"time"
)

// How many replies are remembered, and for how long.
const (
	cachedReplies = 500
	cachedTime    = 24 * time.Hour
)

// cacheKey is the checksum of a request.
type cacheKey [sha256.Size]byte

func (r Request) key() cacheKey {
	return sha256.Sum256([]byte(string(r.Kind) + "\x00" + r.Rules + "\x00" + string(r.Schema) + "\x00" + r.Data))
}

// cache remembers replies, so that a question asked again costs nothing.
type cache struct {
	mu   sync.Mutex
	kept map[cacheKey]cached
}

type cached struct {
	text string
	at   time.Time
}

func (c *cache) get(key cacheKey, now time.Time) (text string, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok := c.kept[key]
	return found.text, ok && now.Sub(found.at) < cachedTime
}

// put remembers a reply; the oldest makes room.
func (c *cache) put(key cacheKey, text string, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil {
		c.kept = make(map[cacheKey]cached)
	}
	if len(c.kept) >= cachedReplies {
		var oldest cacheKey
		first := true
		for k, one := range c.kept {
			if first || one.at.Before(c.kept[oldest].at) {
				oldest, first = k, false
			}
		}
		delete(c.kept, oldest)
	}
	c.kept[key] = cached{text, now}
}
