package seeds_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chutri/internal/vietnamese"
)

// longestRun is how many words of a document may stand in a row in the project. The plans are told in our own words.
const longestRun = 11

func TestNoSentenceOfADocumentStandsInTheProject(t *testing.T) {
	s := openScan(t)
	shingles := make(map[string]string) // run of words → key of the plan
	for _, d := range s.documents {
		text := strings.Join(d.lines, "\n")
		keep := func(run string) { shingles[run] = d.plan.Key }
		eachRun(vietnamese.Words(text), keep)
		eachRun(s.wordsWithNames(text), keep)
	}
	looked := 0
	eachTextFile(t, "..", func(path, text string) {
		looked++
		words := vietnamese.Words(text)
		if !strings.HasPrefix(filepath.ToSlash(path), "../seeds/") {
			words = s.wordsWithNames(text)
		}
		eachRun(words, func(run string) {
			if key, copied := shingles[run]; copied {
				t.Errorf("%s has %d words in a row of the document of %s: %q", path, longestRun+1, key, run)
			}
		})
	})
	if looked < 50 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// wordsWithNames returns the words of a text, an agency's full name as one word. The bot names agencies in full, one behind the
// other, as the documents do, and its answers are kept outside of the data as examples: a list of names is no sentence.
func (s *scan) wordsWithNames(text string) []string {
	text = vietnamese.Normal(text)
	for _, a := range s.Agencies {
		text = strings.ReplaceAll(text, vietnamese.Normal(a.Name), " "+strings.ReplaceAll(a.Key, "-", "")+" ")
	}
	return vietnamese.Words(text)
}

// eachRun calls use with every run of one word more than may be copied.
func eachRun(words []string, use func(run string)) {
	for i := 0; i+longestRun < len(words); i++ {
		use(strings.Join(words[i:i+longestRun+1], " "))
	}
}

// textFiles are the endings of the project's text files.
var textFiles = map[string]bool{
	".go": true, ".yaml": true, ".yml": true, ".md": true, ".csv": true, ".json": true, ".jsonl": true, ".txt": true, ".html": true, ".sql": true,
}

// eachTextFile calls look for each text file below a folder, without those that git does not track: hidden folders, data, bin.
func eachTextFile(t *testing.T, root string, look func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "data" || name == "bin") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !textFiles[filepath.Ext(name)] {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		look(path, string(text))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARunOfTwelveWordsIsNoticed(t *testing.T) {
	runs := 0
	eachRun(vietnamese.Words("một hai ba bốn năm sáu bảy tám chín mười mười một"), func(string) { runs++ })
	if runs != 1 {
		t.Errorf("%d runs in twelve words", runs)
	}
}
