package prompts

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// wantedDepth is the depth that is due on a day of the first fourteen.
func wantedDepth(day int) Depth {
	switch {
	case day >= 10:
		return Deep
	case day >= 5:
		return Medium
	}
	return Light
}

// TestTheFirstTwoWeeks: of the built-in pack they are on the subject, marked for the
// first weeks, from light to deep, none tender, whatever is swapped away, and no form
// twice in one week, unless those of all others were asked or swapped away; without a
// swap no section comes twice running.
func TestTheFirstTwoWeeks(t *testing.T) {
	pack := builtin()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		var s State
		var last Prompt
		forms, gone := make(map[Form]bool), make(map[string]bool)
		isLeft := func(day int) bool {
			return slices.ContainsFunc(pack.Prompts, func(q Prompt) bool {
				return q.FirstWeeks && q.OnSubject() && !q.Tender && q.Depth == wantedDepth(day) && !forms[q.Form] && !gone[q.ID]
			})
		}
		for day := range leadIn {
			if day%leadInWeek == 0 {
				clear(forms)
			}
			p := mustChoose(t, pack, seed, s)
			s.Ask(p)
			gone[p.ID] = true
			swaps := rapid.IntRange(0, 2).Draw(t, "swaps")
			for range swaps {
				s = rested(t, s)
				s.SwapAway(p)
				swapped := p
				if p = mustChoose(t, pack, seed, s); p.ID == swapped.ID {
					t.Fatalf("day %d: %q came again after it was swapped away", day+1, p.ID)
				}
				s.Ask(p)
				gone[p.ID] = true
			}
			switch {
			case !p.OnSubject() || !p.FirstWeeks || p.Tender:
				t.Fatalf("day %d: %q is about %q, for the first weeks: %v, tender: %v", day+1, p.ID, p.About, p.FirstWeeks, p.Tender)
			case p.Depth != wantedDepth(day):
				t.Fatalf("day %d: %q is %s, want %s", day+1, p.ID, p.Depth, wantedDepth(day))
			case day == 0 && p.Form == Try:
				t.Fatalf("the very first, %q, is something to try", p.ID)
			case forms[p.Form] && isLeft(day):
				t.Fatalf("day %d: %q is the second %s of the week", day+1, p.ID, p.Form)
			case swaps == 0 && p.Section == last.Section, p.Form == last.Form:
				t.Fatalf("day %d: %s of %q after %s of %q", day+1, p.Form, p.Section, last.Form, last.Section)
			}
			forms[p.Form] = true
			last = p
		}
	})
}

// TestTheFirstTwoWeeksOfAnyPack: a pack that marks nothing still goes from light to
// deep and keeps to its subject.
func TestTheFirstTwoWeeksOfAnyPack(t *testing.T) {
	pack := packOf(96*4, 12)
	for i := range pack.Prompts {
		pack.Prompts[i].About = "sea"
		if i < 96 {
			pack.Prompts[i].About = Beside
		}
	}
	pack.index()
	for seed := range uint64(200) {
		var s State
		for day := range leadIn {
			p := mustChoose(t, pack, seed, s)
			if p.Depth != wantedDepth(day) || !p.OnSubject() {
				t.Fatalf("seed %d, day %d: %q is %s and about %q", seed, day+1, p.ID, p.Depth, p.About)
			}
			s.Ask(p)
		}
	}
}

// TestTheFirstDaysFollowTheOrderFromNear: of prompts alike in all else, those of a
// section within half of the order come first.
func TestTheFirstDaysFollowTheOrderFromNear(t *testing.T) {
	pack := packOf(8, 8)
	for i := range pack.Prompts {
		pack.Prompts[i].Form, pack.Prompts[i].Depth = List, Light
	}
	pack.index()
	firsts := make(map[string]bool)
	for seed := range uint64(100) {
		firsts[mustChoose(t, pack, seed, State{}).Section] = true
	}
	if len(firsts) != 5 || firsts["section-5"] || firsts["section-6"] || firsts["section-7"] {
		t.Errorf("100 people begin in the sections %v, want the first five of eight", firsts)
	}
}
