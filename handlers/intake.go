package handlers

import (
	"reflect"
	"slices"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// lack is what has to be known before a report is recorded.
type lack string

// The lacks, in the order in which they are asked for.
const (
	lackNothing lack = ""
	lackTask    lack = "task"
	lackAgency  lack = "agency"
	lackYear    lack = "year"
	lackSource  lack = "source"
	lackStatus  lack = "status"
	lackRight   lack = "right" // the report contradicts something
)

// note tells why a part of a message is not recorded.
type note struct {
	name string // of a text of "update" where nothing else is to be said, of "intake" where it is one of several
	data texts.Data
}

// intake is the taking in of one message's reports: what is clear is recorded, the rest is asked about one by one.
type intake struct {
	*draft
	updates []store.Progress  // recorded or amended in this turn
	values  []ledger.Measured // recorded in this turn
	revised bool              // one of values corrects another
	notes   []note
	fresh   []store.Progress // those of updates that were not there before
}

// report takes in what a message reports.
func (t *turn) report(reading progress.Reading) error {
	return t.take(&draft{From: t.here(), Wording: t.m.Text, Reports: append(draftsOf(reading.Reports), t.bare(reading)...)})
}

// bare returns an empty report for each line of a message that begins with a task of the author's, and of which nothing was read: what
// is said of it has to be asked.
func (t *turn) bare(reading progress.Reading) []draftReport {
	var reports []draftReport
	for _, line := range strings.Split(t.m.Text, "\n") {
		refs := plan.FindRefs(line)
		if len(refs) == 0 || strings.Trim(line[:refs[0].Start], listMarks) != "" {
			continue
		}
		task, ok := t.Register.Task(refs[0].String())
		read := slices.ContainsFunc(reading.Reports, func(r progress.Report) bool { return r.Task == task.ID })
		if ok && !read && t.mayRecord(task) {
			reports = append(reports, draftReport{Task: task.ID, Text: strings.Trim(line, "•-–—*+ \t")})
		}
	}
	return reports
}

// listMarks are the characters that may stand before the id with which a line begins.
const listMarks = "#•-–—*+.) 0123456789\t"

// take records what is clear of a draft, keeps the rest, and shows the one and asks about the other.
func (t *turn) take(d *draft) error {
	d.Parts = max(d.Parts, len(d.Reports))
	in := &intake{draft: d}
	var open []draftReport
	var asked inquiry
	for i := range d.Reports {
		if d.Reports[i].Update == 0 {
			d.Reports[i].Update = t.corrects(d, d.Reports[i])
		}
		r := d.Reports[i]
		lacking, doubts, refusal, err := t.lacks(r, d)
		switch {
		case err != nil:
			return err
		case refusal != nil:
			in.notes = append(in.notes, *refusal)
		case lacking != lackNothing:
			if open = append(open, r); len(open) == 1 {
				asked.lack, asked.doubts = lacking, doubts
			}
		default:
			if err := t.settle(in, r); err != nil {
				return err
			}
		}
	}
	d.Reports, in.updates = open, append(in.updates, d.withdrawn...)
	d.withdrawn = nil
	if err := t.prove(in); err != nil {
		return err
	}
	for _, u := range in.updates {
		if !slices.Contains(d.Recorded, u.ID) {
			d.Recorded = append(d.Recorded, u.ID)
		}
	}
	for _, v := range in.values {
		d.Values = append(d.Values, v.Key())
	}
	if len(open) == 0 {
		t.session.drop(d.From.Message)
		return t.outcome(in)
	}
	t.session.keep(d)
	return t.askNext(in, asked)
}

// corrects returns the update that a report of a correcting message belongs to, 0 for none.
func (t *turn) corrects(d *draft, r draftReport) uint64 {
	for _, id := range d.Corrects {
		if u, err := t.r.Progress(id); err == nil && u.Task == r.Task && !slices.ContainsFunc(d.Reports, func(o draftReport) bool { return o.Update == id }) {
			return id
		}
	}
	return 0
}

// lacks returns what has to be known before a report can be recorded, the doubts about it, or why it cannot be recorded.
func (t *turn) lacks(r draftReport, d *draft) (lacking lack, doubts []string, refusal *note, err error) {
	if unknown, ok := unknownTask(r); ok {
		return "", nil, &note{"no_such_task", texts.Data{"ID": unknown}}, nil
	}
	if r.Task == "" {
		if len(t.offered(r)) == 0 {
			return "", nil, &note{"no_task", texts.Data{"Text": shorten(r.Text, maxWording)}}, nil
		}
		return lackTask, nil, nil, nil
	}
	if target, ok := t.Register.Target(r.Task); ok {
		return t.lacksOfValue(target, r)
	}
	task, ok := t.Register.Task(r.Task)
	switch {
	case !ok:
		return "", nil, &note{"no_such_task", texts.Data{"ID": r.Task}}, nil
	case !t.mayRecord(task):
		return "", nil, t.refusal(task), nil
	case r.Percent != nil && (*r.Percent < 0 || *r.Percent > maxPercent):
		return "", nil, &note{"no_percent", texts.Data{"ID": task.ID, "Percent": *r.Percent}}, nil
	}
	if r.Update != 0 {
		before, err := t.r.Progress(r.Update)
		if err != nil || !t.mayChange(before) {
			return "", nil, &note{"not_yours", t.owner(before.Task, before.Author)}, err
		}
	} else if r.Agency == "" {
		if keys, err := t.agenciesFor(task); err != nil || len(keys) > 1 {
			return lackAgency, nil, nil, err
		}
	}
	content, err := t.contentOf(r, d)
	if err != nil {
		return "", nil, nil, err
	}
	if !content.Status.Valid() {
		return lackStatus, nil, nil, nil
	}
	if !r.Right {
		doubts, err = t.doubts(r, content, d.From)
		if len(doubts) > 0 || r.Offered {
			lacking = lackRight
		}
	}
	return lacking, doubts, nil, err
}

// maxPercent is the largest percent that a report may bear at all, however sure its writer is.
const maxPercent = 1000

// offered returns the tasks among which a report's own is to be chosen.
func (t *turn) offered(r draftReport) []plan.Task {
	var tasks []plan.Task
	for _, id := range r.Candidates {
		if task, ok := t.Register.Task(id); ok && t.mayRecord(task) && len(tasks) < maxTasks {
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// refusal tells somebody who may not record for a task who can, and how to be invited.
func (t *turn) refusal(task plan.Task) *note {
	name := "refused"
	if !t.isMember() {
		name = "refused_stranger"
	}
	who := append(append([]string{}, task.Lead...), task.Coordinating...)
	return &note{name, texts.Data{"ID": task.ID, "Agencies": t.shortList(who), "Person": idText(t.m.Author.ID)}}
}

// unknownTask returns the id in a report that no task has.
func unknownTask(r draftReport) (id string, ok bool) {
	for _, d := range r.Doubts {
		if d.Kind == progress.UnknownTask {
			return d.First, true
		}
	}
	return "", false
}

// settle records a report from which nothing is missing.
func (t *turn) settle(in *intake, r draftReport) error {
	if _, ok := t.Register.Target(r.Task); ok {
		value, err := t.keepValue(r, in.From)
		in.values, in.revised = append(in.values, value), in.revised || r.Replaces != ""
		return err
	}
	content, err := t.contentOf(r, in.draft)
	if err != nil {
		return err
	}
	if r.Update != 0 {
		after, err := t.amended(r, content)
		in.updates = append(in.updates, after)
		t.session.remember(r.Task, t.now)
		return err
	}
	id, err := t.nextUpdate()
	if err != nil {
		return err
	}
	after, err := t.progressEvent(store.Progress{}, store.Recorded, id, &content, "")
	if err != nil {
		return err
	}
	in.updates = append(in.updates, after)
	in.fresh = append(in.fresh, after)
	t.session.remember(r.Task, t.now)
	return nil
}

// amended gives an update new content, if it differs. A withdrawn report whose message was reworded counts again.
func (t *turn) amended(r draftReport, content store.Content) (store.Progress, error) {
	u, err := t.r.Progress(r.Update)
	if err != nil {
		return u, err
	}
	if !reflect.DeepEqual(content, u.Content) {
		if err := t.keepMoved(u, content.Task); err != nil {
			return u, err
		}
		if u, err = t.progressEvent(u, store.Amended, u.ID, &content, ""); err != nil {
			return u, err
		}
		if err := t.tellAuthor("review.you_amended", u); err != nil {
			return u, err
		}
	}
	if reworded := r.Content == nil && !r.Partly; reworded && u.State == store.StateWithdrawn {
		return t.progressEvent(u, store.Restored, u.ID, nil, "")
	}
	return u, nil
}

// contentOf returns what an update will say once a report is recorded.
func (t *turn) contentOf(r draftReport, d *draft) (store.Content, error) {
	content, err := t.stated(r, d)
	if err == nil && r.Unchanged && !r.Partly {
		content, err = t.again(content, r.Update)
	}
	if day, ok := t.finishedOn(r.Finished, content.Task, d.From.At); ok {
		content.Finished = day
	}
	if content.Status != plan.Done {
		content.Finished = ""
	}
	return content, err
}

// again returns what an update says that says that nothing has changed: what the last report of its agency before it says. Without one it
// stays as it is.
func (t *turn) again(content store.Content, update uint64) (store.Content, error) {
	last, ok, err := t.before(content, update)
	if err != nil || !ok {
		return content, err
	}
	last.Content, err = store.Repeated(t.r, last)
	content.Status, content.Percent, content.Estimate = last.Status, last.Percent, last.Estimate
	content.Quantities, content.Obstacle, content.Finished = last.Quantities, last.Obstacle, last.Finished
	return content, err
}

// stated returns what an update will say by the words of a report alone.
func (t *turn) stated(r draftReport, d *draft) (store.Content, error) {
	task, _ := t.Register.Task(r.Task)
	if r.Update != 0 {
		before, err := t.r.Progress(r.Update)
		if err != nil {
			return store.Content{}, err
		}
		return t.corrected(before, r), nil
	}
	content := r.content()
	content.Author = t.author()
	content.Chat, content.Message = d.From.Chat, d.From.Message
	content.ReportedAt, content.Week = d.From.At, plan.WeekOf(d.From.At.In(t.Zone)).Name
	content.Agency = r.Agency
	if content.Agency == "" {
		keys, err := t.agenciesFor(task)
		if err != nil {
			return content, err
		}
		if len(keys) > 0 {
			content.Agency = keys[0]
		}
	}
	return content, nil
}
