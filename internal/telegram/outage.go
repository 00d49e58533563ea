package telegram

import (
	"sync"
	"time"
)

const (
	manyFail     = 2                // sources of requests that fail, from which on it is not their own fault
	longestPause = 30 * time.Second // between two attempts to find out whether Telegram answers again
)

// receiving is the source of the requests that ask for updates.
var receiving = laneKey{kind: updates}

// outage tells whether Telegram fails altogether. A request that fails says little, for its reply may be to blame. Where those
// of several sources, which are the lanes and receiving, fail and none succeeds in between, it is Telegram or the network:
// then no reply is counted as tried, one request at a time finds out whether it is over, and when it is all goes on at once.
type outage struct {
	over func() // called when Telegram answers again

	mu      sync.Mutex
	failing map[laneKey]bool // sources whose last request failed, none of the others having succeeded since
	tries   int              // failed attempts to send while many fail
	until   time.Time        // nothing is sent before
}

// note takes in what a request of a source brought, and returns whether Telegram fails altogether.
func (o *outage) note(source laneKey, err error, now time.Time) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	refused := asRefusal(err)
	switch {
	case unanswered(err):
		o.fail(source, now)
	case refused != nil && refused.code == 429:
	case source != receiving || o.failing[receiving]: // updates may still come while no reply is taken
		o.end()
	}
	return len(o.failing) >= manyFail
}

// fail notes a failure. That of receiving alone never keeps replies waiting.
func (o *outage) fail(source laneKey, now time.Time) {
	if o.failing == nil {
		o.failing = make(map[laneKey]bool)
	}
	o.failing[source] = true
	if len(o.failing) >= manyFail && source != receiving {
		o.until = now.Add(grow(time.Second, longestPause, o.tries))
		o.tries++
	}
}

func (o *outage) end() {
	ended := len(o.failing) >= manyFail
	o.failing, o.tries, o.until = nil, 0, time.Time{}
	if ended {
		o.over()
	}
}

// attempt notes that a request is made. While many fail there is none beside it, unless it hangs.
func (o *outage) attempt(now time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.failing) >= manyFail {
		o.until = now.Add(longestPause)
	}
}

// paused returns until when nothing is sent.
func (o *outage) paused() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.until
}

// unanswered reports whether an error says nothing about its request: Telegram was not reached, or failed itself.
func unanswered(err error) bool {
	refused := asRefusal(err)
	return err != nil && (refused == nil || refused.code >= 500 || refused.code == 404)
}
