package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chutri/store"
)

// compareWithMemory does random things to a store and to memory, and expects that they answer and keep the same.
func compareWithMemory(t *testing.T, open Open) {
	rapid.Check(t, func(rt *rapid.T) {
		s, naive := open(t), newMemory()
		defer s.Close()
		for range rapid.IntRange(1, 12).Draw(rt, "transactions") {
			actions := rapid.SliceOfN(rapid.Custom(drawAction), 1, 4).Draw(rt, "actions")
			var end error
			if rapid.IntRange(0, 5).Draw(rt, "end") == 0 {
				end = errRefused
			}
			got, err := perform(s, actions, end)
			want, wantErr := perform(naive, actions, end)
			if got != want || !errors.Is(err, wantErr) {
				rt.Fatalf("the store answers %s (%v), memory %s (%v)", got, err, want, wantErr)
			}
		}
		if got, want := Dump(t, s), Dump(t, naive); got != want {
			rt.Fatalf("the store has\n%s\nmemory has\n%s", got, want)
		}
		problems, err := s.Check(context.Background(), false)
		if err != nil || len(problems) > 0 {
			rt.Fatalf("check: %v, %v", problems, err)
		}
	})
}

// action is one call of a Tx.
type action struct {
	name string
	do   func(tx store.Tx) (any, error)
}

func (a action) String() string { return a.name }

// perform does the actions in one transaction and returns their answers as text.
func perform(s store.Store, actions []action, end error) (answers string, err error) {
	err = s.Update(context.Background(), func(tx store.Tx) error {
		answers = ""
		for _, a := range actions {
			answer, err := a.do(tx)
			kind := "done"
			for _, known := range []error{store.ErrInvalid, store.ErrNotFound} {
				if errors.Is(err, known) {
					kind, err = known.Error(), nil
				}
			}
			if err != nil {
				return err
			}
			answers += fmt.Sprintf("%s: %v %s\n", a, answer, kind)
		}
		return end
	})
	return answers, err
}

func drawAction(rt *rapid.T) action {
	number := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(rt, name) }
	chatID := func(name string) int64 { return rapid.SampledFrom(worldChats).Draw(rt, name) }
	at := noon.Add(time.Duration(number("hour", -2, 4)) * time.Hour)
	call := func(err error) (any, error) { return nil, err }
	switch kind := number("action", 0, 16); kind {
	case 0:
		offset := int64(number("offset", -1, 5))
		return action{fmt.Sprint("offset ", offset), func(tx store.Tx) (any, error) { return call(tx.SetOffset(offset)) }}
	case 1, 2, 3, 4:
		return drawDelivery(rt, uint64(number("reply", 1, 6)), at)
	case 5:
		id := chatID("chat")
		return action{fmt.Sprint("park ", id), func(tx store.Tx) (any, error) { return call(tx.Park(id, "x")) }}
	case 6:
		id := chatID("chat")
		return action{fmt.Sprint("unpark ", id), func(tx store.Tx) (any, error) { return call(tx.Unpark(id)) }}
	case 7:
		from, to := chatID("from"), chatID("to")
		return action{fmt.Sprint("move ", from, to), func(tx store.Tx) (any, error) { return call(tx.MoveChat(from, to)) }}
	case 8:
		return action{fmt.Sprint("forget parked ", at), func(tx store.Tx) (any, error) { return tx.ForgetParked(at) }}
	case 9:
		return action{fmt.Sprint("forget ", at), func(tx store.Tx) (any, error) { return call(first(tx.Forget(at), tx.ForgetLetters(at))) }}
	}
	draft := drawStep(rt, at)
	return action{fmt.Sprint("step ", draft.Key), func(tx store.Tx) (any, error) {
		step, err := draft.with(tx)
		if err != nil {
			return nil, err
		}
		return tx.Apply(step)
	}}
}

func drawDelivery(rt *rapid.T, id uint64, at time.Time) action {
	messageID := rapid.SampledFrom(worldMessages).Draw(rt, "message")
	switch rapid.IntRange(0, 2).Draw(rt, "delivery") {
	case 0:
		return action{fmt.Sprint("postpone ", id), func(tx store.Tx) (any, error) { return nil, tx.Postpone(id, at, "429") }}
	case 1:
		return action{fmt.Sprint("bury ", id), func(tx store.Tx) (any, error) { return nil, tx.Bury(id, "403", at) }}
	}
	return action{fmt.Sprint("sent ", id), func(tx store.Tx) (any, error) { return nil, tx.Sent(id, messageID) }}
}
