package seeds

import "testing"

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
