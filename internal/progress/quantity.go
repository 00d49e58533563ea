package progress

import (
	"math"
	"slices"

	"chutri/internal/plan"
)

// count is a figure on its way to a Quantity.
type count struct {
	figure
	whole wholeKind
}

// wholeKind says whether a figure is the whole that another one is part of.
type wholeKind int

const (
	part    wholeKind = iota
	sum               // "tổng số 2.000 hộ": the whole, or the figure itself where it stands alone
	planned           // "chỉ tiêu 90 lớp": only ever the whole
)

// quantities returns what a segment counts: figures of progress with their wholes, the cumulative one where one of a
// shorter time stands beside it.
func (r *Reader) quantities(list []figure, percent *float64) []plan.Quantity {
	counts := dropOpen(joinParts(joinByRest(dropSummed(r.counts(list)), list)))
	counts = joinWholes(counts)
	counts = joinByPercent(counts, percent)
	counts = dropRemainders(counts)
	counts = preferCumulative(counts)
	counts = mergeEqual(counts)
	var result []plan.Quantity
	for _, c := range counts {
		value := c.value
		if c.unclear && !r.vocabulary.Measured[c.unit] {
			value = ungroup(value)
		}
		result = append(result, plan.Quantity{Value: value, Of: c.of, Unit: c.unit, Estimate: c.approximate(), Span: c.span})
	}
	return result
}

// ungroup reads "1,250" as a thousand two hundred and fifty: nobody counts a quarter of a household.
func ungroup(value float64) float64 {
	const thousand = 1000
	return float64(int64(value*thousand + 0.5))
}

// fewParts is the largest whole for which a fraction without a noun is a share ("2/3") and no count.
const fewParts = 5

// counts sorts out the figures that are no progress and tells wholes from parts.
func (r *Reader) counts(list []figure) []count {
	var counts []count
	inner := figure{clause: -1} // the last one that is said to be within another
	for i, f := range list {
		if f.before.near(within) > 0 || inner.clause >= 0 && inner.sentence == f.sentence && sameUnit(inner, f) && f.before.near(attained|perfect|cumulative) == 0 {
			inner = f
			continue
		}
		if f.percent || f.share || f.unit == "" && (f.of == nil || *f.of <= fewParts) || r.foreign(f) ||
			f.from && nextOfUnit(list[i+1:], f) || f.forecast && countedNow(list, f) || outdated(list, f) {
			continue
		}
		if f.of == nil && besideRest(list[:i], f) || f.excluded && (f.of != nil || countedToo(list[:i], f) || countedToo(list[i+1:], f)) {
			continue
		}
		c := count{figure: f}
		aim, made, budget := f.before.near(target), f.before.near(attained|perfect|running), 0
		if r.isMoney(f.unit) {
			budget = f.before.near(moneyPlanned)
		}
		switch {
		case f.of != nil:
		case aim > 0 && aim <= 5 && !f.belongs && (made == 0 || made > aim):
			c.whole = planned
		case f.of == nil && f.extent && smallerFollows(list[i+1:], f):
			c.whole = planned
		case (f.wanted || f.owed || f.among) && smallerStands(list, f), f.onlyOwed:
			c.whole = planned
		case f.assigned && (smallerFollows(list[i+1:], f) || countedToo(list[:i], f)), f.budget, f.funded && smallerStands(list, f), budget > 0 && (made == 0 || made > budget):
			c.whole = planned
		case !f.cumulative && (f.before.within(total, 3) || f.before.near(total) > 0 && f.before.near(attained|perfect) == 0 && smallerStands(list, f)):
			c.whole = sum
		}
		if n := len(counts); n > 0 && c.whole == part && counts[n-1].whole == planned && made == 0 && r.plannedToo(list, counts[n-1].figure, f) {
			c.whole = planned
		}
		counts = append(counts, c)
	}
	return counts
}

// besideRest reports whether a figure only says more of what remains: "còn 24 quầy hai đội chia nhau".
func besideRest(earlier []figure, f figure) bool {
	return slices.ContainsFunc(earlier, func(rest figure) bool {
		return rest.clause == f.clause && (rest.left || rest.rest || rest.before.within(remaining, 2) && !rest.working) && f.before.near(attained|perfect|target) == 0
	})
}

// smallerStands reports whether a smaller figure counts the same.
func smallerStands(list []figure, f figure) bool {
	return slices.ContainsFunc(list, func(g figure) bool {
		return !g.percent && g.of == nil && g.unit != "" && sameUnit(g, f) && g.value < f.value && !g.wanted
	})
}

// countedToo reports whether one of the figures counts the same.
func countedToo(list []figure, f figure) bool {
	return slices.ContainsFunc(list, func(g figure) bool { return !g.percent && g.of == nil && g.unit != "" && sameUnit(g, f) })
}

// smallerFollows reports whether a smaller figure of what is done counts the same.
func smallerFollows(list []figure, f figure) bool {
	return slices.ContainsFunc(list, func(g figure) bool {
		return !g.percent && g.of == nil && sameUnit(g, f) && g.value <= f.value && (g.cumulative || g.before.near(perfect|attained) > 0)
	})
}

// plannedToo reports whether a figure goes on listing what is planned: "(kế hoạch 20 lớp, 400 học viên)" after "312 học viên".
func (r *Reader) plannedToo(list []figure, planned, next figure) bool {
	return next.clause == planned.clause+1 && slices.ContainsFunc(list, func(f figure) bool {
		return !f.percent && sameUnit(f, next) && (f.first < planned.first || f.first > next.first)
	})
}

// foreign reports whether a figure is of another time, a difference, what remains, a share of another figure, or a price.
func (r *Reader) foreign(f figure) bool {
	switch {
	case f.denied, f.acting, f.urged, f.bracketed, f.stuck && f.before.near(attained|perfect) == 0, f.before.near(past) > 0 && !f.now, f.after.within(past, 4) && !f.from, f.rest, f.left, f.before.within(compares, 2) && !f.owed:
		return true
	case f.before.within(change, 2), f.before.within(remaining, 2) && !f.working, f.before.near(within) > 0:
		return true
	}
	return f.of == nil && (r.isMoney(f.unit) && f.before.near(price) > 0 || f.before.within(each, 3) || f.each)
}

func nextOfUnit(list []figure, f figure) bool {
	for _, next := range list {
		if !next.percent && next.unit == f.unit && next.clause == f.clause {
			return true
		}
	}
	return false
}

// joinParts makes a figure the whole of the one before it where a word says so: "22 bến được cấp phép trong 31 bến".
func joinParts(counts []count) []count {
	var kept []count
	for i, c := range counts {
		if last := len(kept) - 1; i > 0 && c.of == nil && c.over && c.before.near(target) == 0 {
			p := &kept[last]
			if p.of == nil && p.whole != planned && p.clause == c.clause && (c.unit == "" || sameNoun(p.unit, c.unit)) && p.value <= c.value {
				value := c.value
				p.of, p.whole = &value, part
				continue
			}
		}
		kept = append(kept, c)
	}
	return kept
}

// countedNow reports whether besides a forecast a figure of now counts the same.
func countedNow(list []figure, forecast figure) bool {
	return slices.ContainsFunc(list, func(f figure) bool { return !f.percent && !f.forecast && f.unit == forecast.unit })
}

// joinByRest makes a figure the whole of another one where what is said to remain shows it: "in 15.000 tờ, phát được 11.200 tờ, còn
// 3.800 tờ".
func joinByRest(counts []count, list []figure) []count {
	for _, rest := range list {
		if rest.percent || rest.before.near(remaining) == 0 {
			continue
		}
		for i, whole := range counts {
			for j, c := range counts {
				fits := i != j && whole.of == nil && c.of == nil && c.whole == part && whole.whole == part
				if fits && sameUnit(whole.figure, c.figure) && c.value+rest.value == whole.value && rest.value > 0 && c.first != rest.first {
					value := whole.value
					counts[j].of = &value
					return slices.Delete(counts, i, i+1)
				}
			}
		}
	}
	return counts
}

// dropOpen drops what is only being done, or not yet, beside a figure of what is done: "đang lắp tiếp 2 trạm", "3 huyện chưa nộp".
func dropOpen(counts []count) []count {
	open := func(c count) bool { return c.of == nil && c.whole == part && (c.ongoing || c.lacking || c.underway) }
	return slices.DeleteFunc(counts, func(c count) bool {
		return open(c) && slices.ContainsFunc(counts, func(other count) bool {
			firm := !open(other) && (c.lacking || other.of != nil || other.first < c.first || other.before.near(attained|perfect|remaining) > 0)
			if !c.lacking && other.whole == planned || c.underway && !c.ongoing && !c.lacking && other.whole != part {
				return false // "kế hoạch 12 mô hình, 8 mô hình đang chạy"
			}
			return firm && (sameNoun(other.unit, c.unit) || c.ongoing && other.whole == part)
		})
	})
}

// dropSummed drops the parts of a sum that are stated right before it: "đợt 1 300 hộ, đợt 2 450 hộ, tổng 750 hộ".
func dropSummed(counts []count) []count {
	for n, total := range counts {
		if total.whole != sum || total.of != nil {
			continue
		}
		added := 0.0
		for first := n - 1; first >= 0 && counts[first].whole == part && counts[first].of == nil && sameUnit(counts[first].figure, total.figure); first-- {
			if added += counts[first].value; added == total.value && first < n-1 {
				counts[n].whole = part
				return slices.Delete(counts, first, n)
			}
		}
	}
	return counts
}

// joinWholes gives each whole to the nearest part that counts the same.
func joinWholes(counts []count) []count {
	taken := make([]bool, len(counts))
	for i, w := range counts {
		if w.whole == part {
			continue
		}
		best := -1
		for j, c := range counts {
			fits := c.whole == part && c.of == nil && (sameNoun(c.unit, w.unit) || c.unit == w.unit || w.unit == "") && !(w.whole == sum && (c.periodic || c.span != plan.SinceStart))
			nearer := best < 0 || distance(i, j) < distance(i, best)
			if fits && (nearer && (best < 0 || !c.periodic) || !nearer && counts[best].periodic && !c.periodic) {
				best = j // rather one since the beginning than one of a month
			}
		}
		if best >= 0 {
			value := w.value
			counts[best].of = &value
		}
		taken[i] = best >= 0 || w.whole == planned
	}
	var kept []count
	for i, c := range counts {
		if !taken[i] {
			c.cumulative = c.cumulative || c.whole == sum
			kept = append(kept, c)
		}
	}
	return kept
}

// joinByPercent makes the larger of two figures the whole of the other where the stated percent shows it: "in 12.000 cuốn, phát
// được 9.600 cuốn, 80%".
func joinByPercent(counts []count, percent *float64) []count {
	const rounding = 0.5
	if percent == nil {
		return counts
	}
	for i, whole := range counts {
		for j, c := range counts {
			if i == j || whole.unit != c.unit || whole.of != nil || c.of != nil || whole.value <= c.value {
				continue
			}
			if math.Abs(100*c.value/whole.value-*percent) <= rounding {
				value := whole.value
				counts[j].of = &value
				return slices.Delete(counts, i, i+1)
			}
		}
	}
	return counts
}

// dropRemainders drops what a part lacks to its whole: "9/14 đề tài, 5 đề tài đang thực hiện".
func dropRemainders(counts []count) []count {
	return slices.DeleteFunc(counts, func(rest count) bool {
		if rest.of != nil {
			return false
		}
		for _, c := range counts {
			if c.of != nil && (c.unit == rest.unit || rest.lacking || rest.underway) && c.value+rest.value == *c.of && c.first < rest.first {
				return true
			}
		}
		return false
	})
}

func distance(i, j int) int {
	if i > j {
		return i - j
	}
	return j - i
}

// preferCumulative drops the figure of a week where one since the beginning counts the same.
func preferCumulative(counts []count) []count {
	var kept []count
	for _, c := range counts {
		replaced := false
		for _, other := range counts {
			whole := !other.periodic && !other.added && (c.periodic || c.added) && c.of == nil && sameUnit(other.figure, c.figure) &&
				(other.of != nil || other.whole == part && other.value > c.value) // "5.430 người, trong tháng 310 người"
			replaced = replaced || whole || other.cumulative && (other.value >= c.value || other.of != nil) && (other.unit == c.unit || sameNoun(other.unit, c.unit) && (c.periodic || c.first < other.first))
		}
		if !replaced || c.cumulative || c.of != nil && !c.periodic {
			kept = append(kept, c)
		}
	}
	return kept
}

// mergeEqual joins figures that say the same twice ("22 lớp …, 22/30 lớp").
func mergeEqual(counts []count) []count {
	var kept []count
next:
	for _, c := range counts {
		for i := range kept {
			if kept[i].value == c.value && sameUnit(kept[i].figure, c.figure) {
				if kept[i].of == nil {
					kept[i].of = c.of
				}
				continue next
			}
		}
		kept = append(kept, c)
	}
	return kept
}
