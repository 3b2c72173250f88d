package prompts

import (
	"testing"

	"pgregory.net/rapid"
)

// tenderPack is packOf with every nth prompt tender.
func tenderPack(n, sections, every int) *Pack {
	p := packOf(n, sections)
	for i := range p.Prompts {
		p.Prompts[i].Tender = i%every == 0
	}
	p.index()
	return p
}

// TestTenderOnesComeWhenTheyMay walks through days with and without leave for a
// tender prompt: none comes without leave, in the first thirty, or after another.
func TestTenderOnesComeWhenTheyMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pack := tenderPack(rapid.IntRange(5, 60).Draw(t, "prompts"), 3, rapid.IntRange(2, 9).Draw(t, "every"))
		seed := rapid.Uint64().Draw(t, "seed")
		var s State
		var last, away Prompt
		for day := range rapid.IntRange(1, 150).Draw(t, "days") {
			w := Wish{Tender: rapid.Bool().Draw(t, "leave")}
			p, ok := pack.ChooseFor(seed, s, w)
			if !ok {
				t.Fatalf("day %d: nothing left", day)
			}
			if p.Tender && (!w.Tender || s.Asked() < tenderFrom || last.Tender || away.Tender) {
				t.Fatalf("day %d: %q is tender; leave %v, asked %d, after %q and %q", day, p.ID, w.Tender, s.Asked(), last.ID, away.ID)
			}
			s.AskFor(pack, p, w)
			before := last
			last, away = p, Prompt{}
			if rapid.IntRange(0, 2).Draw(t, "then") == 0 {
				s = rested(t, s)
				s.SwapAway(p)
				last, away = before, p
			}
		}
	})
}

// TestTenderOnesAllComeInTheirRound: with leave every day, as many tender prompts as
// there are others still come once each before anything is repeated.
func TestTenderOnesAllComeInTheirRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pack := tenderPack(rapid.IntRange(80, 120).Draw(t, "prompts"), 5, rapid.IntRange(4, 9).Draw(t, "every"))
		seed := rapid.Uint64().Draw(t, "seed")
		w := Wish{Tender: true}
		var s State
		seen := make(map[string]bool)
		for range pack.Prompts {
			p, _ := pack.ChooseFor(seed, s, w)
			if seen[p.ID] {
				t.Fatalf("%q again after %d of %d", p.ID, len(seen), len(pack.Prompts))
			}
			seen[p.ID] = true
			s.AskFor(pack, p, w)
		}
	})
}

// TestWishesAreKept: what comes is of the sections or the essays wished for and no
// deeper than wished, nothing is repeated before all of it was asked, and what lies
// outside is not forgotten when a round within the wish begins anew.
func TestWishesAreKept(t *testing.T) {
	pack := builtin()
	essay := func(id string) []Section { e, _ := pack.Essay(id); return e.Sections }
	var sections []string
	for _, s := range append(essay("dream-job"), essay("quitting-your-job")...) {
		sections = append(sections, s.ID)
	}
	rapid.Check(t, func(t *rapid.T) {
		w := Wish{
			Sections: rapid.SliceOfNDistinct(rapid.SampledFrom(sections), 0, 4, rapid.ID).Draw(t, "sections"),
			Essays:   rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"dream-job", "quitting-your-job"}), 0, 1, rapid.ID).Draw(t, "essays"),
			Deepest:  rapid.SampledFrom([]Depth{0, Light, Medium, Deep}).Draw(t, "deepest"),
		}
		passes := func(p Prompt) bool {
			if p.Tender || w.Deepest != 0 && p.Depth > w.Deepest {
				return false
			}
			return len(w.Sections)+len(w.Essays) == 0 || contained(w.Sections, p.Section) || contained(w.Essays, p.Essay)
		}
		seed := rapid.Uint64().Draw(t, "seed")
		var s State
		outside := 0
		for _, p := range pack.Prompts[:rapid.IntRange(0, 200).Draw(t, "asked before")] {
			s.Ask(p)
			if !passes(p) {
				outside++
			}
		}
		left := s.LeftFor(pack, w)
		seen := make(map[string]bool)
		for day := range left + 10 {
			p, ok := pack.ChooseFor(seed, s, w)
			if !ok || !passes(p) {
				t.Fatalf("day %d: %q of %q, %s, came for %+v", day, p.ID, p.Section, p.Depth, w)
			}
			if day < left && seen[p.ID] {
				t.Fatalf("day %d: %q again with %d left", day, p.ID, left-day)
			}
			seen[p.ID] = true
			s.AskFor(pack, p, w)
		}
		kept := 0
		for _, p := range pack.Prompts {
			if !passes(p) && contains(s.asked, promptKey(p.ID)) {
				kept++
			}
		}
		if kept != outside {
			t.Fatalf("%d prompts outside the wish count as asked, and %d did before", kept, outside)
		}
	})
}

func TestAWishForWhatIsGoneSetsNoLimit(t *testing.T) {
	pack := packOf(10, 2)
	if left := (State{}).LeftFor(pack, Wish{Sections: []string{"gone"}, Essays: []string{"gone"}}); left != 10 {
		t.Errorf("%d of 10 are left for a wish that names nothing of the pack", left)
	}
	if _, ok := pack.ChooseFor(1, State{}, Wish{Sections: []string{"gone"}}); !ok {
		t.Error("nothing is chosen for a wish that names nothing of the pack")
	}
}
