package seeds

import (
	"bytes"
	_ "embed"
	"encoding/gob"
	"fmt"
	"sync"

	"chutri/internal/plan"
)

//go:generate go run ./generate

// SnapshotFile is the name of the file that Default reads, beside this one.
const SnapshotFile = "snapshot.gob"

//go:embed snapshot.gob
var packed []byte

// snapshot is the data in the form in which they are packed: without the indexes of the register.
type snapshot struct {
	Plans     []plan.Plan
	Tasks     []plan.Task
	Agencies  []plan.Agency
	Targets   []plan.Target
	Deadlines []plan.Deadline
	Synonyms  Synonyms
}

func (s snapshot) data() *Data {
	return &Data{Register: plan.NewRegister(s.Plans, s.Tasks, s.Agencies, s.Targets, s.Deadlines), Synonyms: s.Synonyms}
}

// Default returns the data that the program carries, as go generate packed them after Load had accepted them. It unpacks
// them once; all callers share what it returns and must not change it. Lists without entries are nil. An error means that
// the program was built wrongly.
func Default() (*Data, error) { return unpackOnce() }

var unpackOnce = sync.OnceValues(func() (*Data, error) { return unpack(packed) })

func unpack(text []byte) (*Data, error) {
	var s snapshot
	if err := gob.NewDecoder(bytes.NewReader(text)).Decode(&s); err != nil {
		return nil, fmt.Errorf("unpack %s: %w", SnapshotFile, err)
	}
	return s.data(), nil
}

// Pack returns what the snapshot file holds for some data. Equal data give equal bytes.
func Pack(data *Data) ([]byte, error) {
	r := data.Register
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(snapshot{r.Plans, r.Tasks, r.Agencies, r.Targets, r.Deadlines, data.Synonyms})
	if err != nil {
		return nil, fmt.Errorf("pack the plans' data: %w", err)
	}
	return b.Bytes(), nil
}
