package agencies

import (
	"testing"

	"chutri/internal/plan"

	"golang.org/x/text/unicode/norm"
)

var sample = New([]plan.Agency{
	{Key: "so-nnptnt", Name: "Sở Nông nghiệp và Phát triển nông thôn", Aliases: []string{"Sở NN&PTNT", "NN&PTNT", "SNN"}, Scan: []string{"SNN&PTNT"}},
	{Key: "so-yte", Name: "Sở Y tế", Aliases: []string{"SYT"}, Scan: []string{"SY tế", "Y tế"}},
	{Key: "thanh-tra", Name: "Thanh tra tỉnh"},
	{Key: "doan-tn", Name: "Tỉnh đoàn"},
	{Key: "mttq", Name: "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", Aliases: []string{"Mặt trận Tổ quốc"}},
})

func TestFindReadsAWholeName(t *testing.T) {
	for text, want := range map[string]string{
		"Sở Nông nghiệp và Phát triển nông thôn": "so-nnptnt",
		"so nong nghiep phat trien nong thon":    "so-nnptnt",
		"SNN&PTNT":                               "so-nnptnt",
		"nn-ptnt":                                "so-nnptnt",
		norm.NFD.String("Sở Y tế"):               "so-yte",
		"y tế":                                   "so-yte",
		"Ủy ban Mặt trận Tổ quốc Việt Nam":       "mttq",
		"thanh tra":                              "thanh-tra",
		"Sở Y tế và những ai khác":               "",
		"":                                       "",
	} {
		if got, _ := sample.Find(text); got != want {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFindAllFindsNamesWithinAText(t *testing.T) {
	for text, want := range map[string][]string{
		"Sở Y tế với Sở NN&PTNT ai chủ trì?":            {"so-yte", "so-nnptnt"},
		"thanh tra an toàn thực phẩm":                   nil, // an action, not the body
		"nhờ Thanh tra tỉnh xem giúp":                   {"thanh-tra"},
		"so nong nghiep va phat trien nong thon lam gi": {"so-nnptnt"},
		"chăm sóc y tế cho trẻ":                         nil, // a scanned spelling only counts in cells
		"hỏi SNN xem":                                   {"so-nnptnt"},
		"snn xem":                                       nil,
		"Tỉnh đoàn phối hợp Mặt trận Tổ quốc tỉnh":      {"doan-tn", "mttq"},
		"đoàn kiểm tra":                                 nil,
	} {
		var got []string
		for _, m := range sample.FindAll(text) {
			got = append(got, m.Key)
		}
		if len(got) != len(want) {
			t.Errorf("FindAll(%q) = %v, want %v", text, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("FindAll(%q) = %v, want %v", text, got, want)
			}
		}
	}
}

func FuzzFindAll(f *testing.F) {
	f.Add("Sở Y tế với Sở NN&PTNT ai chủ trì?")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, m := range sample.FindAll(text) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("FindAll(%q): mention %+v is out of order or bounds", text, m)
			}
			last = m.End
		}
	})
}

func TestALooseNameIsAMatterToo(t *testing.T) {
	f := New([]plan.Agency{{Key: "bhxh", Name: "Bảo hiểm xã hội tỉnh", Aliases: []string{"cơ quan bảo hiểm xã hội"}}, {Key: "so-yte", Name: "Sở Y tế"}})
	for text, want := range map[string]bool{
		"tham gia bảo hiểm xã hội tự nguyện": true, "Bảo hiểm xã hội tỉnh lo": false, "cơ quan bảo hiểm xã hội lo": false, "Sở Y tế lo": false,
	} {
		found := f.FindAll(text)
		if len(found) != 1 || found[0].Loose != want {
			t.Errorf("%q: %+v, want one mention, loose %v", text, found, want)
		}
	}
}
