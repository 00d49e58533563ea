package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"chutri/internal/search"
)

// The rows that sum categories up. Questions in everyday words are counted apart from the others, for they share almost no word
// with the plans.
const (
	everyday    = "everyday"
	butEveryday = "but everyday"
	total       = "all"
)

// table holds one engine's figures by category, in the order in which the categories first appear.
type table []search.Figures

func (t *table) add(one search.Figures) {
	at := slices.IndexFunc(*t, func(f search.Figures) bool { return f.Category == one.Category })
	if at < 0 {
		*t = append(*t, one)
		return
	}
	(*t)[at] = sum((*t)[at], one)
}

// withSums returns the table with the rows that sum up.
func (t table) withSums() table {
	others, all := search.Figures{Category: butEveryday}, search.Figures{Category: total}
	for _, f := range t {
		all = sum(all, f)
		if f.Category != everyday {
			others = sum(others, f)
		}
	}
	return append(slices.Clone(t), others, all)
}

// sum adds figures up under the first one's category.
func sum(a, b search.Figures) search.Figures {
	a.Answerable += b.Answerable
	a.LeadFirst += b.LeadFirst
	a.TaskFirst += b.TaskFirst
	a.TaskThree += b.TaskThree
	a.Missed += b.Missed
	a.Outside += b.Outside
	a.Refused += b.Refused
	return a
}

// columns are what the printed table tells of each engine: how many questions were answered so, of how many.
var columns = []struct {
	title string
	share func(search.Figures) (part, whole int)
}{
	{"right lead first", func(f search.Figures) (int, int) { return f.LeadFirst, f.Answerable }},
	{"right task first", func(f search.Figures) (int, int) { return f.TaskFirst, f.Answerable }},
	{"right task in three", func(f search.Figures) (int, int) { return f.TaskThree, f.Answerable }},
	{"not found, rightly", func(f search.Figures) (int, int) { return f.Refused, f.Outside }},
	{"not found, wrongly", func(f search.Figures) (int, int) { return f.Missed, f.Answerable }},
}

// report writes the figures of several engines, which have the same categories, side by side.
func report(to io.Writer, names []string, all []table) {
	for i := range all {
		all[i] = all[i].withSums()
	}
	width := 7 * len(names)
	var titles, heads strings.Builder
	fmt.Fprintf(&titles, "%-12s %5s", "", "")
	fmt.Fprintf(&heads, "%-12s %5s", "category", "asked")
	for _, c := range columns {
		fmt.Fprintf(&titles, "  %*s", width, c.title)
		heads.WriteString("  ")
		for _, name := range names {
			fmt.Fprintf(&heads, "%7s", name)
		}
	}
	fmt.Fprintf(to, "%s\n%s\n", &titles, &heads)
	for row, f := range all[0] {
		fmt.Fprintf(to, "%-12s %5d", f.Category, f.Answerable+f.Outside)
		for _, c := range columns {
			fmt.Fprint(to, "  ")
			for _, figures := range all {
				fmt.Fprintf(to, "%7s", percent(c.share(figures[row])))
			}
		}
		fmt.Fprintln(to)
	}
}

func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(whole))
}
