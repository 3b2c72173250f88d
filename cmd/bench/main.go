// Bench measures what docs/performance.md tells: it runs the project's own benchmarks,
// and the tests that count what a platform saw, and lays what they report out beside the
// bounds that the design gives.
//
//	go run ./cmd/bench                    everything, as a table
//	go run ./cmd/bench -only replies      the measurements whose name holds a word
//	go run ./cmd/bench -runs 3 -write     three times, into docs/performance.md with plots
//
// A benchmark compares with a baseline of the same run, so that its ratio says something
// on any machine. Nothing is measured here: each figure is reported by a benchmark beside
// the code that it is about, and can be had from it alone.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
)

func main() {
	only := flag.String("only", "", "run only the measurements whose name holds one of these, separated by semicolons")
	runs := flag.Int("runs", 1, "how often to run them")
	write := flag.Bool("write", false, "write docs/performance.md and its plots")
	people := flag.Int("people", 1_000_000, "how many subscriptions the day has")
	saved := flag.String("keep", "", "a folder to keep what the benchmarks print, and to take it from where it is there")
	kept := flag.Bool("kept", false, "run nothing: take what was kept")
	beside := flag.String("beside", "", "what else the machine did meanwhile, for the page")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, *only, *runs, *people, *saved, *kept, *write, *beside); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// bench runs the measurements so often, printing a table after each time.
func bench(ctx context.Context, only string, runs, people int, saved string, kept, write bool, beside string) error {
	folder, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	tests := programs{folder, map[string]string{}, kept}
	var all []outcome
	for run := 1; run <= runs; run++ {
		o := outcome{at: time.Now(), figures: map[string]figures{}, series: map[string][]point{}}
		for _, m := range measurements(people) {
			if !slices.ContainsFunc(strings.Split(only, ";"), func(part string) bool { return strings.Contains(m.name, part) }) {
				continue
			}
			fmt.Fprintf(os.Stderr, "%s: %s\n", time.Now().Format(time.TimeOnly), m.name)
			if err := m.run(ctx, tests, o, saved, run); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				// The others are measured all the same; its lines say that it wasn't.
				fmt.Fprintf(os.Stderr, "%s: %v\n", m.name, err)
			}
		}
		all = append(all, o)
		fmt.Printf("\nRun %d\n\n%s", run, table(o))
	}
	if write {
		return writePage(all, beside)
	}
	return nil
}
