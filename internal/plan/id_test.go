package plan

import "testing"

func TestIDsAreReadHoweverTheyAreSpelt(t *testing.T) {
	for text, want := range map[string]string{
		"nd15": "ND-15", "ND 15": "ND-15", "#ND-15": "ND-15", "nd.15": "ND-15", "ND–15": "ND-15", "Bv-007": "BV-7",
		"cb d3": "CB-D3", "CB-D3": "CB-D3", "ND-T3": "ND-T3", "ndt3": "ND-T3",
	} {
		ref, ok := ParseRef(text)
		if !ok || ref.String() != want {
			t.Errorf("ParseRef(%q) = %v, %v, want %s", text, ref, ok, want)
		}
	}
	for _, text := range []string{"", "ND", "15", "XX-15", "ND-15 và", "ND-0", "and15", "ND 15,5", "KL 359-KL/TU", "ND-15%", "ND 1/2"} {
		if ref, ok := ParseRef(text); ok {
			t.Errorf("ParseRef(%q) = %v, but that is no id", text, ref)
		}
	}
}

func TestIDsAreFoundWithinAText(t *testing.T) {
	text := "bv 145 đạt 66%, BV-147: chưa làm (xem nd.15; kế hoạch 118/TKH-UBND)"
	var got []string
	for _, found := range FindRefs(text) {
		got = append(got, found.String())
		if found.Start < 0 || found.End > len(text) || found.Start >= found.End {
			t.Errorf("%v stands nowhere", found)
		}
	}
	want := []string{"BV-145", "BV-147", "ND-15"}
	if len(got) != len(want) {
		t.Fatalf("found %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("found %v, want %v", got, want)
		}
	}
}

func FuzzFindRefs(f *testing.F) {
	f.Add("bv 145 dat 66%, ND-T3")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, found := range FindRefs(text) {
			if found.Start < last || found.End > len(text) || found.End <= found.Start || found.Number <= 0 {
				t.Fatalf("%q: %+v is out of order or bounds", text, found)
			}
			last = found.End
			if again, ok := ParseRef(found.String()); !ok || again != found.Ref {
				t.Fatalf("%q: %v does not read back", text, found.Ref)
			}
		}
	})
}
