package search

import (
	"strings"
	"sync"
	"testing"

	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/vietnamese"
	"chutri/seeds"

	"golang.org/x/text/unicode/norm"
)

// data are the seeds, and the index of them, made once for all tests.
var data = sync.OnceValues(func() (*seeds.Data, *Index) {
	d, err := seeds.Load(seeds.Files)
	if err != nil {
		panic(err)
	}
	return d, New(d.Register, agencies.New(d.Register.Agencies), synonymsOf(d.Synonyms))
})

func synonymsOf(from seeds.Synonyms) Synonyms {
	to := Synonyms{Groups: from.Groups}
	for _, a := range from.Abbreviations {
		to.Abbreviations = append(to.Abbreviations, [2]string{a.Short, a.Long})
	}
	return to
}

// small is an index of a few tasks made for a test.
func small(tasks ...plan.Task) *Index {
	all := []plan.Agency{
		{Key: "so-yte", Name: "Sở Y tế", Kind: "department"},
		{Key: "so-xd", Name: "Sở Xây dựng", Kind: "department"},
	}
	plans := []plan.Plan{
		{ID: "nan-doi-ben-tre", Key: "ND", Province: "Bến Tre", Parts: []plan.Part{{ID: "1", Title: "Mục tiêu chung"}}},
		{ID: "giam-ngheo", Key: "GN", Province: "Bến Tre", Aliases: []string{"giảm nghèo"}},
	}
	for i := range tasks {
		if tasks[i].Plan == "" {
			tasks[i].Plan = "nan-doi-ben-tre"
		}
		tasks[i].Row = i + 1
	}
	r := plan.NewRegister(plans, tasks, all, nil, nil)
	return New(r, agencies.New(all), Synonyms{})
}

func first(r Result) string {
	if len(r.Answers) == 0 {
		return ""
	}
	return r.Answers[0].Task.ID
}

func TestOneQuestionIsFoundHoweverItIsTyped(t *testing.T) {
	_, x := data()
	for name, question := range map[string]string{
		"plain":           "Cơ quan nào chủ trì việc dùng muối i-ốt?",
		"without accents": "co quan nao chu tri viec dung muoi i-ot",
		"decomposed":      norm.NFD.String("Cơ quan nào chủ trì việc dùng muối i-ốt?"),
		"capitals":        "AI CHỦ TRÌ VIỆC DÙNG MUỐI I-ỐT",
		"half Telex":      "co quan naof chu trif vieecj dung muoois i-ot",
		"wrong tone":      "cơ quan nào chũ trì việc dùng muối i-ôt",
		"English":         "Which agency leads iodised salt for households?",
		"in a story": "Chào anh chị, em mới về xã tuần rồi. Hôm qua họp tới tối mịt. Mấy chị hỏi hộ nghèo được hỗ trợ muối i-ốt thì ai chủ trì? " +
			"Cảm ơn anh chị nhiều.",
	} {
		if got := x.Find(question); first(got) != "ND-15" {
			t.Errorf("%s: %q found %q (%s), want ND-15", name, question, first(got), got.Outcome)
		}
	}
}

func TestTypedAccentsCount(t *testing.T) {
	x := small(
		plan.Task{ID: "ND-1", Title: "Trồng cây dương ven biển", Lead: []string{"so-yte"}},
		plan.Task{ID: "ND-2", Title: "Trồng cây bên đường ven biển", Lead: []string{"so-xd"}},
	)
	for question, want := range map[string]string{
		"trồng cây dương": "ND-1", "trồng cây bên đường": "ND-2",
	} {
		s := newScratch(x)
		s.consider(x, question, nil)
		s.order(x.model)
		if got := x.register.Tasks[s.found[0].task].ID; got != want {
			t.Errorf("%q ranks %s first, want %s", question, got, want)
		}
	}
	if s := newScratch(x); true {
		s.read(x, "dương")
		for _, m := range s.positions[0].terms {
			if x.words.names[m.term] == "đường2" || strings.HasPrefix(x.words.names[m.term], "đ") {
				t.Errorf("dương stands for %s", x.words.names[m.term])
			}
		}
		s.read(x, "duong")
		for _, want := range []string{"dương", "đường"} {
			if !has(s.positions[0].terms, x.words.ids[vietnamese.Spelling(want)]) {
				t.Errorf("duong without accents does not stand for %s", want)
			}
		}
	}
}

func TestNothingIsFoundOutsideThePlans(t *testing.T) {
	_, x := data()
	for _, question := range []string{"", "   ", "?!", "ai chủ trì?", "xin chào", "kết quả xổ số miền Nam", "Cơ quan nào cấp phép phòng khám nha khoa?", "asdf qwerty"} {
		got := x.Find(question)
		if got.Outcome != NotFound || len(got.Answers) > 0 {
			t.Errorf("%q: %s with %d answers, want not found with none", question, got.Outcome, len(got.Answers))
		}
	}
}

func TestNearestTopicsAreOfferedInPlaceOfAnswers(t *testing.T) {
	_, x := data()
	got := x.Find("Ai chủ trì kiểm tra thuốc thú y giả?")
	if got.Outcome != NotFound || len(got.Topics) == 0 || len(got.Topics) > maxTopics {
		t.Fatalf("got %s with topics %v", got.Outcome, got.Topics)
	}
	for _, topic := range got.Topics {
		if topic.Plan == "" || topic.Title == "" {
			t.Errorf("topic %+v has no plan or title", topic)
		}
	}
}

func TestANamedAgencyNarrowsAndItsNameIsNoTopic(t *testing.T) {
	x := small(
		plan.Task{ID: "ND-1", Title: "Tuyên truyền phòng bệnh sốt xuất huyết", Lead: []string{"so-yte"}},
		plan.Task{ID: "ND-2", Title: "Tuyên truyền phòng bệnh nghề nghiệp ngành y tế", Lead: []string{"so-xd"}},
	)
	got := x.Match("Sở Y tế tuyên truyền phòng bệnh", nil)
	if len(got) != 2 || got[0].Task != "ND-1" {
		t.Errorf("got %v, want ND-1 first, which the agency leads", got)
	}
	if result := x.Find("Sở Y tế tuyên truyền phòng bệnh"); len(result.Understood.Agencies) != 1 || result.Understood.Agencies[0] != "so-yte" {
		t.Errorf("understood %+v, want so-yte", result.Understood)
	}
}

func TestTwoPlansWithDifferentLeadsAreBothOffered(t *testing.T) {
	asked := []string{"ai lo giếng khoan cho hộ nghèo", "giếng khoan hộ nghèo hỏi ai"}
	x := small(
		plan.Task{ID: "ND-1", Title: "Khoan giếng cho hộ nghèo", Lead: []string{"so-yte"}, Asked: asked},
		plan.Task{ID: "GN-1", Plan: "giam-ngheo", Title: "Khoan giếng cho hộ nghèo", Lead: []string{"so-xd"}, Asked: asked},
		plan.Task{ID: "ND-2", Title: "Dạy nấu ăn", Lead: []string{"so-xd"}, Asked: []string{"ai dạy nấu ăn"}},
		plan.Task{ID: "ND-3", Title: "Sửa cầu đường", Lead: []string{"so-xd"}, Asked: []string{"ai sửa cầu"}},
	)
	got := x.Find("ai khoan giếng cho hộ nghèo?")
	if got.Outcome != Choices || len(got.Answers) < 2 || got.Answers[0].Task.Plan == got.Answers[1].Task.Plan {
		t.Errorf("got %s %v, want a choice between the two plans", got.Outcome, got.Answers)
	}
}

func TestMatchKeepsToTheFilter(t *testing.T) {
	_, x := data()
	got := x.Match("đã cấp muối i-ốt cho 1.250 hộ nghèo", func(task plan.Task) bool { return task.Plan == "giam-ngheo" })
	for _, c := range got {
		if !strings.HasPrefix(c.Task, "GN-") {
			t.Errorf("%s passed the filter", c.Task)
		}
	}
	if all := x.Match("đã cấp muối i-ốt cho 1.250 hộ nghèo", nil); len(all) == 0 || all[0].Task != "ND-15" {
		t.Errorf("got %v, want ND-15 first", all)
	}
}

func TestScoresAreSharesOfOne(t *testing.T) {
	_, x := data()
	for _, question := range []string{"ai chủ trì tiêm chủng mở rộng", "nước sạch nông thôn", "giảm nghèo"} {
		total := 0.0
		for i, answer := range x.Find(question).Answers {
			total += answer.Score
			if i > 0 && answer.Score > x.Find(question).Answers[i-1].Score {
				t.Errorf("%q: answer %d has a higher score than the one before", question, i+1)
			}
		}
		if total < 0 || total > 1.000001 {
			t.Errorf("%q: the scores make %v", question, total)
		}
	}
}

func TestAnIndexIsReadBySeveralAtOnce(t *testing.T) {
	_, x := data()
	questions := []string{"muối i-ốt", "ai lo nước sạch nông thôn", "MTCT 12.7", "who leads tuberculosis control", "giam ngheo"}
	want := make([]string, len(questions))
	for i, question := range questions {
		want[i] = first(x.Find(question))
	}
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range 40 {
				at := (worker + i) % len(questions)
				if got := first(x.Find(questions[at])); got != want[at] {
					t.Errorf("%q found %s, alone %s", questions[at], got, want[at])
				}
			}
		})
	}
	group.Wait()
}

func FuzzFind(f *testing.F) {
	_, x := data()
	for _, seed := range []string{"muối i-ốt", "MTCT 12.7", "ND-15", "ai chu tri", "\xff\xfe", "III.7 kế hoạch giảm nghèo", "XLVPHC", "ă\u0301\u0301", strings.Repeat("nước sạch. ", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, question string) {
		got := x.Find(question)
		if (got.Outcome == NotFound) != (len(got.Answers) == 0) || len(got.Answers) > MaxAnswers {
			t.Errorf("%q: %s with %d answers", question, got.Outcome, len(got.Answers))
		}
		x.Match(question, nil)
	})
}

func TestOtherPlansThatGiveTheWorkToOthersAreShown(t *testing.T) {
	_, x := data()
	for question, want := range map[string][2]string{
		"Ai chủ trì giao đất rừng cho hộ dân?":                {"KL-20", "BV-291"},
		"ai chủ trì OCOP":                                     {"KL-7", "BV-22"},
		"Phong trào thi đua giúp hộ nghèo vươn lên do ai lo?": {"BV-10", "GN-5"},
	} {
		got := x.Find(question)
		if got.Outcome != Choices || len(got.Answers) < 2 || got.Answers[0].Task.ID != want[0] || got.Answers[1].Task.ID != want[1] {
			t.Errorf("%q: %s, first %s, want a choice of %v", question, got.Outcome, first(got), want)
		}
	}
	for question, want := range map[string]string{
		"kế hoạch phát triển bền vững: ai chủ trì OCOP?": "BV-22", // names the plan
		"ai chủ trì chỉ dẫn địa lý chôm chôm":            "KL-18", // no other plan has it
	} {
		if got := x.Find(question); got.Outcome != Answered || first(got) != want {
			t.Errorf("%q: %s %s, want the answer %s", question, got.Outcome, first(got), want)
		}
	}
}
