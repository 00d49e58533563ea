package plan

import (
	"testing"
	"time"
)

func sampleRegister() *Register {
	return NewRegister(
		[]Plan{
			{ID: "a", Key: "AA", Start: 2018, End: 2025, Phases: []int{2020}},
			{ID: "b", Key: "BB"},
		},
		[]Task{
			{ID: "AA-1", Plan: "a", Row: 1, Code: "1.1", Lead: []string{"so-y-te"}, Coordinating: []string{"cac-so"}, End: 2020},
			{ID: "AA-2", Plan: "a", Row: 2, Code: "1.1", Lead: []string{"cac-so"}},
			{ID: "AA-D1", Plan: "a", Lead: []string{"so-y-te"}},
			{ID: "BB-D1", Plan: "b", Lead: []string{"so-tc"}},
			{ID: "BB-D2", Plan: "b", Lead: []string{"huyen-a"}},
		},
		[]Agency{
			{Key: "so-y-te", Name: "Sở Y tế", MemberOf: []string{"cac-so"}},
			{Key: "so-tc", Name: "Sở Tài chính", MemberOf: []string{"cac-so"}},
			{Key: "cac-so", Name: "Các sở", Kind: Collective},
			{Key: "huyen-a", Name: "Huyện A", Kind: District, MemberOf: []string{"cac-huyen", "ven-bien"}},
			{Key: "ven-bien", Name: "Các huyện ven biển", Kind: Collective, MemberOf: []string{"cac-huyen"}},
			{Key: "cac-huyen", Name: "Các huyện", Kind: Collective},
		},
		nil, nil,
	)
}

func TestAnAgencyTakesPartByItsNameOrItsCollective(t *testing.T) {
	r := sampleRegister()
	for _, c := range []struct {
		task, agency string
		want         Participation
	}{
		{"AA-1", "so-y-te", Leads}, {"AA-1", "so-tc", Coordinates}, {"AA-2", "so-tc", Leads}, {"BB-D1", "so-y-te", NoPart}, {"AA-1", "", NoPart},
		{"BB-D2", "cac-huyen", Leads}, {"BB-D2", "ven-bien", Leads}, {"BB-D2", "cac-so", NoPart}, {"AA-1", "cac-so", Coordinates},
	} {
		task, ok := r.Task(c.task)
		if !ok {
			t.Fatalf("no task %s", c.task)
		}
		if got := r.Participation(task, c.agency); got != c.want {
			t.Errorf("%s in %s: %v, want %v", c.agency, c.task, got, c.want)
		}
	}
}

func TestAPlanCountsItsRowsOrElseItsDuties(t *testing.T) {
	r := sampleRegister()
	if got := len(r.Counted("a")); got != 2 {
		t.Errorf("plan a counts %d tasks, want its 2 rows", got)
	}
	if got := len(r.Counted("b")); got != 2 {
		t.Errorf("plan b counts %d tasks, want its duties", got)
	}
	if got := r.ByCode("", "1.1"); len(got) != 2 || got[0].ID != "AA-1" {
		t.Errorf("code 1.1 names %v", got)
	}
	if got := r.ByCode("a", ""); len(got) != 0 {
		t.Errorf("an empty code names %v", got)
	}
}

func TestAPlanKnowsItsState(t *testing.T) {
	p, _ := sampleRegister().Plan("AA")
	for year, want := range map[int]State{2019: InForce, 2020: InForce, 2021: PartEnded, 2025: PartEnded, 2026: Ended} {
		if got := p.State(time.Date(year, 12, 31, 23, 59, 0, 0, time.UTC)); got != want {
			t.Errorf("at the end of %d the plan is %s, want %s", year, got, want)
		}
	}
	if unknown := (Plan{}); unknown.State(time.Now()) != InForce {
		t.Error("a plan without years ends")
	}
}

func TestATaskIsDueWhenItsYearEndsInTheOffice(t *testing.T) {
	task, _ := sampleRegister().Task("AA-1")
	due, ok := task.Due(zone(t, "Asia/Ho_Chi_Minh"))
	if !ok || due.Format(time.RFC3339) != "2020-12-31T23:59:59+07:00" {
		t.Errorf("due at %v, %v", due, ok)
	}
	if _, ok := (Task{}).Due(time.UTC); ok {
		t.Error("a task without a year is due")
	}
}

func TestOfEachFieldTheLatestSuccessorCounts(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	a := Agency{Successors: []Successor{
		{Name: "one", Province: "BT", Date: day("2025-03-01")},
		{Name: "two", Province: "BT", Date: day("2025-07-01")},
		{Name: "press", Province: "BT", Field: "báo chí", Date: day("2025-03-01")},
		{Name: "other", Province: "CB", Date: day("2025-03-01")},
	}}
	for at, want := range map[string]string{"2025-02-28": "", "2025-03-01": "one press ", "2026-01-01": "two press "} {
		var got string
		for _, s := range a.SuccessorsAt("BT", day(at)) {
			got += s.Name + " "
		}
		if got != want {
			t.Errorf("at %s: %q, want %q", at, got, want)
		}
	}
}
