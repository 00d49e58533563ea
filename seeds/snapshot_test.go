package seeds

import (
	"bytes"
	"testing"
)

func TestTheSnapshotIsCurrent(t *testing.T) {
	data, err := Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Pack(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, packed) {
		t.Errorf("%s is not what the YAML files say: run go generate ./seeds", SnapshotFile)
	}
}

func TestWhatIsUnpackedPacksToTheSame(t *testing.T) {
	data, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Pack(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again, packed) {
		t.Error("data change when they are packed and unpacked")
	}
	if task, ok := data.Register.Task("ND-15"); !ok || data.Register.AgencyName(task.Lead[0]) != "Sở Công Thương" {
		t.Errorf("ND-15 is led by %v", task.Lead)
	}
}

func TestASnapshotThatIsCutOffIsRefused(t *testing.T) {
	if _, err := unpack(packed[:len(packed)/2]); err == nil {
		t.Error("half a snapshot was accepted")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Files); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := unpack(packed); err != nil {
			b.Fatal(err)
		}
	}
}
