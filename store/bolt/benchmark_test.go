package bolt

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/store"
)

var noon = time.Date(2026, 11, 16, 12, 0, 0, 0, time.FixedZone("", 7*60*60))

// benchmarkSteps are Steps as a member's report causes them: an update, its card, the conversation's session. The
// first update has the given id.
func benchmarkSteps(first, count int) []store.Step {
	list := make([]store.Step, count)
	for i := range list {
		id := uint64(first + i)
		at := noon.Add(time.Duration(id) * time.Minute)
		whole, percent := 2000.0, 62.5
		person := int64(2000 + id%300)
		content := &store.Content{
			Task: fmt.Sprintf("ND-%d", 1+id%440), Status: plan.InProgress, Percent: &percent,
			Quantities: []plan.Quantity{{Value: 1250, Of: &whole, Unit: "hộ"}},
			Text:       "Đã cấp muối i-ốt cho 1.250/2.000 hộ, đạt 62,5%; còn hai xã chưa nhận vì đường hỏng",
			Author:     store.Author{ID: person, Name: "Nguyễn Thị Hồng"}, Agency: fmt.Sprintf("so-%d", id%40),
			Chat: person, Message: int(id), ReportedAt: at, Week: "2026-W47",
		}
		list[i] = store.Step{
			Key: fmt.Sprintf("tg:%d", 700000000+id), At: at,
			Events: []store.Event{{At: at, Actor: person, Kind: store.Recorded, Progress: &store.Revision{ID: id, Content: content}}},
			Replies: []store.Outgoing{{At: at, Card: &store.Card{Task: content.Task, Updates: []uint64{id}}, Reply: chat.Reply{
				Chat: person, ReplyTo: int(id),
				Text: "<b>Đã ghi ND-15</b>: đang thực hiện, 62,5%\n1.250/2.000 hộ\nSở Công Thương · tuần 47/2026\nBấm nút bên dưới nếu cần sửa hoặc rút lại.",
				Buttons: [][]chat.Button{
					{{Text: "Sửa trạng thái", Data: fmt.Sprintf("u:status:%d", id)}, {Text: "Rút lại", Data: fmt.Sprintf("u:undo:%d", id)}},
				},
			}}},
			Session: &store.Session{Chat: person, Person: person, Expires: at.Add(time.Hour), Data: []byte(`{"at":"update","ids":[15]}`)},
		}
	}
	return list
}

func applyAll(steps []store.Step) func(store.Tx) error {
	return func(tx store.Tx) error {
		for _, step := range steps {
			if applied, err := tx.Apply(step); err != nil || !applied {
				return fmt.Errorf("applied %v: %w", applied, err)
			}
		}
		return nil
	}
}

// BenchmarkCommitStep commits Steps, and beside them writes the same keys and values into plain bbolt buckets with as
// many to a transaction. The metric of-plain is the share of plain bbolt's speed that is reached.
func BenchmarkCommitStep(b *testing.B) {
	for _, batch := range []int{1, 100} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) {
			ours, shadow := openIn(b, b.TempDir()), openIn(b, b.TempDir())
			plain := openPlain(b)
			var oursTime, plainTime time.Duration
			next := 1
			for b.Loop() {
				steps := benchmarkSteps(next, batch)
				next += batch
				changes := changesOf(b, shadow, steps)

				start := time.Now()
				if err := plain.Update(writePlainly(changes)); err != nil {
					b.Fatal(err)
				}
				plainTime += time.Since(start)

				start = time.Now()
				if err := ours.Update(context.Background(), applyAll(steps)); err != nil {
					b.Fatal(err)
				}
				oursTime += time.Since(start)
			}
			count := float64(next - 1)
			b.ReportMetric(0, "ns/op") // would count the writes beside as well
			b.ReportMetric(float64(oursTime.Microseconds())/count, "µs/step")
			b.ReportMetric(float64(plainTime.Microseconds())/count, "plain-µs/step")
			b.ReportMetric(float64(plainTime)/float64(oursTime), "of-plain")
		})
	}
}

func openPlain(b *testing.B) *bbolt.DB {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "plain.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	if err := initialise(db, migrations); err != nil {
		b.Fatal(err)
	}
	return db
}

// changesOf returns the keys and values that Steps write, by applying them to a store of their own.
func changesOf(b *testing.B, shadow *Store, steps []store.Step) (changes []change) {
	b.Helper()
	err := shadow.Update(context.Background(), func(w store.Tx) error {
		t := w.(*tx)
		for _, step := range steps {
			staged, lastReply, err := t.stage(step)
			if err != nil {
				return err
			}
			if err := t.bucket(outbox).SetSequence(lastReply); err != nil {
				return err
			}
			if err := staged.write(); err != nil {
				return err
			}
			changes = append(changes, staged.list...)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return changes
}

func writePlainly(changes []change) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error {
		for _, c := range changes {
			if err := tx.Bucket([]byte(bucketNames[c.bucket])).Put(c.key, c.value); err != nil {
				return err
			}
		}
		return nil
	}
}
