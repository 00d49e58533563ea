package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/remind"
	"chutri/store"
)

var errCrash = errors.New("the program ended here")

// crashing is a store under a program that ends at random moments: before a transaction is kept, or right after it was.
type crashing struct {
	store.Store
	random *rand.Rand
}

func (c crashing) Update(ctx context.Context, do func(store.Tx) error) error {
	moment := c.random.IntN(6)
	err := c.Store.Update(ctx, func(tx store.Tx) error {
		if err := do(tx); err != nil || moment != 0 {
			return err
		}
		return errCrash
	})
	if err == nil && moment == 1 {
		return errCrash
	}
	return err
}

// officeClock is a program with a clock that the test sets.
type officeClock struct {
	t      *testing.T
	app    *App
	plans  *Plans
	config Config
	now    time.Time
	random *rand.Rand
}

func newOfficeClock(t *testing.T, zone string, begin time.Time, seed uint64) *officeClock {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	config := Config{DataDir: t.TempDir(), Zone: location, TimeZone: zone, Coordinators: []int64{1001}, HTTPAddress: "127.0.0.1:0", KeepBackups: 1}
	plans, err := OpenPlans(config)
	if err != nil {
		t.Fatal(err)
	}
	o := &officeClock{t: t, plans: plans, config: config, now: begin.In(location), random: rand.New(rand.NewPCG(seed, 3))}
	o.start()
	t.Cleanup(func() { o.app.Close() })
	return o
}

func (o *officeClock) start() {
	o.t.Helper()
	app, err := Open(o.config, o.plans, func() time.Time { return o.now }, slog.New(slog.DiscardHandler))
	if err != nil {
		o.t.Fatal(err)
	}
	app.Store = crashing{app.Store, o.random}
	o.app = app
}

// press makes the coordinator press a button that carries the given data, again and again until the program survives it.
func (o *officeClock) press(key, data string) {
	o.t.Helper()
	m := chat.Message{
		Key: key, Kind: chat.Press, Chat: chat.Chat{ID: 1001}, Author: chat.Person{ID: 1001, Language: "vi"}, Data: data, Callback: key, ID: 1,
	}
	for {
		err := o.app.Store.Update(o.t.Context(), func(tx store.Tx) error { return o.app.handle(tx, m) })
		if err == nil {
			return
		}
		if !errors.Is(err, errCrash) {
			o.t.Fatal(err)
		}
	}
}

func (o *officeClock) tick() {
	o.t.Helper()
	if err := o.app.tick(o.t.Context()); err != nil && !errors.Is(err, errCrash) {
		o.t.Fatal(err)
	}
}

// digests returns the weeks of the digests that wait for the coordinator, in the order of the outbox.
func (o *officeClock) digests() []string {
	o.t.Helper()
	var weeks []string
	err := o.app.Store.View(o.t.Context(), func(r store.Reader) error {
		return r.Pending(nil, func(out store.Outgoing) bool {
			if m := digestHead.FindStringSubmatch(out.Reply.Text); m != nil && out.Reply.Chat == 1001 {
				weeks = append(weeks, fmt.Sprintf("%s-W%02s", m[2], m[1]))
			}
			return true
		})
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return weeks
}

var digestHead = regexp.MustCompile(`(?m)^<b>Tuần (\d+)/(\d{4}) \([^)]*\): `)

func TestAnUnluckyProgramSendsEachDigestOnce(t *testing.T) {
	for seed, zone := range []string{"Asia/Ho_Chi_Minh", "America/Santiago", "Europe/Berlin"} {
		t.Run(zone, func(t *testing.T) {
			location, err := time.LoadLocation(zone)
			if err != nil {
				t.Fatal(err)
			}
			begin := time.Date(2026, time.August, 31, 9, 0, 0, 0, location) // a Monday; a year with week 53 follows
			o := newOfficeClock(t, zone, begin, uint64(seed))
			o.press("choose", "subset:weekly:5:900")
			pauses := 0
			for end := begin.AddDate(0, 4, 0); o.now.Before(end); {
				switch o.random.IntN(30) {
				case 0:
					pauses++
					o.now = o.now.Add(time.Duration(o.random.IntN(21*24)) * time.Hour)
				case 1, 2, 3:
					if err := o.app.Close(); err != nil {
						t.Fatal(err)
					}
					o.start()
				case 4:
					o.now = o.now.Add(-time.Duration(o.random.IntN(180)) * time.Minute)
				default:
					o.now = o.now.Add(time.Duration(o.random.IntN(20*60)) * time.Minute)
				}
				o.tick()
			}
			for range 20 {
				o.tick()
			}
			var want []string
			for week := plan.WeekOf(begin); ; week = plan.WeekOf(week.To) {
				at := remind.NewCalendar(location).When(remind.Subscription{Kind: remind.Weekly, Day: 5, Minute: 900}, week)
				if at.After(o.now) {
					break
				}
				want = append(want, week.Name)
			}
			if got := o.digests(); !slices.Equal(got, want) || len(want) < 15 || pauses == 0 {
				t.Errorf("after %d pauses these came:\n%q, want\n%q", pauses, got, want)
			}
		})
	}
}

func TestADigestIsNotSentAgainWhenTheKeysOfOldStepsAreForgotten(t *testing.T) {
	o := newOfficeClock(t, "Asia/Ho_Chi_Minh", time.Date(2026, time.November, 19, 2, 0, 0, 0, time.UTC), 1)
	o.press("choose", "subset:weekly:5:900")
	for range 30 {
		o.tick()
	}
	o.now = o.now.AddDate(0, 0, 2)
	for range 30 {
		o.tick()
	}
	if got := o.digests(); !slices.Equal(got, []string{"2026-W47"}) {
		t.Fatalf("%q came", got)
	}
	if err := o.app.Store.(crashing).Store.Update(t.Context(), func(tx store.Tx) error { return tx.Forget(o.now.AddDate(1, 0, 0)) }); err != nil {
		t.Fatal(err)
	}
	for range 30 {
		o.tick()
	}
	if got := o.digests(); len(got) != 1 {
		t.Errorf("%q came", got)
	}
}

func TestTheOfficesCalendarIsReadFromTheDataFolder(t *testing.T) {
	config := Config{DataDir: t.TempDir(), Zone: time.UTC}
	day := remind.Date{Year: 2026, Month: time.November, Day: 20}
	if c, err := officeCalendar(config); err != nil || !c.Working(day) {
		t.Fatalf("without a file %v is off (%v)", day, err)
	}
	path := filepath.Join(config.DataDir, remind.CalendarFile)
	for text, want := range map[string]bool{"off: [2026-11-20]\n": true, "off: nonsense\n": false} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := officeCalendar(config)
		if (err == nil) != want || err == nil && c.Working(day) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
