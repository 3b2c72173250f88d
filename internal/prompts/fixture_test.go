package prompts

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// builtin reads the packs that Stillpoint is built with, from where they lie in
// the project.
var builtin = sync.OnceValue(func() *Pack {
	d := load(builtinFS(), "walking-away")
	if len(d.problems) > 0 {
		panic(d.problems[0].String())
	}
	return &d.Pack
})

func builtinFS() fs.FS { return os.DirFS(filepath.Join("..", "..", "data")) }

// packOf makes a pack of n prompts spread over sections, forms and depths.
func packOf(n, sections int) *Pack {
	p := &Pack{ID: "made", Name: "Made"}
	essay := Essay{ID: "essay", Title: "An essay"}
	for i := range sections {
		id := fmt.Sprintf("section-%d", i)
		p.Order = append(p.Order, id)
		essay.Sections = append(essay.Sections, Section{ID: id, Name: id})
	}
	p.Essays = []Essay{essay}
	for i := range n {
		p.Prompts = append(p.Prompts, Prompt{
			ID: fmt.Sprintf("prompt-%d", i), Essay: "essay", Section: p.Order[i%sections],
			Form: Forms()[i%len(Forms())], Depth: Depths()[i/2%len(Depths())],
			Question: "What is it?", FollowUp: "What else is it?",
		})
	}
	p.index()
	return p
}

// edited gives p with some prompts removed and others added.
func edited(p *Pack, remove []string, add ...Prompt) *Pack {
	q := &Pack{ID: p.ID, Name: p.Name, Essays: p.Essays, Order: p.Order}
	for _, prompt := range p.Prompts {
		if !slices.Contains(remove, prompt.ID) {
			q.Prompts = append(q.Prompts, prompt)
		}
	}
	q.Prompts = append(q.Prompts, add...)
	q.index()
	return q
}

// mustChoose fails the test if nothing is left.
func mustChoose(t interface {
	Helper()
	Fatalf(string, ...any)
}, p *Pack, seed uint64, s State) Prompt {
	t.Helper()
	prompt, ok := p.Choose(seed, s)
	if !ok {
		t.Fatalf("nothing left to choose")
	}
	return prompt
}

// smallPack is a whole pack in files, without a fault.
func smallPack() fstest.MapFS {
	files := map[string]string{
		"garden/pack.yaml": strings.Join([]string{
			"id: garden",
			"name: The garden",
			"tags: [time, home]",
			"essays:",
			"  - id: spade",
			"    title: The spade by the door",
			"    author: A. Gardener",
			"    published: 1984",
			"    link: https://example.org/spade",
			"    sections:",
			"      - id: digging",
			"        name: Digging",
			"        about: What lies under the lawn.",
			"      - id: waiting",
			"        name: Waiting",
			"order: [waiting, digging]",
		}, "\n"),
		"garden/digging.yaml": strings.Join([]string{
			"- id: first-bed",
			"  form: scene",
			"  depth: light",
			"  tags: [home]",
			"  question: >",
			"    Recall the first thing",
			"    you ever planted. What came of it?",
			"  follow-up: Who watered it when you were away?",
			"- id: stones",
			"  form: sentence",
			"  depth: medium",
			"  question: 'Finish the sentence: \"The stone I keep digging up is …\"'",
			"  follow-up: What would a wall of such stones keep out?",
		}, "\n"),
		"garden/waiting.yaml": strings.Join([]string{
			"- id: april",
			"  form: question",
			"  depth: deep",
			"  question: What are you too early for?",
			"  follow-up: Who is waiting beside you?",
		}, "\n"),
	}
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text + "\n")}
	}
	return fsys
}

// replaced gives fsys with every old in one file turned into new.
func replaced(t *testing.T, fsys fstest.MapFS, file, old, new string) fstest.MapFS {
	t.Helper()
	text := string(fsys[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q to replace", file, old)
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, old, new))}
	return fsys
}

// lines gives problems as a person sees them.
func lines(problems []Problem) []string {
	var text []string
	for _, p := range problems {
		text = append(text, p.String())
	}
	return text
}

// wantLine fails the test unless one of the problems begins with place and
// contains text.
func wantLine(t *testing.T, problems []Problem, place, text string) {
	t.Helper()
	for _, line := range lines(problems) {
		if strings.HasPrefix(line, place+": ") && strings.Contains(line, text) {
			return
		}
	}
	t.Errorf("no problem %q about %q; have:\n%s", place, text, strings.Join(lines(problems), "\n"))
}
