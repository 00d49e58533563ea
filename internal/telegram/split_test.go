package telegram

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSplit(t *testing.T) {
	long := strings.Repeat("x", 100)
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"short", "<b>ngắn</b>", []string{"<b>ngắn</b>"}},
		{"between lines rather than words", strings.Repeat("a", 40) + "\n" + strings.Repeat("b ", 20),
			[]string{strings.Repeat("a", 40), strings.TrimSpace(strings.Repeat("b ", 20)) + " "}},
		{"between words", strings.Repeat("abcdefg ", 12),
			[]string{strings.TrimSpace(strings.Repeat("abcdefg ", 8)), strings.Repeat("abcdefg ", 4)}},
		{"a word longer than a part", long, []string{long[:64], long[64:]}},
		{"a long word after a short one", "từ " + strings.Repeat("y", 64), []string{"từ", strings.Repeat("y", 64)}},
		{"never in an entity", strings.Repeat("x", 62) + "&lt;" + "y", []string{strings.Repeat("x", 62), "&lt;y"}},
		{"never between the halves of a pair", strings.Repeat("x", 63) + "👍", []string{strings.Repeat("x", 63), "👍"}},
		{"never between a letter and its mark", strings.Repeat("x", 63) + "e\u0302\u0301", []string{strings.Repeat("x", 63), "e\u0302\u0301"}},
		{"open tags are closed and opened again", "<b><i>" + strings.Repeat("abcdefg ", 8) + "</i></b>",
			[]string{"<b><i>" + strings.TrimSpace(strings.Repeat("abcdefg ", 6)) + "</i></b>", "<b><i>abcdefg abcdefg </i></b>"}},
		{"a link keeps its address", `<a href="http://a.vn/?a=1&amp;b=2">` + strings.Repeat("abcd ", 8) + "</a>",
			[]string{`<a href="http://a.vn/?a=1&amp;b=2">abcd abcd abcd abcd abcd</a>`, `<a href="http://a.vn/?a=1&amp;b=2">abcd abcd abcd </a>`}},
		{"tags out of order are shown as they can be", "<b>" + strings.Repeat("abcdefg ", 10) + "1 < 2",
			[]string{strings.TrimSpace(strings.Repeat("abcdefg ", 8)), "abcdefg abcdefg 1 &lt; 2"}},
		{"tags that leave no room", `<a href="` + long + `">chữ</a>`, []string{"chữ"}},
		{"nothing but space", strings.Repeat(" \n", 60), []string{""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := split(test.text, 64); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestPlainText(t *testing.T) {
	for text, want := range map[string]string{
		`<b>Sở Y tế</b> &lt;5&#37; &amp; <a href="x">hơn</a>`: "Sở Y tế <5% & hơn",
		"1 < 2 & 3 > 2": "1 < 2 & 3 > 2",
		"<b>chưa đóng":  "chưa đóng",
		"<x>lạ</x>":     "<x>lạ</x>",
		"&lt;b&gt;":     "<b>",
	} {
		if got := plainText(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("<b>một <i>hai</i> ba</b> &lt;bốn&gt; "+strings.Repeat("năm ", 40), uint8(0))
	f.Add(`<pre><code class="language-x">`+strings.Repeat("dòng\n", 40)+"</code></pre>", uint8(10))
	f.Add(strings.Repeat("👍e\u0301", 70)+"</b>", uint8(3))
	f.Add("<a href=\""+strings.Repeat("y", 70)+"\">"+strings.Repeat("z ", 70)+"</a>", uint8(200))
	f.Fuzz(func(t *testing.T, text string, more uint8) {
		limit := 64 + int(more)
		parts := split(text, limit)
		_, ok := atoms(text)
		var seen strings.Builder
		for i, part := range parts {
			if n := units(part); n > limit {
				t.Errorf("part %d has %d units, limit %d", i, n, limit)
			}
			if !utf8.ValidString(part) {
				t.Errorf("part %d is cut in a letter", i)
			}
			if _, whole := atoms(part); !whole && (ok || len(parts) > 1) {
				t.Errorf("part %d has tags out of order: %q", i, part)
			}
			seen.WriteString(plainText(part) + " ")
		}
		if got, want := words(seen.String()), words(plainText(strings.ToValidUTF8(text, "\uFFFD"))); len(parts) == 0 || strings.Join(got, "") != strings.Join(want, "") {
			t.Errorf("split shows %q, not %q", got, want)
		} else if ok && shortest(want, limit) && !slices.Equal(got, want) && !crowded(text, limit) {
			t.Errorf("a word is broken: %q, not %q", got, want)
		}
	})
}

// words are what stands between the places at which split may cut.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
}

// shortest reports whether every word surely fits into a part, even if each letter is an entity.
func shortest(all []string, limit int) bool {
	for _, word := range all {
		if units(word)*10 > limit {
			return false
		}
	}
	return true
}

// crowded reports whether markup alone can fill a good part of a message.
func crowded(text string, limit int) bool {
	all, _ := atoms(text)
	size := 0
	for _, a := range all {
		if a.tag != "" {
			size += 2 * units(a.text)
		} else if strings.HasPrefix(a.text, "&") && len(a.text) > 6 {
			return true
		}
	}
	return size > limit/2
}

func TestUnits(t *testing.T) {
	for text, want := range map[string]int{"": 0, "ế": 1, "e\u0301": 2, "👍": 2, "a👍b": 4} {
		if got := units(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	text := ""
	for i := range 2000 {
		text += fmt.Sprintf("<b>Nhiệm vụ %d</b>: Sở Công Thương chủ trì &amp; phối hợp\n", i)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		split(text, 4096)
	}
}
