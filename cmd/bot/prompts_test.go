package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// runPrompts runs a prompts command as the command line does, and gives what it
// printed.
func runPrompts(t *testing.T, args ...string) (string, error) {
	t.Helper()
	c, _, err := newProgram().parse(append([]string{"prompts"}, args...))
	if err != nil {
		t.Fatalf("the command line is refused: %v", err)
	}
	var out strings.Builder
	err = c.Run(t.Context(), streams{out: &out})
	return out.String(), err
}

// writePack writes a pack of one section into a new folder.
func writePack(t *testing.T, section string) string {
	t.Helper()
	folder := t.TempDir()
	files := map[string]string{
		"pack.yaml": "id: harbour\nname: The harbour\nessays:\n  - id: mole\n    title: The mole\n    sections:\n      - id: ebb\n        name: Ebb\n",
		"ebb.yaml":  section,
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const goodSection = `- id: rope
  form: question
  depth: light
  question: What do you untie first?
  follow-up: Who catches the rope?
`

func TestPromptsCheckOfTheBuiltIn(t *testing.T) {
	out, err := runPrompts(t, "check")
	if err != nil {
		t.Errorf("error %v\n%s", err, out)
	}
	for _, want := range []string{"Walking away (walking-away): 366 prompts from 2 essays", "weight", "closest questions in words (bound ", "closest follow-ups in words (bound ", "closest in meaning",
		"on the subject ", "lead-ins ", "tender "} {
		if !strings.Contains(out, want) {
			t.Errorf("the check doesn't print %q:\n%s", want, out)
		}
	}
	if !regexp.MustCompile(`(?m)^all +366 \|( +\d+){8} \|( +\d+){3} \|( +\d+){4}$`).MatchString(out) {
		t.Errorf("the table has no sum:\n%s", out)
	}
}

func TestPromptsCheckOfAFolder(t *testing.T) {
	out, err := runPrompts(t, "check", writePack(t, goodSection))
	if err != nil || !strings.Contains(out, "The harbour (harbour): 1 prompt from 1 essay") || !strings.Contains(out, "mole.runs") {
		t.Errorf("error %v\n%s", err, out)
	}

	out, err = runPrompts(t, "check", writePack(t, strings.Replace(goodSection, "question: What", "question: Do you know what", 1)))
	if err == nil || err.Error() != "1 problem in the prompts" {
		t.Errorf("error is %v", err)
	}
	if !strings.Contains(out, "ebb.yaml:4: rope: the question can be answered with yes or no\n") {
		t.Errorf("the problem isn't printed:\n%s", out)
	}

	out, err = runPrompts(t, "check", writePack(t, strings.Replace(goodSection, "  form: question\n  depth: light\n", "", 1)))
	if err == nil || err.Error() != "2 problems in the prompts" {
		t.Errorf("error is %v\n%s", err, out)
	}

	for _, folder := range []string{filepath.Join(t.TempDir(), "missing"), t.TempDir()} {
		if _, err := runPrompts(t, "check", folder); err == nil {
			t.Errorf("checked %s, which holds nothing", folder)
		}
	}
}

func TestPromptsShow(t *testing.T) {
	day, err := runPrompts(t, "show")
	if err != nil || !strings.HasPrefix(day, "Day 1\n  ") || strings.Count(day, "Deeper: ") != 1 || !strings.Contains(day, "\n  Drawn from “") {
		t.Errorf("a day, error %v:\n%s", err, day)
	}
	week, err := runPrompts(t, "show", "week")
	if err != nil || strings.Count(week, "Deeper: ") != 7 || !strings.HasPrefix(week, day) {
		t.Errorf("a week, error %v:\n%s", err, week)
	}
	later, err := runPrompts(t, "show", "day", "--asked", "6")
	if err != nil || !strings.HasPrefix(later, "Day 7\n") || !strings.HasSuffix(week, later) {
		t.Errorf("the seventh day, error %v:\n%s", err, later)
	}
	other, err := runPrompts(t, "show", "week", "--seed", "2")
	if err != nil || other == week {
		t.Errorf("another person's week is the same, error %v", err)
	}
	section, err := runPrompts(t, "show", "weight")
	if err != nil || !strings.HasPrefix(section, "The Weight of a Dream\n“") || strings.Count(section, "Deeper: ") < 20 {
		t.Errorf("a section, error %v:\n%s", err, section)
	}
	sections, err := runPrompts(t, "show", "sections")
	if err != nil || strings.Count(sections, " prompts)\n") != 13 {
		t.Errorf("the sections, error %v:\n%s", err, sections)
	}
	series, err := runPrompts(t, "show", "series")
	if err != nil || strings.Count(series, "\n  4. ") != 8 || !strings.Contains(series, "\nStaying (staying)\n  Four evenings") {
		t.Errorf("the series, error %v:\n%s", err, series)
	}
	if _, err := runPrompts(t, "show", "nowhere"); err == nil || !strings.Contains(err.Error(), "never-easy") {
		t.Errorf("a section that isn't there: error %v", err)
	}
}

// TestPromptsShowOfNewcomers: the command prints twelve people's first two weeks, and
// no question of the built-in pack stands beside the subject there.
func TestPromptsShowOfNewcomers(t *testing.T) {
	out, err := runPrompts(t, "show", "newcomers")
	if err != nil {
		t.Fatal(err)
	}
	if days := regexp.MustCompile(`(?m)^ +\d+  \w+, (light|medium|deep), \w+`).FindAllString(out, -1); len(days) != newcomers*newcomerDays {
		t.Errorf("%d days of %d people:\n%s", len(days), newcomers, out)
	}
	if !strings.HasSuffix(out, "\n0 of 168 questions beside the subject.\n") {
		t.Errorf("the sum isn't there:\n%s", out)
	}
	plain, err := runPrompts(t, "show", "newcomers", "--folder", writePack(t, goodSection), "--pack", "harbour")
	if err != nil || strings.Count(plain, "What do you untie first?") != newcomers*newcomerDays || strings.Contains(plain, "beside") {
		t.Errorf("a pack that names no subject, error %v:\n%s", err, plain)
	}
}

func TestPromptsCheckWarns(t *testing.T) {
	out, err := runPrompts(t, "check", writePack(t, strings.Replace(goodSection, "What do you untie first?", "What do you untie first, at present?", 1)))
	if err != nil || !strings.HasPrefix(out, "warning: ebb.yaml:4: rope: the question says \"at present\"") {
		t.Errorf("error %v:\n%s", err, out)
	}
}

func TestPromptsShowOfAnotherPack(t *testing.T) {
	folder := writePack(t, goodSection)
	out, err := runPrompts(t, "show", "week", "--folder", folder, "--pack", "harbour")
	if err != nil || strings.Count(out, "What do you untie first?") != 7 {
		t.Errorf("error %v:\n%s", err, out)
	}
	if _, err := runPrompts(t, "show", "--pack", "harbour"); err == nil {
		t.Error("showed a pack that isn't there")
	}
	broken := writePack(t, "- id: rope\n")
	if _, err := runPrompts(t, "show", "--folder", broken, "--pack", "harbour"); err == nil || !strings.Contains(err.Error(), "ebb.yaml:1") {
		t.Errorf("a broken pack: error %v", err)
	}
}

func TestPromptsFingerprint(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mole.txt")
	if err := os.WriteFile(file, []byte("The mole holds back what the sea would say."), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := runPrompts(t, "fingerprint", file)
	if err != nil || len(strings.Fields(strings.SplitN(out, "\n", 2)[1])) != 4 {
		t.Errorf("error %v:\n%s", err, out)
	}
	if _, err := runPrompts(t, "fingerprint", file+".missing"); err == nil {
		t.Error("fingerprinted a file that isn't there")
	}
}

// fullDisk is a writer that takes nothing.
type fullDisk struct{}

var errFull = errors.New("no space left")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestPromptsSayWhenNothingCanBePrinted(t *testing.T) {
	if err := (&promptsCheckCmd{}).Run(t.Context(), streams{out: fullDisk{}}); !errors.Is(err, errFull) {
		t.Errorf("check: error %v", err)
	}
	week := &promptsShowCmd{Seed: 1}
	week.Args.What = "week"
	if err := week.Run(t.Context(), streams{out: fullDisk{}}); !errors.Is(err, errFull) {
		t.Errorf("show: error %v", err)
	}
}
