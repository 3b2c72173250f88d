package prompts

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// MaxRunes is how long a question or a follow-up may be, in runes: what fits a
// phone's screen beside its source and its buttons, on every platform.
const MaxRunes = 240

// maxFactRunes bounds names, titles and the lines about sections.
const maxFactRunes = 160

// maxLabelRunes bounds what a button holds: a theme, the name of a series.
const maxLabelRunes = 32

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
	retired  []string          // ids that no prompt may have again
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
		d.readSeries(fsys, path.Join(dir, seriesFile))
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
	top := r.fields(root, "a pack", "id", "name", "subject", "tags", "order", "essays", "retired")
	if top == nil {
		return
	}
	d.ID = r.id(top, 1)
	d.Name = r.fact(top, "name", true, 1)
	d.Tags = r.texts(top, "tags")
	d.Subject = r.texts(top, "subject")
	d.retired = r.texts(top, "retired")
	if contained(d.Subject, Beside) {
		r.complain(top["subject"].line, "%q is for prompts that stand beside the subject, and no word of it", Beside)
	}
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
			if s.ID+".yaml" == packFile || s.ID+".yaml" == seriesFile {
				r.complain(lineOf(node), "a section can't have the id %q; the pack has another file of that name", s.ID)
			}
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
	f := r.fields(node, "an essay", "id", "title", "whole-title", "author", "publication", "published", "link", "sections")
	if f == nil {
		return Essay{}
	}
	start := lineOf(node)
	e := Essay{
		ID:          r.id(f, start),
		Title:       r.fact(f, "title", true, start),
		Whole:       r.fact(f, "whole-title", false, start),
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
		s := r.fields(item, "a section", "id", "name", "theme", "about")
		if s == nil {
			continue
		}
		line := lineOf(item)
		section := Section{
			ID: r.id(s, line), Name: r.fact(s, "name", true, line),
			Theme: r.text(s, "theme", false, line), About: r.fact(s, "about", false, line),
		}
		r.bound(section.Theme, "theme", maxLabelRunes, s["theme"].line)
		if section.ID != "" {
			e.Sections = append(e.Sections, section)
		}
	}
	if len(e.Sections) == 0 {
		r.complain(sections.line, "an essay has at least one section")
	}
	return e
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
