package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/chat"
)

// withLink takes the address after the end of a question for what leads to more. One that
// belongs to the sentence stays in it.
func (l Line) withLink() Line {
	at := strings.LastIndexByte(l.Text, ' ')
	if at < 0 || !isAddress(l.Text[at+1:]) {
		return l
	}
	question := strings.TrimSpace(strings.TrimRight(l.Text[:at], "|"))
	if last, _ := utf8.DecodeLastRuneInString(l.Text[:at]); unicode.IsLetter(last) || unicode.IsNumber(last) || strings.ContainsRune(",:;-", last) {
		return l
	}
	return Line{Number: l.Number, Text: question}.leading(l.Text[at+1:])
}

// leading has a question lead to an address.
func (l Line) leading(to string) Line {
	if to == "" {
		return l
	}
	var ok bool
	if l.More, ok = chat.Address(to); !ok {
		l.Why = NoLink
	}
	return l
}

// isAddress reports whether a word is meant as a web address.
func isAddress(word string) bool {
	word = strings.ToLower(word)
	return strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "www.")
}
