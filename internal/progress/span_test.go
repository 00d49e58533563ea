package progress_test

import (
	"fmt"
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

func TestAFigureOfAShorterTimeIsReadAsOne(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"ND-10 tuần này mở 3 lớp":                          "3 lớp week",
		"ND-10 tuan nay mo 3 lop":                          "3 lớp week",
		"ND-10 đã mở 3 lớp trong tuần":                     "3 lớp week",
		"ND-10 trong tháng mở 3 lớp":                       "3 lớp month",
		"ND-10 quý này mở 3 lớp":                           "3 lớp quarter",
		"ND-10 thêm 3 lớp":                                 "3 lớp added",
		"ND-10 mở thêm được 3 lớp":                         "3 lớp added",
		"ND-10 mở 3 lớp nữa":                               "3 lớp added",
		"ND-10: trong tuần mở 2 lớp, tập huấn 60 học viên": "2 lớp week, 60 học viên week",
		"ND-10 trong tuần đạt 5%":                          "5 % week",
		"ND-10 tuần này mở 3 lớp, lũy kế 48 lớp":           "48 lớp ",
		"ND-10 thêm 3 lớp thành 48 lớp":                    "48 lớp ",
		"ND-10 đến hôm nay mở 45 lớp":                      "45 lớp ",
		"ND-10 tính đến tuần này đã mở 45 lớp":             "45 lớp ",
		"Hôm nay em báo cáo ND-10 đã mở 45 lớp":            "45 lớp ",
		"Báo cáo tuần này: ND-10 đã mở 45 lớp":             "45 lớp ",
		"ND-10 tuần này được 48/60 lớp":                    "48 lớp ",
	} {
		got, said := one(t, r, text, progress.Context{}), ""
		for i, q := range got.Quantities {
			if i > 0 {
				said += ", "
			}
			said += fmt.Sprintf("%v %s %s", q.Value, q.Unit, q.Span)
		}
		if said != want || got.Status != plan.InProgress || got.Percent != nil {
			t.Errorf("%q: %s, %s, %s %%; want %s", text, said, got.Status, show(got.Percent), want)
		}
	}
	if got := one(t, r, "ND-10 tuần này đạt 60%", progress.Context{}); show(got.Percent) != "60" {
		t.Errorf("how far the task is by this week: %s %%, want 60", show(got.Percent))
	}
}

func TestQuantitiesOfOneKindAreComparedWithoutTheirScale(t *testing.T) {
	of := 4.0
	for _, c := range []struct{ given, want plan.Quantity }{
		{plan.Quantity{Value: 3.8, Unit: "tỷ đồng"}, plan.Quantity{Value: 3.8e9, Unit: "đồng"}},
		{plan.Quantity{Value: 3800, Unit: "triệu đồng"}, plan.Quantity{Value: 3.8e9, Unit: "đồng"}},
		{plan.Quantity{Value: 12, Unit: "hợp đồng"}, plan.Quantity{Value: 12, Unit: "hợp đồng"}},
		{plan.Quantity{Value: 3, Of: &of, Unit: "nghìn USD"}, plan.Quantity{Value: 3000, Unit: "USD"}},
	} {
		got := progress.Unscaled(c.given)
		if got.Value != c.want.Value || got.Unit != c.want.Unit || got.Of != nil && *got.Of != 4000 {
			t.Errorf("%v %s: got %v %s", c.given.Value, c.given.Unit, got.Value, got.Unit)
		}
	}
	if of != 4 {
		t.Error("the whole that was given has changed")
	}
}
