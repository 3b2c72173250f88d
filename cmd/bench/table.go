package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// table lays out what a run came to, in Markdown.
func table(o outcome) string {
	var s strings.Builder
	s.WriteString("| what | measured | baseline of the same run | ratio | bound | |\n|---|---|---|---|---|---|\n")
	for _, l := range lines {
		fmt.Fprintf(&s, "| %s | %s | %s | %s | %s | %s |\n", l.what,
			l.of(o, l.measured), l.of(o, l.baseline), l.of(o, l.ratio), l.bounded(), l.verdict(o))
	}
	return s.String()
}

// of is one of the line's figures, with its unit.
func (l line) of(o outcome, unit string) string {
	if unit == "" {
		return ""
	}
	v, ok := o.figures[l.from][unit]
	switch {
	case !ok:
		return "not measured"
	case unit == l.ratio:
		return rounded(v)
	case unit == l.measured && l.shown != "":
		return rounded(v) + " " + l.shown
	case unit == "bytes/picture":
		return rounded(v) + " bytes"
	}
	head, _, _ := strings.Cut(strings.TrimPrefix(unit, "cpu-"), "/")
	if rest, ok := strings.CutSuffix(unit, "/s"); ok {
		head = rest + " a second"
		if rest == "bare" || rest == "byhand" {
			head = "a second"
		}
	}
	return strings.TrimSpace(rounded(v) + " " + head)
}

// bounded is the bound, in words.
func (l line) bounded() string {
	switch {
	case l.none:
		return "none"
	case l.atLeast:
		return "≥ " + rounded(l.bound)
	}
	return "≤ " + rounded(l.bound)
}

// verdict says whether the bound holds.
func (l line) verdict(o outcome) string {
	unit := l.ratio
	if unit == "" {
		unit = l.measured
	}
	v, ok := o.figures[l.from][unit]
	switch {
	case l.none:
		return ""
	case !ok:
		return "not measured"
	case l.atLeast && v >= l.bound, !l.atLeast && v <= l.bound:
		return "holds"
	}
	return "**doesn't hold**"
}

// rounded writes a figure with three digits that mean something.
func rounded(v float64) string {
	if v == 0 || math.Abs(v) >= 100 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(v))))
	text := strconv.FormatFloat(v, 'f', digits, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
