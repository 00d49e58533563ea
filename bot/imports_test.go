package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// arrows lists, for each package of ours, which of our packages it may import. Only bot, which wires the parts together, may
// import all.
var arrows = map[string][]string{
	"internal/plan":              {},
	"internal/chat":              {},
	"internal/vietnamese":        {},
	"internal/texts":             {},
	"internal/agencies":          {"internal/plan", "internal/vietnamese"},
	"internal/search":            {"internal/plan", "internal/agencies", "internal/vietnamese"},
	"internal/progress":          {"internal/plan", "internal/agencies", "internal/vietnamese"},
	"internal/question":          {"internal/plan", "internal/agencies", "internal/vietnamese"},
	"store":                      {"internal/plan", "internal/chat"},
	"store/bolt":                 {"store", "internal/plan", "internal/chat"},
	"store/storetest":            {"store", "internal/plan", "internal/chat"},
	"seeds/generate":             {"seeds"},
	"seeds":                      {"internal/plan", "internal/agencies", "internal/vietnamese"},
	"internal/ledger":            {"internal/plan", "store"},
	"internal/secrecy":           {"internal/vietnamese"},
	"internal/pdftext":           {},
	"internal/sheet":             {},
	"internal/form":              {"internal/plan", "internal/sheet", "internal/vietnamese"},
	"internal/evidence":          {"internal/chat", "internal/ledger", "internal/secrecy", "internal/pdftext", "store"},
	"internal/report":            {"internal/plan", "internal/ledger", "internal/texts", "store"},
	"internal/report/reporttest": {"internal/plan", "internal/ledger", "internal/report", "store"},
	"internal/chart":             {"internal/plan", "internal/report", "internal/texts"},
	"internal/workbook":          {"internal/plan", "internal/ledger", "internal/report", "internal/texts", "store"},
	"internal/document":          {"internal/plan", "internal/ledger", "internal/report", "internal/texts", "store"},
	"internal/contract":          {"internal/plan", "internal/ledger", "internal/report", "store"},
	"internal/privacy":           {"store"},
	"internal/proof":             {"internal/telegram/tgtest"},
	"internal/remind":            {"internal/plan"},
	"internal/assist":            {"internal/plan", "internal/vietnamese"},
	"internal/assist/openai":     {"internal/assist"},
	"internal/assist/assisttest": {},
	"internal/telegram":          {"internal/chat", "store"},
	"internal/telegram/tgtest":   {},
	"internal/search/learn":      {"internal/plan", "internal/agencies", "internal/search", "seeds"},
	"internal/search/evaluate":   {"internal/plan", "internal/agencies", "internal/search", "seeds"},
	"handlers": {
		"internal/plan", "internal/chat", "internal/texts", "internal/agencies", "internal/vietnamese",
		"internal/search", "internal/progress", "internal/question", "internal/report", "internal/privacy", "internal/ledger", "internal/evidence",
		"internal/form", "internal/secrecy", "internal/sheet", "internal/remind", "internal/assist", "store",
	},
}

// confined lists the only packages that may import a library which others must not depend on.
var confined = map[string]string{
	"github.com/go-telegram-bot-api/": "internal/telegram",
	"go.etcd.io/bbolt":                "store/bolt",
	"github.com/jackc/pgx":            "store/postgres",
	"github.com/sashabaranov/":        "internal/assist",
	"gonum.org/v1/plot":               "internal/chart",
	"github.com/prometheus/":          "bot",
}

func TestDependenciesPointOneWay(t *testing.T) {
	seen := 0
	eachImport(t, func(folder, file, imported string) {
		if folder == "bot" {
			return
		}
		ours, ok := strings.CutPrefix(imported, "chutri/")
		if !ok {
			return
		}
		seen++
		allowed, known := arrows[folder]
		if !known {
			t.Errorf("%s: the package is not in the list of arrows", file)
			return
		}
		for _, one := range allowed {
			if one == ours {
				return
			}
		}
		t.Errorf("%s: %s must not import %s", file, folder, ours)
	})
	if seen == 0 {
		t.Fatal("no import was looked at")
	}
}

func TestLibrariesStayInTheirFolder(t *testing.T) {
	eachImport(t, func(folder, file, imported string) {
		for library, only := range confined {
			if strings.HasPrefix(imported, library) && folder != only && !strings.HasPrefix(folder, only+"/") {
				t.Errorf("%s: only %s may import %s", file, only, imported)
			}
		}
		if folder == "internal/plan" && strings.Contains(strings.Split(imported, "/")[0], ".") {
			t.Errorf("%s: the domain imports %s, which is not the standard library", file, imported)
		}
	})
}

// eachImport calls look for every import of the module's production files.
func eachImport(t *testing.T, look func(folder, file, imported string)) {
	t.Helper()
	root := ".."
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || otherModule(path)) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			look(filepath.ToSlash(folder), path, imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// otherModule reports whether a folder is a module of its own, which the program does not carry.
func otherModule(path string) bool {
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return err == nil
}
