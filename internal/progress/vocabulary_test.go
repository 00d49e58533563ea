package progress

import (
	"strings"
	"testing"
)

func TestEveryLabelHasPhrases(t *testing.T) {
	v := loadVocabulary()
	var seen label
	for _, list := range v.labelled.byFirst {
		for _, entry := range list {
			seen |= label(entry.payload)
		}
	}
	for name, bit := range labelNames {
		if seen&bit == 0 {
			t.Errorf("label %q has no phrases", name)
		}
	}
}

func TestAMalformedVocabularyIsRefused(t *testing.T) {
	for content, want := range map[string]string{
		"labels: {doen: [xong]}": `unknown label "doen"`,
		"label: {}":              "field label not found",
		"labels: [":              "vocabulary.yaml",
	} {
		if _, err := parseVocabulary([]byte(content)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", content, err, want)
		}
	}
}

func TestANeutralPhraseHidesTheTellingWordInIt(t *testing.T) {
	v := loadVocabulary()
	for phrase, hidden := range map[string]label{"xay dung": stopped, "chuong trinh": submitted, "phụ nữ": rate, "đăng ký": running, "phat huy": stopped} {
		found, _ := v.labelled.at(tokenize(phrase, v.Abbreviations))
		if found == nil || label(found.payload)&hidden != 0 {
			t.Errorf("%q is not neutral", phrase)
		}
	}
}

func TestNumbersAreReadAsOfficesWriteThem(t *testing.T) {
	for text, want := range map[string]float64{
		"1.250": 1250, "1250": 1250, "62,5": 62.5, "62.5": 62.5, "1.250,75": 1250.75, "1,250.75": 1250.75, "0,125": 0.125, "1.234.567": 1234567,
	} {
		if got := numberToken(text, 0); got.kind != number || got.value != want {
			t.Errorf("%q is %v, want %v", text, got.value, want)
		}
	}
	for _, text := range []string{"2.2.3", "1.2,3.4", "1,2,3", strings.Repeat("9", 40)} {
		if got := numberToken(text, 0); got.kind == number {
			t.Errorf("%q is no number, got %v", text, got.value)
		}
	}
	if !numberToken("1,250", 0).unclear || numberToken("1,25", 0).unclear {
		t.Error("only three digits after a comma are unclear")
	}
}
