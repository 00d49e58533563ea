package handlers_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"chutri/handlers"
	"chutri/internal/assist/assisttest"
	"chutri/internal/chat"
	"chutri/store"
)

// BenchmarkUnsureQuestionWhileTheModelIsDown compares how long an unsure question takes until its answer is stored, without an
// assistant and with one whose model fails or stalls. Both are asked in turn, so that what else the machine does strikes both.
func BenchmarkUnsureQuestionWhileTheModelIsDown(b *testing.B) {
	for name, answer := range map[string]assisttest.Answer{"fails": {Status: 500}, "stalls": {Stall: time.Minute}} {
		b.Run(name, func(b *testing.B) {
			plain := newStage(b)
			s, _ := newAssistedStage(b, func(assisttest.Request) assisttest.Answer { return answer })
			wishes := make(chan handlers.Wish, 100)
			ctx, stop := context.WithCancel(context.Background())
			var helping sync.WaitGroup
			for range 2 {
				helping.Go(func() {
					for w := range wishes {
						s.handler.Help(ctx, w)
					}
				})
			}
			s.handler.Wish = func(w handlers.Wish) {
				select {
				case wishes <- w:
				default:
				}
			}
			var took [2][]time.Duration
			for i := range b.N {
				for turn := range 2 {
					side := (turn + i) % 2 // neither is always the first
					at := []*stage{plain, s}[side]
					text := fmt.Sprintf("Ai lo vụ loa ấp nhắc bà con ăn ở xanh, nghĩ cho đời con cháu lần %d?", i)
					m := chat.Message{
						Key: fmt.Sprintf("bench:%d", i), Kind: chat.Text, Chat: private(people[3001]), Author: people[3001], ID: 1000 + i, Text: text, Addressed: true, Time: at.now,
					}
					started := time.Now()
					at.commit(func(tx store.Tx) error {
						step, err := at.handler.Handle(tx, m)
						if err != nil {
							return err
						}
						_, err = tx.Apply(step)
						return err
					})
					took[side] = append(took[side], time.Since(started))
				}
			}
			stop()
			close(wishes)
			helping.Wait()
			var middle [2]time.Duration
			for side, all := range took {
				slices.Sort(all)
				middle[side] = all[len(all)/2]
			}
			b.ReportMetric(float64(middle[0].Microseconds()), "without-µs")
			b.ReportMetric(float64(middle[1].Microseconds()), "down-µs")
			b.ReportMetric(float64(middle[1])/float64(middle[0]), "ratio")
		})
	}
}
