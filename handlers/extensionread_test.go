package handlers

import (
	"testing"

	"chutri/internal/vietnamese"
)

func TestWhatAsksForALaterEnd(t *testing.T) {
	for text, want := range map[string]string{ // from where it asks, "" where it does not
		"ND-15 chưa làm được, xin gia hạn đến 31/12/2027":           "xin gia hạn đến 31/12/2027",
		"ND-15 chưa làm được xin gia hạn đến 31/12/2027":            "xin gia hạn đến 31/12/2027",
		"ND-15 xin lùi hạn đến 30/6/2027":                           "xin lùi hạn đến 30/6/2027",
		"xin kéo dài thời gian ND-15 đến 31/12/2027":                "xin kéo dài thời gian ND-15 đến 31/12/2027",
		"ND-15 đề nghị điều chỉnh tiến độ hoàn thành sang năm 2027": "đề nghị điều chỉnh tiến độ hoàn thành sang năm 2027",
		"ND-15 kien nghi doi thoi han den quy II/2027":              "kien nghi doi thoi han den quy II/2027",
		"ND-15 đề nghị thay đổi thời gian tập huấn":                 "",
		"ND-15 xin lùi cuộc họp sang thứ hai":                       "",
		"ND-15 không xin gia hạn":                                   "",
		"ND-15 không cần xin gia hạn, đã đạt 80%":                   "",
		"ND-15 có được gia hạn không?":                              "",
	} {
		if _, got, asks := cutRequest(text); got != want || asks != (want != "") {
			t.Errorf("%q: got %q (%v), want %q", text, got, asks, want)
		}
	}
}

func TestWhatTakesARequestBack(t *testing.T) {
	for text, want := range map[string]bool{
		"ND-15 rút đề nghị gia hạn":                         true,
		"hủy yêu cầu gia hạn ND-15":                         true,
		"ND-15 rút lại đề nghị lùi thời hạn":                true,
		"ND-15 rút kinh nghiệm, xin gia hạn đến 31/12/2027": false,
		"ND-15 xin gia hạn đến 31/12/2027":                  false,
	} {
		if got := takenBack.MatchString(vietnamese.Fold(text)); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}
