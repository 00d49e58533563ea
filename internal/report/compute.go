package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/store"
)

// Compute derives a period's figures from the records. It reads the period's updates and, of each counted task, its
// latest ones only: back to the last report of a lead before the period, and for a done task to where it became done. So
// it costs what the period and the plans cost, not what the history does.
//
// A task's due date is the end of the last year that its row states, or the day of the last extension that was granted before the
// period's end. A task's status is what a lead agency reported last before the period's end; reports that were withdrawn or returned
// never count. A done task was on time by the day on which its reports say that it was finished, else by when it was first reported done. A coordinating agency's report is news but sets no status. Where the source has lost who leads a task,
// whoever reports sets it. It returns ErrScope for a scope that does not exist, and the reader's errors.
func Compute(r store.Reader, register *plan.Register, query Query) (Figures, error) {
	c, err := newComputation(register, query)
	if err != nil {
		return Figures{}, err
	}
	if c.extended, err = ledger.GrantedBefore(r, query.Period.To); err != nil {
		return Figures{}, fmt.Errorf("report: read the extensions: %w", err)
	}
	if err := c.readPeriod(r); err != nil {
		return Figures{}, fmt.Errorf("report: read the updates of %s: %w", query.Period.Name, err)
	}
	for _, task := range c.tasks {
		standing, err := c.stand(r, task)
		if err != nil {
			return Figures{}, fmt.Errorf("report: read the updates of %s: %w", task.ID, err)
		}
		c.count(standing)
	}
	if err := c.measure(r); err != nil {
		return Figures{}, fmt.Errorf("report: read the measured values: %w", err)
	}
	c.finish()
	return c.figures, nil
}

// computation is a report in the making.
type computation struct {
	register *plan.Register
	scope    Scope
	period   plan.Period
	zone     *time.Location
	asOf     time.Time       // the period's end, or the time of issue where that is earlier
	soonEnd  time.Time       // tasks due before it are due soon
	quiet    time.Time       // tasks without news since then are silent
	ended    map[string]bool // ids of plans that have ended
	tasks    []plan.Task     // the counted ones
	counted  map[string]int  // id → place in tasks
	extended map[string]ledger.Extension

	moved    []*store.Progress // by place in tasks
	updates  [][]uint64        // by place in tasks
	reported map[string]bool   // keys of the agencies that reported in the period
	figures  Figures
}

func newComputation(register *plan.Register, query Query) (*computation, error) {
	zone := query.Period.From.Location()
	c := &computation{
		register: register, scope: query.Scope, period: query.Period, zone: zone, asOf: query.IssuedAt.In(zone),
		ended: map[string]bool{}, counted: map[string]int{}, reported: map[string]bool{},
	}
	if c.asOf.After(query.Period.To) {
		c.asOf = query.Period.To
	}
	thisWeek := plan.WeekOf(c.asOf).To
	if thisWeek.After(query.Period.To) {
		thisWeek = query.Period.To
	}
	c.soonEnd = thisWeek.AddDate(0, 0, soon)
	days := query.SilentDays
	if days == 0 {
		days = DefaultSilentDays
	}
	c.quiet = c.asOf.AddDate(0, 0, -days)
	plans, err := c.resolve()
	if err != nil {
		return nil, err
	}
	c.figures = Figures{
		Scope: c.scope, Period: query.Period, IssuedAt: query.IssuedAt.In(zone), SilentDays: days,
		ByStatus: zeroes(Statuses), Before: zeroes(Statuses), Classes: zeroes(Classes),
		Updates: []uint64{}, Changed: []string{}, Completed: []string{}, Blocked: []string{}, SilentTasks: []string{},
		SilentAgencies: []string{}, DueSoon: []string{}, Outside: []string{}, Ended: []string{}, Standings: []Standing{}, Targets: []TargetStanding{},
	}
	for _, p := range plans {
		c.take(p)
	}
	c.moved, c.updates = make([]*store.Progress, len(c.tasks)), make([][]uint64, len(c.tasks))
	return c, nil
}

// resolve checks the scope and returns its plans.
func (c *computation) resolve() ([]plan.Plan, error) {
	if _, ok := c.register.Agency(c.scope.Agency); !ok && c.scope.Agency != "" {
		return nil, fmt.Errorf("%w: agency %q", ErrScope, c.scope.Agency)
	}
	if c.scope.Plan == "" {
		if c.scope.Part != "" {
			return nil, fmt.Errorf("%w: part %q of no plan", ErrScope, c.scope.Part)
		}
		return c.register.Plans, nil
	}
	p, ok := c.register.Plan(c.scope.Plan)
	if !ok {
		return nil, fmt.Errorf("%w: plan %q", ErrScope, c.scope.Plan)
	}
	if _, ok := p.Part(c.scope.Part); !ok && c.scope.Part != "" {
		return nil, fmt.Errorf("%w: part %q of plan %s", ErrScope, c.scope.Part, p.ID)
	}
	c.scope.Plan = p.ID
	return []plan.Plan{p}, nil
}

// take adds the counted tasks of a plan. A plan that ends with the period has not ended within it.
func (c *computation) take(p plan.Plan) {
	before := len(c.tasks)
	for _, task := range c.register.Counted(p.ID) {
		if c.inPart(task) && (c.scope.Agency == "" || c.register.Participation(task, c.scope.Agency) == plan.Leads) {
			c.counted[task.ID] = len(c.tasks)
			c.tasks = append(c.tasks, task)
		}
	}
	if len(c.tasks) > before && p.State(c.asOf.Add(-1)) == plan.Ended {
		c.ended[p.ID] = true
		c.figures.Ended = append(c.figures.Ended, p.ID)
	}
}

func (c *computation) inPart(task plan.Task) bool {
	return c.scope.Part == "" || task.Part == c.scope.Part || strings.HasPrefix(task.Part, c.scope.Part+".")
}

// count adds a task to the figures.
func (c *computation) count(s Standing) {
	f := &c.figures
	f.Standings = append(f.Standings, s)
	f.Total++
	f.ByStatus[s.Status]++
	f.Before[s.Before]++
	if s.Class != "" {
		f.Classes[s.Class]++
	}
	if s.Due.IsZero() {
		f.NoDueDate++
	}
	list := func(tasks *[]string, belongs bool) {
		if belongs {
			*tasks = append(*tasks, s.Task)
		}
	}
	live := s.Open() && !s.Ended
	list(&f.Changed, len(s.Updates) > 0)
	list(&f.Completed, s.Status == plan.Done && c.period.Holds(s.DoneAt))
	list(&f.Blocked, s.Status == plan.Blocked)
	list(&f.SilentTasks, live && !s.News.IsZero() && s.News.Before(c.quiet))
	list(&f.DueSoon, live && !s.Due.IsZero() && !s.Due.Before(c.asOf) && s.Due.Before(c.soonEnd))
}

// finish adds what needs all tasks.
func (c *computation) finish() {
	f := &c.figures
	slices.Sort(f.Updates)
	slices.Sort(f.Outside)
	f.Outside = slices.Compact(f.Outside)
	done := float64(f.ByStatus[plan.Done])
	f.Rates = Rates{DoneOfAll: rate(done, float64(f.Total)), DoneOfDue: rate(done, done+float64(f.Classes[OpenLate]))}
	for i := range f.Standings {
		s := &f.Standings[i]
		if s.Open() && !s.Ended {
			s.Silent = c.silent(c.tasks[i])
			f.SilentAgencies = append(f.SilentAgencies, s.Silent...)
		}
	}
	c.register.SortAgencies(f.SilentAgencies)
	f.SilentAgencies = slices.Compact(f.SilentAgencies)
}

// silent returns those of the agencies expected to report on a counted task that reported nothing in the period.
func (c *computation) silent(task plan.Task) []string {
	expected := task.Lead
	if c.scope.Agency != "" {
		expected = []string{c.scope.Agency}
	}
	var silent []string
	for _, key := range expected {
		agency, known := c.register.Agency(key)
		if known && agency.Kind != plan.Collective && !c.reported[key] {
			silent = append(silent, key)
		}
	}
	return silent
}

func rate(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

func zeroes[K comparable](keys []K) map[K]int {
	counts := make(map[K]int, len(keys))
	for _, key := range keys {
		counts[key] = 0
	}
	return counts
}
