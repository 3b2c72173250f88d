package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// measurement is one run of a package's tests.
type measurement struct {
	name    string
	folder  string   // of the package
	args    []string // of its test program
	figures *regexp.Regexp
}

// programs are the packages' test programs, each built once, in a folder.
type programs struct {
	folder string
	built  map[string]string
	none   bool // nothing is built any more
}

// of returns the test program of a package.
func (p programs) of(ctx context.Context, folder string) (string, error) {
	if file, ok := p.built[folder]; ok {
		return file, nil
	}
	if p.none {
		return "", errors.New("it wasn't kept")
	}
	file := filepath.Join(p.folder, strings.ReplaceAll(folder, "/", "-")+".test")
	if said, err := exec.CommandContext(ctx, "go", "test", "-c", "-o", file, "./"+folder).CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the tests of %s: %w\n%s", folder, err, said)
	}
	p.built[folder] = file
	return file, nil
}

// figures are what a benchmark reported, by their units; of a test, by the names that
// its measurement's pattern gives them.
type figures map[string]float64

// point is one of a series.
type point struct{ x, y float64 }

// outcome is what one run of everything came to.
type outcome struct {
	at      time.Time
	figures map[string]figures // by the benchmark's or the measurement's name
	series  map[string][]point
}

// run runs the measurement and adds what it reports to the outcome. What it printed is
// kept in a folder, if there is one, and taken from it where it is there already.
func (m measurement) run(ctx context.Context, p programs, o outcome, saved string, run int) error {
	file := filepath.Join(saved, fmt.Sprintf("%s-%d.txt", strings.ReplaceAll(m.name, " ", "-"), run))
	if saved != "" {
		if said, err := os.ReadFile(file); err == nil {
			m.read(string(said), o)
			return nil
		}
	}
	program, err := p.of(ctx, m.folder)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, program, m.args...)
	cmd.Dir = m.folder
	var said bytes.Buffer
	cmd.Stdout = &said
	cmd.Stderr = io.MultiWriter(&said, os.Stderr)
	if err := cmd.Run(); err != nil {
		return errors.Join(err, errors.New(last(said.String(), 2000)))
	}
	m.read(said.String(), o)
	if saved == "" {
		return nil
	}
	return os.WriteFile(file, said.Bytes(), 0o600)
}

func last(text string, n int) string { return text[max(0, len(text)-n):] }

// How a benchmark reports a result, and a point of a series.
var (
	result = regexp.MustCompile(`(?m)^Benchmark(\S+?)(?:-\d+)?\s+\d+\t(.*)$`)
	metric = regexp.MustCompile(`([\d.e+-]+) (\S+)`)
	series = regexp.MustCompile(`(?m)series (\S+) ([\d.]+) ([\d.]+)$`)
)

// read takes the figures from what was printed.
func (m measurement) read(said string, o outcome) {
	for _, r := range result.FindAllStringSubmatch(said, -1) {
		name := m.name + ": " + r[1]
		o.figures[name] = figures{}
		for _, f := range metric.FindAllStringSubmatch(r[2], -1) {
			if v, err := strconv.ParseFloat(f[1], 64); err == nil {
				o.figures[name][f[2]] = v
			}
		}
	}
	for _, p := range series.FindAllStringSubmatch(said, -1) {
		x, _ := strconv.ParseFloat(p[2], 64)
		y, _ := strconv.ParseFloat(p[3], 64)
		o.series[p[1]] = append(o.series[p[1]], point{x, y})
	}
	if m.figures == nil {
		return
	}
	for _, found := range m.figures.FindAllStringSubmatch(said, -1) {
		for i, unit := range m.figures.SubexpNames() {
			if unit == "" {
				continue
			}
			if o.figures[m.name] == nil {
				o.figures[m.name] = figures{}
			}
			// Where a test tells a figure several times, the largest counts.
			o.figures[m.name][unit] = max(o.figures[m.name][unit], amount(found[i]))
		}
	}
}

// amount is a number, or the seconds of a duration.
func amount(text string) float64 {
	if v, err := strconv.ParseFloat(text, 64); err == nil {
		return v
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d.Seconds()
}
