package prompts

// leadIn is how many prompts lead in gently: on the subject, from light to deep,
// and along the pack's order of reading. No form comes twice in one week of them,
// as far as the pack allows.
const (
	leadIn     = 14
	leadInWeek = 7
	nearPart   = 2 // sections within half of the order are near enough to the one that is due
)

// quarters is into how many parts a round is divided. A prompt keeps its part for
// ever, so that it never comes last in one round and first in the next: about
// three quarters of the pack lie between two askings of it.
const quarters = 4

// The weights of choosing: the lowest sum is asked. Each stands for one rule and
// outweighs all below it together; the person's own shuffle decides the rest.
const (
	weighSwapped = 1 << 34 // swapped away in this round: only when nothing else is left
	weighRepeat  = 1 << 32 // the very prompt asked last or just swapped away
	weighPlain   = 1 << 30 // not tender, where a tender one is due
	weighLate    = 1 << 28 // lead-in only, not marked for the first weeks
	weighBeside  = 1 << 27 // lead-in only, beside the subject
	weighDepth   = 1 << 24 // lead-in only, for each step away from the depth that is due
	weighUsed    = 1 << 22 // lead-in only, a form that this week has had
	weighSection = 1 << 20 // the same section as last time
	weighForm    = 1 << 16 // the same form as last time
	weighStep    = 1 << 8  // lead-in only, for each section far away from the one that is due
)

// Choose gives the prompt that comes next for a person with this seed and State,
// the tender ones left out.
func (p *Pack) Choose(seed uint64, s State) (Prompt, bool) { return p.ChooseFor(seed, s, Wish{}) }

// ChooseFor gives the prompt that comes next for a person with this seed, State and
// Wish. It reads them and changes none, and gives the same answer each time. It is
// false only if nothing is left that may be asked: the pack is empty, the person
// wants none of it again, or what the wish leaves is tender and may not come now.
//
// The rules: nothing again before all has been asked that the wish allows; what was
// swapped away at the end of the round; Never never; no tender one but as Wish says;
// softly not the same section or form as last time; the first fourteen on the
// subject and from light to deep. What remains open is decided by a shuffle of the
// person's own, a new one each round.
func (p *Pack) ChooseFor(seed uint64, s State, w Wish) (Prompt, bool) {
	pass := p.sieve(w, s)
	best := p.next(seed, s, pass)
	if best < 0 {
		best = p.next(seed, s.renewed(pass), pass)
	}
	if best < 0 {
		return Prompt{}, false
	}
	return p.Prompts[best], true
}

// next gives the place of the prompt to ask within the round of s, or -1 if the
// round is over.
func (p *Pack) next(seed uint64, s State, pass sieve) int32 {
	var (
		best    = int32(-1)
		lowest  uint64
		tie     uint64
		ease    = p.lead(s)
		due     = p.tenderIsDue(s, pass)
		asked   = cursor{list: s.asked}
		swapped = cursor{list: s.swapped}
		never   = cursor{list: s.never}
		shuffle = mix(seed ^ mix(uint64(s.round)))
		parting = mix(seed)
	)
	for i := range p.cards {
		c := &p.cards[i]
		if asked.has(c.key) || never.has(c.key) || !pass.lets(c) {
			continue
		}
		weight := ease.weigh(c) + s.last.weigh(c) + s.away.weigh(c)
		if swapped.has(c.key) {
			weight += weighSwapped
		}
		if due && !c.tender {
			weight += weighPlain
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

// tenderIsDue says whether a tender prompt has to come now, if all that are left of
// them are to come in this round without two in a row.
func (p *Pack) tenderIsDue(s State, pass sieve) bool {
	if !pass.tender {
		return false
	}
	tender, plain := 0, 0
	asked, never := cursor{list: s.asked}, cursor{list: s.never}
	for i := range p.cards {
		c := &p.cards[i]
		switch {
		case asked.has(c.key) || never.has(c.key) || !pass.lets(c):
		case c.tender:
			tender++
		default:
			plain++
		}
	}
	return tender > 0 && tender >= plain
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
	depth  Depth
	step   int16
	near   int    // how many sections away from the one that is due are near enough
	forms  uint32 // the forms that this week has had
	guided bool   // the pack marks prompts for the first weeks
}

// lead says what is due next: five light ones, five of medium depth, four deep ones,
// along the pack's order of sections.
func (p *Pack) lead(s State) lead {
	if s.total >= leadIn {
		return lead{}
	}
	due := lead{
		depth: Light, step: int16(s.total * len(p.Order) / leadIn), near: len(p.Order) / nearPart,
		guided: p.guided,
	}
	switch {
	case s.total == 0:
		due.forms = 1 << Try // the first is asked in the middle of a talk, and answered there
	case s.total%leadInWeek != 0:
		due.forms = s.forms
	}
	switch {
	case s.total >= 10:
		due.depth = Deep
	case s.total >= 5:
		due.depth = Medium
	}
	return due
}

func (l lead) weigh(c *card) uint64 {
	if l.depth == 0 {
		return 0
	}
	weight := weighDepth*uint64(distance(int(l.depth), int(c.depth))) +
		weighStep*uint64(max(0, distance(int(l.step), int(c.step))-l.near))
	if l.guided && !c.early {
		weight += weighLate
	}
	if c.beside {
		weight += weighBeside
	}
	if l.forms>>c.form&1 == 1 {
		weight += weighUsed
	}
	return weight
}

func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}
