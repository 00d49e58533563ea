package contract_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"chutri/internal/contract"
	"chutri/internal/filetest"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
)

var (
	office  = time.FixedZone("", 7*60*60)
	now     = time.Date(2026, 11, 21, 8, 0, 0, 123, office)
	percent = 62.5
	whole   = 2000.0
)

func register() *plan.Register {
	merged := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	farming := []plan.Successor{
		{Name: "Sở Nông nghiệp và Môi trường", Province: "Bến Tre", Date: merged, Act: "Nghị quyết 01", Confirmed: true},
		{Name: "Sở khác", Province: "Cao Bằng", Date: merged},
		{Name: "Sở mai sau", Province: "Bến Tre", Date: merged.AddDate(10, 0, 0)},
	}
	return plan.NewRegister(
		[]plan.Plan{{ID: "nan-doi-ben-tre", Key: "ND", Province: "Bến Tre"}},
		nil,
		[]plan.Agency{
			{Key: "so-ct", Name: "Sở Công Thương"},
			{Key: "so-nnptnt", Name: "Sở Nông nghiệp và Phát triển nông thôn", Kind: "department", Aliases: []string{"Sở NN&PTNT"}, MemberOf: []string{"cac-so"}, Successors: farming},
			{Key: "so-tnmt", Name: "Sở Tài nguyên và Môi trường", Successors: farming[:1]},
			{Key: "cac-so", Name: "Các sở, ban, ngành", Kind: plan.Collective},
		}, nil, nil)
}

func salt() plan.Task {
	return plan.Task{
		ID: "ND-15", Plan: "nan-doi-ben-tre", Row: 15, Code: "2.2.3", Part: "2.2", Title: "Tăng số hộ dùng muối i-ốt",
		Lead: []string{"so-ct", "so-nnptnt", "so-tnmt"}, Coordinating: []string{"cac-so"}, Start: 2018, End: 2025,
		Output: "Kế hoạch dinh dưỡng", Source: "Kế hoạch, Phụ lục, mục 2.2.3",
	}
}

func proof() []ledger.Evidence {
	by := store.Author{ID: 2001, Name: "Nguyễn Thị Hồng"}
	return []ledger.Evidence{
		{Update: 1, Number: 1, Name: "biên bản.pdf", Type: "document", Mime: "application/pdf", Size: 1024, File: "BQ", State: ledger.EvidenceStored, SHA256: "ab12", AddedAt: now.UTC(), By: by},
		{Update: 1, Number: 2, Type: "photo", File: "BQ", State: ledger.EvidenceFailed, Reason: "damaged", AddedAt: now.UTC(), By: by},
	}
}

func content() store.Content {
	return store.Content{
		Task: "ND-15", Status: plan.InProgress, Percent: &percent, Text: "Đã cấp cho 1.250/2.000 hộ <đợt 1>",
		Quantities: []plan.Quantity{{Value: 1250, Of: &whole, Unit: "hộ", Estimate: true}, {Value: 3, Unit: "xã"}},
		Estimate:   true, Obstacle: "Đường hỏng", Next: "Cấp tiếp", Author: store.Author{ID: 2001, Name: "Nguyễn Thị Hồng"},
		Agency: "so-ct", Chat: 2001, Message: 7, ReportedAt: now.UTC(), Week: "2026-W47",
	}
}

// figures are a week's, with a different number everywhere.
func figures(t *testing.T) report.Figures {
	week, err := plan.ParsePeriod("2026-W53", office)
	if err != nil {
		t.Fatal(err)
	}
	return report.Figures{
		Scope: report.Scope{Plan: "nan-doi-ben-tre", Agency: "so-ct"}, Period: week, IssuedAt: now, Total: 21,
		ByStatus: map[plan.Status]int{plan.NotReported: 1, plan.NotStarted: 2, plan.InProgress: 3, plan.Blocked: 4, plan.Done: 5, plan.Stopped: 6},
		Before:   map[plan.Status]int{plan.NotReported: 6, plan.NotStarted: 5, plan.InProgress: 4, plan.Blocked: 3, plan.Done: 2, plan.Stopped: 1},
		Classes:  map[report.Class]int{report.DoneOnTime: 2, report.DoneLate: 3, report.OpenOnTime: 4, report.OpenLate: 7},
		Rates:    report.Rates{DoneOfAll: 0.25, DoneOfDue: 0.5}, NoDueDate: 8,
		Updates: []uint64{1, 2}, Changed: []string{"ND-15"}, Completed: []string{"ND-1"}, Blocked: []string{"ND-2"},
		SilentAgencies: []string{"so-nnptnt"}, DueSoon: []string{"ND-3"},
	}
}

func shapes(t *testing.T) map[string]any {
	r := register()
	task := contract.NewTask(salt(), r, now)
	duty := contract.NewTask(plan.Task{ID: "ND-D1", Plan: "nan-doi-ben-tre", Lead: []string{"so-ct"}}, r, now)
	progress := store.Progress{ID: 1, Revision: 2, State: store.StateConfirmed, Content: content()}
	done := store.Progress{ID: 2, Revision: 1, State: store.StateRecorded, Content: store.Content{Task: "ND-15", Status: plan.Done, ReportedAt: now}}
	entry := func(e store.Event) contract.AuditEntry {
		e.Seq, e.At, e.Actor = 9, now.UTC(), 2001
		return contract.NewAuditEntry(e, r, office)
	}
	said := content()
	said.Correction = "thật ra 1.200 hộ"
	done.Finished, done.Quantities = "2025-12-10", []plan.Quantity{{Value: 5, Unit: plan.PerCent, Span: plan.OfWeek}}
	return map[string]any{
		"ask": []contract.Ask{
			contract.NewAsk("Ai chủ trì muối i-ốt?", "answered", contract.Answer{Task: task, Score: 0.75}),
			contract.NewAsk("Mấy giờ rồi?", "not_found"),
		},
		"task": []contract.Task{task, duty},
		"target": []contract.Target{
			contract.NewTarget(plan.Target{
				ID: "ND-T3", Plan: "nan-doi-ben-tre", Name: "Trẻ thấp còi", Unit: "%", Baseline: &plan.YearValue{Year: 2017, Value: 24},
				Values: []plan.TargetValue{{Year: 2025, Op: "<", Value: 20}}, Tasks: []string{"ND-15"},
			}, contract.NewActuals(plan.Target{Unit: "%"}, []ledger.Measured{
				{Year: 2024, Value: 5, Unit: "trẻ"}, {Year: 2025, Value: 21.3, Unit: "%", Source: "điều tra"},
				{Year: 2026, Value: 20.9, Unit: "%", Part: "6 tháng đầu năm", Estimate: true},
			})...),
			contract.NewTarget(plan.Target{ID: "ND-T4", Plan: "nan-doi-ben-tre"}),
		},
		"deadline": []contract.Deadline{
			contract.NewDeadline(plan.Deadline{Plan: "nan-doi-ben-tre", Month: 6, Day: 15, From: []string{"so-ct"}, To: []string{"so-nnptnt"}, FirstYear: 2019, What: "Báo cáo 6 tháng"}, r),
			contract.NewDeadline(plan.Deadline{Plan: "nan-doi-ben-tre"}, r),
		},
		"agency": []contract.Agency{
			contract.NewAgency(r.Agencies[1], r), contract.NewAgency(r.Agencies[0], r),
		},
		"update": []contract.Update{contract.NewUpdate(progress, r, office, proof()...), contract.NewUpdate(done, r, office)},
		"report": contract.NewReport(figures(t), r),
		"member": contract.NewMember(store.Member{Person: 2001, Name: "Hồng", Role: store.RoleStaff, Agencies: []string{"so-ct"}, Since: now}, r, office),
		"audit": []contract.AuditEntry{
			entry(store.Event{Kind: store.Amended, Progress: &store.Revision{ID: 1, Content: &said}}),
			entry(store.Event{Kind: store.Returned, Progress: &store.Revision{ID: 1, Reason: "thiếu số liệu"}}),
			entry(store.Event{Kind: store.MemberRemoved, Member: &store.Member{Person: 5, Role: store.RoleOfficial, Since: now, Removed: true}}),
			entry(store.Event{Kind: store.InviteMade, Invite: &store.Invite{Hash: "ab", Role: store.RoleStaff, Agency: "so-ct", By: 1, Expires: now}}),
			entry(store.Event{Kind: store.GroupBound, Group: &store.Group{Chat: -100, Title: "Nhóm", Agency: "so-ct"}}),
			entry(store.Event{Kind: store.LanguageSet, Language: &store.Language{Person: 5, Tag: "en"}}),
			entry(store.Event{Kind: store.RecordKept, Record: &store.Record{
				Collection: "measured", Key: "ND-T3/2025", Data: []byte(`{"target":"ND-T3","year":2025,"value":21.3,"text":"<21,3>"}`),
			}}),
			entry(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: "measured", Key: "ND-T3/2025", Removed: true}}),
		},
	}
}

func TestShapesAreThoseOfTheContract(t *testing.T) {
	for name, shape := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			encoder := json.NewEncoder(&out)
			encoder.SetEscapeHTML(false)
			encoder.SetIndent("", "  ")
			if err := encoder.Encode(shape); err != nil {
				t.Fatal(err)
			}
			filetest.Golden(t, filepath.Join("testdata", name+".json"), out.String())
		})
	}
}

// TestMembersStandInTheContractsOrder spells the members out once more, so that a careless -update cannot change them.
func TestMembersStandInTheContractsOrder(t *testing.T) {
	member := regexp.MustCompile(`"([a-z_0-9]+)":`)
	r := register()
	for name, c := range map[string]struct {
		shape any
		want  string
	}{
		"ask":      {contract.NewAsk("", ""), "question outcome answers"},
		"answer":   {contract.Answer{}, "id plan row code part title lead lead_now coordinating start end output source score"},
		"target":   {contract.NewTarget(plan.Target{}), "id plan name unit baseline values tasks actuals"},
		"deadline": {contract.Deadline{}, "plan month day from to first_year what"},
		"update": {
			contract.NewUpdate(store.Progress{Content: store.Content{Quantities: content().Quantities[:1]}}, r, office, proof()[:1]...),
			"id task status percent quantities value of unit text author id name agency chat_id message_id reported_at week revision state " +
				"evidence name type mime size state sha256 added_at by id name",
		},
		"report": {
			contract.Report{}, "period from to plan agency issued_at total " +
				"by_status not_reported not_started in_progress blocked done stopped " +
				"classes done_on_time done_late open_on_time open_late no_due_date rates done_of_all done_of_due " +
				"updates changed completed blocked silent_agencies due_soon " +
				"before by_status not_reported not_started in_progress blocked done stopped",
		},
	} {
		encoded, err := json.Marshal(c.shape)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range member.FindAllStringSubmatch(string(encoded), -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %s, want %s", name, strings.Join(got, " "), c.want)
		}
	}
}

func TestNoListIsNull(t *testing.T) {
	null := regexp.MustCompile(`"([a-z_]+)":null`)
	allowed := map[string]bool{"baseline": true, "percent": true, "of": true, "start": true, "end": true} // figures, not lists
	r := register()
	for _, shape := range []any{
		contract.NewAsk("", "not_found"), contract.NewTask(plan.Task{}, r, now), contract.NewTarget(plan.Target{}),
		contract.NewDeadline(plan.Deadline{}, r), contract.NewAgency(plan.Agency{}, r), contract.NewMember(store.Member{}, r, office),
		contract.NewUpdate(store.Progress{}, r, office),
		contract.NewAuditEntry(store.Event{Progress: &store.Revision{Content: &store.Content{}}}, r, office),
	} {
		encoded, err := json.Marshal(shape)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range null.FindAllStringSubmatch(string(encoded), -1) {
			if !allowed[m[1]] {
				t.Errorf("%T: %s is null", shape, m[1])
			}
		}
	}
}

func TestAskKeepsTheBestFive(t *testing.T) {
	answers := make([]contract.Answer, 7)
	answers[0].Score = 9
	if got := contract.NewAsk("?", "choices", answers...).Answers; len(got) != contract.MaxAnswers || got[0].Score != 9 {
		t.Errorf("got %d answers, the first with %v", len(got), got[0].Score)
	}
}
