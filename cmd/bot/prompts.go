package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"stillpoint/data"
	"stillpoint/internal/prompts"
)

// promptsCmd groups what can be done with packs without running the bot.
type promptsCmd struct {
	Check       promptsCheckCmd       `cmd:"" help:"Check the built-in prompts, or the packs in a folder."`
	Show        promptsShowCmd        `cmd:"" help:"Print prompts as a person would read them."`
	Fingerprint promptsFingerprintCmd `cmd:"" help:"Print the fingerprints of an essay, for the check that no sentence was taken from it."`
}

// promptsCheckCmd checks packs and prints what they hold.
type promptsCheckCmd struct {
	Folder string `arg:"" optional:"" help:"A pack, or a folder of packs. Without it the built-in prompts are checked."`
}

// Run prints, for each pack, a line for each problem and a table of what it holds.
// It is an error if there was any problem.
func (c promptsCheckCmd) Run(stdout io.Writer) error {
	packs, rules := fs.FS(data.Packs), prompts.BuiltIn()
	if c.Folder != "" {
		var err error
		if packs, err = openFolder(c.Folder); err != nil {
			return err
		}
		rules = prompts.Operators()
	}
	reports, err := prompts.Check(packs, rules)
	if err != nil {
		return fmt.Errorf("check the prompts: %w", err)
	}
	out := &reportWriter{out: stdout}
	problems := 0
	for _, report := range reports {
		problems += len(report.Problems)
		out.report(report)
	}
	if out.err != nil {
		return fmt.Errorf("print the check: %w", out.err)
	}
	if problems > 0 {
		return fmt.Errorf("%s in the prompts", counted(problems, "problem"))
	}
	return nil
}

// promptsShowCmd prints prompts as a person would read them.
type promptsShowCmd struct {
	What   string `arg:"" optional:"" default:"day" help:"'day', 'week', 'sections', or the id of a section."`
	Pack   string `help:"The pack to show; the built-in one if none is named." placeholder:"ID"`
	Folder string `help:"A folder with further packs." placeholder:"FOLDER" env:"STILLPOINT_PROMPTS"`
	Seed   uint64 `help:"Whose shuffle to show for a day or a week." default:"1"`
	Asked  int    `help:"How many prompts that person has been asked before." default:"0"`
}

// Run prints a day or a week of one person's, a section's prompts in reading order,
// or the list of sections.
func (c promptsShowCmd) Run(stdout io.Writer) error {
	pack, err := c.open()
	if err != nil {
		return err
	}
	out := &reportWriter{out: stdout}
	switch c.What {
	case "day", "week":
		days := map[string]int{"day": 1, "week": 7}[c.What]
		c.showDays(out, pack, days)
	case "sections":
		out.sections(pack)
	default:
		section, essay, ok := pack.Section(c.What)
		if !ok {
			return fmt.Errorf("show the prompts: there is no section %q (the sections are %s)", c.What, strings.Join(pack.Order, ", "))
		}
		out.printf("%s\n%s\n", section.Name, essay.Source())
		for _, p := range pack.Prompts {
			if p.Section == section.ID {
				out.printf("\n%s  (%s, %s)\n", p.ID, p.Form, p.Depth)
				out.prompt(p)
			}
		}
	}
	if out.err != nil {
		return fmt.Errorf("print the prompts: %w", out.err)
	}
	return nil
}

// open finds the pack to show. Unlike the bot, which falls back on the built-in
// pack, it is strict about the id, since somebody asks for this one.
func (c promptsShowCmd) open() (*prompts.Pack, error) {
	library, problems, err := prompts.Open(data.Packs, c.Folder)
	if err != nil {
		return nil, fmt.Errorf("open the prompts: %w", err)
	}
	pack := library.Pack(c.Pack)
	if c.Pack == "" || pack.ID == c.Pack {
		return pack, nil
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("show the prompts: there is no pack %q that can be read; first problem: %s", c.Pack, problems[0])
	}
	return nil, fmt.Errorf("show the prompts: there is no pack %q", c.Pack)
}

// showDays prints what one person would be asked on so many days in a row.
func (c promptsShowCmd) showDays(out *reportWriter, pack *prompts.Pack, days int) {
	var state prompts.State
	for day := range max(0, c.Asked) + days {
		p, ok := pack.Choose(c.Seed, state)
		if !ok {
			return
		}
		state.Ask(p)
		if day < c.Asked {
			continue
		}
		if day > c.Asked {
			out.printf("\n")
		}
		out.printf("Day %d\n", day+1)
		out.prompt(p)
		essay, _ := pack.Essay(p.Essay)
		out.printf("  from %s\n", essay.Source())
	}
}

// promptsFingerprintCmd prints an essay's fingerprints.
type promptsFingerprintCmd struct {
	Essay string `arg:"" help:"The essay, a text file."`
}

// Run reads the essay and prints what belongs into the pack's .runs file.
func (c promptsFingerprintCmd) Run(stdout io.Writer) error {
	essay, err := os.ReadFile(c.Essay)
	if err != nil {
		return fmt.Errorf("read the essay: %w", err)
	}
	if _, err := stdout.Write(prompts.Fingerprint(essay)); err != nil {
		return fmt.Errorf("print the fingerprints: %w", err)
	}
	return nil
}

// openFolder opens a folder on the disk for reading.
func openFolder(folder string) (fs.FS, error) {
	info, err := os.Stat(folder)
	if err != nil {
		return nil, fmt.Errorf("open the folder of packs: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("open the folder of packs: %s is no folder", folder)
	}
	return os.DirFS(folder), nil
}

// prompt prints a question and its follow-up, indented.
func (w *reportWriter) prompt(p prompts.Prompt) {
	w.printf("  %s\n    Deeper: %s\n", p.Question, p.FollowUp)
}

// sections lists a pack's sections in reading order.
func (w *reportWriter) sections(pack *prompts.Pack) {
	count := pack.Count()
	for _, id := range pack.Order {
		section, essay, _ := pack.Section(id)
		w.printf("%s (%s)\n  %s, from %s\n", id, counted(count.Sections[id], "prompt"), section.Name, essay.Source())
		if section.About != "" {
			w.printf("  %s\n", section.About)
		}
	}
}

// report prints one pack's check.
func (w *reportWriter) report(r prompts.Report) {
	for _, problem := range r.Problems {
		w.printf("%s\n", problem)
	}
	if len(r.Pack.Prompts) == 0 {
		return
	}
	w.printf("\n%s (%s): %s from %s\n\n", r.Pack.Name, r.Pack.ID, counted(len(r.Pack.Prompts), "prompt"), counted(len(r.Pack.Essays), "essay"))
	w.table(r.Pack)
	w.pairs("questions", r.Pack, r.Questions, func(p prompts.Prompt) string { return p.Question })
	w.pairs("follow-ups", r.Pack, r.FollowUps, func(p prompts.Prompt) string { return p.FollowUp })
	for _, id := range r.Unguarded {
		w.printf("\nThe essay %q has no fingerprints (%s.runs), so sentences taken from it go unseen.\n", id, id)
	}
}

// table prints how a pack's prompts are spread: sections down, forms and depths
// across.
func (w *reportWriter) table(pack *prompts.Pack) {
	cells := make(map[string]int)
	width := len("section")
	for _, p := range pack.Prompts {
		width = max(width, len(p.Section))
		for _, row := range []string{p.Section, "all"} {
			cells[row]++
			cells[row+" "+p.Form.String()]++
			cells[row+" "+p.Depth.String()]++
		}
	}
	w.printf("%-*s  all |", width, "section")
	for _, f := range prompts.Forms() {
		w.printf(" %*s", cellWidth, f)
	}
	w.printf(" |")
	for _, d := range prompts.Depths() {
		w.printf(" %*s", cellWidth, d)
	}
	for _, row := range append(slices.Clone(pack.Order), "all") {
		w.printf("\n%-*s  %3d |", width, row, cells[row])
		for _, f := range prompts.Forms() {
			w.printf(" %*d", cellWidth, cells[row+" "+f.String()])
		}
		w.printf(" |")
		for _, d := range prompts.Depths() {
			w.printf(" %*d", cellWidth, cells[row+" "+d.String()])
		}
	}
	w.printf("\n")
}

// cellWidth is that of the longest name of a form.
const cellWidth = len("question")

// pairs prints the closest pairs with the texts that are compared.
func (w *reportWriter) pairs(what string, pack *prompts.Pack, pairs []prompts.Pair, text func(prompts.Prompt) string) {
	if len(pairs) == 0 {
		return
	}
	w.printf("\nclosest %s (bound %.2f)\n", what, prompts.SimilarityBound)
	for _, pair := range pairs {
		a, _ := pack.Prompt(pair.A)
		b, _ := pack.Prompt(pair.B)
		w.printf("  %.2f  %s: %s\n        %s: %s\n", pair.Similarity, a.ID, text(a), b.ID, text(b))
	}
}
