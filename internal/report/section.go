package report

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// section is one list of a report.
type section struct {
	title string   // plain
	lines []string // HTML
	more  string   // key of the text that tells how many lines are left out
	later int      // lines at the end that a cut list never shows
}

// shown returns how many lines of the list stand where it has room for so many.
func (s section) shown(room int) int {
	if room == wholeList {
		return len(s.lines)
	}
	return min(room, len(s.lines)-s.later)
}

// reasonRunes is how much of an obstacle or a message is shown.
const reasonRunes = 120

// sections writes the lists that are not empty.
func (w writer) sections() []section {
	f := w.figures
	moved := slices.DeleteFunc(slices.Clone(f.Changed), func(id string) bool {
		s := w.standings[id]
		return s.Status == plan.Blocked || s.Status == plan.Done && f.Period.Holds(s.DoneAt)
	})
	return slices.DeleteFunc([]section{
		w.section("completed", "report.more", f.Completed, w.completedLine),
		w.section("moved", "report.more", moved, w.movedLine),
		w.section("blocked", "report.more", f.Blocked, w.blockedLine),
		w.targets(),
		w.section("silent", "report.more_agencies", f.SilentAgencies, w.silentLine),
		w.section("due_soon", "report.more", f.DueSoon, w.dueLine),
		w.section("outside", "report.more", f.Outside, w.outsideLine),
	}, func(s section) bool { return len(s.lines) == 0 })
}

func (w writer) section(name, more string, ids []string, line func(id string) string) section {
	s := section{more: more, title: w.say.Plain("report.section."+name, texts.Data{
		"Number": len(ids), "Within": within(w.figures.Period, w.say),
	})}
	for _, id := range ids {
		s.lines = append(s.lines, line(id))
	}
	return s
}

func (w writer) completedLine(id string) string {
	return w.say.Say("report.item_agency", w.item(id, w.standings[id].Latest))
}

func (w writer) movedLine(id string) string {
	moved := w.standings[id].Moved
	data := w.item(id, moved)
	data["Progress"] = w.progress(moved.Content)
	task, _ := w.register.Task(id)
	if w.register.Participation(task, moved.Agency) == plan.Coordinates {
		return w.say.Say("report.item_moved_coordinator", data)
	}
	return w.say.Say("report.item_moved", data)
}

func (w writer) blockedLine(id string) string {
	latest := w.standings[id].Latest
	data := w.item(id, latest)
	data["Reason"] = shorten(reason(*latest), reasonRunes)
	return w.say.Say("report.item_blocked", data)
}

// reason returns what stands in the way: the obstacle, or the whole message where it names none.
func reason(p store.Progress) string {
	if strings.TrimSpace(p.Obstacle) == "" {
		return p.Text
	}
	return p.Obstacle
}

func (w writer) dueLine(id string) string {
	data := w.item(id, nil)
	data["Date"] = day(w.standings[id].Due)
	return w.say.Say("report.item_due", data)
}

func (w writer) outsideLine(id string) string {
	return w.say.Say("report.item_outside", w.item(id, nil))
}

func (w writer) silentLine(key string) string {
	return w.say.Say("report.item_silent", texts.Data{"Agency": w.register.AgencyName(key)})
}

// item tells what a line is about and, where there is a report, whose it is.
func (w writer) item(id string, p *store.Progress) texts.Data {
	data := texts.Data{"ID": id, "Title": w.title(id)}
	if p != nil {
		data["Agency"] = w.agency(p.Agency)
	}
	return data
}

func (w writer) title(id string) string {
	if task, ok := w.register.Task(id); ok {
		return task.Title
	}
	target, _ := w.register.Target(id)
	return target.Name
}

func (w writer) agency(key string) string {
	if key == "" {
		return w.say.Plain("report.unknown_agency", nil)
	}
	return w.register.AgencyName(key)
}

// progress writes a report's status, percent, first quantity since the beginning and first one of a shorter time.
func (w writer) progress(c store.Content) string {
	parts := []string{w.status(c.Status)}
	if c.Percent != nil {
		key := "report.percent"
		if c.Estimate {
			key = "report.percent_estimate"
		}
		parts = append(parts, w.say.Plain(key, texts.Data{"Percent": *c.Percent}))
	}
	for _, shorter := range []bool{false, true} {
		at := slices.IndexFunc(c.Quantities, func(q plan.Quantity) bool { return (q.Span != plan.SinceStart) == shorter })
		if at >= 0 {
			parts = append(parts, w.quantity(c.Quantities[at]))
		}
	}
	if day, err := time.Parse(time.DateOnly, c.Finished); err == nil {
		parts = append(parts, w.say.Plain("finished_on", texts.Data{"Date": day.Format("02/01/2006")}))
	}
	return strings.Join(parts, " ")
}

func (w writer) quantity(q plan.Quantity) string {
	key, data := "report.quantity", texts.Data{"Value": q.Value, "Percent": q.Value, "Unit": shorten(q.Unit, 20)}
	switch {
	case q.Unit == plan.PerCent:
		key = "report.percent"
	case q.Of != nil:
		key, data["Of"] = "report.quantity_of", *q.Of
	}
	said := w.say.Plain(key, data)
	if q.Span == plan.SinceStart {
		return said
	}
	return w.say.Plain("span."+string(q.Span), texts.Data{"Figure": strings.TrimSpace(said)})
}

// shorten puts a text on one line of at most limit letters, cut between words where that is possible.
func shorten(text string, limit int) string {
	text = strings.Join(strings.Fields(text), " ")
	letters := []rune(text)
	if len(letters) <= limit {
		return text
	}
	end := limit - 1
	for end > limit/2 && letters[end] != ' ' {
		end--
	}
	if letters[end] != ' ' {
		end = limit - 1
		for end > 0 && unicode.Is(unicode.Mn, letters[end]) {
			end--
		}
	}
	return strings.TrimRight(string(letters[:end]), " ,;:.–-") + "…"
}
