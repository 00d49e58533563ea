package seeds

import (
	"strings"
	"testing"
	"time"
)

func TestAnOfficeReplacesSuccessorsByAFile(t *testing.T) {
	data, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	register, err := WithSuccessors(data.Register, strings.NewReader(`
- agency: so-ct
  successors:
    - {name: Sở Công Thương tỉnh Vĩnh Long, province: ben-tre, date: 2025-07-01, act: QĐ 1/QĐ-UBND, confirmed: true}
`))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := register.Agency("so-ct")
	now := a.SuccessorsAt("Bến Tre", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	if len(now) != 1 || !now[0].Confirmed || now[0].Act != "QĐ 1/QĐ-UBND" {
		t.Errorf("the successors are %+v", now)
	}
	if before, _ := data.Register.Agency("so-ct"); before.Successors[0].Confirmed {
		t.Error("the register that the program carries was changed")
	}
}

func TestAnOfficesMistakesAreNamed(t *testing.T) {
	data, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"- agency: so-khong-co\n  successors: []":                                                  "so-khong-co: unknown agency",
		"- agency: so-ct\n  successors:\n    - {name: X, province: ben-tre, act: Y}":               "so-ct",
		"- agency: so-ct\n  successors:\n    - {name: X, province: hue, date: 2025-07-01, act: Y}": "hue",
		"- agency: so-ct\n  ngay: 3":                                                               "ngay",
		"agency: so-ct":                                                                            "successors.yaml",
	} {
		if _, err := WithSuccessors(data.Register, strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error that names %q", text, err, want)
		}
	}
}

func FuzzWithSuccessors(f *testing.F) {
	for _, seed := range []string{
		"- agency: so-ct\n  successors:\n    - {name: Sở X, province: ben-tre, date: 2025-07-01, act: Y, confirmed: true}", "", "[]", "- {}", "- agency: [so-ct]",
		"a: &a [*a]", "- agency: so-ct\n  successors: [{date: 2025-13-45}]", "- agency: so-yte\n  successors: []", "- &x {agency: so-ct}\n- *x",
	} {
		f.Add(seed)
	}
	data, err := Default()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		register, err := WithSuccessors(data.Register, strings.NewReader(text))
		if err != nil {
			return
		}
		if len(register.Agencies) != len(data.Register.Agencies) || len(register.Tasks) != len(data.Register.Tasks) {
			t.Fatal("an agency or a task came or went")
		}
		for i, a := range register.Agencies {
			if before := data.Register.Agencies[i]; a.Key != before.Key || a.Name != before.Name {
				t.Errorf("%s became %s", before.Name, a.Name)
			}
			for _, s := range a.Successors {
				if s.Name == "" || s.Act == "" {
					t.Errorf("%s has the successor %+v", a.Key, s)
				}
			}
		}
	})
}
