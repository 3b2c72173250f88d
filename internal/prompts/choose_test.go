package prompts

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestChooseRepeatsNothingBeforeAllIsAsked(t *testing.T) {
	for _, test := range []struct {
		pack  *Pack
		seeds uint64
	}{{builtin(), 20}, {packOf(90, 7), 200}} {
		for seed := range test.seeds {
			var s State
			seen := make(map[string]bool, len(test.pack.Prompts))
			for range test.pack.Prompts {
				p, ok := test.pack.ChooseFor(seed, s, Wish{Tender: true})
				if !ok || seen[p.ID] {
					t.Fatalf("seed %d: %q again after %d of %d", seed, p.ID, len(seen), len(test.pack.Prompts))
				}
				seen[p.ID] = true
				s.AskFor(test.pack, p, Wish{Tender: true})
			}
			if left := s.LeftFor(test.pack, Wish{Tender: true}); left != 0 {
				t.Fatalf("seed %d: %d left after all were asked", seed, left)
			}
		}
	}
}

func TestChooseAvoidsTheSameSectionAndFormInARow(t *testing.T) {
	pack := builtin()
	days, alike := 0, 0
	for seed := range uint64(40) {
		var s State
		var last Prompt
		for day := range 2 * len(pack.Prompts) {
			p := mustChoose(t, pack, seed, s)
			if p.Section == last.Section || p.Form == last.Form {
				alike++
				// The tail of a round may have nothing else left.
				if left := s.LeftInRound(pack); left > 40 {
					t.Fatalf("seed %d, day %d: %s of %q after %s of %q with %d left", seed, day, p.Form, p.Section, last.Form, last.Section, left)
				}
			}
			days++
			last = p
			s.Ask(p)
		}
	}
	if alike*100 > days {
		t.Errorf("%d of %d days are like the day before; want at most one in a hundred", alike, days)
	}
}

func TestChooseShufflesByPersonAndRound(t *testing.T) {
	pack := builtin()
	order := func(seed uint64, s *State) []string {
		var ids []string
		for range pack.Prompts {
			p := mustChoose(t, pack, seed, *s)
			s.Ask(p)
			ids = append(ids, p.ID)
		}
		return ids
	}
	same := func(a, b []string) int {
		n := 0
		for i := range a {
			if a[i] == b[i] {
				n++
			}
		}
		return n
	}
	firsts := make(map[string]bool)
	for seed := range uint64(200) {
		firsts[mustChoose(t, pack, seed, State{}).ID] = true
	}
	if len(firsts) < 8 {
		t.Errorf("200 people begin with only %d different prompts", len(firsts))
	}
	var one, other State
	first, second := order(1, &one), order(1, &one)
	if n := same(first, second); n > len(first)/10 {
		t.Errorf("%d of %d prompts come at the same place in the second round", n, len(first))
	}
	if n := same(first, order(2, &other)); n > len(first)/10 {
		t.Errorf("two people share %d of %d places", n, len(first))
	}
}

func TestChooseKeepsTwoAskingsFarApart(t *testing.T) {
	pack := builtin()
	for seed := range uint64(20) {
		var s State
		asked := make(map[string]int)
		for day := range 4 * len(pack.Prompts) {
			p := mustChoose(t, pack, seed, s)
			if before, ok := asked[p.ID]; ok && day-before < len(pack.Prompts)/2 {
				t.Fatalf("seed %d: %q again after %d days", seed, p.ID, day-before)
			}
			asked[p.ID] = day
			s.Ask(p)
		}
	}
}

func TestChooseFromLittle(t *testing.T) {
	tests := []struct {
		name    string
		prompts int
		never   int
		want    bool
	}{
		{"an empty pack", 0, 0, false},
		{"one prompt", 1, 0, true},
		{"one prompt, not wanted", 1, 1, false},
		{"two prompts, one not wanted", 2, 1, true},
		{"all not wanted", 5, 5, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pack := packOf(test.prompts, 3)
			var s State
			for _, p := range pack.Prompts[:test.never] {
				s.Never(p)
			}
			for day := range 5 {
				p, ok := pack.Choose(9, s)
				if ok != test.want {
					t.Fatalf("day %d: choose says %v, want %v", day, ok, test.want)
				}
				if ok {
					s.Ask(p)
				}
			}
		})
	}
}

func TestAnotherOffersSomethingElse(t *testing.T) {
	pack := builtin()
	for seed := range uint64(200) {
		var s State
		for range 30 {
			s.Ask(mustChoose(t, pack, seed, s))
		}
		first := mustChoose(t, pack, seed, s)
		s.Ask(first)
		s.SwapAway(first)
		second := mustChoose(t, pack, seed, s)
		s.Ask(second)
		s.SwapAway(second)
		third := mustChoose(t, pack, seed, s)
		if first.ID == second.ID || second.ID == third.ID || first.ID == third.ID {
			t.Fatalf("seed %d: Another gives %q, %q, %q", seed, first.ID, second.ID, third.ID)
		}
		if first.Section == second.Section || first.Form == second.Form {
			t.Fatalf("seed %d: Another gives %s of %q after %s of %q", seed, second.Form, second.Section, first.Form, first.Section)
		}
	}
}

// TestChooseProperties walks through what a person may do in any order, on a pack
// that is edited meanwhile and with a State that goes to rest and comes back.
func TestChooseProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pack := packOf(rapid.IntRange(1, 40).Draw(t, "prompts"), rapid.IntRange(1, 6).Draw(t, "sections"))
		seed := rapid.Uint64().Draw(t, "seed")
		var s State
		asked, swapped, never := map[string]bool{}, map[string]bool{}, map[string]bool{}
		added := 0
		left := func() (fresh, late int) {
			for _, p := range pack.Prompts {
				switch {
				case asked[p.ID] || never[p.ID]:
				case swapped[p.ID]:
					late++
				default:
					fresh++
				}
			}
			return fresh, late
		}
		for range rapid.IntRange(1, 120).Draw(t, "steps") {
			fresh, late := left()
			if got := s.LeftInRound(pack); got != fresh+late {
				t.Fatalf("%d left in the round, want %d", got, fresh+late)
			}
			p, ok := pack.Choose(seed, s)
			if again, _ := pack.Choose(seed, s); again.ID != p.ID {
				t.Fatalf("chose %q, then %q", p.ID, again.ID)
			}
			if !ok {
				for _, p := range pack.Prompts {
					if !never[p.ID] {
						t.Fatalf("nothing chosen, though %q may be asked", p.ID)
					}
				}
				return
			}
			switch {
			case never[p.ID]:
				t.Fatalf("%q came, and must never come", p.ID)
			case fresh+late > 0 && asked[p.ID]:
				t.Fatalf("%q came again with %d left", p.ID, fresh+late)
			case fresh > 0 && swapped[p.ID]:
				t.Fatalf("%q was swapped away and came with %d others left", p.ID, fresh)
			}
			if fresh+late == 0 {
				clear(asked)
				clear(swapped)
			}
			s.Ask(p)
			asked[p.ID] = true
			delete(swapped, p.ID)
			switch rapid.SampledFrom([]string{"answer", "answer", "another", "never", "met", "rest", "add", "remove"}).Draw(t, "then") {
			case "another":
				s.SwapAway(p)
				delete(asked, p.ID)
				swapped[p.ID] = true
			case "never":
				s.Never(p)
				never[p.ID] = true
			case "met":
				other := rapid.SampledFrom(pack.Prompts).Draw(t, "met")
				s.Met(other)
				asked[other.ID] = true
				delete(swapped, other.ID)
			case "rest":
				s = rested(t, s)
			case "add":
				added++
				pack = edited(pack, nil, Prompt{ID: fmt.Sprintf("added-%d", added), Essay: "essay", Section: pack.Order[0], Form: Letter, Depth: Deep})
			case "remove":
				if len(pack.Prompts) > 1 {
					pack = edited(pack, []string{rapid.SampledFrom(pack.Prompts).Draw(t, "removed").ID})
				}
			}
		}
	})
}

// rested writes a State down and reads it back.
func rested(t *rapid.T, s State) State {
	blob, err := s.MarshalBinary()
	if err != nil {
		t.Fatalf("write the state: %v", err)
	}
	var back State
	if err := back.UnmarshalBinary(blob); err != nil {
		t.Fatalf("read the state: %v", err)
	}
	return back
}
