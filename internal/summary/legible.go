package summary

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"stillpoint/internal/chat/grapheme"
)

// legible returns a text as a card can show it. Emoji and other signs that the
// font lacks are left out, and so is what has no shape; white space becomes one
// space, or one line break. A text that holds a letter, a digit or an accent
// that the font lacks isn't shown at all, since with those left out it would no
// longer be what was written; then, and where nothing is left, ok is false.
func legible(f *sfnt.Font, text string) (shown string, ok bool) {
	var out strings.Builder
	var buf sfnt.Buffer
	has := func(r rune) bool {
		i, err := f.GlyphIndex(&buf, r)
		return err == nil && i != 0
	}
	text = norm.NFC.String(text)
	for text != "" {
		sign := firstSign(text)
		text = text[len(sign):]
		switch missing := strings.IndexFunc(sign, func(r rune) bool { return !has(r) }); {
		case strings.ContainsAny(sign, "\n\u2028\u2029"):
			out.WriteByte('\n')
		case strings.TrimSpace(sign) == "":
			out.WriteByte(' ')
		case missing < 0:
			out.WriteString(sign)
		case strings.ContainsFunc(sign, spells):
			return "", false
		}
	}
	shown = apostrophes(tidied(out.String()))
	return shown, strings.ContainsFunc(shown, unicode.IsLetter)
}

// displayed is the font that people's own words are set in, read once.
var displayed = sync.OnceValues(func() (*sfnt.Font, error) { return openFont(displayFont) })

// Settable reports whether a card can be made of a text: whether the font has its
// letters. What it lacks besides, as emoji, is left out.
func Settable(text string) bool {
	f, err := displayed()
	if err != nil {
		return false // NewPainter says why.
	}
	_, ok := legible(f, text)
	return ok
}

// firstSign returns what a person sees as the first character of a text.
func firstSign(text string) string {
	_, end := utf8.DecodeRuneInString(text)
	for end < len(text) && !grapheme.Breakable(text, end) {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return text[:end]
}

// spells reports whether a rune is part of how a word is written, rather than a
// sign beside the words. Emoji are made of variation selectors, a keycap and
// tags besides, which spell nothing.
func spells(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.M) &&
		!unicode.In(r, unicode.Variation_Selector) && r != '\u20e3' && r >= 0x80
}

// apostrophes sets a typewriter's apostrophe within a word as a printer would.
func apostrophes(s string) string {
	runes := []rune(s)
	for i := 1; i < len(runes)-1; i++ {
		if runes[i] == '\'' && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]) {
			runes[i] = '’'
		}
	}
	return string(runes)
}

// tidied puts one space where there are several, and one line break where there
// are empty lines.
func tidied(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
