package question_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/question"
	"chutri/seeds"
)

var asked = time.Date(2026, time.November, 19, 8, 0, 0, 0, time.UTC)

var office = sync.OnceValues(func() (*plan.Register, *question.Reader) {
	data, err := seeds.Default()
	if err != nil {
		panic(err)
	}
	return data.Register, question.New(data.Register, agencies.New(data.Register.Agencies))
})

// summary writes an Intent in one line.
func summary(register *plan.Register, i question.Intent) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+value)
		}
	}
	p, _ := register.Plan(i.Plan)
	add("", string(i.Kind))
	add("", i.Agency)
	add("", string(i.Side))
	add("", p.Key)
	if i.Year != 0 {
		add("", fmt.Sprint(i.Year))
	}
	if i.Past {
		add("", "past")
	}
	add("", i.Part)
	add("", strings.Join(i.Targets, " "))
	for _, d := range i.Deadlines {
		deadline := register.Deadlines[d]
		of, _ := register.Plan(deadline.Plan)
		add("", fmt.Sprintf("%s:%d/%d", of.Key, deadline.Day, deadline.Month))
	}
	add("“", i.Subject)
	return strings.Join(parts, " ")
}

func TestQuestionsAreReadAsTheyAreMeant(t *testing.T) {
	register, reader := office()
	for text, want := range map[string]string{
		// What an agency does.
		"Sở Y tế chủ trì những việc gì?":                             "tasks so-yte lead",
		"so y te chu tri nhung viec gi":                              "tasks so-yte lead",
		"SYT làm gì?":                                                "tasks so-yte lead",
		"Nhiệm vụ của Sở Tư pháp là gì ạ":                            "tasks so-tp lead",
		"Danh sách nhiệm vụ Sở Công Thương":                          "tasks so-ct lead",
		"Sở Nội vụ có bao nhiêu nhiệm vụ?":                           "tasks so-nv lead",
		"cho em hỏi Sở Xây dựng được giao chủ trì bao nhiêu việc ạ?": "tasks so-xd lead",
		"Sở Tài chính":                                               "tasks so-tc lead",
		"STC phối hợp gì trong kế hoạch giảm nghèo":                  "tasks so-tc coordinating GN",
		"Công an tỉnh phối hợp những nhiệm vụ nào":                   "tasks congan coordinating",
		"Sở Y tế chủ trì gì trong kế hoạch Cao Bằng?":                "tasks so-yte lead CB",
		"Sở Y tế trong BV làm những gì":                              "tasks so-yte lead BV",
		"What does the Department of Health lead?":                   "tasks so-yte lead",
		"tasks of Department of Finance":                             "tasks so-tc lead",
		"What does the Department of Justice coordinate?":            "tasks so-tp coordinating",
		// What the asker's own agency does.
		"Nhiệm vụ của tôi":                       "own lead",
		"nhiem vu cua toi":                       "own lead",
		"việc của em":                            "own lead",
		"viec cua don vi toi":                    "own lead",
		"cho em hỏi các nhiệm vụ của sở em ạ":    "own lead",
		"đơn vị mình phối hợp việc gì?":          "own coordinating",
		"tôi phải làm những gì":                  "own lead",
		"việc của tôi trong kế hoạch giảm nghèo": "own lead GN",
		"my tasks": "own lead",
		"what are the tasks of our agency in GN?": "own lead GN",
		"việc của ai":                             "",
		"việc làm của thanh niên":                 "",
		"tôi phải làm sao để có nước sạch":        "",
		// What ends.
		"việc nào hết hạn năm 2025?":                         "ending 2025",
		"nhiệm vụ nào kết thúc năm 2020":                     "ending 2020",
		"viec nao den han nam nay":                           "ending 2026",
		"những việc hết hạn năm ngoái":                       "ending 2025",
		"Sở Y tế có việc gì đến hạn năm 2025?":               "ending so-yte 2025",
		"các nhiệm vụ của kế hoạch giảm nghèo hết hạn 2025":  "ending GN 2025",
		"việc nào đã quá hạn?":                               "ending past",
		"Sở Công Thương có những việc nào quá hạn":           "ending so-ct past",
		"which tasks end in 2025?":                           "ending 2025",
		"which tasks of the Department of Health ended":      "ending so-yte past",
		"nhiệm vụ nào của SNN phải xong trong năm 2020 vậy?": "ending so-nnptnt 2020",
		// Goals and groups.
		"MTCT 14":  "part BV 14",
		"mtct 6.2": "part BV 6.2",
		"Mục tiêu 14 kế hoạch phát triển bền vững":  "part BV 14",
		"mục III kế hoạch giảm nghèo":               "part GN III",
		"mục 2 kế hoạch 1185":                       "part KL 2",
		"mục 4 kế hoạch 1185 gồm những việc gì?":    "part KL 4",
		"goal 14 of the sustainable development":    "part BV 14",
		"liệt kê các nhiệm vụ mục V của giảm nghèo": "part GN V",
		// Targets.
		"chỉ tiêu thấp còi đến 2025?":          "targets 2025 ND-T3 CB-T4",
		"chi tieu thap coi":                    "targets ND-T3 CB-T4",
		"chỉ tiêu thấp còi Cao Bằng":           "targets CB CB-T4",
		"tử vong mẹ phải đạt bao nhiêu?":       "targets BV-T10",
		"tỷ lệ bao nhiêu hộ có điện":           "",
		"bao nhiêu xã nông thôn mới":           "targets KL-T6",
		"chỉ tiêu của kế hoạch giảm nghèo":     "targets GN",
		"target stunting 2025":                 "targets 2025 ND-T3 CB-T4",
		"Độ che phủ rừng đạt bao nhiêu?":       "targets BV-T33 BV-T34 KL-T23",
		"chỉ tiêu HTX nghêu là bao nhiêu vậy ": "targets KL-T16",
		// Reports.
		"báo cáo SDG nộp khi nào, cho ai?":              "deadlines BV BV:30/11 BV:10/12 BV:0/0 BV:0/0 BV:0/0",
		"khi nào nộp báo cáo kết luận 359":              "deadlines KL KL:15/6 KL:15/12 KL:0/0 KL:0/0",
		"hạn nộp báo cáo 6 tháng kết luận 359":          "deadlines KL KL:15/6",
		"bao cao giam ngheo gui cho ai":                 "deadlines GN GN:0/0 GN:0/0 GN:0/0 GN:0/0",
		"Sở KHĐT báo cáo UBND tỉnh ngày nào":            "deadlines ubnd-tinh BV:10/12 BV:0/0 GN:0/0",
		"when is the SDG report due and to whom?":       "deadlines BV BV:30/11 BV:10/12 BV:0/0 BV:0/0 BV:0/0",
		"hạn báo cáo của Sở KH&ĐT về SDG là ngày nào ạ": "deadlines so-khdt BV BV:30/11 BV:10/12 BV:0/0 BV:0/0",
		// One task, described.
		"ai phối hợp việc dùng muối i-ốt?":             "coordinators “việc dùng muối i-ốt",
		"muối i-ốt cơ quan nào phối hợp":               "coordinators “muối i-ốt",
		"ND-15 ai phối hợp?":                           "coordinators “ND-15",
		"who coordinates iodised salt?":                "coordinators “iodised salt",
		"muối i-ốt làm tới đâu rồi":                    "progress “muối i-ốt",
		"muoi i ot toi dau roi":                        "progress “muoi i ot",
		"tiến độ đề án OCOP":                           "progress “đề án OCOP",
		"ND-15 xong chưa?":                             "progress “ND-15",
		"how far is the vitamin A programme":           "progress “vitamin A programme",
		"muối i-ốt giờ ai làm?":                        "now “muối i-ốt làm",
		"sau sáp nhập thì ai lo muối i-ốt":             "now “lo muối i-ốt",
		"BV-262 bây giờ sở nào":                        "now “BV-262",
		"muối i-ốt làm tới năm nào":                    "until “muối i-ốt",
		"thời hạn của đề án OCOP":                      "until “đề án OCOP",
		"Sở Y tế làm tới đâu rồi?":                     "progress so-yte",
		"tiến độ kế hoạch giảm nghèo":                  "progress GN",
		"ai cùng làm giải quyết việc làm cho hộ nghèo": "coordinators “giải quyết việc làm cho hộ nghèo",
		// One task, spoken of before.
		"còn cơ quan phối hợp?": "coordinators",
		"con co quan phoi hop":  "coordinators",
		"phối hợp với ai vậy?":  "coordinators",
		"tiến độ sao rồi?":      "progress",
		"tới đâu rồi":           "progress",
		"việc này xong chưa ạ?": "progress",
		"giờ sở nào?":           "now",
		"giờ ai làm":            "now",
		"sau sáp nhập là ai?":   "now",
		"hạn tới khi nào?":      "until",
		"đến bao giờ vậy em":    "until",
		"thế còn ai chủ trì?":   "card",
		"nguồn ở đâu?":          "card",
		"who does it now?":      "now",
		"until when?":           "until",
		// Ordinary ones.
		"Ai chủ trì tập huấn nuôi dưỡng trẻ nhỏ?": "",
		"MTCT 10.1 ai chủ trì?":                   "",
		"2.4":                                     "",
		"ND-15":                                   "",
		"Sở Y tế hay Sở Tài chính chủ trì bảo hiểm y tế?":                 "",
		"Cơ quan nào hướng dẫn đưa chỉ tiêu giảm nghèo vào nghị quyết?":   "",
		"ai ho tro nha dau tu day nhanh tien do du an nang luong tai tao": "",
		"muối i-ốt ai chủ trì, ai phối hợp?":                              "",
		"hạn hán thiếu nước ngọt ai lo":                                   "",
		"Con mèo nhà tôi đi lạc ba bữa nay, ai kiếm giùm?":                "",
		"Ai tổng hợp báo cáo về nạn đói ở Cao Bằng?":                      "",
		"Sở Y tế phòng chống bệnh không lây nhiễm":                        "",
		"": "", "?": "", "hôm nay ăn gì": "",
	} {
		for _, form := range []string{text, norm.NFD.String(text)} {
			want := norm.NFC.String(want)
			if got := norm.NFC.String(summary(register, reader.Read(form, asked))); got != want {
				t.Errorf("%s\n got %q\nwant %q", text, got, want)
			}
		}
	}
}

// TestOrdinaryQuestionsStayWithTheSearch runs over the questions that the search is measured with: only codes may be read here.
func TestOrdinaryQuestionsStayWithTheSearch(t *testing.T) {
	register, reader := office()
	files, err := filepath.Glob("../search/testdata/questions-*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no questions (%v)", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(content))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var q struct{ Category, Question string }
			if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
				t.Fatal(err)
			}
			if got := reader.Read(q.Question, asked); got.Kind != question.Ordinary && (q.Category != "code" || got.Kind != question.Part) {
				t.Errorf("%s is read as %s", q.Question, summary(register, got))
			}
		}
	}
}

// Of so many questions in the seeds at most one may be read as another kind: a few of them ask who coordinates, or for a report's day.
const questionsPerOther = 300

func TestQuestionsOfTheSeedsStayWithTheSearch(t *testing.T) {
	register, reader := office()
	all, other := 0, 0
	for _, task := range register.Tasks {
		for _, text := range append(task.Asked, task.Title) {
			all++
			if got := reader.Read(text, asked); got.Kind != question.Ordinary {
				other++
				t.Logf("%s: %s is read as %s", task.ID, text, summary(register, got))
			}
		}
	}
	if all == 0 || other*questionsPerOther > all {
		t.Errorf("%d of %d questions are taken from the search", other, all)
	}
}

func TestSubjectLeavesOutWhatAsks(t *testing.T) {
	_, reader := office()
	for text, want := range map[string]string{
		"Cơ quan nào chủ trì việc dùng muối i-ốt?": "dung muoi i ot",
		"ai phối hợp OCOP vậy em":                  "ocop",
		"":                                         "",
	} {
		if got := strings.Join(reader.Subject(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzAnyTextHasAnIntentOfTheRegister(f *testing.F) {
	for _, seed := range []string{
		"Sở Y tế chủ trì những việc gì?", "mục III.7 kế hoạch giảm nghèo", "chỉ tiêu thấp còi đến 2025?", "báo cáo SDG nộp khi nào",
		"ND-15 giờ ai làm", "14.", ".3", "2025 2026", "\xff\xfe", "Sơ\u0309 Y tê\u0301",
	} {
		f.Add(seed)
	}
	register, reader := office()
	f.Fuzz(func(t *testing.T, text string) {
		intent := reader.Read(text, asked)
		if _, ok := register.Plan(intent.Plan); !ok && intent.Plan != "" {
			t.Errorf("%q names the plan %q", text, intent.Plan)
		}
		if _, ok := register.Agency(intent.Agency); !ok && intent.Agency != "" {
			t.Errorf("%q names the agency %q", text, intent.Agency)
		}
		p, _ := register.Plan(intent.Plan)
		if _, ok := p.Part(intent.Part); !ok && intent.Kind == question.Part {
			t.Errorf("%q names the part %q", text, intent.Part)
		}
		for _, id := range intent.Targets {
			if _, ok := register.Target(id); !ok {
				t.Errorf("%q names the target %q", text, id)
			}
		}
		for _, place := range intent.Deadlines {
			if place < 0 || place >= len(register.Deadlines) {
				t.Errorf("%q names the deadline %d", text, place)
			}
		}
		if intent.Kind == question.Deadlines && len(intent.Deadlines) == 0 {
			t.Errorf("%q asks for no deadline", text)
		}
	})
}

func TestAsksWhoReadsWhatIsSaidInSoManyWords(t *testing.T) {
	_, r := office()
	for text, want := range map[string]bool{
		"ND-20 ai chủ trì?":                       true,
		"cơ quan nào phụ trách muối i-ốt":         true,
		"Số này của năm trước phải không chị?":    false,
		"thiếu số liệu, chưa có văn bản kèm theo": false,
		"": false,
	} {
		if got := r.AsksWho(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}
