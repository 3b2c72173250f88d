package prompts

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// MaxRunes is how long a question or a follow-up may be, in runes: what fits a
// phone's screen beside its source and its buttons, on every platform.
const MaxRunes = 240

// maxFactRunes bounds names, titles and the lines about sections.
const maxFactRunes = 160

// packFile names a pack's own file within its folder.
const packFile = "pack.yaml"

// idForm is what ids look like: they are written by hand, kept for ever, and are
// the names of files.
var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// maxIDBytes bounds ids, so that a button can carry one: an action has 40 bytes
// for its verb, a number and the id.
const maxIDBytes = 25

// draft is a pack while it is read, with the places of its parts for complaints.
type draft struct {
	Pack
	at       map[string]place  // by prompt id
	keys     map[uint32]string // prompt ids by their keys
	problems []Problem
}

// place says where a prompt stands: its file and the lines of its parts.
type place struct {
	file                      string
	start, question, followUp int
}

func (d *draft) complain(file, format string, args ...any) {
	d.problems = append(d.problems, Problem{File: file, Text: fmt.Sprintf(format, args...)})
}

// load reads the pack in folder dir of fsys. With problems, the draft holds what
// could be read nevertheless.
func load(fsys fs.FS, dir string) *draft {
	d := &draft{at: make(map[string]place), keys: make(map[uint32]string)}
	d.readFacts(fsys, path.Join(dir, packFile))
	if d.ID != "" {
		d.readSections(fsys, dir)
		if len(d.Prompts) == 0 {
			d.complain(path.Join(dir, packFile), "the pack has no prompt that can be read")
		}
	}
	d.index()
	sortProblems(d.problems)
	return d
}

// readFacts reads pack.yaml.
func (d *draft) readFacts(fsys fs.FS, file string) {
	r := &reader{file: file}
	defer func() { d.problems = append(d.problems, r.problems...) }()
	root := r.open(fsys)
	if root == nil {
		return
	}
	top := r.fields(root, "a pack", "id", "name", "tags", "order", "essays")
	if top == nil {
		return
	}
	d.ID = r.id(top, 1)
	d.Name = r.fact(top, "name", true, 1)
	d.Tags = r.texts(top, "tags")
	essays, ok := top["essays"]
	if !ok {
		r.complain(1, "%q is missing", "essays")
		return
	}
	known := make(map[string]bool)
	var sections []string
	for _, node := range r.items(essays.value, `"essays"`) {
		e := r.essay(node)
		if e.ID != "" && known["essay "+e.ID] {
			r.complain(lineOf(node), "essay %q is there twice", e.ID)
		}
		known["essay "+e.ID] = true
		for _, s := range e.Sections {
			if known["section "+s.ID] {
				r.complain(lineOf(node), "section %q is there twice; its id is the name of its file", s.ID)
				continue
			}
			known["section "+s.ID] = true
			sections = append(sections, s.ID)
		}
		d.Essays = append(d.Essays, e)
	}
	if len(d.Essays) == 0 {
		r.complain(essays.line, "a pack draws on at least one essay")
	}
	d.Order = r.order(top, sections)
}

// order reads in which order the sections are read: as given, or as they come.
func (r *reader) order(top map[string]field, sections []string) []string {
	given, ok := top["order"]
	if !ok {
		return sections
	}
	order := r.texts(top, "order")
	for i, id := range order {
		if !contained(sections, id) {
			r.complain(given.line, "the order names section %q, which no essay has", id)
		}
		if contained(order[:i], id) {
			r.complain(given.line, "the order names section %q twice", id)
		}
	}
	for _, id := range sections {
		if !contained(order, id) {
			r.complain(given.line, "the order leaves out section %q", id)
		}
	}
	return order
}

func (r *reader) essay(node ast.Node) Essay {
	f := r.fields(node, "an essay", "id", "title", "author", "publication", "published", "link", "sections")
	if f == nil {
		return Essay{}
	}
	start := lineOf(node)
	e := Essay{
		ID:          r.id(f, start),
		Title:       r.fact(f, "title", true, start),
		Author:      r.fact(f, "author", false, start),
		Publication: r.fact(f, "publication", false, start),
		Published:   r.fact(f, "published", false, start),
		Link:        r.fact(f, "link", false, start),
	}
	if e.Link != "" && !strings.HasPrefix(e.Link, "https://") && !strings.HasPrefix(e.Link, "http://") {
		r.complain(f["link"].line, "the link must begin with https://")
	}
	sections, ok := f["sections"]
	if !ok {
		r.complain(start, "%q is missing", "sections")
		return e
	}
	for _, item := range r.items(sections.value, `"sections"`) {
		s := r.fields(item, "a section", "id", "name", "about")
		if s == nil {
			continue
		}
		line := lineOf(item)
		section := Section{ID: r.id(s, line), Name: r.fact(s, "name", true, line), About: r.fact(s, "about", false, line)}
		if section.ID != "" {
			e.Sections = append(e.Sections, section)
		}
	}
	if len(e.Sections) == 0 {
		r.complain(sections.line, "an essay has at least one section")
	}
	return e
}

// readSections reads each section's file, in the pack's order, and complains of
// files that belong to none.
func (d *draft) readSections(fsys fs.FS, dir string) {
	for _, id := range d.Order {
		section, essay, ok := d.Section(id)
		if !ok {
			continue
		}
		d.readSection(fsys, path.Join(dir, section.ID+".yaml"), essay.ID, section.ID)
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		d.complain(dir, "can't be listed: %s", reason(err))
		return
	}
	for _, entry := range entries {
		name := entry.Name()
		section, isYAML := strings.CutSuffix(name, ".yaml")
		if strings.HasSuffix(name, ".yml") {
			d.complain(path.Join(dir, name), "is not read; its name must end in .yaml")
		}
		if isYAML && name != packFile && !slices.Contains(d.Order, section) {
			d.complain(path.Join(dir, name), "belongs to no section; %s names none with the id %q", packFile, section)
		}
	}
}

// readSection reads one file of prompts.
func (d *draft) readSection(fsys fs.FS, file, essay, section string) {
	r := &reader{file: file}
	defer func() { d.problems = append(d.problems, r.problems...) }()
	root := r.open(fsys)
	if root == nil {
		return
	}
	for _, node := range r.items(root, "a section's file") {
		p, here, ok := r.prompt(node, d.Tags)
		if !ok {
			continue
		}
		p.Essay, p.Section = essay, section
		if before, taken := d.at[p.ID]; taken {
			r.complain(here.start, "the id %q is taken already (%s:%d)", p.ID, before.file, before.start)
			continue
		}
		key := promptKey(p.ID)
		if other, taken := d.keys[key]; taken {
			r.complain(here.start, "the id %q can't be told from %q by the bot's memory; change one letter of it", p.ID, other)
		}
		d.keys[key] = p.ID
		d.at[p.ID] = here
		d.Prompts = append(d.Prompts, p)
	}
}

// prompt reads one prompt. It is false if what is missing leaves nothing to keep.
func (r *reader) prompt(node ast.Node, allowedTags []string) (Prompt, place, bool) {
	f := r.fields(node, "a prompt", "id", "form", "depth", "tags", "question", "follow-up")
	if f == nil {
		return Prompt{}, place{}, false
	}
	start := lineOf(node)
	here := place{file: r.file, start: start, question: f["question"].line, followUp: f["follow-up"].line}
	p := Prompt{
		ID:       r.id(f, start),
		Question: r.words(f, "question", start),
		FollowUp: r.words(f, "follow-up", start),
		Tags:     r.texts(f, "tags"),
	}
	var ok bool
	if form := r.text(f, "form", true, start); form != "" {
		if p.Form, ok = ParseForm(form); !ok {
			r.complain(f["form"].line, "there is no form %q; the forms are %s", form, strings.Join(formNames[1:], ", "))
		}
	}
	if depth := r.text(f, "depth", true, start); depth != "" {
		if p.Depth, ok = ParseDepth(depth); !ok {
			r.complain(f["depth"].line, "there is no depth %q; the depths are %s", depth, strings.Join(depthNames[1:], ", "))
		}
	}
	for i, tag := range p.Tags {
		if len(allowedTags) > 0 && !contained(allowedTags, tag) {
			r.complain(f["tags"].line, "the pack's tags don't include %q", tag)
		}
		if contained(p.Tags[:i], tag) {
			r.complain(f["tags"].line, "the tag %q is given twice", tag)
		}
	}
	return p, here, p.ID != "" && p.Question != ""
}

// words reads a question or a follow-up.
func (r *reader) words(f map[string]field, key string, start int) string {
	text := r.text(f, key, true, start)
	r.bound(text, key, MaxRunes, f[key].line)
	return text
}

// fact reads a name, a title or the like.
func (r *reader) fact(f map[string]field, key string, required bool, start int) string {
	text := r.text(f, key, required, start)
	r.bound(text, key, maxFactRunes, f[key].line)
	return text
}

func (r *reader) bound(text, key string, runes, line int) {
	if n := utf8.RuneCountInString(text); n > runes {
		r.complain(line, "%q has %d characters, more than %d", key, n, runes)
	}
}

// id reads an id; a wrong one is a complaint and no id.
func (r *reader) id(f map[string]field, start int) string {
	id := r.text(f, "id", true, start)
	if id == "" {
		return ""
	}
	if len(id) > maxIDBytes || !idForm.MatchString(id) {
		r.complain(f["id"].line, "the id %q must be lower-case letters and digits with single hyphens between, %d at most", id, maxIDBytes)
		return ""
	}
	return id
}
