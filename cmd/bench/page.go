package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Where the page and its plots are.
const (
	page  = "docs/performance.md"
	plots = "docs/performance"
)

const preface = `# Performance

Written by ` + "`go run ./cmd/bench -runs N -write`" + `, which runs the project's own benchmarks and lays what they report out. Do not edit it by hand: edit ` + "`cmd/bench/page.go`" + `.

Every figure is compared with a baseline of the same run, with as many goroutines on both sides, since machines vary and ratios don't. *Bare* is what the bound names: for replies, one row inserted and committed, by the same driver with the same pragmas; for planning, an ` + "`UPDATE … RETURNING`" + ` and an ` + "`INSERT`" + ` for each delivery. *By hand* is the fairer one: the statements that a reply, or a planned delivery, can't do without, prepared once and run in a row without any of the bot's code.
`

// writePage writes the page and its plots. Beside is what else the machine did; where it
// is empty, the load of the last minutes is told if there was any.
func writePage(all []outcome, beside string) error {
	if err := os.MkdirAll(plots, 0o755); err != nil {
		return err
	}
	var s strings.Builder
	s.WriteString(preface)
	if beside == "" {
		beside = shared()
	}
	fmt.Fprintf(&s, "\nMeasured on %s, on two cores%s.\n", all[len(all)-1].at.Format("2 January 2006"), beside)
	for i, o := range all {
		fmt.Fprintf(&s, "\n## Run %d of %d\n\n%s", i+1, len(all), table(o))
	}
	o := all[len(all)-1]
	s.WriteString(notes)
	s.WriteString("\n## Much at once\n\n" + loads(o))
	s.WriteString("\n## One entry of cron for each, or one row\n\n" + crons(o))
	for _, p := range drawings(o) {
		if err := os.WriteFile(filepath.Join(plots, p.file+".svg"), []byte(p.svg()), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(&s, "\n![%s](performance/%s.svg)\n", p.title, p.file)
	}
	return os.WriteFile(page, []byte(s.String()), 0o644)
}

// shared says what else the machine does, where it can be told.
func shared() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	load, err := strconv.ParseFloat(strings.Fields(string(text))[1], 64)
	if err != nil || load < 3 {
		return ""
	}
	return fmt.Sprintf(" shared with other work (at the end of it %.0f processes wanted them)", load)
}

// loads tells of what happens where much comes at once.
func loads(o outcome) string {
	var s strings.Builder
	s.WriteString("| what | p50 | p99 | longest | processor's time each |\n|---|---|---|---|---|\n")
	row := func(what, from, of, each string) {
		f := o.figures[from]
		if f == nil {
			fmt.Fprintf(&s, "| %s | not measured | | | |\n", what)
			return
		}
		cost := ""
		if v, ok := f[each]; ok {
			cost = rounded(v) + " µs"
		}
		fmt.Fprintf(&s, "| %s | %s ms | %s ms | %s ms | %s |\n", what, rounded(f["p50-ms/"+of]), rounded(f["p99-ms/"+of]), rounded(f["max-ms/"+of]), cost)
	}
	row("400 answers a second for 30 s, each with a year behind it: taken in, committed", "answers: Answers", "taken-in", "cpu-µs/answer")
	row("the same: acknowledged", "answers: Answers", "acknowledged", "")
	row("10,000 due in one minute, no pace: how late", "10,000 due: Due/10000", "late", "cpu-µs/question")
	row("64 people answering meanwhile: acknowledged", "10,000 due: Due/10000", "acknowledged", "")
	row("100,000 due in one minute, no pace: how late", "100,000 due: Due/100000", "late", "cpu-µs/question")
	row("64 people answering meanwhile: acknowledged", "100,000 due: Due/100000", "acknowledged", "")
	if f := o.figures["day: Day"]; f != nil {
		fmt.Fprintf(&s, "\nA day in played time: %.0f subscriptions over %.0f zones, each asked at a quarter of an hour of its own; every one of them was asked once. A question took %s µs of a processor from being due to having arrived (%s a second here), the longest minute %s s, and the process %s MB at most.\n",
			f["questions"], f["zones"], rounded(f["cpu-µs/question"]), rounded(f["questions/s"]), rounded(f["s/longest-minute"]), rounded(f["MB"]))
	}
	return s.String()
}

// crons compares cron's entries with rows.
func crons(o outcome) string {
	var s strings.Builder
	s.WriteString("| subscribers | entries of robfig/cron: start | each waking | memory | rows, as here: start | each tick | memory |\n|---|---|---|---|---|---|---|\n")
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		e, r := o.figures[fmt.Sprint("cron: Cron/entries/", n)], o.figures[fmt.Sprint("cron: Cron/rows/", n)]
		if e == nil || r == nil {
			fmt.Fprintf(&s, "| %d | not measured | | | | | |\n", n)
			continue
		}
		fmt.Fprintf(&s, "| %d | %s ms | %s ms | %s MB | %s ms | %s ms | %s MB |\n", n, rounded(e["cpu-ms/start"]), rounded(e["cpu-µs/waking"]/1000),
			rounded(e["MB"]), rounded(r["cpu-ms/start"]), rounded(r["cpu-µs/waking"]/1000), rounded(r["MB"]))
	}
	s.WriteString("\nIn time of a processor. Cron looks through all its entries, and sorts them, at each waking, whatever is due: it grows with who subscribes. A tick looks into an index: it grows with what is due, and with the logarithm of the rest. Entries are in no file, so that a start makes them all anew.\n")
	return s.String()
}

// drawings are the plots of a run, those that there are points for.
func drawings(o outcome) (all []plot) {
	add := func(p plot, names map[string]string) {
		for _, series := range slices.Sorted(maps.Keys(names)) {
			if points := o.series[series]; len(points) > 1 {
				p.lines = append(p.lines, drawn{names[series], points})
			}
		}
		if len(p.lines) > 0 {
			all = append(all, p)
		}
	}
	add(plot{file: "day-memory", title: "A day in played time: memory", x: "hours", y: "MB resident"}, map[string]string{"day-memory": "resident"})
	add(plot{file: "day-processor", title: "A day in played time: the processor's time", x: "hours", y: "seconds each 20 minutes"}, map[string]string{"day-processor": "processor"})
	add(plot{file: "day-questions", title: "A day in played time: questions", x: "hours", y: "questions each 20 minutes"}, map[string]string{"day-questions": "questions"})
	add(plot{file: "load-memory", title: "Much at once: memory", x: "seconds", y: "MB resident"},
		map[string]string{"answers-memory": "400 answers a second", "due-10000-memory": "10,000 due", "due-100000-memory": "100,000 due"})
	add(plot{file: "load-processor", title: "Much at once: the processor's time", x: "seconds", y: "seconds each second"},
		map[string]string{"answers-processor": "400 answers a second", "due-10000-processor": "10,000 due", "due-100000-processor": "100,000 due"})
	for _, c := range []struct{ file, title, y, unit string }{
		{"cron-waking", "An entry of cron each, or a row: the processor's time each waking", "µs", "cpu-µs/waking"},
		{"cron-memory", "An entry of cron each, or a row: memory", "MB", "MB"},
	} {
		p := plot{file: c.file, title: c.title, x: "subscribers", y: c.y, logarithmic: true}
		for kind, name := range map[string]string{"entries": "entries of cron", "rows": "rows"} {
			d := drawn{name: name}
			for _, n := range []int{10_000, 100_000, 1_000_000} {
				if f := o.figures[fmt.Sprintf("cron: Cron/%s/%d", kind, n)]; f != nil {
					d.points = append(d.points, point{float64(n), max(f[c.unit], 0.1)})
				}
			}
			if len(d.points) > 1 {
				p.lines = append(p.lines, d)
			}
		}
		slices.SortFunc(p.lines, func(a, b drawn) int { return strings.Compare(a.name, b.name) })
		if len(p.lines) > 0 {
			all = append(all, p)
		}
	}
	return all
}
