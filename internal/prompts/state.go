package prompts

import "slices"

// State is what one person has been asked of one pack. The zero value is someone
// who has been asked nothing. A State can be copied: changing one copy leaves the
// others as they are.
//
// Prompts are remembered by the hash of their id, so a pack can be edited at any
// time: what was removed is forgotten by itself, what was added comes in this
// round, what came back is still known.
//
// What calls what: Ask, or AskFor with the Wish that the prompt was chosen for, when
// a prompt is planned for a delivery of the person's own;
// Met when they answered a prompt that somebody else's subscription asked (a
// channel's); SwapAway when they press Another, before choosing again; Never when
// they don't want a prompt again. A return, which asks an earlier prompt anew,
// calls none of them.
type State struct {
	round int // rounds completed
	total int // asked in all rounds

	// Each list is sorted, and no key is in two of them.
	asked   []uint32 // asked or met in this round
	swapped []uint32 // swapped away in this round and not asked since
	never   []uint32 // not to be asked again, in any round

	last  glance // the prompt asked last
	away  glance // the prompt swapped away since then, if any
	prior glance // the prompt asked before the last

	// forms are the forms asked in the running week of the lead-in, a bit for each.
	forms uint32
}

// glance is what choosing remembers of a single prompt. The zero value is none.
type glance struct {
	key     uint32
	section uint32
	form    Form
}

func glanceAt(p Prompt) glance {
	return glance{key: promptKey(p.ID), section: sectionKey(p), form: p.Form}
}

// Ask records that p is being asked. Asking what was already asked in this round
// begins the next one. Asking the same prompt again at once changes nothing, so
// that a step which is repeated does no harm.
func (s *State) Ask(p Prompt) {
	s.ask(p, func() State { return State{round: s.round + 1} })
}

// AskFor is Ask for a prompt that was chosen from pack for w. If it begins the next
// round, only the prompts that w allows are forgotten: what somebody was asked
// before they chose their themes still counts when they choose others.
func (s *State) AskFor(pack *Pack, p Prompt, w Wish) {
	s.ask(p, func() State { return s.renewed(pack.sieve(w, *s)) })
}

// ask records that p is being asked; renew gives the lists with which the next round
// begins, if p begins one.
func (s *State) ask(p Prompt, renew func() State) {
	now := glanceAt(p)
	if s.last == now && contains(s.asked, now.key) {
		s.away = glance{}
		return
	}
	if contains(s.asked, now.key) {
		next := renew()
		s.round, s.asked, s.swapped = next.round, next.asked, next.swapped
	}
	if s.total >= leadIn || s.total%leadInWeek == 0 {
		s.forms = 0
	}
	if s.total < leadIn {
		s.forms |= 1 << now.form
	}
	s.total++
	s.prior, s.last, s.away = s.last, now, glance{}
	s.swapped = without(s.swapped, now.key)
	if !contains(s.never, now.key) {
		s.asked = with(s.asked, now.key)
	}
}

// Met records that p was answered elsewhere, which counts as asked in this round.
func (s *State) Met(p Prompt) {
	key := promptKey(p.ID)
	if contains(s.never, key) {
		return
	}
	s.swapped = without(s.swapped, key)
	s.asked = with(s.asked, key)
}

// SwapAway takes back that p was asked; it comes again at the end of the round. What
// comes in its place is then the one after the prompt before it.
func (s *State) SwapAway(p Prompt) {
	s.away = glanceAt(p)
	if s.last.key == s.away.key {
		s.last, s.prior = s.prior, glance{}
	}
	if contains(s.asked, s.away.key) {
		s.forms &^= 1 << s.away.form
	}
	s.takeBack(s.away.key)
	if !contains(s.never, s.away.key) {
		s.swapped = with(s.swapped, s.away.key)
	}
}

// Never records that p must not come again, in this round or any later one.
func (s *State) Never(p Prompt) {
	key := promptKey(p.ID)
	s.asked = without(s.asked, key)
	s.swapped = without(s.swapped, key)
	s.never = with(s.never, key)
}

// IsNever reports whether p must not come again.
func (s State) IsNever(p Prompt) bool { return contains(s.never, promptKey(p.ID)) }

// Allow takes a Never back. The prompt counts as asked in this round.
func (s *State) Allow(p Prompt) {
	key := promptKey(p.ID)
	if contains(s.never, key) {
		s.never = without(s.never, key)
		s.asked = with(s.asked, key)
	}
}

// Asked says how many prompts have been asked, over all rounds.
func (s State) Asked() int { return s.total }

// LeftInRound counts the prompts of p that come before the first repeat, the tender
// ones left out. What was swapped away is among them. With one left, Another has
// nothing else to offer.
func (s State) LeftInRound(p *Pack) int { return s.LeftFor(p, Wish{}) }

// LeftFor is LeftInRound for a wish: it counts what the wish allows, whether or not
// it may come this very day.
func (s State) LeftFor(p *Pack, w Wish) int {
	left := 0
	allowed := p.wished(w)
	asked, never := cursor{list: s.asked}, cursor{list: s.never}
	for i := range p.cards {
		c := &p.cards[i]
		if !asked.has(c.key) && !never.has(c.key) && allowed.lets(c) {
			left++
		}
	}
	return left
}

// renewed is the State with which the next round begins, for the prompts that pass:
// those are forgotten, the others stay as they are.
func (s State) renewed(pass sieve) State {
	next := s
	next.round++
	for _, list := range []*[]uint32{&next.asked, &next.swapped} {
		*list = slices.DeleteFunc(slices.Clone(*list), func(key uint32) bool {
			c, known := pass.pack.card(key)
			return !known || pass.lets(&c)
		})
	}
	return next
}

func (s *State) takeBack(key uint32) {
	if contains(s.asked, key) {
		s.asked = without(s.asked, key)
		s.total = max(0, s.total-1)
	}
}

func contains(list []uint32, key uint32) bool {
	_, found := slices.BinarySearch(list, key)
	return found
}

// with returns list and key in a new slice, so that copies of a State never share
// one that changes.
func with(list []uint32, key uint32) []uint32 {
	at, found := slices.BinarySearch(list, key)
	if found {
		return list
	}
	grown := make([]uint32, 0, len(list)+1)
	grown = append(grown, list[:at]...)
	grown = append(grown, key)
	return append(grown, list[at:]...)
}

// without returns list less key in a new slice.
func without(list []uint32, key uint32) []uint32 {
	at, found := slices.BinarySearch(list, key)
	if !found {
		return list
	}
	rest := make([]uint32, 0, len(list)-1)
	rest = append(rest, list[:at]...)
	return append(rest, list[at+1:]...)
}

// cursor answers membership in a sorted list for keys that come in rising order,
// walking the list once.
type cursor struct {
	list []uint32
	at   int
}

func (c *cursor) has(key uint32) bool {
	for c.at < len(c.list) && c.list[c.at] < key {
		c.at++
	}
	return c.at < len(c.list) && c.list[c.at] == key
}

// With returns the State of somebody who was asked what two States were asked, as where
// two accounts become one person's: nothing of either comes again in this round, and
// what either never wants doesn't come at all. The order goes on as in s.
func (s State) With(other State) State {
	for _, key := range other.never {
		s.asked, s.swapped, s.never = without(s.asked, key), without(s.swapped, key), with(s.never, key)
	}
	for _, key := range other.asked {
		if !contains(s.never, key) {
			s.asked, s.swapped = with(s.asked, key), without(s.swapped, key)
		}
	}
	s.total = max(s.total, other.total)
	return s
}
