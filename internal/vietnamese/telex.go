package vietnamese

import "strings"

// FoldTelex returns, without accents, the word that was typed with Telex keys which the keyboard did not apply:
// "soongs" gives "song", "ddieu" "dieu", "taij" "tai". ok is false where the word holds no Telex key, or where without the keys
// nothing would be left that can be a Vietnamese syllable.
func FoldTelex(word string) (folded string, ok bool) {
	if len(word) < 3 || !ascii(word) {
		return "", false
	}
	letters := []byte(word)
	changed := false
	if n := len(letters); strings.IndexByte("sfrxj", letters[n-1]) >= 0 && vowels(letters[:n-1]) > 0 {
		letters = letters[:n-1]
		changed = true
	} else if n > 3 && strings.IndexByte("sfrxj", letters[n-2]) >= 0 && vowel(letters[n-3]) && !vowel(letters[n-1]) {
		// The tone stands before the final consonants: "hoacj" is usual, "hoajc" is the other order.
		letters = append(append([]byte{}, letters[:n-2]...), letters[n-1])
		changed = true
	}
	var out []byte
	for i, c := range letters {
		switch {
		case i > 0 && c == letters[i-1] && (c == 'a' || c == 'e' || c == 'o' || (c == 'd' && i == 1)):
			changed = true
		case c == 'w' && i > 0:
			changed = true
		default:
			out = append(out, c)
		}
	}
	if !changed || !Syllable(string(out)) {
		return "", false
	}
	return string(out), true
}

var (
	initials = split("b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
	finals   = split("c ch m n ng nh p t")
	nuclei   = split("a ai ao au ay e eo eu i ia ie ieu iu o oa oai oao oay oe oeo oi oo u ua uai uao uay ue ueu ui uo uoi uou uu uy uya uye uyu y ye yeu iai")
)

// Syllable reports whether a word without accents is built like a Vietnamese syllable.
func Syllable(folded string) bool {
	for cut := min(3, len(folded)); cut >= 0; cut-- {
		if cut > 0 && !initials[folded[:cut]] {
			continue
		}
		rest := folded[cut:]
		for end := 0; end <= 2 && end < len(rest); end++ {
			if nuclei[rest[:len(rest)-end]] && (end == 0 || finals[rest[len(rest)-end:]]) {
				return true
			}
		}
	}
	return false
}

func split(list string) map[string]bool {
	set := make(map[string]bool)
	for _, item := range strings.Fields(list) {
		set[item] = true
	}
	return set
}

func ascii(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}

func vowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

func vowels(letters []byte) int {
	n := 0
	for _, c := range letters {
		if vowel(c) {
			n++
		}
	}
	return n
}
