package telegram

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/grapheme"
)

func pieces(s string, limit int) []string {
	var all []string
	for _, p := range split(s, limit) {
		all = append(all, s[p.from:p.to])
	}
	return all
}

func TestSplit(t *testing.T) {
	const family, flag, accented, keycap = "👩‍👩‍👧", "🇫🇷", "e\u0301", "1\ufe0f\u20e3"
	for name, c := range map[string]struct {
		text  string
		limit int
		want  []string
	}{
		"short":                    {"one two", 10, []string{"one two"}},
		"nothing":                  {"", 10, nil},
		"blank":                    {" \n\t ", 2, nil},
		"just fits":                {"one two", 7, []string{"one two"}},
		"between words":            {"one two three", 9, []string{"one two", "three"}},
		"a word ends at the limit": {"one two three", 7, []string{"one two", "three"}},
		"between lines":            {"one two\nthree four", 12, []string{"one two", "three four"}},
		"between paragraphs":       {"one two x\n\nthree\nfour five", 17, []string{"one two x", "three\nfour five"}},
		"an early line":            {"a\nbbb ccc ddd eee", 12, []string{"a\nbbb ccc", "ddd eee"}},
		"a long word":              {"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		"a long word later":        {"xy abcdefghij", 6, []string{"xy", "abcdef", "ghij"}},
		"a space that keeps":       {"one two\u00a0three", 11, []string{"one", "two\u00a0three"}},
		"emoji count two":          {"😀😀😀", 4, []string{"😀😀", "😀"}},
		"no half an emoji":         {"a😀😀", 4, []string{"a😀", "😀"}},
		"no half a family":         {"ab" + family, 9, []string{"ab", family}},
		"no half a flag":           {flag + flag + flag, 6, []string{flag, flag, flag}},
		"no flag of two":           {"a" + flag + flag, 7, []string{"a" + flag, flag}},
		"no lost accent":           {"ab" + accented, 3, []string{"ab", accented}},
		"no half a keycap":         {"ab" + keycap, 4, []string{"ab", keycap}},
		"no lost skin":             {"ab👍🏽", 4, []string{"ab", "👍🏽"}},
		"no lost vowel":            {"ab\u1112\u1161\u11ab", 4, []string{"ab", "\u1112\u1161\u11ab"}},
		"a character too long":     {"a" + strings.Repeat("\u0301", 9), 4, []string{"a" + strings.Repeat("\u0301", 3), strings.Repeat("\u0301", 4), "\u0301\u0301"}},
		"smaller than a character": {"😀a", 1, []string{"😀", "a"}},
	} {
		got := pieces(c.text, c.limit)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// squeezed is a text without its white space.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// Every piece fits, only white space at the cuts is left out, and no word is cut
// that would fit.
func TestSplitProperties(t *testing.T) {
	alphabet := []rune("ab c\n \u00a0é😀👍🏽🇫🇷\u200d\u0301\ufe0f<&\u1161\u11ab")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.SampledFrom(alphabet)).Draw(t, "text"))
		limit := rapid.IntRange(2, 20).Draw(t, "limit")
		spans := split(s, limit)
		end := 0
		for _, p := range spans {
			part := s[p.from:p.to]
			if n := units(part); n > limit || n == 0 {
				t.Fatalf("%q has %d units, at most %d", part, n, limit)
			}
			if strings.TrimSpace(part) != part || strings.TrimSpace(s[end:p.from]) != "" {
				t.Fatalf("%q is left out before %q", s[end:p.from], part)
			}
			if p.from == end && end > 0 {
				// Cut inside a word: it had to be too long for one piece.
				from := strings.LastIndexFunc(s[:end], unicode.IsSpace)
				to := strings.IndexFunc(s[end:], unicode.IsSpace)
				word := s[from+1:]
				if to >= 0 {
					word = s[from+1 : end+to]
				}
				if units(word) <= limit && !strings.ContainsRune(s, '\u00a0') && grapheme.Breakable(s, from+1) {
					t.Fatalf("%q is cut at %d with room for %d", word, end, limit)
				}
			}
			end = p.to
		}
		if strings.TrimSpace(s[end:]) != "" {
			t.Fatalf("%q is lost at the end", s[end:])
		}
	})
}

// Whatever people write, each message is HTML that Telegram takes, of a length
// that it takes, and together they read as it was written.
func FuzzCompose(f *testing.F) {
	for _, s := range []string{
		"plain", "<b>bold</b> & <i>\"quoted\"</i>", "&lt;&amp;&#33;&quot;", "</blockquote>", "<a href=\"x\">", "a\x00b\xff\xfe",
		strings.Repeat("word ", 2000), strings.Repeat("😀", 3000), strings.Repeat("&<>", 2000), strings.Repeat("🇫🇷", 2500),
		"👩‍👩‍👧" + strings.Repeat("\u0301", 5000), "@everyone @bob", "\r\n\r\n \u2028 x", strings.Repeat("a\n\n", 3000),
	} {
		for kind := range 4 {
			f.Add(s, kind, "next", kind%2 == 0)
		}
	}
	f.Fuzz(func(t *testing.T, text string, kind int, next string, group bool) {
		blocks := []chat.Block{
			{Kind: chat.BlockKind(uint(kind) % 4), Text: text},
			{Kind: chat.BlockKind(uint(kind/4) % 4), Text: next},
		}
		var read strings.Builder
		for _, html := range compose(blocks, group).pieces(maxText) {
			plain, _, err := telegramtest.ParseHTML(html)
			if err != nil {
				t.Fatalf("Telegram would refuse it: %v", err)
			}
			if n := units(plain); n == 0 || n > maxText {
				t.Fatalf("a message of %d units", n)
			}
			if !utf8.ValidString(html) {
				t.Fatal("a message that is no UTF-8")
			}
			read.WriteString(plain)
		}
		marks := strings.NewReplacer("\u2060", "", "\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "")
		want := marks.Replace(squeezed(clean(text) + clean(next)))
		got := marks.Replace(squeezed(read.String()))
		if got != want {
			t.Fatalf("it reads %q, want %q", got, want)
		}
	})
}
