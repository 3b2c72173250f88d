// Package themes holds choosing among the themes and essays of a pack, for a person's
// settings and for a channel's. Every button says what there is to be chosen from and
// what would be chosen after it, so that a press sets exactly what it showed, and can
// be undone by another.
package themes

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// perPage is how many themes a page shows: there are at most four buttons beside.
const perPage = 8

// Chosen is a choice among a pack's essays and sections, a bit for each: first the
// essays, then the sections, as the pack has them. None is all of them.
type Chosen uint64

// item is an essay or a section.
type item struct {
	id, name string
	essay    bool
}

// items are all there is to choose from, as many as have room.
func items(p *prompts.Pack) (all []item) {
	for _, e := range p.Essays {
		all = append(all, item{id: e.ID, name: "“" + e.Title + "”", essay: true})
	}
	for _, e := range p.Essays {
		for _, s := range e.Sections {
			all = append(all, item{id: s.ID, name: s.Label()})
		}
	}
	return all[:min(len(all), 64)]
}

// Of reads what is chosen of a pack.
func Of(p *prompts.Pack, t reflection.Taste) (c Chosen) {
	for i, it := range items(p) {
		ids := t.Themes
		if it.essay {
			ids = t.Essays
		}
		for _, id := range ids {
			if id == it.id {
				c |= 1 << i
			}
		}
	}
	return c
}

// Set stores the choice in a taste.
func (c Chosen) Set(p *prompts.Pack, t *reflection.Taste) {
	t.Themes, t.Essays = nil, nil
	for i, it := range items(p) {
		switch {
		case c&(1<<i) == 0:
		case it.essay:
			t.Essays = append(t.Essays, it.id)
		default:
			t.Themes = append(t.Themes, it.id)
		}
	}
}

// Line says in words what is chosen.
func (c Chosen) Line(p *prompts.Pack, w *words.Words) string {
	var names []string
	for i, it := range items(p) {
		if c&(1<<i) != 0 {
			names = append(names, it.name)
		}
	}
	if len(names) == 0 {
		return w.Themes.All
	}
	return w.Themes.Chosen(names)
}

// Press is what a button says: which page to show, and what to choose. A button that
// only turns the page sets nothing.
type Press struct {
	Sets   bool
	Chosen Chosen
	From   int
}

// arg writes a press, with the mark of the pack that it is about.
func (b Press) arg(p *prompts.Pack) string {
	set := "-"
	if b.Sets {
		set = strconv.FormatUint(uint64(b.Chosen), 36)
	}
	return fmt.Sprintf("%s.%s.%d", mark(p), set, b.From)
}

// Read reads the argument of a button; nothing is the first page. Ok is false for one
// that is about another pack, or about what the pack was before it changed.
func Read(p *prompts.Pack, arg string) (b Press, ok bool) {
	if arg == "" {
		return b, true
	}
	fields := strings.Split(arg, ".")
	if len(fields) != 3 || fields[0] != mark(p) {
		return b, false
	}
	from, err := strconv.Atoi(fields[2])
	if err != nil || from < 0 || from >= len(items(p)) {
		return b, false
	}
	b.From = from
	if fields[1] == "-" {
		return b, true
	}
	chosen, err := strconv.ParseUint(fields[1], 36, 64)
	b.Sets, b.Chosen = true, Chosen(chosen)
	return b, err == nil
}

// mark tells packs, and what they consist of, apart.
func mark(p *prompts.Pack) string {
	h := fnv.New32a()
	fmt.Fprint(h, p.ID)
	for _, it := range items(p) {
		fmt.Fprint(h, "\x00", it.id)
	}
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// Page shows what is chosen and what can be, from a place on. Before is what was
// chosen until now: what differs from it can be undone. Button makes a button of a
// label and its argument.
func Page(p *prompts.Pack, w *words.Words, now, before Chosen, from int, button func(label, arg string) chat.Action) chat.Message {
	m := chat.Message{Blocks: []chat.Block{chat.P(now.Line(p, w)), chat.P(w.Themes.Ask)}}
	all := items(p)
	to := min(from+perPage, len(all))
	for i := from; i < to; i++ {
		label := w.Themes.Take(all[i].name)
		if now&(1<<i) != 0 {
			label = w.Themes.Drop(all[i].name)
		}
		m.Actions = append(m.Actions, button(short(label), Press{Sets: true, Chosen: now ^ 1<<i, From: from}.arg(p)))
	}
	if len(all) > perPage {
		next := to
		if next >= len(all) {
			next = 0
		}
		m.Actions = append(m.Actions, button(w.Themes.More, Press{From: next}.arg(p)))
	}
	if now != 0 {
		m.Actions = append(m.Actions, button(w.Themes.Everything, Press{Sets: true, From: from}.arg(p)))
	}
	if now != before {
		m.Actions = append(m.Actions, button(w.Button.Undo, Press{Sets: true, Chosen: before, From: from}.arg(p)))
	}
	return m
}

// short cuts a name to what fits on a button.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}
