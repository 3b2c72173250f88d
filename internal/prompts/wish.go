package prompts

import "slices"

// Wish is what a person, or a channel, wants the next prompt to be, and what the
// caller knows of the day. The zero value is anything but a tender one.
type Wish struct {
	// Sections and Essays are the ids to choose from: a prompt passes that is in one
	// of the sections or of one of the essays. With neither, or with none that the
	// pack still has, every prompt passes.
	Sections []string
	Essays   []string

	// Deepest is the depth that no prompt goes beyond; zero sets no limit.
	Deepest Depth

	// Tender lets a tender prompt come. The caller sets it if the person has not
	// switched them off, and the occasion before this one was not missed. Choosing
	// sees to the rest by itself: none before the first thirty have been asked, and
	// none after another that was asked or swapped away.
	Tender bool
}

// tenderFrom is how many prompts have been asked before a tender one may come: a
// month of days.
const tenderFrom = 30

// sieve says which of a pack's prompts pass.
type sieve struct {
	pack     *Pack
	sections []uint32 // none for all
	deepest  Depth
	tender   bool
}

// wished is the sieve of what w allows on any day.
func (p *Pack) wished(w Wish) sieve {
	pass := sieve{pack: p, deepest: Deep, tender: w.Tender}
	if w.Deepest != 0 {
		pass.deepest = w.Deepest
	}
	for _, e := range p.Essays {
		for _, section := range e.Sections {
			if slices.Contains(w.Essays, e.ID) || slices.Contains(w.Sections, section.ID) {
				pass.sections = append(pass.sections, sectionKey(Prompt{Essay: e.ID, Section: section.ID}))
			}
		}
	}
	return pass
}

// sieve is the sieve of what may come next to a person with this State.
func (p *Pack) sieve(w Wish, s State) sieve {
	pass := p.wished(w)
	pass.tender = pass.tender && s.total >= tenderFrom && !p.isTender(s.last) && !p.isTender(s.away)
	return pass
}

func (s sieve) lets(c *card) bool {
	return c.depth <= s.deepest && (s.tender || !c.tender) &&
		(len(s.sections) == 0 || slices.Contains(s.sections, c.section))
}

// isTender says whether the prompt glanced at is marked as tender now.
func (p *Pack) isTender(g glance) bool {
	c, known := p.card(g.key)
	return g.form != 0 && known && c.tender
}
