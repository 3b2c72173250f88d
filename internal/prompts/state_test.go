package prompts

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStateCopiesAreTheirOwn(t *testing.T) {
	pack := packOf(20, 3)
	var s State
	for _, p := range pack.Prompts[:10] {
		s.Ask(p)
	}
	before, _ := s.MarshalBinary()
	other := s
	other.Ask(pack.Prompts[12])
	other.SwapAway(pack.Prompts[3])
	other.Never(pack.Prompts[4])
	other.Met(pack.Prompts[15])
	if after, _ := s.MarshalBinary(); !bytes.Equal(before, after) {
		t.Error("changing a copy changed the state it was copied from")
	}
}

func TestAskTwiceAtOnceCountsOnce(t *testing.T) {
	pack := packOf(5, 2)
	var once, twice State
	once.Ask(pack.Prompts[0])
	twice.Ask(pack.Prompts[0])
	twice.Ask(pack.Prompts[0])
	a, _ := once.MarshalBinary()
	b, _ := twice.MarshalBinary()
	if !bytes.Equal(a, b) || twice.Asked() != 1 {
		t.Errorf("asking the same again at once left another state, with %d asked", twice.Asked())
	}
}

func TestMetCountsAsAskedAndBeginsNoRound(t *testing.T) {
	pack := packOf(4, 2)
	var s State
	s.Met(pack.Prompts[0])
	s.Met(pack.Prompts[0])
	if left := s.LeftInRound(pack); left != 3 {
		t.Errorf("%d left after one of 4 was met, want 3", left)
	}
	if s.Asked() != 0 {
		t.Errorf("%d asked, though one was only met", s.Asked())
	}
	for _, p := range pack.Prompts[1:] {
		s.Ask(p)
	}
	s.Met(pack.Prompts[1])
	if left := s.LeftInRound(pack); left != 0 {
		t.Errorf("%d left after the round; meeting a prompt must begin no round", left)
	}
}

func TestSwapAwayTakesTheAskingBack(t *testing.T) {
	pack := packOf(6, 2)
	var s State
	s.Ask(pack.Prompts[0])
	s.SwapAway(pack.Prompts[0])
	if s.Asked() != 0 || s.LeftInRound(pack) != 6 {
		t.Errorf("after a swap %d are asked and %d left, want 0 and 6", s.Asked(), s.LeftInRound(pack))
	}
	s.SwapAway(pack.Prompts[1])
	if s.Asked() != 0 {
		t.Errorf("swapping away what was not asked gives %d asked", s.Asked())
	}
}

func TestNeverCanBeTakenBack(t *testing.T) {
	pack := packOf(3, 1)
	var s State
	s.Never(pack.Prompts[0])
	s.Ask(pack.Prompts[0])
	if left := s.LeftInRound(pack); left != 2 {
		t.Errorf("%d left with one of 3 not wanted, want 2", left)
	}
	s.Allow(pack.Prompts[0])
	for _, p := range pack.Prompts[1:] {
		s.Ask(p)
	}
	came := make(map[string]bool)
	for range pack.Prompts {
		p := mustChoose(t, pack, 1, s)
		came[p.ID] = true
		s.Ask(p)
	}
	if !came[pack.Prompts[0].ID] {
		t.Error("a prompt that is allowed again did not come in the next round")
	}
}

func TestStateOfAWholeYearIsSmall(t *testing.T) {
	pack := builtin()
	var s State
	for i, p := range pack.Prompts {
		s.Ask(p)
		switch i % 9 {
		case 0:
			s.SwapAway(p)
		case 1:
			s.Never(p)
		}
	}
	blob, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if len(blob) > 2048 {
		t.Errorf("the state takes %d bytes, more than 2048", len(blob))
	}
}

// TestKeysStayAsTheyAre guards the blobs that people's states are kept in.
func TestKeysStayAsTheyAre(t *testing.T) {
	for id, want := range map[string]uint32{"": 0x811c9dc5, "a": 0xe40c292c, "foobar": 0xbf9cf968} {
		if got := promptKey(id); got != want {
			t.Errorf("key of %q is %#x, want %#x", id, got, want)
		}
	}
	var s State
	s.Ask(Prompt{ID: "foobar", Essay: "e", Section: "s", Form: List})
	blob, _ := s.MarshalBinary()
	want := []byte{2, 0, 1, byte(List), 0xbf, 0x9c, 0xf9, 0x68}
	want = binary.BigEndian.AppendUint32(want, fnv("e/s"))
	want = append(want, 0, 1, 0xbf, 0x9c, 0xf9, 0x68, 0, 0, 1<<List, 0)
	if !bytes.Equal(blob, want) {
		t.Errorf("a state of one prompt is % x, want % x", blob, want)
	}
}

// TestAStateOfTheFirstVersionLoads: what was stored before the lead-in knew of forms
// is read, and written again in the version of today.
func TestAStateOfTheFirstVersionLoads(t *testing.T) {
	old := []byte{1, 0, 1, byte(List), 0xbf, 0x9c, 0xf9, 0x68, 0, 0, 0, 1, 0, 1, 0xbf, 0x9c, 0xf9, 0x68, 0, 0}
	var s State
	if err := s.UnmarshalBinary(old); err != nil {
		t.Fatal(err)
	}
	if s.Asked() != 1 || s.forms != 0 || !contains(s.asked, promptKey("foobar")) {
		t.Errorf("the state is %+v", s)
	}
	again, _ := s.MarshalBinary()
	if want := append([]byte{2}, append(old[1:], 0, 0)...); !bytes.Equal(again, want) {
		t.Errorf("written again it is % x, want % x", again, want)
	}
}

func TestUnmarshalRefusesDamage(t *testing.T) {
	pack := packOf(9, 2)
	var s State
	for _, p := range pack.Prompts {
		s.Ask(p)
	}
	s.SwapAway(pack.Prompts[2])
	s.Never(pack.Prompts[5])
	s.forms, s.prior = 0, glance{} // two bytes behind the lists
	good, _ := s.MarshalBinary()
	swapKeys := slices.Clone(good)
	lists := len(good) - 2
	first := lists - 1 - 4 - 1 - 4 - 7*4 // the first key of the asked
	copy(swapKeys[first:], good[first+4:first+8])
	twice := slices.Clone(good)
	copy(twice[lists-4:], good[lists-9:lists-5])
	tests := []struct {
		name string
		blob []byte
		text string
	}{
		{"another version", append([]byte{9}, good[1:]...), "version 9"},
		{"a week without its forms", good[:lists], "ends too early"},
		{"half of it", good[:len(good)/2], "ends too early"},
		{"one byte short", good[:len(good)-1], "ends too early"},
		{"one byte more", append(slices.Clone(good), 0), "1 bytes too many"},
		{"a list out of order", swapKeys, "out of order"},
		{"a prompt in two lists", twice, "twice"},
		{"a list of four billion", []byte{1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x07}, "ends too early"},
		{"a number without end", bytes.Repeat([]byte{0x80}, 20), "version"},
		{"a count without end", append([]byte{1}, bytes.Repeat([]byte{0x80}, 20)...), "ends too early"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			kept := s
			err := kept.UnmarshalBinary(test.blob)
			if err == nil || !strings.Contains(err.Error(), test.text) {
				t.Fatalf("error is %v, want one with %q", err, test.text)
			}
			if after, _ := kept.MarshalBinary(); !bytes.Equal(after, good) {
				t.Error("a damaged blob changed the state")
			}
		})
	}
	kept := s
	if err := kept.UnmarshalBinary(nil); err != nil || kept.LeftInRound(pack) != len(pack.Prompts) {
		t.Errorf("an empty blob is not a fresh state (error %v)", err)
	}
}

func TestStateSurvivesRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pack := packOf(30, 4)
		var s State
		for range rapid.IntRange(0, 80).Draw(t, "steps") {
			p := rapid.SampledFrom(pack.Prompts).Draw(t, "prompt")
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0, 1:
				s.Ask(p)
			case 2:
				s.SwapAway(p)
			case 3:
				s.Never(p)
			case 4:
				s.Met(p)
			}
		}
		back := rested(t, s)
		a, _ := s.MarshalBinary()
		b, _ := back.MarshalBinary()
		if !bytes.Equal(a, b) {
			t.Fatalf("wrote % x, and after reading % x", a, b)
		}
		first, ok := pack.Choose(3, s)
		second, ok2 := pack.Choose(3, back)
		if first.ID != second.ID || ok != ok2 {
			t.Fatalf("chose %q before rest and %q after", first.ID, second.ID)
		}
	})
}

func FuzzStateUnmarshal(f *testing.F) {
	pack := packOf(12, 3)
	var s State
	f.Add([]byte(nil))
	for i, p := range pack.Prompts {
		s.Ask(p)
		if i%3 == 0 {
			s.SwapAway(p)
		}
		if i%5 == 0 {
			s.Never(p)
		}
		blob, _ := s.MarshalBinary()
		f.Add(blob)
		f.Add(blob[:len(blob)/2])
	}
	f.Add([]byte{1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x07})
	f.Fuzz(func(t *testing.T, blob []byte) {
		var s State
		if err := s.UnmarshalBinary(blob); err != nil {
			return
		}
		again, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back State
		if err := back.UnmarshalBinary(again); err != nil {
			t.Fatalf("can't read what was written: %v", err)
		}
		if p, ok := pack.Choose(1, s); ok {
			s.Ask(p)
			s.SwapAway(p)
			s.Never(p)
		}
		if left := s.LeftInRound(pack); left < 0 || left > len(pack.Prompts) {
			t.Fatalf("%d left of %d", left, len(pack.Prompts))
		}
	})
}

// TestWith: what either was asked is not asked again, and what either never wants
// isn't at all; neither of the two changes.
func TestWith(t *testing.T) {
	pack := packOf(10, 2)
	var a, b State
	a.Ask(pack.Prompts[0])
	a.Ask(pack.Prompts[1])
	a.SwapAway(pack.Prompts[1])
	b.Ask(pack.Prompts[1])
	b.Ask(pack.Prompts[2])
	b.Never(pack.Prompts[0])
	before, other := a.LeftInRound(pack), b.LeftInRound(pack)
	both := a.With(b)
	if got, want := both.LeftInRound(pack), len(pack.Prompts)-3; got != want {
		t.Errorf("%d are left, want %d", got, want)
	}
	if a.LeftInRound(pack) != before || b.LeftInRound(pack) != other {
		t.Error("joining two changed one of them")
	}
	if both.Asked() != 2 {
		t.Errorf("%d were asked", both.Asked())
	}
}
