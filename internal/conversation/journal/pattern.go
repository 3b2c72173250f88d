package journal

import (
	"runtime"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"stillpoint/internal/reflection"
)

// pattern are the words that are looked for, as they are compared: without case and
// accents, and without the simple endings of English, so that "badges" finds "badge"
// and "Quitting" finds "quit".
type pattern []looking

// looking is one word: its stem, and the beginning that all its forms share.
type looking struct{ stem, begins string }

// mostWords is how many words may be looked for at once.
const mostWords = 16

// patternOf is the pattern of a text; nothing where no word is in it.
func patternOf(text string) (p pattern) {
	for _, word := range strings.FieldsFunc(plain(text), func(r rune) bool { return !inWord(r) }) {
		if word = strings.Trim(word, "'"); word == "" || len(p) == mostWords {
			continue
		}
		s := stem(word)
		p = append(p, looking{s, strings.TrimSuffix(s, "i")})
	}
	return p
}

// all is what in returns for a text that holds every word.
func (p pattern) all() uint64 { return 1<<len(p) - 1 }

// in says which of the words a text holds, as bits, and at which byte the first of
// them stands.
func (p pattern) in(text string) (held uint64, at int) {
	folded := plain(text)
	for i, l := range p {
		from := 0
		for {
			found := strings.Index(folded[from:], l.begins)
			if found < 0 {
				break
			}
			start := from + found
			if from = start + 1; start > 0 {
				if r, _ := utf8.DecodeLastRuneInString(folded[:start]); inWord(r) && r != '\'' {
					continue
				}
			}
			end := start + strings.IndexFunc(folded[start:], func(r rune) bool { return !inWord(r) })
			if end < start {
				end = len(folded)
			}
			if l.stem == stem(strings.Trim(folded[start:end], "'")) {
				if held == 0 {
					at = min(start, len(text))
				}
				held |= 1 << i
				break
			}
		}
	}
	return held, at
}

// looks is what in says of a text.
type looks struct {
	held uint64
	at   int
}

// among looks through texts on all processors.
func (p pattern) among(parts []reflection.Part) []looks {
	found, workers := make([]looks, len(parts)), runtime.GOMAXPROCS(0)
	var running sync.WaitGroup
	for n := range workers {
		running.Go(func() {
			for i := len(parts) * n / workers; i < len(parts)*(n+1)/workers; i++ {
				found[i].held, found[i].at = p.in(parts[i].Text)
			}
		})
	}
	running.Wait()
	return found
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '\'' }

// stem is a word, in plain letters, without the simple endings of English.
func stem(word string) string {
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "'")
	s := word
	if len(s) > 3 && strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") {
		s = s[:len(s)-1]
	}
	for _, ending := range []string{"ing", "ed", "ie"} {
		if rest, ok := strings.CutSuffix(s, ending); ok && len(rest) >= 3 && strings.ContainsAny(rest, "aeiouy") {
			if s = rest; ending == "ie" {
				s += "y"
			}
			break
		}
	}
	if len(s) > 3 {
		s = strings.TrimSuffix(s, "e")
	}
	if n := len(s); n > 3 && s[n-1] == s[n-2] && s[n-1] < utf8.RuneSelf {
		s = s[:n-1]
	}
	if rest, ok := strings.CutSuffix(s, "y"); ok && len(rest) >= 3 {
		s = rest + "i"
	}
	return s
}

// plain is a text in small letters, without accents and with one kind of apostrophe.
// Of a text in plain letters every byte stays where it is.
func plain(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b = append(b, byte(r))
		case r == '’' || r == '‘' || r == 'ʼ':
			b = append(b, '\'')
		case unicode.Is(unicode.Mn, r):
		default:
			if p, ok := plainLetters[r]; ok {
				b = append(b, p...)
				continue
			}
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(b)
}

// plainLetters are the letters with accents of Latin, Greek and Cyrillic, and a few
// that stand for two, under what is typed for them.
var plainLetters = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ı': "i", 'ς': "σ"}
	for _, block := range [][2]rune{{0xC0, 0x24F}, {0x370, 0x4FF}, {0x1E00, 0x1FFF}} {
		for r := block[0]; r <= block[1]; r++ {
			var b strings.Builder
			for _, d := range norm.NFD.String(string(r)) {
				if !unicode.Is(unicode.Mn, d) {
					b.WriteRune(unicode.ToLower(d))
				}
			}
			if b.String() != string(r) && m[r] == "" {
				m[r] = b.String()
			}
		}
	}
	return m
}()
