package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// built is the version that a release was built as; empty for any other build, whose
// version is the module's or the commit's. The release script sets it.
var built string

// versionCmd prints what runs.
type versionCmd struct{}

// Run prints one line.
func (*versionCmd) Run(_ context.Context, s streams) error {
	_, err := fmt.Fprintln(s.out, version())
	return err
}

// version is what --version prints.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return fmt.Sprintf("stillpoint %s, %s", release(), info.GoVersion)
	}
	return "stillpoint " + release()
}

// release is the version that was built, or the module's, or the commit it was built
// from, marked where that was changed.
func release() string {
	if built != "" {
		return built
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown version"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	var commit, changed string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+changes"
		}
	}
	if commit != "" {
		return commit + changed
	}
	return "development version"
}
