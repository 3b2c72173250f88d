package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"stillpoint/data"
	"stillpoint/internal/prompts"
)

// promptsCheckCmd checks packs and prints what they hold.
type promptsCheckCmd struct {
	Args struct {
		Folder string `positional-arg-name:"FOLDER" description:"A pack, or a folder of packs. Without it the built-in prompts are checked."`
	} `positional-args:"yes"`
}

// Run prints, for each pack, a line for each problem and each warning, tables of what
// it holds, and its figures beside their bounds. It is an error if there was any
// problem; warnings are none.
func (c *promptsCheckCmd) Run(_ context.Context, s streams) error {
	packs, rules := fs.FS(data.Packs), prompts.BuiltIn()
	if c.Args.Folder != "" {
		var err error
		if packs, err = openFolder(c.Args.Folder); err != nil {
			return err
		}
		rules = prompts.Operators()
	}
	reports, err := prompts.Check(packs, rules)
	if err != nil {
		return fmt.Errorf("check the prompts: %w", err)
	}
	out := &reportWriter{out: s.out}
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
	Args struct {
		What string `positional-arg-name:"WHAT" description:"'day', 'week', 'newcomers', 'sections', 'series', or the id of a section."`
	} `positional-args:"yes"`
	Pack   string `long:"pack" value-name:"ID" description:"The pack to show; the built-in one if none is named."`
	Folder string `long:"folder" env:"STILLPOINT_PROMPTS" value-name:"FOLDER" description:"A folder with further packs."`
	Seed   uint64 `long:"seed" default:"1" value-name:"N" description:"Whose shuffle to show for a day or a week."`
	Asked  int    `long:"asked" default:"0" value-name:"N" description:"How many prompts that person has been asked before."`
}

// Run prints a day or a week of one person's, twelve new people's first two weeks, a
// section's prompts in reading order, the list of sections, or the series.
func (c *promptsShowCmd) Run(_ context.Context, s streams) error {
	pack, err := c.open()
	if err != nil {
		return err
	}
	out := &reportWriter{out: s.out}
	what := cmp.Or(c.Args.What, "day")
	switch what {
	case "day", "week":
		days := map[string]int{"day": 1, "week": 7}[what]
		c.showDays(out, pack, days)
	case "newcomers":
		c.showNewcomers(out, pack)
	case "sections":
		out.sections(pack)
	case "series":
		out.series(pack)
	default:
		section, essay, ok := pack.Section(what)
		if !ok {
			return fmt.Errorf("show the prompts: there is no section %q (the sections are %s)", what, strings.Join(pack.Order, ", "))
		}
		out.printf("%s\n%s\n", section.Name, essay.Source())
		for _, p := range pack.Prompts {
			if p.Section == section.ID {
				out.printf("\n%s  (%s)\n", p.ID, marksOf(p))
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
func (c *promptsShowCmd) open() (*prompts.Pack, error) {
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
func (c *promptsShowCmd) showDays(out *reportWriter, pack *prompts.Pack, days int) {
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
		out.printf("  Drawn from %s\n", essay.Source())
	}
}

// How many new people are shown, and for how many days.
const (
	newcomers    = 12
	newcomerDays = 14
)

// showNewcomers prints the first two weeks of several people who have been asked
// nothing yet, from the seed on, and then how many of their questions stand beside
// the subject.
func (c *promptsShowCmd) showNewcomers(out *reportWriter, pack *prompts.Pack) {
	asked, beside := 0, 0
	for person := range uint64(newcomers) {
		out.printf("Person %d\n", person+1)
		var state prompts.State
		for day := range newcomerDays {
			p, ok := pack.Choose(c.Seed+person, state)
			if !ok {
				break
			}
			state.Ask(p)
			asked++
			if p.About == prompts.Beside {
				beside++
			}
			out.printf("  %2d  %-36s  %s\n", day+1, marksOf(p), p.Question)
		}
		out.printf("\n")
	}
	if len(pack.Subject) > 0 {
		out.printf("%d of %s beside the subject.\n", beside, counted(asked, "question"))
	}
}

// marksOf names what a prompt is, in a few words.
func marksOf(p prompts.Prompt) string {
	marks := []string{p.Form.String(), p.Depth.String()}
	if p.About != "" {
		marks = append(marks, p.About)
	}
	if p.NamesWork {
		marks = append(marks, "names work")
	}
	if p.Tender {
		marks = append(marks, "tender")
	}
	return strings.Join(marks, ", ")
}

// promptsFingerprintCmd prints an essay's fingerprints.
type promptsFingerprintCmd struct {
	Args struct {
		Essay string `positional-arg-name:"ESSAY" description:"The essay, a text file."`
	} `positional-args:"yes" required:"yes"`
}

// Run reads the essay and prints what belongs into the pack's .runs file.
func (c *promptsFingerprintCmd) Run(_ context.Context, s streams) error {
	essay, err := os.ReadFile(c.Args.Essay)
	if err != nil {
		return fmt.Errorf("read the essay: %w", err)
	}
	if _, err := s.out.Write(prompts.Fingerprint(essay)); err != nil {
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

// series prints a pack's series, evening by evening.
func (w *reportWriter) series(pack *prompts.Pack) {
	for i, s := range pack.Series {
		if i > 0 {
			w.printf("\n")
		}
		w.printf("%s (%s)\n  %s\n", s.Name, s.ID, s.Opening)
		for i, evening := range s.Evenings {
			w.printf("  %d. %s\n", i+1, evening.Question)
		}
	}
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
