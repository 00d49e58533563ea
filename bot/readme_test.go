package main

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestTheReadmeNamesEverySetting holds the README against what the program really takes.
func TestTheReadmeNamesEverySetting(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(text)
	config := reflect.TypeFor[Config]()
	for i := range config.NumField() {
		if name := config.Field(i).Tag.Get("env"); name != "" && name != "-" && name != "LANG" && !strings.Contains(readme, "`"+name+"`") {
			t.Errorf("README.md does not name the setting %s", name)
		}
	}
	line := reflect.TypeFor[commandLine]()
	for i := range line.NumField() {
		field := line.Field(i)
		if _, hidden := field.Tag.Lookup("hidden"); hidden {
			continue
		}
		if name := strings.ToLower(field.Name); !strings.Contains(readme, "bot "+name) {
			t.Errorf("README.md does not name the command bot %s", name)
		}
	}
}

// TestTheReadmeHasTwoCommandsForANewcomer holds the README to its promise: one command runs, one tests.
func TestTheReadmeHasTwoCommandsForANewcomer(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n## ")
	var commands []string
	for _, block := range regexp.MustCompile("(?s)```\n(.*?)```").FindAllStringSubmatch(first, -1) {
		commands = append(commands, lines(block[1])...)
	}
	if got := strings.Join(commands, " | "); got != "go run ./bot | go test ./..." {
		t.Errorf("a newcomer finds %q", got)
	}
}
