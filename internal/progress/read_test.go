package progress_test

import (
	"fmt"
	"strings"
	"testing"

	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/progress"

	"golang.org/x/text/unicode/norm"
)

// one reads a text and returns its only report.
func one(t *testing.T, r *progress.Reader, text string, c progress.Context) progress.Report {
	t.Helper()
	got := r.Read(text, c)
	if got.Kind != progress.Update || len(got.Reports) != 1 {
		t.Fatalf("%q: %v with %d reports, want one update", text, got.Kind, len(got.Reports))
	}
	return got.Reports[0]
}

func TestAnIdIsReadInAnySpelling(t *testing.T) {
	r := newReader(t)
	for _, id := range []string{
		"ND-15", "nd15", "ND 15", "#ND-15", "#nd15", "nd.15", "ND–15", "ND\u201115", "nd_15", "ND-015", "ND - 15", "(ND-15)",
		"ND số 15", "ND 2.2.3", "ND-15đạt 5%,", "ND.15:", "nhiệm vụ ND-15", "Nd-15 ,",
	} {
		if got := one(t, r, id+" đang làm", progress.Context{}); got.Task != "ND-15" {
			t.Errorf("%q names %q, want ND-15", id, got.Task)
		}
	}
}

func TestANumberThatIsNoIdNamesNoTask(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{"ND 15,5 đang làm", "KL 359 đang làm", "Kết luận 359-KL/TU đang làm", "CB 15 người đang học"} {
		for _, report := range r.Read(text, progress.Context{}).Reports {
			if report.Task != "" {
				t.Errorf("%q names %s", text, report.Task)
			}
		}
	}
}

func TestAnUnknownIdIsDoubted(t *testing.T) {
	got := one(t, newReader(t), "ND-99 đã hoàn thành", progress.Context{})
	if got.Task != "" || len(got.Doubts) != 1 || got.Doubts[0] != (progress.Doubt{Kind: progress.UnknownTask, First: "ND-99"}) {
		t.Errorf("got %+v", got)
	}
}

func TestAListOfIdsSharesOneReport(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{
		"BV-43, 44 và 45 đã hoàn thành", "BV-43, BV-44, BV-45: xong", "Các việc đã xong:\n- BV-43\n- BV-44\n- BV-45",
		"BV-43 & BV-44 & BV-45 hoàn thành",
	} {
		got := r.Read(text, progress.Context{})
		var tasks []string
		for _, report := range got.Reports {
			tasks = append(tasks, report.Task)
			if report.Status != plan.Done {
				t.Errorf("%q: %s is %q, want done", text, report.Task, report.Status)
			}
		}
		if strings.Join(tasks, " ") != "BV-43 BV-44 BV-45" {
			t.Errorf("%q names %v", text, tasks)
		}
	}
	if got := one(t, r, "BV-43, 44 hộ đã nhận", progress.Context{}); got.Task != "BV-43" {
		t.Errorf("a counted number was taken for an id: %+v", got)
	}
}

func TestATaskThatIsComeBackToKeepsItsOwn(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"BV-58 với BV-59 đều đang làm, riêng BV-58 được 62%": "BV-58 62 [], BV-59 – []",
		"BV-58 xong 3 lớp; BV-59 chưa làm; BV-58 đạt 60%":    "BV-58 60 [3/– lớp], BV-59 – []",
		"Hai việc BV-58, BV-59 đều xong":                     "BV-58 – [], BV-59 – []",
	} {
		var got []string
		for _, report := range r.Read(text, progress.Context{}).Reports {
			got = append(got, fmt.Sprint(report.Task, " ", show(report.Percent), " ", showAll(report.Quantities)))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %s, want %s", text, strings.Join(got, ", "), want)
		}
	}
}

func TestAListItemWithoutATaskIsNotRecordedOnTheOneAbove(t *testing.T) {
	got := newReader(t).Read("• BV-295: 140 cơ sở\n• Muối i-ốt: 500 hộ", progress.Context{Agencies: []string{"so-ct"}})
	if len(got.Reports) != 2 || got.Reports[1].Task != "" || got.Reports[1].Candidates[0].Task != "ND-15" {
		t.Fatalf("got %+v", got.Reports)
	}
	if n := len(got.Reports[0].Quantities); n != 1 {
		t.Errorf("the first item has %d quantities, want 1", n)
	}
}

func TestAListItemWithoutATaskIsNotRecordedOnTheOneBelow(t *testing.T) {
	for _, text := range []string{
		"- muối i-ốt: đã cấp thêm 300 hộ\n- BV-158",
		"- muối i-ốt: đã cấp thêm 300 hộ\n- BV-158 chưa triển khai",
		"Báo cáo tuần:\n+ muối i-ốt: đã cấp thêm 300 hộ\n+ BV-158: chưa triển khai",
	} {
		for _, report := range newReader(t).Read(text, progress.Context{Agencies: []string{"so-ct"}}).Reports {
			if report.Task == "BV-158" && len(report.Quantities) > 0 {
				t.Errorf("%q: 300 hộ are read as progress of BV-158", text)
			}
		}
	}
}

func TestAReplyToACardIsAboutItsTask(t *testing.T) {
	r := newReader(t)
	got := one(t, r, "xong rồi", progress.Context{Card: []string{"ND-15"}})
	if got.Task != "ND-15" || got.Status != plan.Done {
		t.Errorf("got %+v", got)
	}
	if got := one(t, r, "BV-43 xong rồi", progress.Context{Card: []string{"ND-15"}}); got.Task != "BV-43" {
		t.Errorf("an id in the text must win over the card, got %s", got.Task)
	}
	got = one(t, r, "đạt 60%", progress.Context{Card: []string{"ND-15", "ND-16"}})
	if got.Task != "" || len(got.Candidates) != 2 {
		t.Errorf("a card with two tasks leaves the choice open, got %+v", got)
	}
	if kind := r.Read("Cảm ơn em", progress.Context{Card: []string{"ND-15"}}).Kind; kind != progress.Greeting {
		t.Errorf("thanks under a card are %v", kind)
	}
}

func TestNumberedFieldsAreOneReport(t *testing.T) {
	got := one(t, newReader(t), "1. Việc: BV-43\n2. Kết quả: 31 ha (đạt 70% kế hoạch)\n3. Tình trạng: đang làm", progress.Context{})
	if got.Task != "BV-43" || show(got.Percent) != "70" || showAll(got.Quantities) != "[31/– ha]" || got.Status != plan.InProgress {
		t.Errorf("got %+v", got)
	}
}

func TestACodeThatNamesSeveralRowsOffersThem(t *testing.T) {
	got := one(t, newReader(t), "Mục 1.1 KH phát triển bền vững: đang làm 60%", progress.Context{Agencies: []string{"so-ldtbxh"}})
	if got.Task != "" || len(got.Candidates) != 8 {
		t.Fatalf("got task %q with %d candidates, want none with 8", got.Task, len(got.Candidates))
	}
}

func TestACodeWithoutAPlanNeedsAWordForIt(t *testing.T) {
	r := newReader(t)
	if got := one(t, r, "mục 2.2.3 đang làm", progress.Context{}); got.Task != "ND-15" {
		t.Errorf("got %q", got.Task)
	}
	for _, text := range []string{"ngày 2.2 đang làm", "đạt 2.3 tấn đang làm"} {
		if got := r.Read(text, progress.Context{}); len(got.Reports) > 0 && got.Reports[0].Task != "" {
			t.Errorf("%q names %s", text, got.Reports[0].Task)
		}
	}
}

func TestACommandIsMeantAsAReport(t *testing.T) {
	r := newReader(t)
	got := one(t, r, "ND-15 họp với các huyện", progress.Context{Command: true})
	if got.Task != "ND-15" || got.StatusGiven {
		t.Errorf("got %+v", got)
	}
}

func TestAForwardedMessageIsNeverAReport(t *testing.T) {
	r := newReader(t)
	for _, c := range []progress.Context{{Forwarded: true}, {Forwarded: true, Card: []string{"ND-15"}}} {
		if got := r.Read("ND-15 đã hoàn thành", c); got.Kind != progress.Announcement || got.Reports != nil {
			t.Errorf("got %+v", got)
		}
	}
	if got := r.Read("Fwd: ND-15 đã hoàn thành 100%", progress.Context{}); got.Kind != progress.Announcement {
		t.Errorf("got %v", got.Kind)
	}
}

func TestKinds(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]progress.Kind{
		"":                            progress.Greeting,
		"👍":                           progress.Greeting,
		"Dạ em cảm ơn anh":            progress.Greeting,
		"ND-15 xong chưa":             progress.Question,
		"nd 15 xong chua vay":         progress.Question,
		"ND-15 đã hoàn thành chưa ạ":  progress.Question,
		"ND-15 đạt 62,5% phải không?": progress.Question,
		"ND-15 triển khai chưa đồng bộ, đạt 40%": progress.Update,
		"ND-15 thì chưa": progress.Update,
		"ND-15":          progress.Unclear,
		"ND-15 tháng sau sẽ cấp muối cho 500 hộ":                    progress.Announcement,
		"ND-15 xong. Bên em gửi bản giấy không ạ?":                  progress.Update,
		"nhờ bot cập nhật ND-15 đạt 60%":                            progress.Update,
		"Kính mời các sở dự họp ngày 12/6":                          progress.Announcement,
		"Chút nữa em gửi số của ND-15 nha, giờ đang kẹt họp":        progress.Announcement,
		"ND-15 chưa biết bao giờ xong":                              progress.Unclear,
		"Chị gửi số của ND-15 sau nghen, đang họp":                  progress.Unclear,
		"Em gửi số của ND-15: đạt 60%":                              progress.Update,
		"Để tối em coi lại ND-15 rồi báo sau, giờ đang lái xe":      progress.Announcement,
		"ND-15 mai em hỏi lại huyện nha, đang vướng xíu":            progress.Announcement,
		"ND-15 đang làm, số liệu em gửi sau":                        progress.Update,
		"ND-15 hả? Chưa làm em ơi":                                  progress.Update,
		"Sao bot báo ND-15 chậm vậy, tuần trước em báo xong rồi":    progress.Question,
		"Cả nhà nhớ cập nhật ND-15 nha, còn thiếu 5 huyện chưa gửi": progress.Question,
		"Còn 5 huyện chưa gửi báo cáo ND-15":                        progress.Unclear,
		"Theo phụ lục, ND-15 hoàn thành năm 2025":                   progress.Announcement,
		"Kế hoạch đề ra ND-15 đạt 80% vào năm 2025":                 progress.Announcement,
		"ND-15 đạt 60% là đúng hay sai vậy":                         progress.Question,
		"Chờ huyện báo số ND-15":                                    progress.Unclear,
		"thử bot: ND-15 đạt 60%":                                    progress.Announcement,
		"ND-15 hình như xong rồi":                                   progress.Announcement,
		"ND-15 theo tôi nên dừng":                                   progress.Announcement,
		"ND-15 hạn 30/12, ai chưa xong thì tranh thủ":               progress.Announcement,
	} {
		if got := r.Read(text, progress.Context{Agencies: []string{"so-ct"}}).Kind; got != want {
			t.Errorf("%q is %v, want %v", text, got, want)
		}
	}
}

func TestDecomposedAndUnappliedTelexTextReadsTheSame(t *testing.T) {
	r := newReader(t)
	text := "ND-15 đã cấp cho 1.250/2.000 hộ, chưa hoàn thành, đạt 62,5%"
	for _, variant := range []string{
		text, norm.NFD.String(text), strings.ToUpper(text), "ND-15 da cap cho 1250/2000 ho, chua hoan thanh, dat 62,5%",
		"ND-15 ddax caaps cho 1250/2000 hooj, chuwa hoanf thanhf, ddatj 62,5%", "ND-15\nđã cấp cho 1.250 / 2.000 hộ\nchưa hoàn thnàh\nđạt 62,5 %",
		"ND-15 🙂 đã cấp cho 1.250/2.000 hộ 👍, chưa hoànthành, đạt 62.5%",
	} {
		got := one(t, r, variant, progress.Context{})
		if got.Status != plan.InProgress || show(got.Percent) != "62.5" || showAll(got.Quantities) != "[1250/2000 hộ]" {
			t.Errorf("%q: %s, %s %%, %s", variant, got.Status, show(got.Percent), showAll(got.Quantities))
		}
	}
}

func TestObstacleAndNextKeepTheWritersWords(t *testing.T) {
	got := one(t, newReader(t), "BV-14: 17/20 hội nghị ngày 28/3, vướng kinh phí thuê hội trường. Tuần sau sẽ họp lại.", progress.Context{})
	if got.Obstacle != "vướng kinh phí thuê hội trường" || got.Next != "Tuần sau sẽ họp lại" {
		t.Errorf("obstacle %q, next %q", got.Obstacle, got.Next)
	}
	if got.Finished != (progress.Date{}) {
		t.Errorf("finished %v, but nothing is", got.Finished)
	}
}

func TestAMeasuredTarget(t *testing.T) {
	register := plan.NewRegister([]plan.Plan{{ID: "p", Key: "ND"}}, nil, nil, []plan.Target{{ID: "ND-T3", Plan: "p"}}, nil)
	r := progress.New(register, agencies.New(nil), matcher{})
	got := one(t, r, "ND-T3 năm 2025: 21,3%, nguồn điều tra dinh dưỡng", progress.Context{})
	want := progress.Measurement{Value: 21.3, Unit: "%", Year: 2025, Source: "điều tra dinh dưỡng"}
	if got.Task != "ND-T3" || got.Measured == nil || *got.Measured != want {
		t.Errorf("got %+v", got.Measured)
	}
}

func TestWhatIsOnlyWantedToldOrAskedIsNoReport(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{
		"THÔNG BÁO: Các đơn vị đã hoàn thành ND-10 gửi báo cáo về Sở", "Ví dụ: ND-10 đạt 60%", "ND-10 xong thì nhắn chị nhé",
		"chắc ND-10 xong rồi", "nếu ND-10 đạt 60% thì ghi nhận", "ND-10 dat 60% chua", "ND-10 mới 60% thôi hả", "ND-10 mới 60% hả chị",
		"BV-317 chiều nay họp xong em sẽ báo", "BV-147 sao chưa xong", "BV-147 sao mới có 40%", "BV-147 xong rồi à",
		"BV-147 đang làm chưa", "KL-14 chưa thấy báo cáo", "ND-7 kế hoạch năm nay 90 lớp", "BV-147 chỉ tiêu năm 2026: 40 hộ",
		"BV-222 de chieu em ve co quan roi em bao cao nha, dang ngoi tren pha", "hôm qua anh Ba nói ND-10 đạt 60%", "không phải ND-10 đạt 60%",
	} {
		if got := r.Read(text, progress.Context{}); got.Kind == progress.Update {
			t.Errorf("%q is read as a report: %+v", text, got.Reports)
		}
	}
	readAs(t, map[string]string{
		"ND-10 chắc cỡ 45%": "in_progress 45%",
		"ND-10 chắc chắn xong trong tuần này, đã đạt 90%": "in_progress 90%",
		"ND-10 thì xong rồi nhé":                          "done",
		"em thông báo ND-10 đã hoàn thành ạ":              "done",
		"ND-10 đạt 60%, nếu trời tạnh thì tuần sau xong":  "in_progress 60%",
		"BV-10 trồng được 20 ha":                          "in_progress 20 ha",
		"bv 10 trong duoc 20 ha":                          "in_progress 20 ha",
	})
}

func TestHowFarSomeTaskIsWithoutAWordOfWhich(t *testing.T) {
	r := newReader(t)
	staff := progress.Context{Agencies: []string{"so-yte"}}
	for _, text := range []string{"60%", "đạt 60%", "xong", "xong rồi ạ", "chưa làm", "đang thực hiện"} {
		got := r.Read(text, staff)
		if got.Kind != progress.Unclear || len(got.Reports) != 1 || got.Reports[0].Task != "" || !got.Reports[0].StatusGiven {
			t.Errorf("%q: %v %+v, want one report that is open", text, got.Kind, got.Reports)
		}
	}
	for _, text := range []string{"đã họp", "muối i-ốt", "ok", "xong chưa?", ""} {
		if got := r.Read(text, staff); len(got.Reports) != 0 {
			t.Errorf("%q: %v %+v, want no report", text, got.Kind, got.Reports)
		}
	}
}

func TestAForwardedTextIsNoReport(t *testing.T) {
	r := newReader(t)
	for text, forwarded := range map[string]bool{"ND-15 đạt 60%": true, "Tuần sau họp về ND-15": false} {
		if got := r.Read(text, progress.Context{Forwarded: forwarded}); got.Kind != progress.Announcement || got.Forwarded != forwarded {
			t.Errorf("%q: %+v, want an announcement, forwarded %v", text, got, forwarded)
		}
	}
}

func TestTasksNamedTogetherHaveTheirOwnPercentsInOrder(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string][]string{
		"BV-147 và BV-150 lần lượt đạt 70% và 50%":   {"in_progress 70%", "in_progress 50%"},
		"BV-147, BV-150 lần lượt 70, 50%":            {"in_progress 70%", "in_progress 50%"},
		"BV-147 và BV-150 lần lượt xong và đang làm": {"", ""},
	} {
		got := r.Read(text, progress.Context{}).Reports
		if len(got) != 2 || figuresOf(got[0]) != want[0] || figuresOf(got[1]) != want[1] {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
