package handlers

import (
	"strings"
	"testing"
)

func TestTheReasonBehindAReturn(t *testing.T) {
	for rest, want := range map[string]string{
		", thiếu số liệu, chưa khớp": "thiếu số liệu, chưa khớp",
		" vì số liệu không khớp":     "số liệu không khớp",
		" nhé em, thiếu số liệu":     "thiếu số liệu",
		" bổ sung số liệu quý III":   "bổ sung số liệu quý III",
		" nhé em":                    "",
		"":                           "",
	} {
		if got := reasonIn(rest); got != want {
			t.Errorf("%q: got %q, want %q", strings.TrimSpace(rest), got, want)
		}
	}
}
