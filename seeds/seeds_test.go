package seeds

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestTheDataThatTheProgramCarriesAreValid(t *testing.T) {
	data, err := Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	counts := make(map[string]int)
	for _, task := range data.Register.Tasks {
		if !task.IsDuty() {
			counts[task.Plan]++
		}
	}
	for id, want := range map[string]int{
		"nan-doi-ben-tre": 50, "nan-doi-cao-bang": 0, "ket-luan-359": 21, "phat-trien-ben-vung": 344, "giam-ngheo": 25,
	} {
		if counts[id] != want {
			t.Errorf("%s has %d rows, want %d", id, counts[id], want)
		}
	}
}

func TestTheReadmeDocumentsEachField(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range []any{
		planRecord{}, partRecord{}, taskRecord{}, agencyRecord{}, successorRecord{}, targetRecord{}, yearRecord{}, deadlineRecord{},
		Synonyms{}, Abbreviation{},
	} {
		kind := reflect.TypeOf(record)
		for i := range kind.NumField() {
			field := kind.Field(i).Tag.Get("yaml")
			if field == "" || field == "-" {
				continue
			}
			if !strings.Contains(string(text), "`"+field+"`") {
				t.Errorf("README.md does not name %s of %s", field, kind.Name())
			}
		}
	}
}
