package handlers

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"chutri/internal/evidence"
	"chutri/internal/form"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/secrecy"
	"chutri/internal/sheet"
	"chutri/internal/texts"
)

// How many lines of a form are shown before it is recorded.
const (
	maxDifferences = 8
	maxProblems    = 6
	maxContrary    = 4
)

// readForm reads a form that was fetched.
func (h *Handler) readForm(became evidence.Outcome) (form.Filled, error) {
	if became.State != ledger.EvidenceStored {
		return form.Filled{}, nil
	}
	if became.Mime != evidence.XLSX {
		return form.Filled{}, sheet.ErrBroken
	}
	file, err := os.Open(became.Path)
	if err != nil {
		return form.Filled{}, fmt.Errorf("open a form: %w", err)
	}
	defer file.Close()
	var languages []form.Words
	for _, tag := range texts.Languages {
		languages = append(languages, formWords(h.Texts.In(tag)))
	}
	languages[0].Known = h.Progress.PlainStatus
	return form.Read(file, became.Size, languages...)
}

// formFetched shows what a form would record, or why it records nothing.
func (t *turn) formFetched(job evidence.Job, became evidence.Outcome, filled form.Filled, err error) error {
	data := texts.Data{"Name": evidence.CleanName(job.File.Name), "Limit": evidence.MaxSheet >> 20, "Rows": form.MaxRows()}
	var unknown form.UnknownColumnError
	var missing form.MissingColumnError
	secret := became.Reason == "secrecy" || slices.ContainsFunc(filled.Entries, func(e form.Entry) bool { return secrecy.Marked(e.Note) })
	name := ""
	switch {
	case !t.mayReport():
		name = "form.no_right"
	case secret:
		if err := t.noteRefusal("secrecy"); err != nil {
			return err
		}
		name = "evidence.secret"
	case became.State != ledger.EvidenceStored:
		name = "form.lost_" + became.Reason
	case errors.Is(err, sheet.ErrTooLarge):
		name = "form.too_large"
	case errors.Is(err, form.ErrNotAForm):
		name = "form.not_a_form"
	case errors.As(err, &unknown):
		name, data["Column"] = "form.unknown_column", shorten(unknown.Head, 60)
	case errors.As(err, &missing):
		name, data["Column"] = "form.missing_column", t.say.Plain("form.head."+missing.Column.String(), nil)
	case err != nil:
		t.Log.Warn("a form cannot be read", "download", job.Key, "error", err)
		name = "form.broken"
	case len(filled.Entries) == 0:
		name = "form.empty"
	default:
		return t.previewForm(job, filled)
	}
	t.show(t.say.Say(name, data))
	return nil
}

// checked is a form whose rows were compared with what is known.
type checked struct {
	reports     []draftReport
	differences []string // what changes, a line for each report
	contrary    []string // what contradicts the reports before
	problems    []string // why rows are left out
	same        int      // rows that are recorded already
	made        time.Time
}

var writtenDay = regexp.MustCompile(`\d{1,2}/\d{1,2}/\d{4}`)

// formDay returns the beginning of the day on which a form was made, which stands in its title; without it, the day before now.
func (t *turn) formDay(title string) time.Time {
	if day, err := time.ParseInLocation("2/1/2006", writtenDay.FindString(title), t.Zone); err == nil {
		return day
	}
	return t.now.AddDate(0, 0, -1)
}

// formerly reports whether a row of a form that was made on a day is what was recorded last since then: the form comes a second time.
func (t *turn) formerly(r draftReport, made time.Time) (bool, error) {
	last, ok, err := t.lastBy(r.Task, r.Agency)
	return ok && last.Text == r.Text && !last.ReportedAt.Before(made), err
}

// previewForm compares a form with what is known, and records nothing until its sender says so.
func (t *turn) previewForm(job evidence.Job, filled form.Filled) error {
	title, _, _ := strings.Cut(filled.Title, ":")
	agency, _ := t.Agencies.Find(title)
	c := checked{made: t.formDay(filled.Title)}
	seen := make(map[string]bool)
	for _, e := range filled.Entries {
		if err := t.checkEntry(&c, e, agency, seen); err != nil {
			return err
		}
	}
	headline := "form.preview"
	switch {
	case len(c.reports) > 0:
	case len(c.problems) > 0:
		headline = "form.nothing"
	default:
		headline = "form.again"
	}
	lines := []string{t.say.Say(headline, texts.Data{
		"Name": evidence.CleanName(job.File.Name), "Count": len(c.reports), "Problems": len(c.problems), "HasProblems": len(c.problems) > 0,
	})}
	lines = append(lines, t.firstOf(c.differences, maxDifferences)...)
	lines = append(lines, t.firstOf(c.contrary, maxContrary)...)
	if c.same > 0 && headline != "form.again" {
		lines = append(lines, t.say.Say("form.same", texts.Data{"Count": c.same}))
	}
	lines = append(lines, t.firstOf(c.problems, maxProblems)...)
	if len(c.reports) == 0 {
		t.show(strings.Join(lines, "\n"))
		return nil
	}
	d := &draft{From: t.here(), Wording: t.m.Text, Reports: c.reports, FormMade: c.made}
	t.session.keep(d)
	t.show(strings.Join(lines, "\n"), row(
		button(t.say.Plain("form.record", texts.Data{"Count": len(c.reports)}), "fill", d.Serial),
		button(t.say.Plain("button.drop", nil), "unfill", d.Serial),
	))
	return nil
}

// firstOf returns the first of some lines, and how many more there are.
func (t *turn) firstOf(lines []string, most int) []string {
	if len(lines) <= most {
		return lines
	}
	return append(slices.Clone(lines[:most]), t.say.Say("form.more", texts.Data{"Count": len(lines) - most}))
}

// checkEntry adds a row of a form to the reports or to the problems.
func (t *turn) checkEntry(c *checked, e form.Entry, agency string, seen map[string]bool) error {
	fail := func(problem, value string) {
		c.problems = append(c.problems, t.say.Say("form.problem."+problem, texts.Data{
			"Row": e.Row, "ID": shorten(e.ID, 20), "Value": shorten(value, 60), "Allowed": t.statusNames(),
		}))
	}
	ref, ok := plan.ParseRef(e.ID)
	task, known := t.Register.Task(ref.String())
	switch {
	case e.ID == "":
		fail("no_id", "")
		return nil
	case !ok || !known:
		fail("unknown_task", e.ID)
		return nil
	case seen[task.ID]:
		fail("twice", e.ID)
		return nil
	case e.Problem != "" && e.Problem != form.Disagreement:
		fail(string(e.Problem), e.Value)
		return nil
	}
	seen[task.ID] = true
	if !t.mayRecordFor(task, agency) {
		keys := t.ownFor(task)
		if len(keys) == 0 {
			fail("not_yours", e.ID)
			return nil
		}
		agency = keys[0]
	}
	return t.addReport(c, e, task, agency)
}

// statusNames lists the statuses that can be reported.
func (t *turn) statusNames() string {
	var names []string
	for _, s := range plan.Statuses {
		names = append(names, t.say.Plain("status."+string(s), nil))
	}
	return strings.Join(names, ", ")
}

// addReport adds a row that can be recorded, with what changes by it.
func (t *turn) addReport(c *checked, e form.Entry, task plan.Task, agency string) error {
	r := draftReport{Task: task.ID, Agency: agency, Status: e.Status, Percent: e.Percent, Text: e.Text}
	if same, err := t.formerly(r, c.made); same || err != nil {
		c.same++
		return err
	}
	if e.Quantity != nil {
		r.Quantities = []plan.Quantity{*e.Quantity}
		if of := e.Quantity.Of; of != nil && e.Quantity.Value > *of {
			r.Doubts = append(r.Doubts, progress.Doubt{Kind: progress.PartAboveWhole, First: t.quantity(*e.Quantity)})
		}
	}
	if e.Status == plan.Blocked {
		r.Obstacle = e.Note
	}
	if e.Problem == form.Disagreement {
		kind := progress.DoneBelowFull
		if e.Status == plan.NotStarted {
			kind = progress.NotStartedAhead
		}
		r.Doubts = append(r.Doubts, progress.Doubt{Kind: kind, First: t.say.Number(*e.Percent) + "%"})
	}
	content := r.content()
	content.Agency, content.ReportedAt = agency, t.here().At
	doubts, err := t.doubts(r, content, t.here())
	if err != nil {
		return err
	}
	before := t.say.Plain("status.not_reported", nil)
	last, ok, err := t.lastBy(task.ID, agency)
	if ok {
		if before, err = t.standing(last); err != nil {
			return err
		}
	}
	c.reports = append(c.reports, r)
	c.differences = append(c.differences, t.say.Say("form.difference", texts.Data{
		"ID": task.ID, "Before": before, "After": t.figures(content), "Obstacle": shorten(content.Obstacle, maxWording),
	}))
	c.contrary = append(c.contrary, doubts...)
	return err
}

// fillAction records a form as one act, but for rows that were recorded since the preview. What contradicted stood in the preview, so it counts as seen.
func fillAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	var fresh []draftReport
	for _, r := range d.Reports {
		same, err := t.formerly(r, d.FormMade)
		if err != nil {
			return err
		}
		if !same {
			r.Right = true
			fresh = append(fresh, r)
		}
	}
	if d.Reports = fresh; len(fresh) == 0 {
		t.session.drop(d.From.Message)
		t.show(t.say.Say("form.again", nil))
		return nil
	}
	return t.take(d)
}

// unfillAction forgets a form.
func unfillAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	t.session.drop(d.From.Message)
	t.show(t.say.Say("draft.dropped", nil))
	return nil
}
