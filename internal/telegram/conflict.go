package telegram

import "time"

// conflict is what Telegram answers with status 409 when somebody else has the bot's updates: another program that polls, or a
// webhook.
type conflict struct {
	wait backoff
	last time.Time
}

// next returns how long to keep away. The wait grows with each time, and success in between does not shorten it, so that
// two programs with one token do not fight each other.
func (c *conflict) next(err error, now time.Time) time.Duration {
	if now.Sub(c.last) > 2*c.wait.most {
		c.wait.reset()
	}
	c.last = now
	return c.wait.next(err)
}

// conflicting reports whether somebody else has the bot's updates, and whether that is a webhook.
func conflicting(err error) (yes, webhook bool) {
	refused := asRefusal(err)
	yes = refused != nil && refused.code == 409
	return yes, yes && refused.says("webhook")
}
