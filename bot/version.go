package main

import (
	"fmt"
	"runtime/debug"
)

// versionCommand prints the program's version.
type versionCommand struct{}

// Run prints one line.
func (versionCommand) Run(s *shell) error {
	_, err := fmt.Fprintln(s.out, "chutri "+version())
	return err
}

// release is set by the linker (-X main.release=…).
var release = "dev"

// version returns the release with the revision that it was built from, as far as the build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	revision, modified := "", ""
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			revision = " (" + setting.Value[:min(12, len(setting.Value))]
		case "vcs.modified":
			if setting.Value == "true" {
				modified = ", modified"
			}
		}
	}
	if revision == "" {
		return release + " " + info.GoVersion
	}
	return release + revision + modified + ") " + info.GoVersion
}
