package main

import (
	"fmt"
	"log/slog"
	"strings"
)

// redact returns a filter of log attributes that blanks secrets wherever they stand.
func redact(secrets ...string) func([]string, slog.Attr) slog.Attr {
	return func(_ []string, attr slog.Attr) slog.Attr {
		text := attr.Value.String()
		if attr.Value.Kind() == slog.KindAny {
			text = fmt.Sprint(attr.Value.Any())
		}
		for _, secret := range secrets {
			if secret != "" && strings.Contains(text, secret) {
				attr.Value = slog.StringValue(strings.ReplaceAll(text, secret, "***"))
				text = attr.Value.String()
			}
		}
		return attr
	}
}
