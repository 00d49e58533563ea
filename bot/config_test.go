package main

import (
	"strings"
	"testing"
)

// FuzzReadConfig reads environments as they may be written into a file by hand.
func FuzzReadConfig(f *testing.F) {
	for _, seed := range []string{
		"TELEGRAM_BOT_TOKEN=1:a\nCOORDINATORS=1,2\nTZ=Asia/Ho_Chi_Minh", "WEBHOOK_URL=https://bot.example.vn\nWEBHOOK_SECRET=0123456789abcdef",
		"WEBHOOK_URL=http://[::1]:80/x\nWEBHOOK_SECRET=0123456789abcdef", "HTTP_ADDR=:0\nBACKUP_KEEP=1\nLOG_LEVEL=debug\nLOG_FORMAT=json", "COORDINATORS=,1,,x",
		"TZ=:UTC", "TZ=../../etc/passwd", "BACKUP_KEEP=-1", "DATA_DIR=", "=", "LOG_LEVEL=info+99", "TELEGRAM_API_URL=http://127.0.0.1:1///",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := readConfig(strings.Split(text, "\n"))
		if err != nil {
			return
		}
		if c.Zone == nil || c.DataDir == "" || c.KeepBackups < 1 || strings.HasSuffix(c.APIURL, "/") {
			t.Errorf("accepted %+v", c)
		}
		if hook := c.webhook(); (hook == nil) != (c.WebhookURL == "") || hook != nil && (len(hook.Path) < 2 || len(c.WebhookSecret) < 16) {
			t.Errorf("the webhook is %v", hook)
		}
		for _, person := range c.Coordinators {
			if person <= 0 {
				t.Errorf("coordinator %d", person)
			}
		}
	})
}
