package telegram

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/chat/grapheme"
)

// wordJoiner shows as nothing.
const wordJoiner = '\u2060'

// longestWord is how many bytes a word may have whose links are left whole. A word
// that is longer than a message is cut, and what comes after the cut stands alone.
const longestWord = 900

// inert is the text with a mark in each /command, so that Telegram doesn't offer
// to send it by a touch, and, with mentions, behind each @ before a name, so that
// Telegram notifies nobody. It reads the same. Web addresses and e-mail addresses
// are left whole: Telegram looks for neither in them. Only what is surely such an
// address is taken for one. The text is clean.
func inert(s string, mentions bool) string {
	if !strings.ContainsAny(s, "/@") {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		word, rest := nextWord(s)
		inertWord(&b, word, mentions)
		s = rest
	}
	return b.String()
}

// nextWord cuts off a word and the white space after it. Words end where split
// may cut between words.
func nextWord(s string) (word, rest string) {
	space := false
	for i, r := range s {
		if space && grapheme.Breakable(s, i) {
			return s[:i], s[i:]
		}
		space = unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
	}
	return s, ""
}

// inertWord writes a word with its marks.
func inertWord(b *strings.Builder, word string, mentions bool) {
	long := len(word) > longestWord
	before, last := ' ', ' '
	for i := 0; i < len(word); {
		if n := addressAt(word[i:], last); n > 0 && !long {
			b.WriteString(word[i : i+n])
			before, last = rune(word[i+n-2]), rune(word[i+n-1])
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		if inName(r) && (mentions && last == '@' && (long || !inName(before)) ||
			last == '/' && (long || !inName(before) && !strings.ContainsRune("/<>", before))) {
			b.WriteRune(wordJoiner)
		}
		b.WriteString(word[i : i+size])
		before, last = last, r
		i += size
	}
}

// What surely is a web address: with a scheme before the host, or with a host
// under one of the most common domains. Without a path there is nothing in it
// that could be a command or a mention.
var (
	withScheme = regexp.MustCompile(`^(?i:https?://(?:` + label + `\.)+([a-z]{2,24}))` + inAddress)
	bareHost   = regexp.MustCompile(`^(?:` + label + `\.)+` +
		`(?:com|org|net|edu|gov|io|dev|app|me|info|eu|us|uk|ca|de|at|ch|fr|es|it|nl|be|pl|se|no|dk|fi|pt|cz)` + inAddress)
)

// label is a part of a host: of 63 bytes at most, in any of the larger scripts.
const label = `(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|` +
	`[a-z0-9À-ɏ\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Arabic}\p{Devanagari}\p{Thai}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]{1,15})`

// inAddress is a port and a path, of characters that Telegram takes for parts of
// an address wherever they stand, and of brackets that are closed.
const (
	inAddress = `(?::[1-9][0-9]{0,3})?[/?#](?:` + inPath + `|\(` + inPath + `*\))*`
	inPath    = `[\p{L}\p{N}/_~.%=&#@$*+!:;,?'|-]`
)

// notAnAddress is a host that Telegram makes no link of, since it pretends to be
// Telegram's.
const notAnAddress = "teiegram.org"

// addressAt returns how many bytes at the beginning of s are a web address, if
// one can begin after this character.
func addressAt(s string, after rune) int {
	if !unicode.IsSpace(after) && !strings.ContainsRune(`("'[“„«‘`, after) {
		return 0
	}
	found := withScheme.FindString(s)
	if found == "" {
		found = bareHost.FindString(s)
	}
	if strings.Contains(strings.ToLower(found), notAnAddress) {
		return 0
	}
	return len(found)
}

// inName reports whether a rune can stand in a name, or in a command's. Telegram
// takes other letters, too, for the end of a word before an @ or a slash; a mark
// after those does no harm.
func inName(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}
