package prompts

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

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
		if isYAML && name != packFile && name != seriesFile && !slices.Contains(d.Order, section) {
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
		p, here, ok := r.prompt(node, &d.Pack)
		if !ok {
			continue
		}
		p.Essay, p.Section = essay, section
		if before, taken := d.at[p.ID]; taken {
			r.complain(here.start, "the id %q is taken already (%s:%d)", p.ID, before.file, before.start)
			continue
		}
		if contained(d.retired, p.ID) {
			r.complain(here.start, "the id %q is retired; take another for another question", p.ID)
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
func (r *reader) prompt(node ast.Node, pack *Pack) (Prompt, place, bool) {
	f := r.fields(node, "a prompt", "id", "form", "depth", "about", "names-work", "tender", "first-weeks",
		"tags", "question", "follow-up")
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

		About:      r.about(f, pack.Subject, start),
		NamesWork:  r.flag(f, "names-work"),
		Tender:     r.flag(f, "tender"),
		FirstWeeks: r.flag(f, "first-weeks"),
	}
	if p.Tender && p.FirstWeeks {
		r.complain(f["first-weeks"].line, "a tender prompt never comes in the first weeks")
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
		if len(pack.Tags) > 0 && !contained(pack.Tags, tag) {
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

// about reads which word of the pack's subject a prompt is about. A pack with a
// subject says so of each prompt; one without has nothing to say.
func (r *reader) about(f map[string]field, subject []string, start int) string {
	about := r.text(f, "about", len(subject) > 0, start)
	switch {
	case about == "" || about == Beside || contained(subject, about):
		return about
	case len(subject) == 0:
		r.complain(f["about"].line, "the pack names no \"subject\", so nothing can be about %q", about)
	default:
		r.complain(f["about"].line, "the pack's subject has no %q; it has %s, and %s", about, strings.Join(subject, ", "), Beside)
	}
	return ""
}

// flag reads a field that is true or false, and false where it is missing.
func (r *reader) flag(f map[string]field, key string) bool {
	switch text := r.text(f, key, false, 0); text {
	case "", "false":
		return false
	case "true":
		return true
	default:
		r.complain(f[key].line, "%q is true or false, not %q", key, text)
		return false
	}
}
