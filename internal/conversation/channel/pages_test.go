package channel

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

func TestPositions(t *testing.T) {
	for _, c := range []struct {
		arg  string
		at   position
		back bool
	}{
		{"", position{}, false},
		{"0", position{}, false},
		{"12", position{12, 0}, false},
		{"12-3", position{12, 3}, false},
		{"b12", position{12, 0}, true},
		{"b0-1", position{0, 1}, true},
		{"-1", position{}, false},
		{"b-1", position{}, false},
		{"x", position{}, false},
		{"3-x", position{3, 0}, false},
		{"99999999999999999999", position{}, false},
	} {
		if at, back := parsePosition(c.arg); at != c.at || back != c.back {
			t.Errorf("%q: %v %v, want %v %v", c.arg, at, back, c.at, c.back)
		}
	}
}

// What a button carries comes back as it was, and fits in it.
func FuzzPosition(f *testing.F) {
	for _, seed := range []string{"", "0", "12-3", "b7", "b-", "1-2-3", "٣", "999999999-99999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, arg string) {
		at, back := parsePosition(arg)
		again, _ := parsePosition(at.String())
		if again != at || at.answer < 0 || at.piece < 0 {
			t.Errorf("%q is %v (%v), and then %v", arg, at, back, again)
		}
		ref := chat.Ref{Verb: "others", ID: 1<<53 - 1, Arg: backwards + at.String()}
		if _, err := chat.ParseRef(ref.String()); err != nil {
			t.Errorf("%q makes a button of %d bytes", arg, len(ref.String()))
		}
	})
}

// However an answer is cut, each piece fits on a page and no word is lost.
func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var words []chat.Block
		var all strings.Builder
		for range rapid.IntRange(1, 6).Draw(t, "parts") {
			text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é愛\n 😀")), 1, 3*answerRoom, -1).Draw(t, "text")
			words = append(words, chat.Block{Kind: chat.Quote, Text: text})
			all.WriteString(text)
		}
		var got strings.Builder
		for i, piece := range split(chat.P("1. Ada"), words, "It goes on.") {
			runes := 0
			for j, b := range piece {
				runes += utf8.RuneCountInString(b.Text)
				switch {
				case b.Text == "":
					t.Errorf("piece %d has an empty block", i)
				case b.Kind == chat.Quote:
					got.WriteString(b.Text)
				case j == 0 && b.Text != "1. Ada":
					t.Errorf("piece %d begins with %q", i, b.Text)
				}
			}
			if runes > answerRoom+len("1. Ada")+len("It goes on.") {
				t.Errorf("piece %d has %d runes", i, runes)
			}
		}
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if bare(got.String()) != bare(all.String()) {
			t.Error("something was lost")
		}
	})
}
