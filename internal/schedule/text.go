package schedule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/schedule/fold"
)

const (
	// longestText is how many bytes of what people type can mean something
	// here. Whatever is longer is refused unread.
	longestText = 300
	// longestWord is how many runes of a word that was not understood are
	// given back to be quoted.
	longestWord = 32
)

type tokenKind uint8

const (
	endToken tokenKind = iota
	wordToken
	numberToken
	markToken // one rune of punctuation, or of anything else
)

// token is a word in lower case, a run of ASCII digits, or a mark.
type token struct {
	kind  tokenKind
	text  string
	glued bool // nothing stands between this token and the one before it
}

func (t token) is(text string) bool { return t.kind != endToken && t.text == text }

// tokens cuts up what somebody typed. It is forgiving in form: letter case,
// digits of other scripts and other widths, the kinds of dash, space and
// apostrophe, invisible characters and emoji make no difference. ok is false
// for text that is too long to mean anything here.
func tokens(s string) (list []token, ok bool) {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	if len(s) > longestText {
		return nil, false
	}
	glued := false
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		r = fold.Plain(r)
		switch {
		case r == fold.Dropped:
			s = s[size:]
		case r == ' ':
			glued, s = false, s[size:]
		case fold.IsDigit(r):
			text, rest := takeRun(s, fold.IsDigit)
			list = append(list, token{numberToken, text, glued})
			glued, s = true, rest
		case fold.IsLetter(r):
			text, rest := takeRun(s, fold.IsLetter)
			list = append(list, token{wordToken, text, glued})
			glued, s = true, rest
		default:
			list = append(list, token{markToken, string(r), glued})
			glued, s = true, s[size:]
		}
	}
	return list, true
}

// takeRun takes the runes at the beginning of s that belong to a token, in
// plain form, and returns what is left.
func takeRun(s string, belongs func(rune) bool) (run, rest string) {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		r = fold.Plain(r)
		if r != fold.Dropped {
			if !belongs(r) {
				break
			}
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String(), s
}

// number returns the value of a number token of at most four digits.
func (t token) number() (n int, ok bool) {
	if t.kind != numberToken || len(t.text) > 4 {
		return 0, false
	}
	for _, digit := range t.text {
		n = n*10 + int(digit-'0')
	}
	return n, true
}

// reader walks over tokens. Beyond the last one it reads end tokens.
type reader struct {
	*language
	list []token
	pos  int
	far  int // the furthest position that was looked at, whatever came of it

	clock bool // a clock is read: parts of the day don't count, seconds may follow
	said  half // what the last time that was read said of its half of the day
}

func (r *reader) peek(ahead int) token {
	if ahead == 0 {
		r.far = max(r.far, r.pos)
	}
	if r.pos+ahead < len(r.list) {
		return r.list[r.pos+ahead]
	}
	return token{}
}

func (r *reader) done() bool { return r.pos >= len(r.list) }

// accept moves past the next token if its text is in the set.
func (r *reader) accept(set map[string]bool) bool {
	if next := r.peek(0); next.kind != endToken && set[next.text] {
		r.pos++
		return true
	}
	return false
}

// misunderstood returns the error for the token at which reading ended. The
// word that it quotes is the whole of what was typed there without a space,
// "25:00" rather than the "25" that no hour is.
func (r *reader) misunderstood(err error) error {
	if r.done() {
		return err
	}
	first, last := r.pos, r.pos
	for first > 0 && r.list[first].glued && r.list[first].quoted() && r.list[first-1].quoted() {
		first--
	}
	for last+1 < len(r.list) && r.list[last+1].glued && r.list[last].quoted() && r.list[last+1].quoted() {
		last++
	}
	var word strings.Builder
	for _, t := range r.list[first : last+1] {
		word.WriteString(t.text)
	}
	return &UnknownWord{Word: cut(word.String(), longestWord), Err: err}
}

// quoted reports whether the token belongs to the word that it is glued to.
func (t token) quoted() bool {
	return t.kind != markToken || t.is(":") || t.is(".") || t.is("-")
}

// cut returns the text at a length, in runes, that can be quoted.
func cut(text string, longest int) string {
	runes := 0
	for i := range text {
		if runes == longest {
			return text[:i] + "…"
		}
		runes++
	}
	return text
}
