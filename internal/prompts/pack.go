package prompts

import (
	"cmp"
	"slices"
)

// Pack is a set of essays and the prompts drawn from them. Prompts are in reading
// order: section after section along the pack's order, and within a section as
// its file has them. A Pack is immutable once loaded and shared between
// goroutines; nobody may change what its slices hold.
type Pack struct {
	ID      string
	Name    string
	Essays  []Essay
	Prompts []Prompt

	// Series are the pack's series, in the order of their file.
	Series []Series

	// Subject holds the words that the pack is about, as its prompts name them;
	// empty if the pack names no subject.
	Subject []string
	// Tags are the tags that prompts of this pack may carry; empty allows any.
	Tags []string
	// Order holds the section ids in the order in which the pack is read, which
	// is also the way that the first two weeks lead in.
	Order []string

	byID  map[string]Prompt
	cards []card

	guided bool // some prompt is marked for the first weeks
}

// card is what choosing needs to know of a prompt, kept small and sorted by key
// so that one pass compares a whole pack with a person's State.
type card struct {
	key     uint32
	section uint32
	place   int32 // of the prompt in Pack.Prompts
	step    int16 // of its section in Pack.Order
	form    Form
	depth   Depth
	tender  bool
	early   bool // marked for the first weeks
	beside  bool
}

// index builds the lookups. Loading calls it once, when the pack is complete.
func (p *Pack) index() {
	step := make(map[string]int16, len(p.Order))
	for i, id := range p.Order {
		step[id] = int16(i)
	}
	p.byID = make(map[string]Prompt, len(p.Prompts))
	p.guided = false
	p.cards = make([]card, 0, len(p.Prompts))
	for i, prompt := range p.Prompts {
		p.byID[prompt.ID] = prompt
		p.guided = p.guided || prompt.FirstWeeks
		p.cards = append(p.cards, card{
			key:     promptKey(prompt.ID),
			section: sectionKey(prompt),
			place:   int32(i),
			step:    step[prompt.Section],
			form:    prompt.Form,
			depth:   prompt.Depth,
			tender:  prompt.Tender,
			early:   prompt.FirstWeeks,
			beside:  prompt.About == Beside,
		})
	}
	for _, s := range p.Series {
		for _, evening := range s.Evenings {
			p.byID[evening.ID] = evening
		}
	}
	slices.SortFunc(p.cards, func(a, b card) int { return cmp.Compare(a.key, b.key) })
}

// card finds the card of a prompt by its key.
func (p *Pack) card(key uint32) (card, bool) {
	at, found := slices.BinarySearchFunc(p.cards, key, func(c card, key uint32) int { return cmp.Compare(c.key, key) })
	if !found {
		return card{}, false
	}
	return p.cards[at], true
}

// Prompt finds a prompt, or an evening of a series, by its id.
func (p *Pack) Prompt(id string) (Prompt, bool) {
	prompt, ok := p.byID[id]
	return prompt, ok
}

// Essay finds an essay by its id.
func (p *Pack) Essay(id string) (Essay, bool) {
	for _, e := range p.Essays {
		if e.ID == id {
			return e, true
		}
	}
	return Essay{}, false
}

// Section finds a section by its id, which is unique within the pack, together
// with the essay it belongs to.
func (p *Pack) Section(id string) (Section, Essay, bool) {
	for _, e := range p.Essays {
		for _, s := range e.Sections {
			if s.ID == id {
				return s, e, true
			}
		}
	}
	return Section{}, Essay{}, false
}
