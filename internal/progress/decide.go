package progress

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// decide reads the segments and says what the message is.
func (r *Reader) decide(m *message, segments []segment, c Context) Reading {
	reports, loose := r.readSegments(m, segments, c)
	if !c.Command && (c.Forwarded || m.opensForwarded()) {
		return Reading{Kind: Announcement, Forwarded: true}
	}
	var updates []Report
	recordable := c.Command && len(reports) > 0
	for _, report := range reports {
		recordable = recordable || report.asUpdate()
		if report.asUpdate() || report.stated || report.untold || c.Command {
			updates = append(updates, report)
		}
	}
	if recordable {
		return Reading{Kind: Update, Reports: updates}
	}
	if len(reports) == 0 && loose != nil {
		if m.loosely(c, *loose) {
			if open, ok := r.open(m, segments[0], *loose, c); ok {
				return Reading{Kind: Update, Reports: []Report{open}}
			}
		}
	}
	if kind := m.kindWithoutReport(); kind != Unclear {
		return Reading{Kind: kind}
	}
	same := loose != nil && loose.Unchanged
	if len(reports) == 0 && loose != nil && !same && loose.asUpdate() && r.namesNothing(m, segments[0]) {
		reports = append(reports, *loose) // "60%", "xong rồi ạ"
	}
	return Reading{Kind: Unclear, Reports: reports, Unchanged: same}
}

// readSegments reads every segment that is about a task, by its own words or because the message answers a card; loose is what
// stands there without a task.
func (r *Reader) readSegments(m *message, segments []segment, c Context) (reports []Report, loose *Report) {
	named, common := false, ""
	for _, s := range segments {
		named = named || len(s.references) > 0
	}
	for n, s := range segments {
		switch {
		case s.common:
			common = r.report(m, s, "").Obstacle
		case len(s.references) > 0 && !c.Command && m.sendsPapers(s):
		case len(s.references) > 0:
			for _, report := range r.referenced(m, s) {
				reports = joinReport(reports, report)
			}
		case !named && len(c.Card) == 1:
			return r.reports(m, s, c.Card[0]), nil
		case named && n > 0: // a list item without a task beside items that have one
			if open, ok := r.open(m, s, r.report(m, s, ""), c); ok && open.asUpdate() {
				reports = append(reports, open)
			}
		default:
			report := r.report(m, s, "")
			loose = &report
		}
	}
	hinder(reports, common)
	if named && loose != nil {
		for i := range reports {
			reports[i].shared(*loose)
		}
	}
	if n := len(reports); n > 1 && m.labelsWithin(0, len(m.tokens))&together != 0 {
		for i := range reports[:n-1] {
			reports[i].shared(reports[n-1])
		}
	}
	return reports, loose
}

// joinReport adds a report, or adds it to the one about the same task: what comes later says it more exactly.
func joinReport(reports []Report, later Report) []Report {
	at := slices.IndexFunc(reports, func(r Report) bool { return r.Task != "" && r.Task == later.Task })
	if at < 0 {
		return append(reports, later)
	}
	r := &reports[at]
	if r.Measured != nil && later.Measured != nil {
		return joinMeasured(reports, later)
	}
	if later.StatusGiven && !(r.StatusGiven && later.hinders) && !(later.counted && r.StatusGiven) {
		r.Status, r.StatusGiven = later.Status, true
	}
	if later.Percent != nil {
		r.Percent, r.PercentEstimate = later.Percent, later.PercentEstimate
	}
	if later.Measured != nil {
		r.Measured = later.Measured
	}
	r.Quantities = append(r.Quantities, later.Quantities...)
	r.Finished = cmp.Or(later.Finished, r.Finished)
	r.Doubts = append(r.Doubts, later.Doubts...)
	r.Obstacle, r.Next = cmp.Or(r.Obstacle, later.Obstacle), cmp.Or(r.Next, later.Next)
	r.Text += "\n" + later.Text
	r.stated, r.begun, r.vague = r.stated || later.stated, r.begun || later.begun, r.vague && later.vague
	return reports
}

// referenced reads a segment once for each task that it names.
func (r *Reader) referenced(m *message, s segment) []Report {
	var reports []Report
	for _, ref := range s.references {
		if ref.unknown {
			report := r.report(m, s, "")
			report.Doubts = append(report.Doubts, Doubt{Kind: UnknownTask, First: ref.id})
			reports = append(reports, report)
			continue
		}
		if ref.id != "" {
			for _, report := range r.reports(m, s, ref.id) {
				report.Named = true
				if n := m.clauseOf(ref.first); n >= 0 {
					report.untold, report.hinders = m.clauses[n].intent == states, m.clauses[n].section == hindrance
				}
				reports = append(reports, report)
			}
			continue
		}
		report := r.report(m, s, "")
		report.Named = true
		for _, id := range ref.options {
			report.Candidates = append(report.Candidates, Candidate{Task: id})
		}
		if len(ref.options) > 0 {
			report.Candidates = r.ranked(m, s, ref.options)
		}
		reports = append(reports, report)
	}
	measured := slices.ContainsFunc(reports, func(report Report) bool { return report.Measured != nil })
	if len(reports) > 1 && !measured && m.stands(r.vocabulary.Respectively, s.first, s.last) {
		m.shareOut(s, reports)
	}
	return reports
}

// shareOut gives each of several tasks its own of as many per cents, in order: "BV-147 và BV-150 lần lượt đạt 70% và 50%". Where they cannot
// be told apart, nothing is said of any.
func (m *message) shareOut(s segment, reports []Report) {
	var values []float64
	for i := s.first; i < s.last; i++ {
		if m.tokens[i].kind == number && !m.masked[i] {
			values = append(values, m.tokens[i].value)
		}
	}
	percents := len(values) == len(reports) && m.percentSignWithin(s)
	for i := range reports {
		reports[i] = Report{Task: reports[i].Task, Candidates: reports[i].Candidates, Text: reports[i].Text, stated: true}
		if percents {
			reports[i].Percent, reports[i].Status, reports[i].StatusGiven = &values[i], plan.InProgress, values[i] > 0 && values[i] < 100
		}
	}
}

// percentSignWithin reports whether a number of a segment is a per cent.
func (m *message) percentSignWithin(s segment) bool {
	for i := s.first; i < s.last; i++ {
		if m.percentSign(i, s.last) > 0 {
			return true
		}
	}
	return false
}

// ranked orders the tasks that a code may mean by what else the text says; those that it says nothing about follow in order.
func (r *Reader) ranked(m *message, s segment, options []string) []Candidate {
	among := set(options)
	found := r.matcher.Match(m.subject(s), func(t plan.Task) bool { return among[t.ID] })
	for _, c := range found {
		delete(among, c.Task)
	}
	for _, id := range options {
		if among[id] {
			found = append(found, Candidate{Task: id})
		}
	}
	return found
}

// besideRows reports whether a task is a duty of a plan that has rows, which is what people report on.
func (r *Reader) besideRows(t plan.Task) bool { return t.IsDuty() && r.withRows[t.Plan] }

// ledFirst weighs down the tasks that the agencies only coordinate: people mostly report on what they lead.
func (r *Reader) ledFirst(found []Candidate, agencies []string) []Candidate {
	const coordinating = 0.5
	for i, c := range found {
		if t, ok := r.register.Task(c.Task); ok && r.participation(t, agencies) == plan.Coordinates {
			found[i].Score = c.Score * coordinating
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Score > found[j].Score })
	return found
}

// rowsFirst joins the rows and the duties that a message may be about to one list of at most maxCandidates.
func rowsFirst(rows, duties []Candidate) []Candidate {
	const maxCandidates = 5
	rows = rows[:min(len(rows), max(maxCandidates-len(duties), maxCandidates-1))]
	return append(rows, duties[:min(len(duties), maxCandidates-len(rows))]...)
}

// open makes a report on a task that the text does not name: the tasks of the card, or those of the sender's agencies that
// the text may be about. ok is false where there is none.
func (r *Reader) open(m *message, s segment, report Report, c Context) (open Report, ok bool) {
	among := func(t plan.Task) bool { return r.participation(t, c.Agencies) != plan.NoPart }
	if len(c.Card) > 0 {
		onCard := set(c.Card)
		among = func(t plan.Task) bool { return onCard[t.ID] }
	}
	rows := r.matcher.Match(m.subject(s), func(t plan.Task) bool { return among(t) && !r.besideRows(t) })
	duties := r.matcher.Match(m.subject(s), func(t plan.Task) bool { return among(t) && r.besideRows(t) })
	candidates := rowsFirst(r.ledFirst(rows, c.Agencies), duties)
	if len(candidates) > 0 {
		if likeliest, known := r.register.Task(candidates[0].Task); known && m.maskEcho(s.first, s.last, likeliest) {
			report = r.report(m, s, "")
		}
	}
	report.Candidates = candidates
	if len(report.Candidates) == 0 && len(c.Card) > 0 {
		for _, id := range c.Card {
			report.Candidates = append(report.Candidates, Candidate{Task: id})
		}
	}
	return report, len(report.Candidates) > 0
}

// subject returns the words of a segment that may name its task: no figures, no words about status or that nothing is new, no agency.
func (m *message) subject(s segment) string {
	var words []string
	same := m.unchanged(s)
	for i := s.first; i < s.last; i++ {
		t := m.tokens[i]
		if slices.ContainsFunc(same, func(said stretch) bool { return said.first <= i && i < said.last }) {
			continue
		}
		if t.kind != word || m.masked[i] && m.labels(i) == 0 && isCodeLike(t.text) {
			continue
		}
		if m.labels(i)&(status|attained|estimate|cumulative|periodic|perfect) != 0 && m.labels(i)&neutral == 0 {
			continue
		}
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// namesNothing reports whether a segment has no word that may tell what it is about.
func (r *Reader) namesNothing(m *message, s segment) bool {
	return !slices.ContainsFunc(strings.Fields(m.subject(s)), func(word string) bool {
		return !r.vocabulary.FunctionWords.folds[vietnamese.Fold(word)]
	})
}

// isCodeLike reports whether a masked word is part of an id or a document's number.
func isCodeLike(text string) bool {
	return text == strings.ToUpper(text) || strings.ContainsAny(text, "0123456789")
}

// loosely reports whether a message that names no task still reports on one: not if it announces something, nor if besides
// plans it has only words that anybody uses.
func (m *message) loosely(c Context, report Report) bool {
	if !report.asUpdate() || report.vague && len(c.Card) == 0 && !c.Command {
		return false
	}
	if len(c.Card) > 0 || c.Command {
		return true
	}
	planned := false
	for _, clause := range m.clauses {
		if clause.intent == announces {
			return false
		}
		planned = planned || clause.intent == plans || clause.intent == requests
	}
	if opening := m.opening(); (opening == plans || opening == requests || m.headsPlan()) && !report.begun {
		return false
	}
	return !planned || len(report.Quantities) > 0 || report.Percent != nil || report.Status != plan.InProgress
}

// opening returns what the first clause that is no heading is said for.
func (m *message) opening() intent {
	for n, c := range m.clauses {
		if n+1 == len(m.clauses) || m.clauses[n+1].open != ':' {
			return c.intent
		}
	}
	return states
}

// headsPlan reports whether the message is headed as what is to come: "Kế hoạch tuần 49: …".
func (m *message) headsPlan() bool {
	if len(m.clauses) < 2 || m.clauses[1].open != ':' {
		return false
	}
	c := m.clauses[0]
	return m.labels(c.start)&target != 0 && m.labelsWithin(c.start, c.end)&(calendar|periodic) != 0
}

// opensForwarded reports whether the first words say that the text is somebody else's.
func (m *message) opensForwarded() bool {
	const firstWords = 3
	return m.labelsWithin(0, min(firstWords, len(m.tokens)))&forwarded != 0
}

// kindWithoutReport tells what a message is that reports nothing.
func (m *message) kindWithoutReport() Kind {
	var intents [greets + 1]bool
	for _, c := range m.clauses {
		intents[c.intent] = true
	}
	switch {
	case intents[asks], intents[requests]:
		return Question
	case intents[announces], intents[plans]:
		return Announcement
	case intents[greets], m.labelsWithin(0, len(m.tokens))&greeting != 0, !m.says(0, len(m.tokens)):
		return Greeting
	}
	return Unclear
}
