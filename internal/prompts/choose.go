package prompts

// leadIn is how many prompts lead in gently: from light to deep, and along the
// pack's order of reading.
const leadIn = 14

// quarters is into how many parts a round is divided. A prompt keeps its part for
// ever, so that it never comes last in one round and first in the next: about
// three quarters of the pack lie between two askings of it.
const quarters = 4

// The weights of choosing: the lowest sum is asked. Each stands for one rule and
// outweighs all below it together; the person's own shuffle decides the rest.
const (
	weighSwapped = 1 << 30 // swapped away in this round: only when nothing else is left
	weighRepeat  = 1 << 28 // the very prompt asked last or just swapped away
	weighDepth   = 1 << 24 // lead-in only, for each step away from the depth that is due
	weighSection = 1 << 20 // the same section as last time
	weighForm    = 1 << 16 // the same form as last time
	weighStep    = 1 << 8  // lead-in only, for each section away from the one that is due
)

// Choose gives the prompt that comes next for a person with this seed and State.
// It reads both and changes neither, and gives the same answer each time. It is
// false only if nothing is left that may be asked: the pack is empty, or the
// person wants none of it again.
//
// The rules: nothing again before all of the pack has been asked; what was swapped
// away at the end of the round; Never never; softly not the same section or form
// as last time; the first fourteen from light to deep. What remains open is
// decided by a shuffle of the person's own, a new one each round.
func (p *Pack) Choose(seed uint64, s State) (Prompt, bool) {
	best := p.next(seed, s)
	if best < 0 {
		s.round++
		s.asked, s.swapped = nil, nil
		best = p.next(seed, s)
	}
	if best < 0 {
		return Prompt{}, false
	}
	return p.Prompts[best], true
}

// next gives the place of the prompt to ask within the round of s, or -1 if the
// round is over.
func (p *Pack) next(seed uint64, s State) int32 {
	var (
		best    = int32(-1)
		lowest  uint64
		tie     uint64
		ease    = p.lead(s.total)
		asked   = cursor{list: s.asked}
		swapped = cursor{list: s.swapped}
		never   = cursor{list: s.never}
		shuffle = mix(seed ^ mix(uint64(s.round)))
		parting = mix(seed)
	)
	for i := range p.cards {
		c := &p.cards[i]
		if asked.has(c.key) || never.has(c.key) {
			continue
		}
		weight := ease.weigh(c) + s.last.weigh(c) + s.away.weigh(c)
		if swapped.has(c.key) {
			weight += weighSwapped
		}
		if s.total >= leadIn {
			weight += mix(parting^uint64(c.key)) % quarters
		}
		if best >= 0 && weight > lowest {
			continue
		}
		order := mix(shuffle ^ uint64(c.key))
		if best < 0 || weight < lowest || order < tie {
			best, lowest, tie = c.place, weight, order
		}
	}
	return best
}

// weigh is how much a prompt is disliked for being like the one glanced at.
func (g glance) weigh(c *card) uint64 {
	if g.form == 0 {
		return 0
	}
	var weight uint64
	if g.key == c.key {
		weight += weighRepeat
	}
	if g.section == c.section {
		weight += weighSection
	}
	if g.form == c.form {
		weight += weighForm
	}
	return weight
}

// lead is what is due on one day of the lead-in. The zero value is no wish.
type lead struct {
	depth Depth
	step  int16
}

// lead says what is due after asked prompts: five light ones, five of medium
// depth, four deep ones, along the pack's order of sections.
func (p *Pack) lead(asked int) lead {
	if asked >= leadIn {
		return lead{}
	}
	due := lead{depth: Light, step: int16(asked * len(p.Order) / leadIn)}
	switch {
	case asked >= 10:
		due.depth = Deep
	case asked >= 5:
		due.depth = Medium
	}
	return due
}

func (l lead) weigh(c *card) uint64 {
	if l.depth == 0 {
		return 0
	}
	return weighDepth*uint64(distance(int(l.depth), int(c.depth))) +
		weighStep*uint64(distance(int(l.step), int(c.step)))
}

func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}
