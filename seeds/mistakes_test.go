package seeds_test

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"chutri/seeds"

	"golang.org/x/text/unicode/norm"
)

// mistake is something that a person gets wrong in one file, and what Load must say about it.
type mistake struct {
	name    string
	file    string
	change  func(text string) (string, error)
	record  string // that the error names
	reason  string // part of the error
	renamed string // new name of the file, if the mistake is its name
	blamed  string // file that the error names, if it is another one
	across  bool   // it shows beside the records of other plans
}

const (
	nd = "nan-doi-ben-tre/"
	kl = "ket-luan-359/"
	bv = "phat-trien-ben-vung/"
	gn = "giam-ngheo/"
	cb = "nan-doi-cao-bang/"
)

var mistakes = []mistake{
	// agencies.yaml
	{name: "an alias of two agencies", file: "agencies.yaml", change: in("so-yte", "aliases: [Sở YT", "aliases: [Sở Công Thương, Sở YT"), record: "so-ct", reason: `also names so-yte`},
	{name: "an alias that differs only in accents", file: "agencies.yaml", change: in("so-tc", "aliases: [Sở TC", "aliases: [so y te, Sở TC"), record: "so-tc", reason: `"so y te" also names so-yte`},
	{name: "an alias twice", file: "agencies.yaml", change: in("so-yte", "[Sở YT, SYT", "[Sở YT, SYT, SYT"), record: "so-yte", reason: `aliases: "SYT" stands twice`},
	{name: "an agency twice", file: "agencies.yaml", change: in("so-ct", "key: so-ct", "key: so-yte"), record: "so-yte", reason: "the key stands twice"},
	{name: "an unknown kind", file: "agencies.yaml", change: in("so-yte", "kind: department", "kind: departement"), record: "so-yte", reason: `unknown kind "departement"`},
	{name: "a member of no collective", file: "agencies.yaml", change: in("so-yte", "[cac-so-nganh]", "[so-tc]"), record: "so-yte", reason: `member of "so-tc"`},
	{name: "a successor without a date", file: "agencies.yaml", change: in("so-yte", "      date: 2025-07-01\n", ""), record: "so-yte", reason: "needs name, date and act"},
	{name: "a successor of an unknown province", file: "agencies.yaml", change: in("so-yte", "province: ben-tre", "province: vinh-long"), record: "so-yte", reason: `unknown province "vinh-long"`},
	{name: "a successor on a day that does not exist", file: "agencies.yaml", change: in("so-yte", "2025-07-01", "2025-02-31"), record: "so-yte", reason: "out of range"},
	{name: "two successors for one field", file: "agencies.yaml", change: in("so-nnptnt", "date: 2025-07-01", "date: 2025-03-01"), record: "so-nnptnt", reason: "the same field in the same province on the same day"},
	{name: "decomposed text", file: "agencies.yaml", change: in("so-yte", "ngành y tế", norm.NFD.String("ngành y tế")), record: "so-yte", reason: "composed form (NFC)"},

	// synonyms.yaml
	{name: "a group of one", file: "synonyms.yaml", change: all("- [heo, lợn]", "- [heo]"), record: "group 1", reason: "a group needs two members"},
	{name: "a word twice in a group", file: "synonyms.yaml", change: all("- [heo, lợn]", "- [heo, Heo]"), record: "group 1", reason: `"Heo" stands twice`},
	{name: "an abbreviation twice", file: "synonyms.yaml", change: all("{short: ntmnc,", "{short: ntm,"), record: "ntm", reason: "the abbreviation stands twice"},

	// plan.yaml, parts.yaml
	{name: "an id that is not the folder", file: nd + "plan.yaml", change: all("id: nan-doi-ben-tre", "id: nan-doi"), record: "nan-doi", reason: "not the folder's name"},
	{name: "two plans with one key", file: cb + "plan.yaml", change: all("key: CB", "key: ND"), record: "nan-doi-cao-bang", reason: "another plan has the key ND"},
	{name: "a plan's years reversed", file: nd + "plan.yaml", change: all("start: 2018", "start: 2028"), record: "nan-doi-ben-tre", reason: "ends (2025) before it starts (2028)"},
	{name: "a phase outside the plan", file: bv + "plan.yaml", change: all("phases: [2020]", "phases: [2035]"), record: "phat-trien-ben-vung", reason: "a phase ends in 2035"},
	{name: "one row too few in the plan", file: nd + "plan.yaml", change: all("rows: 50", "rows: 49"), record: "ND-50", reason: "no row of this plan, which has 49", blamed: nd + "tasks.yaml"},
	{name: "a part twice", file: kl + "parts.yaml", change: all(`id: "2"`, `id: "1"`), record: "1", reason: "the part stands twice"},
	{name: "a part without the part above", file: bv + "parts.yaml", change: all(`id: "10"`, `id: "18"`), record: "10.1", reason: "the part 10 that it belongs to"},

	// tasks.yaml, duties.yaml
	{name: "a row that is missing", file: nd + "tasks.yaml", change: without("ND-15"), record: "ND-15", reason: "the row is missing"},
	{name: "two rows with one id", file: nd + "tasks.yaml", change: in("ND-16", "id: ND-16", "id: ND-15"), record: "ND-15", reason: "the id stands twice"},
	{name: "a row of another plan", file: nd + "tasks.yaml", change: in("ND-16", "id: ND-16", "id: KL-16"), record: "KL-16", reason: "duties are numbered without a gap"},
	{name: "two rows with one title", file: nd + "tasks.yaml", change: in("ND-15", "title: ", "title: Phổ biến lời khuyên, tháp dinh dưỡng và bộ công cụ giáo dục ăn uống lành mạnh #"), record: "ND-15", reason: "ND-1 has the same title"},
	{name: "a title too long", file: nd + "tasks.yaml", change: in("ND-15", "title: ", "title: Việc này có một cái tên dài đến nỗi không thẻ nào in hết được trên một dòng của điện thoại, "), record: "ND-15", reason: "more than 90"},
	{name: "the same work in a row that is not there", file: kl + "tasks.yaml", change: in("KL-7", "also: [BV-22]", "also: [BV-999]"), record: "KL-7", reason: `there is no task "BV-999"`, across: true},
	{name: "the same work in the same plan", file: kl + "tasks.yaml", change: in("KL-7", "also: [BV-22]", "also: [BV-22, KL-8]"), record: "KL-7", reason: "KL-8 is of the same plan", across: true},
	{name: "the same work told on one side", file: kl + "tasks.yaml", change: in("KL-7", "  also: [BV-22]\n", ""), record: "BV-22", reason: "KL-7 does not name this task", blamed: bv + "tasks-1.yaml", across: true},
	{name: "no title", file: nd + "tasks.yaml", change: in("ND-15", "title: ", "title: # "), record: "ND-15", reason: "no title"},
	{name: "a lead emptied", file: nd + "tasks.yaml", change: in("ND-1", "lead: [so-yte]", "lead: []"), record: "ND-1", reason: "no lead agency and no note"},
	{name: "an unknown agency", file: nd + "tasks.yaml", change: in("ND-1", "lead: [so-yte]", "lead: [so-y-te]"), record: "ND-1", reason: `lead: unknown agency "so-y-te"`},
	{name: "an agency twice in a cell", file: nd + "tasks.yaml", change: in("ND-1", "[so-tttt, ", "[so-tttt, so-tttt, "), record: "ND-1", reason: `coordinating: "so-tttt" stands twice`},
	{name: "a lead among the coordinators", file: nd + "tasks.yaml", change: in("ND-1", "[so-tttt, ", "[so-yte, so-tttt, "), record: "ND-1", reason: `"so-yte" leads and coordinates`},
	{name: "years reversed", file: nd + "tasks.yaml", change: in("ND-1", "start: 2018", "start: 2052"), record: "ND-1", reason: "ends (2025) before it starts (2052)"},
	{name: "a year with a wrong digit", file: nd + "tasks.yaml", change: in("ND-1", "end: 2025", "end: 20250"), record: "ND-1", reason: "year 20250"},
	{name: "a year behind the plan's end", file: nd + "tasks.yaml", change: in("ND-1", "end: 2025", "end: 2035"), record: "ND-1", reason: "behind the end of the plan (2025)"},
	{name: "an unknown part", file: nd + "tasks.yaml", change: in("ND-1", `part: "1.1"`, `part: "1.9"`), record: "ND-1", reason: `unknown part "1.9"`},
	{name: "a code of another part", file: nd + "tasks.yaml", change: in("ND-1", `code: "1.1.1"`, `code: "2.1.1"`), record: "ND-1", reason: "the code 2.1.1 is not of part 1.1"},
	{name: "a source line above the row before", file: nd + "tasks.yaml", change: in("ND-3", "line: 242", "line: 24"), record: "ND-3", reason: "line 24 lies above line 241 of ND-2"},
	{name: "no source line", file: nd + "tasks.yaml", change: in("ND-1", "  line: 240\n", ""), record: "ND-1", reason: "no source line"},
	{name: "an unknown field", file: nd + "tasks.yaml", change: in("ND-15", "coordinating:", "coordinator:"), record: "ND-15", reason: "field coordinator not found"},
	{name: "text where a number belongs", file: nd + "tasks.yaml", change: in("ND-15", "start: 2018", "start: từ 2018"), record: "ND-15", reason: "cannot unmarshal"},
	{name: "bad YAML", file: nd + "tasks.yaml", change: in("ND-15", "  lead: [", "  lead: [["), record: "ND-15", reason: "did not find expected"},
	{name: "questions too few", file: nd + "tasks.yaml", change: keepAsked("ND-15", 3), record: "ND-15", reason: "3 questions in asked, fewer than 6"},
	{name: "a question twice", file: nd + "tasks.yaml", change: twiceAsked("ND-15"), record: "ND-15", reason: "stands twice"},
	{name: "no terms", file: nd + "tasks.yaml", change: in("ND-15", "  terms: [", "  terms: [] # ["), record: "ND-15", reason: "no terms"},
	{name: "a row with a role", file: nd + "tasks.yaml", change: in("ND-15", "  lead: [", "  role: lead\n  lead: ["), record: "ND-15", reason: "a row has no role"},
	{name: "duties with a gap", file: nd + "duties.yaml", change: without("ND-D5"), record: "ND-D6", reason: "the id should be ND-D5"},
	{name: "an unknown role", file: nd + "duties.yaml", change: in("ND-D5", "role: carry_out", "role: chủ trì"), record: "ND-D5", reason: `not "chủ trì"`},

	// targets.yaml
	{name: "a target with a broken number", file: nd + "targets.yaml", change: in("ND-T3", "value: 20}", "value: 2O}"), record: "ND-T3", reason: "cannot unmarshal"},
	{name: "a value that is no number", file: nd + "targets.yaml", change: in("ND-T3", "value: 20}", "value: .nan}"), record: "ND-T3", reason: "value NaN"},
	{name: "a value without a number", file: nd + "targets.yaml", change: in("ND-T3", ", value: 20}", "}"), record: "ND-T3", reason: "no value for 2025"},
	{name: "a starting figure without a year", file: gn + "targets.yaml", change: in("GN-T4", "{year: 2021, value", "{value"), record: "GN-T4", reason: "year 0"},
	{name: "an unknown comparison", file: nd + "targets.yaml", change: in("ND-T3", `op: "<"`, `op: "≤"`), record: "ND-T3", reason: `comparison "≤"`},
	{name: "a year twice", file: kl + "targets.yaml", change: in("KL-T22", "year: 2025", "year: 2020"), record: "KL-T22", reason: `two values with "=" for 2020`},
	{name: "a target of an unknown task", file: nd + "targets.yaml", change: in("ND-T3", "[ND-10", "[ND-100"), record: "ND-T3", reason: `unknown task "ND-100"`},
	{name: "targets with a gap", file: nd + "targets.yaml", change: without("ND-T3"), record: "ND-T4", reason: "the id should be ND-T3"},

	// deadlines.yaml
	{name: "month and day exchanged", file: "deadlines.yaml", change: all("month: 6\n  day: 15", "month: 15\n  day: 6"), record: "deadline 1", reason: "no such date: 6/15"},
	{name: "a month without that day", file: "deadlines.yaml", change: all("month: 6\n  day: 15", "month: 6\n  day: 31"), record: "deadline 1", reason: "no such date: 31/6"},
	{name: "a half-year without a date", file: "deadlines.yaml", change: all("  month: 6\n  day: 15\n", ""), record: "deadline 1", reason: "every is half_year, but there is no date"},
	{name: "an unknown rhythm", file: "deadlines.yaml", change: all("every: half_year", "every: six months"), record: "deadline 1", reason: `not "six months"`},
	{name: "a deadline of an unknown plan", file: "deadlines.yaml", change: first("plan: ket-luan-359", "plan: ket-luan-395"), record: "deadline 1", reason: `unknown plan "ket-luan-395"`},
	{name: "nobody owes the report", file: "deadlines.yaml", change: first("from: [so-nganh-lien-quan, ubnd-huyen]", "from: []"), record: "deadline 1", reason: "nobody owes the report"},

	// files
	{name: "a file spelt wrong", file: nd + "duties.yaml", renamed: nd + "duty.yaml", reason: "no file of this name is read"},
	{name: "a folder that nobody lists", file: nd + "plan.yaml", renamed: "nan-doi/plan.yaml", reason: "nan-doi is not in the list of plans"},
	{name: "an emptied file", file: nd + "targets.yaml", change: func(string) (string, error) { return "", nil }, reason: "the file is empty"},
}

func TestTheCopiesThatMistakesArePlantedInAreValid(t *testing.T) {
	for _, folder := range append([]string{"."}, seeds.Planned...) {
		if _, err := seeds.Load(copyOf(t, folder, false)); err != nil {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

func TestEachMistakeIsRefusedWithFileRecordAndReason(t *testing.T) {
	if len(mistakes) < 30 {
		t.Fatalf("only %d mistakes", len(mistakes))
	}
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			files := copyOf(t, path.Dir(m.file), m.across)
			text := string(files[m.file].Data)
			delete(files, m.file)
			file := m.file
			if m.renamed != "" {
				file = m.renamed
			}
			if m.change != nil {
				changed, err := m.change(text)
				if err != nil {
					t.Fatal(err)
				}
				text = changed
			}
			files[file] = &fstest.MapFile{Data: []byte(text)}
			if m.blamed != "" {
				file = m.blamed
			}
			_, err := seeds.Load(files)
			if err == nil {
				t.Fatal("the mistake was accepted")
			}
			for _, line := range strings.Split(err.Error(), "\n") {
				if names(line, file, m.record) && strings.Contains(line, m.reason) {
					return
				}
			}
			t.Errorf("no error names %s, %s and %q:\n%v", file, m.record, m.reason, err)
		})
	}
}

// names reports whether a line of an error says the file and the record. A row that is missing stands in no file: its plan's
// folder is named.
func names(line, file, record string) bool {
	folder, _, nested := strings.Cut(file, "/")
	place, rest, _ := strings.Cut(strings.TrimPrefix(line, "seeds/"), ": ")
	return (place == file || nested && place == folder) && (record == "" || strings.HasPrefix(rest, record+": "))
}

// copyOf returns the data as a file system that may be changed. Unless it is to go across plans, it leaves out all records of plans other
// than the one in the given folder and what is said of them, which makes a copy several times faster to read.
func copyOf(t *testing.T, folder string, across bool) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	err := fs.WalkDir(seeds.Files, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(seeds.Files, file)
		if err != nil {
			return err
		}
		if in := path.Dir(file); across {
		} else if in == path.Clean(folder) {
			text = alsoPattern.ReplaceAll(text, nil)
		} else if in != "." {
			switch name := path.Base(file); {
			case strings.HasPrefix(name, "tasks"):
				return nil
			case name == "duties.yaml" || name == "targets.yaml":
				text = []byte("[]\n")
			case name == "plan.yaml":
				text = rowsPattern.ReplaceAll(text, []byte("rows: 0"))
			}
		}
		files[file] = &fstest.MapFile{Data: text}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var (
	rowsPattern = regexp.MustCompile(`rows: \d+`)
	alsoPattern = regexp.MustCompile(`(?m)^  also: .*\n`)
)

// all replaces the only place of a text in a file.
func all(from, to string) func(string) (string, error) {
	return func(text string) (string, error) {
		if strings.Count(text, from) != 1 {
			return "", fmt.Errorf("%q stands %d times in the file, want once", from, strings.Count(text, from))
		}
		return strings.Replace(text, from, to, 1), nil
	}
}

// first replaces the first of several places.
func first(from, to string) func(string) (string, error) {
	return func(text string) (string, error) {
		if !strings.Contains(text, from) {
			return "", fmt.Errorf("%q does not stand in the file", from)
		}
		return strings.Replace(text, from, to, 1), nil
	}
}

// in replaces the first place of a text in the record with the given id or key.
func in(record, from, to string) func(string) (string, error) {
	return edit(record, first(from, to))
}

// without leaves a record out.
func without(record string) func(string) (string, error) {
	return edit(record, func(string) (string, error) { return "", nil })
}

// keepAsked leaves only some of a record's questions.
func keepAsked(record string, count int) func(string) (string, error) {
	return edit(record, func(text string) (string, error) {
		head, questions, found := strings.Cut(text, "  asked:\n")
		if !found {
			return "", fmt.Errorf("%s has no questions", record)
		}
		lines := strings.SplitAfter(questions, "\n")
		var after []string // what follows the questions
		for i, line := range lines {
			if !strings.HasPrefix(line, "    - ") {
				after = lines[i:]
				break
			}
		}
		return head + "  asked:\n" + strings.Join(lines[:count], "") + strings.Join(after, ""), nil
	})
}

// twiceAsked repeats a record's first question.
func twiceAsked(record string) func(string) (string, error) {
	return edit(record, func(text string) (string, error) {
		head, questions, found := strings.Cut(text, "  asked:\n")
		if !found {
			return "", fmt.Errorf("%s has no questions", record)
		}
		question, _, _ := strings.Cut(questions, "\n")
		return head + "  asked:\n" + question + "\n" + questions, nil
	})
}

// edit changes one record of a list.
func edit(record string, change func(string) (string, error)) func(string) (string, error) {
	return func(text string) (string, error) {
		start := -1
		for _, field := range []string{"id", "key"} {
			if at := strings.Index(text, "- "+field+": "+record+"\n"); at >= 0 {
				start = at
			}
		}
		if start < 0 {
			return "", fmt.Errorf("no record %s in the file", record)
		}
		end := len(text)
		if next := strings.Index(text[start:], "\n- "); next >= 0 {
			end = start + next + 1
		}
		changed, err := change(text[start:end])
		return text[:start] + changed + text[end:], err
	}
}
