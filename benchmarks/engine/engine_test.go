package engine

import (
	"testing"

	"chutri/internal/plan"
	"chutri/seeds"
)

func TestAllEnginesFindTheTaskWithAndWithoutAccents(t *testing.T) {
	register := plan.NewRegister(
		[]plan.Plan{{ID: "nan-doi-ben-tre", Key: "ND", Parts: []plan.Part{{ID: "1", Title: "Nông thôn"}}}},
		[]plan.Task{
			{ID: "ND-1", Plan: "nan-doi-ben-tre", Row: 1, Part: "1", Title: "Sửa chữa đường giao thông nông thôn", Terms: []string{"cầu đường"}},
			{ID: "ND-2", Plan: "nan-doi-ben-tre", Row: 2, Title: "Bổ sung muối i-ốt cho bữa ăn", Asked: []string{"muối ăn có i-ốt thì ai lo"}},
			{ID: "ND-3", Plan: "nan-doi-ben-tre", Row: 3, Title: "Tập huấn khuyến nông cho hộ nghèo", Output: "Lớp tập huấn"},
		}, nil, nil, nil)
	for _, name := range Names {
		t.Run(name, func(t *testing.T) {
			asked, err := New(name, register, seeds.Synonyms{})
			if err != nil {
				t.Fatal(err)
			}
			defer asked.Close()
			for question, want := range map[string]string{
				"sửa chữa đường giao thông":  "ND-1",
				"sua chua duong nong thon":   "ND-1",
				"muô\u0301i i-ô\u0301t":      "ND-2", // decomposed
				"tập huấn khuyến nông \"*(:": "ND-3",
			} {
				ids, err := asked.Find(question)
				if err != nil {
					t.Errorf("%s: %v", question, err)
				} else if len(ids) == 0 || ids[0] != want {
					t.Errorf("%s: found %v, want %s first", question, ids, want)
				}
			}
			if ids, err := asked.Find("?!"); err != nil || len(ids) != 0 {
				t.Errorf("a question without words: %v, %v", ids, err)
			}
		})
	}
}
