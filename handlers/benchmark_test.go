package handlers_test

import (
	"fmt"
	"testing"

	"chutri/internal/chat"
	"chutri/store"
)

// BenchmarkReports handles batches of a hundred reports, each with one commit, as the poller does.
func BenchmarkReports(b *testing.B) {
	const batch = 100
	s := newStage(b)
	n := 0
	for b.Loop() {
		s.commit(func(tx store.Tx) error {
			for range batch {
				n++
				person := chat.Person{ID: 1001, Name: "Chị Lan"}
				step, err := s.handler.Handle(tx, chat.Message{
					Kind: chat.Text, Chat: private(person), Author: person, Addressed: true, ID: n, Key: fmt.Sprintf("b:%d", n), Time: s.now,
					Text: fmt.Sprintf("BV-%d: đã tổ chức %d lớp cho %d học viên, đang làm tiếp", 1+n%344, 1+n, 20+2*n), // a figure that falls would be asked about
				})
				if err != nil {
					return err
				}
				if _, err := tx.Apply(step); err != nil {
					return err
				}
			}
			return nil
		})
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/report")
}
