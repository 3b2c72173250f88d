package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const printed = `goos: linux
BenchmarkReplies/a_year-2         	       3	64785115128 ns/op	       387.3 bare/s	         0.5939 ratio	       230.0 replies/s	        20.00 statements/first
BenchmarkDraw/week 	      20	1.2e+06 ns/op	        8.500 cpu-ms/picture
    day_bench_test.go:140: series day-memory 0.333 52.10
    day_bench_test.go:140: series day-memory 0.667 53.20
    flood_test.go:50: answered after 10ms at the median, 40ms at the 99th of 100
    flood_test.go:50: answered after 12ms at the median, 1.5s at the 99th of 100
PASS
`

func TestWhatIsPrintedIsRead(t *testing.T) {
	o := outcome{figures: map[string]figures{}, series: map[string][]point{}}
	m := counted("x", "", "", `answered after (?P<p50>\S+) at the median, (?P<p99>\S+) at the 99th`)
	m.read(printed, o)
	for _, want := range []struct {
		of, unit string
		v        float64
	}{
		{"x: Replies/a_year", "ratio", 0.5939}, {"x: Replies/a_year", "statements/first", 20}, {"x: Draw/week", "cpu-ms/picture", 8.5},
		{"x", "p50", 0.012}, {"x", "p99", 1.5},
	} {
		if got := o.figures[want.of][want.unit]; got != want.v {
			t.Errorf("%s %s: %v, want %v", want.of, want.unit, got, want.v)
		}
	}
	if got := o.series["day-memory"]; len(got) != 2 || got[1] != (point{0.667, 53.2}) {
		t.Errorf("the series is %v", got)
	}
}

// TestVerdicts: a bound holds, doesn't hold, or was not measured, and the table says which.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		l    line
		v    figures
		want string
	}{
		{line{ratio: "ratio", bound: 0.5, atLeast: true}, figures{"ratio": 0.49}, "**doesn't hold**"},
		{line{ratio: "ratio", bound: 0.5, atLeast: true}, figures{"ratio": 0.5}, "holds"},
		{line{measured: "MB", bound: 30}, figures{"MB": 30.1}, "**doesn't hold**"},
		{line{measured: "MB", bound: 30}, figures{"MB": 29}, "holds"},
		{line{measured: "MB", bound: 30}, nil, "not measured"},
		{line{ratio: "ratio", none: true}, figures{"ratio": 9}, ""},
	} {
		if got := c.l.verdict(outcome{figures: map[string]figures{"": c.v}}); got != c.want {
			t.Errorf("%+v of %v: %q, want %q", c.l, c.v, got, c.want)
		}
	}
}

// TestWhatIsMeasuredExists: each measurement names benchmarks or tests that are in its
// folder, and each line of the table comes from a measurement.
func TestWhatIsMeasuredExists(t *testing.T) {
	names := map[string]bool{}
	word := regexp.MustCompile(`(?:Benchmark|Test)\w+`)
	for _, m := range measurements(1000) {
		names[m.name] = true
		files, err := filepath.Glob(filepath.Join("..", "..", m.folder, "*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no tests in %s, %v", m.name, m.folder, err)
		}
		var source strings.Builder
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(text)
		}
		found := word.FindAllString(strings.Join(m.args, " "), -1)
		if len(found) == 0 {
			t.Errorf("%s runs nothing", m.name)
		}
		for _, f := range found {
			if !strings.Contains(source.String(), "func "+f+"(") {
				t.Errorf("%s: %s has no %s", m.name, m.folder, f)
			}
		}
	}
	for _, l := range lines {
		if from, _, _ := strings.Cut(l.from, ":"); !names[from] {
			t.Errorf("%q comes from %q, which isn't measured", l.what, l.from)
		}
	}
}

// TestPlotsAreDrawings: a plot is well-formed, draws every line, and stays within itself.
func TestPlotsAreDrawings(t *testing.T) {
	for _, logarithmic := range []bool{false, true} {
		p := plot{title: "a < b", x: "x", y: "y", logarithmic: logarithmic, lines: []drawn{
			{"one", []point{{1, 10}, {10, 100}}}, {"two", []point{{1, 7}, {100, 1}}},
		}}
		svg := p.svg()
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%v\n%s", err, svg)
			}
		}
		if n := strings.Count(svg, "<polyline"); n != 2 || strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
			t.Errorf("%d lines\n%s", n, svg)
		}
	}
}
