package summary

import (
	"image"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stillpoint/internal/chat/grapheme"
)

// nasty are texts that a card must be set in, or refuse.
var nasty = map[string]string{
	"a very long word":       strings.Repeat("Donaudampfschifffahrtsgesellschaft", 12),
	"emoji":                  "I quit 🎉 and slept 😴😴 for a week 👩‍👩‍👧‍👦.",
	"a keycap and a flag":    "We were 2️⃣ in Lisbon 🇵🇹 then.",
	"accents apart":          "Cafe\u0301 au lait, man\u0303ana, Zoe\u0308.",
	"line breaks":            "First this.\n\n\nThen that.\r\nAnd \u2028then nothing.",
	"4,096 characters":       strings.Repeat("It is later than I thought, and lighter. ", 100)[:4096],
	"a word of 4,096":        strings.Repeat("m", 4096),
	"Greek":                  "Ο χρόνος που χάρισα γύρισε πίσω.",
	"Cyrillic":               "Я держу пропуск в ящике и не знаю почему.",
	"tabs and odd spaces":    "one\ttwo\u00a0three\u2003four\u200bfive",
	"one letter":             "a",
	"invisible direction":    "left \u202eright\u202c left",
	"quotation marks":        `“No,” she said, ‘never’ «jamais» „nie“ "straight" can't`,
	"figures":                "In 2010 I owned 0 chairs, 100% of them free.",
	"a list":                 "- the badge\n- the key\n- 1/2 of the tea",
	"Vietnamese":             "Trở về nhà, tôi mới biết mình đã mang theo bao nhiêu.",
	"an accent with no name": "x\u0302 marks the spot",
	"Arabic":                 "تركت العمل",
	"Hebrew among Latin":     "He said שלום and left.",
	"Chinese":                "我想走。",
	"only emoji":             "🎉🎉🎉",
	"nothing":                " \n\t ",
	"only signs":             "… — !",
	"a pile of accents":      "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324algo",
	"no UTF-8":               "caf\xe9 au lait",
}

// refused are those with a letter or an accent that the font lacks, and those in
// which nothing is left.
var refused = []string{
	"an accent with no name", "Arabic", "Hebrew among Latin", "Chinese", "only emoji", "nothing", "only signs", "a pile of accents",
}

func TestNastyTextsAsACard(t *testing.T) {
	p := newTestPainter(t)
	for name, text := range nasty {
		sketch, ok := p.Sketch(Own{Locale: "en", Line: text, Question: text, Name: text})
		if want := !slices.Contains(refused, name); ok != want {
			t.Errorf("%s: set %t", name, ok)
			continue
		}
		if ok {
			checkCard(t, name, p, sketch)
		}
	}
	for text, want := range map[string]string{
		nasty["emoji"]:               "I quit and slept for a week .",
		nasty["a keycap and a flag"]: "We were in Lisbon then.",
		nasty["accents apart"]:       "Café au lait, mañana, Zoë.",
		nasty["line breaks"]:         "First this.\nThen that.\nAnd\nthen nothing.",
		nasty["tabs and odd spaces"]: "one two three fourfive",
		nasty["invisible direction"]: "left right left",
		"I can't say 'no'.":          "I can’t say 'no'.",
	} {
		if got, _ := legible(p.font, text); got != want {
			t.Errorf("%q is set as %q, want %q", text, got, want)
		}
	}
}

// Whatever is written, a card is drawn with nothing at its edges, and no
// character is cut.
func TestNoTextLeavesItsCard(t *testing.T) {
	p := newTestPainter(t)
	pieces := rapid.SampledFrom([]string{"a", "W", "é", "e\u0301", "Ж", "ώ", "ệ", " ", "\n", "—", "“", "🎉", "👩‍👧", "🇵🇹", "mmmmmmmmmm", "Donaudampf", ".", "1"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 1, 300).Draw(t, "text"), "")
		sketch, ok := p.Sketch(Own{Locale: "en", Line: text, Question: text, Name: text})
		if ok {
			checkCard(t, "", p, sketch)
		}
	})
}

// edge is how many pixels around a card are always free.
const edge = 24

func checkCard(t interface{ Errorf(string, ...any) }, name string, p *Painter, s Sketch) {
	checkEdge(t, name, p.lay(s).img)
	for _, height := range []float64{20, 100, 300} {
		set := p.measure.set(s.Line, 260, height, lineSizes, leading)
		checkSet(t, name, p, s.Line, set)
	}
}

// checkEdge holds a card against its edges.
func checkEdge(t interface{ Errorf(string, ...any) }, name string, img *image.Paletted) {
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:img.Rect.Dx()]
		ends := [][]uint8{row[:edge], row[len(row)-edge:]}
		if y < edge || y >= img.Rect.Dy()-edge {
			ends = [][]uint8{row}
		}
		for _, free := range ends {
			if slices.Max(free) != paper {
				t.Errorf("%s: something at the edge, %d pixels down", name, y)
				return
			}
		}
	}
}

// A year's cards hold what can be set, within their edges.
func TestNastyTextsOnAYearsCards(t *testing.T) {
	p := newTestPainter(t)
	in := sample(t, "full-year").Year
	for name, text := range nasty {
		pair := &Pair{Question: text, First: Dated{Date: date(2026, 1, 2), Text: text}, Last: Dated{Date: date(2026, 12, 30), Text: text}}
		cards := YearCards(in, []string{text, "Short.", text, text}, pair)
		want := 4 // The line that is short can always be set.
		if slices.Contains(refused, name) {
			want = 3
		}
		if len(cards) != want {
			t.Errorf("%s: %d cards, want %d", name, len(cards), want)
		}
		like := &Pair{Theme: "time", First: pair.First, Last: pair.Last}
		like.First.Asked, like.Last.Asked = text, "What of it?"
		for _, c := range append(cards, YearCards(in, nil, like)...) {
			checkEdge(t, name+" on "+c.Name, p.lay(c).img)
		}
	}
	in.Quiet = true
	for _, c := range YearCards(in, nil, nil) {
		if len(c.Facts) > 0 || c.Shows != ThemeCard && c.Shows != CompassCard {
			t.Errorf("quietly there is a card %d with %q", c.Shows, c.Facts)
		}
	}
}

// checkSet holds a setting against the text: each line is as wide as its box at
// most, and together they are the text, or its beginning, broken between
// characters.
func checkSet(t interface{ Errorf(string, ...any) }, name string, p *Painter, text string, set setting) {
	rest := text
	for i, line := range set.lines {
		if wide := p.measure.ems(line) * lineSizes[set.size]; wide > 260 {
			t.Errorf("%s: a line of %.0f points: %q", name, wide, line)
		}
		bare, cut := strings.CutSuffix(line, "…")
		cut = cut && !strings.HasPrefix(strings.TrimLeft(rest, " \n"), line)
		if !cut {
			bare = line
		}
		rest = strings.TrimLeft(rest, " \n")
		if !strings.HasPrefix(rest, bare) {
			t.Errorf("%s: line %d is %q, the text goes on with %.20q", name, i, line, rest)
			return
		}
		rest = rest[len(bare):]
		if !grapheme.Breakable(bare+rest, len(bare)) || !utf8.ValidString(line) {
			t.Errorf("%s: a character is cut at the end of %q", name, line)
		}
		if cut && i != len(set.lines)-1 {
			t.Errorf("%s: an ellipsis within: %q", name, line)
		}
		if i == len(set.lines)-1 && !cut && strings.TrimSpace(rest) != "" {
			t.Errorf("%s: %.20q is missing, and nothing says so", name, rest)
		}
	}
}

func FuzzOwnCard(f *testing.F) {
	for _, text := range nasty {
		f.Add(text)
	}
	p, err := NewPainter()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if shown, ok := legible(p.font, text); ok {
			checkSet(t, "", p, shown, p.measure.set(shown, 260, 120, lineSizes, leading))
		}
	})
}
