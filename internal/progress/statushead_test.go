package progress_test

import (
	"strings"
	"testing"

	"chutri/internal/progress"
)

// summary shows the tasks of a reading, each with its status and figures: "ND-4 done | ND-10 in_progress 60%".
func summary(reading progress.Reading) string {
	var list []string
	for _, report := range reading.Reports {
		list = append(list, strings.TrimSpace(report.Task+" "+figuresOf(report)))
	}
	return strings.Join(list, " | ")
}

func TestAStatusBeforeTasksIsThatOfTheTasksBehindIt(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"Đã hoàn thành: BV-154, BV-155; đang làm: BV-160; chưa làm: BV-158":        "BV-154 done | BV-155 done | BV-160 in_progress | BV-158 not_started",
		"Đã hoàn thành: ND-4, ND-20\nĐang làm: ND-10, ND-13\nChưa làm: ND-27":      "ND-4 done | ND-20 done | ND-10 in_progress | ND-13 in_progress | ND-27 not_started",
		"Đã hoàn thành:\n- ND-4\n- ND-20\nĐang làm:\n- ND-10\nChưa làm:\n- ND-27":  "ND-4 done | ND-20 done | ND-10 in_progress | ND-27 not_started",
		"Đã hoàn thành\n- ND-4\n- ND-20\nĐang làm\n- ND-10":                        "ND-4 done | ND-20 done | ND-10 in_progress",
		"1. Đã hoàn thành: ND-4, ND-20\n2. Đang làm: ND-10\n3. Chưa làm: ND-27":    "ND-4 done | ND-20 done | ND-10 in_progress | ND-27 not_started",
		"Hoàn thành: ND-4. Chưa thực hiện: ND-28":                                  "ND-4 done | ND-28 not_started",
		"Hoàn thành: ND-4. Đang triển khai: ND-10 (60%), ND-13 (95%). Chưa: ND-28": "ND-4 done | ND-10 in_progress 60% | ND-13 in_progress 95% | ND-28 not_started",
		"xong ND-4, ND-20, đang làm ND-10, chưa làm ND-27":                         "ND-4 done | ND-20 done | ND-10 in_progress | ND-27 not_started",
		"Đã xong ND-4 và ND-20, còn ND-27 chưa làm":                                "ND-4 done | ND-20 done | ND-27 not_started",
		"ND-10: đã xong. Tuần sau làm ND-13":                                       "ND-10 done",
		"ND-4; ND-20 đã xong":                                           "ND-4 | ND-20 done",
		"Đã xong ND-4, còn ND-20":                                       "ND-4 done | ND-20",
		"Đang làm: ND-10, ND-13\nVướng mắc: ND-27":                      "ND-10 in_progress | ND-13 in_progress | ND-27 blocked",
		"Hoàn thành 2 nhiệm vụ: ND-4, ND-20; đang thực hiện (1): ND-10": "ND-4 done | ND-20 done | ND-10 in_progress",
		"Các nhiệm vụ đã hoàn thành gồm: ND-4 (3 lớp), ND-20 (2 lớp); đang triển khai: ND-10": "ND-4 done 3 lớp | ND-20 done 2 lớp | ND-10 in_progress",
		"ND-4: xong ND-20: đang làm":                               "ND-4 done | ND-20 in_progress",
		"ND-4\nĐã xong\nND-20\nĐang làm":                           "ND-4 done | ND-20 in_progress",
		"- ND-4: hoàn thành\n- ND-20: đang làm\n- ND-10: chưa làm": "ND-4 done | ND-20 in_progress | ND-10 not_started",
		"Tuần này xong ND-4, ND-20 đang làm, ND-10 chưa":           "ND-4 done | ND-20 in_progress | ND-10 not_started",
		"Tiến độ: đã xong ND-4; ND-20; đang làm ND-10; ND-13 60%":  "ND-4 done | ND-20 done | ND-10 in_progress | ND-13 in_progress 60%",
		"Hoàn thành 3/5 nhiệm vụ: ND-4, ND-20. Đạt 60%: ND-10":     "ND-4 done | ND-20 done | ND-10 in_progress 60%",
		"Đã xong: ND-4. ND-20 đạt 60%":                             "ND-4 done | ND-20 in_progress 60%",
	} {
		if got := summary(r.Read(text, progress.Context{})); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestAListMayGoOnWithinItsLine(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"1) BV-162: 65% 2) BV-156: xong 3) BV-160: chưa":                    "BV-162 in_progress 65% | BV-156 done | BV-160 not_started",
		"1. BV-162: 65% 2. BV-156: xong 3. BV-160: chưa":                    "BV-162 in_progress 65% | BV-156 done | BV-160 not_started",
		"Báo cáo: 1) BV-162 đạt 65%; 2) BV-156 đã xong; 3) BV-160 chưa làm": "BV-162 in_progress 65% | BV-156 done | BV-160 not_started",
	} {
		if got := summary(r.Read(text, progress.Context{})); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestATaskThatATextLeavesOutIsNotReported(t *testing.T) {
	got := newReader(t).Read("Ngoài BV-156 ra các việc khác đã xong", progress.Context{})
	if got.Kind == progress.Update || summary(got) != "" && got.Reports[0].Task != "" {
		t.Errorf("got %v: %s", got.Kind, summary(got))
	}
}

func TestTheTextOfATaskHasTheStatusThatItStandsUnder(t *testing.T) {
	got := newReader(t).Read("Đã hoàn thành:\n- ND-4\n- ND-20", progress.Context{})
	if len(got.Reports) != 2 || got.Reports[1].Text != "Đã hoàn thành: ND-20" {
		t.Errorf("got %+v", got.Reports)
	}
}
