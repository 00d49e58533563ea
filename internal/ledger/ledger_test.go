package ledger_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/store"
)

// shelf holds records in the order of their keys.
type shelf []store.Record

func (s shelf) Records(collection, beginning string, each func(store.Record) bool) error {
	for _, r := range s {
		if r.Collection == collection && strings.HasPrefix(r.Key, beginning) && !each(r) {
			return nil
		}
	}
	return nil
}

func on(day int) time.Time { return time.Date(2026, 11, day, 8, 0, 0, 0, time.UTC) }

func request(task string, number int, state ledger.ExtensionState, until string, day int) store.Record {
	record, err := ledger.Extension{Task: task, Number: number, State: state, Until: until, DecidedAt: on(day)}.Record()
	if err != nil {
		panic(err)
	}
	return record
}

func TestTheLastExtensionGrantedBeforeATimeHolds(t *testing.T) {
	r := shelf{
		request("ND-1", 1, ledger.Granted, "2026-12-31", 2),
		request("ND-15", 1, ledger.Granted, "2027-06-30", 3), request("ND-15", 2, ledger.Refused, "2028-12-31", 4),
		request("ND-15", 3, ledger.Granted, "2027-12-31", 6), request("ND-15", 4, ledger.Asked, "2029-12-31", 7),
	}
	requests, err := ledger.ExtensionsOf(r, "ND-15")
	if err != nil || len(requests) != 4 {
		t.Fatalf("%d requests, %v", len(requests), err)
	}
	for day, want := range map[int]struct {
		until string
		count int
	}{3: {"", 0}, 4: {"2027-06-30", 1}, 6: {"2027-06-30", 1}, 9: {"2027-12-31", 2}} {
		if last, count := ledger.LastGranted(requests, on(day)); last.Until != want.until || count != want.count {
			t.Errorf("before day %d: %q, %d granted; want %+v", day, last.Until, count, want)
		}
	}
	granted, err := ledger.GrantedBefore(r, on(9))
	if err != nil || len(granted) != 2 || granted["ND-15"].Until != "2027-12-31" || granted["ND-1"].Until != "2026-12-31" {
		t.Errorf("granted: %v, %v", granted, err)
	}
}

func TestAnExtensionLastsToTheEndOfItsDay(t *testing.T) {
	zone := time.FixedZone("", 7*60*60)
	due, ok := ledger.Extension{Until: "2026-12-31"}.Due(zone)
	if want := time.Date(2027, 1, 1, 0, 0, 0, 0, zone); !ok || !due.Before(want) || due.Add(time.Nanosecond) != want {
		t.Errorf("due %v, %v", due, ok)
	}
	if _, ok := (ledger.Extension{Until: "31/12/2026"}).Due(zone); ok {
		t.Error("a day that is none is due")
	}
}

func TestADamagedRecordIsAnError(t *testing.T) {
	r := shelf{{Collection: ledger.Extensions, Key: "ND-15/001", Data: json.RawMessage(`{"number":"x"}`)}}
	if _, err := ledger.GrantedBefore(r, on(9)); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("got %v", err)
	}
}

func TestAMeasuredValueKeepsItsSteps(t *testing.T) {
	person := store.Author{ID: 1, Name: "Chị Thu"}
	first := ledger.Measured{Target: "ND-T3", Year: 2025, Value: 21.3}.After(ledger.Measured{}, person, on(1))
	second := ledger.Measured{Target: "ND-T3", Year: 2025, Value: 20.9, Withdrawn: true}.After(first, person, on(2))
	if len(first.Steps) != 1 || len(second.Steps) != 2 || second.Steps[0].Value != 21.3 || !second.Steps[1].Withdrawn {
		t.Errorf("steps %+v", second.Steps)
	}
	record, err := second.Record()
	if err != nil || record.Key != "ND-T3/2025" {
		t.Fatalf("%+v, %v", record, err)
	}
	counting, err := ledger.ValuesOf(shelf{record}, "ND-T3")
	all, err2 := ledger.AllValues(shelf{record}, "")
	if len(counting) != 0 || len(all) != 1 || errors.Join(err, err2) != nil {
		t.Errorf("%d count, %d in all", len(counting), len(all))
	}
}

func TestAValueIsComparedWithItsGoalAndTheOneBefore(t *testing.T) {
	target := func(op string, baseline *plan.YearValue, values ...plan.TargetValue) plan.Target {
		if len(values) == 0 {
			values = []plan.TargetValue{{Year: 2025, Op: op, Value: 20}}
		}
		return plan.Target{Unit: "%", Baseline: baseline, Values: values}
	}
	low, high := &plan.YearValue{Year: 2017, Value: 10}, &plan.YearValue{Year: 2017, Value: 30}
	for name, c := range map[string]struct {
		target  plan.Target
		values  []ledger.Measured
		goal    int
		gap     float64
		reached ledger.Answer
		before  int
		change  float64
	}{
		"less is reached":          {target("<", nil), []ledger.Measured{{Year: 2025, Value: 19}}, 2025, -1, ledger.Yes, 0, 0},
		"less is missed at it":     {target("<", nil), []ledger.Measured{{Year: 2025, Value: 20}}, 2025, 0, ledger.No, 0, 0},
		"at most":                  {target("<=", nil), []ledger.Measured{{Year: 2025, Value: 20}}, 2025, 0, ledger.Yes, 0, 0},
		"more":                     {target(">", nil), []ledger.Measured{{Year: 2025, Value: 20}}, 2025, 0, ledger.No, 0, 0},
		"at least":                 {target(">=", nil), []ledger.Measured{{Year: 2025, Value: 21}}, 2025, 1, ledger.Yes, 0, 0},
		"rising to it":             {target("=", low), []ledger.Measured{{Year: 2025, Value: 21}}, 2025, 1, ledger.Yes, 2017, 11},
		"falling to it":            {target("=", high), []ledger.Measured{{Year: 2025, Value: 21}}, 2025, 1, ledger.No, 2017, -9},
		"from which side?":         {target("=", nil), []ledger.Measured{{Year: 2025, Value: 21}}, 2025, 1, ledger.Unknown, 0, 0},
		"exactly":                  {target("=", nil), []ledger.Measured{{Year: 2025, Value: 20}}, 2025, 0, ledger.Yes, 0, 0},
		"against the year before":  {target("<", high), []ledger.Measured{{Year: 2024, Value: 22}, {Year: 2025, Value: 21}}, 2025, 1, ledger.No, 2024, -1},
		"the next goal":            {target("", nil, plan.TargetValue{Year: 2020, Op: "<", Value: 25}, plan.TargetValue{Year: 2025, Op: "<", Value: 20}), []ledger.Measured{{Year: 2021, Value: 24}}, 2025, 4, ledger.No, 0, 0},
		"the last where all ended": {target("<", nil), []ledger.Measured{{Year: 2030, Value: 19}}, 2025, -1, ledger.Yes, 0, 0},
	} {
		got, ok := ledger.Compare(c.target, c.values)
		before := 0
		if got.Previous != nil {
			before = got.Previous.Year
		}
		if !ok || got.Goal == nil || got.Goal.Year != c.goal || got.Gap != c.gap || got.Reached != c.reached || before != c.before || got.Change != c.change {
			t.Errorf("%s: %+v, goal %+v", name, got, got.Goal)
		}
	}
	if _, ok := ledger.Compare(target("<", nil), nil); ok {
		t.Error("something was compared though nothing was measured")
	}
	if got, _ := ledger.Compare(plan.Target{}, []ledger.Measured{{Year: 2025}}); got.Goal != nil || got.Reached != ledger.Unknown {
		t.Errorf("a target without values has the goal %+v", got.Goal)
	}
}
