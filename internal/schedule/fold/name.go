package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is the length in bytes of the longest text that can be a name.
const longestName = 300

// accents lists Latin letters under what they are typed as without a key for
// them.
var accents = func() map[rune]string {
	m := make(map[rune]string)
	for plain, letters := range map[string]string{
		"a": "àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęěẹẻẽếềểễệə",
		"g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįıǐỉị", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŋ",
		"o": "òóôõöøōŏőǒơọỏốồổỗộớờởỡợ", "oe": "œ", "r": "ŕŗř", "s": "śŝşšș", "ss": "ß", "t": "ţťŧț",
		"th": "þ", "u": "ùúûüũūŭůűųǔưụủứừửữự", "w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżž",
	} {
		for _, r := range letters {
			m[r] = plain
		}
	}
	return m
}()

// Name returns s in the form in which names are compared: lower case, Latin
// letters without accents, one space for whatever stands between words,
// nothing for dots and apostrophes. What is too long to be a name is nothing.
func Name(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > longestName {
		return ""
	}
	var to []byte
	space := false
	for _, r := range s {
		plain := ""
		switch {
		case r < utf8.RuneSelf:
			switch {
			case r >= 'a' && r <= 'z', IsDigit(r):
			case r >= 'A' && r <= 'Z':
				r += 'a' - 'A'
			case r == '.', r == '\'', r == '`':
				continue
			default:
				space = true
				continue
			}
		default:
			r = unicode.ToLower(Plain(r))
			plain = accents[r]
			switch {
			case r == Dropped, unicode.Is(unicode.Mn, r) && r < 0x0370: // a combining accent
				continue
			case plain == "" && !IsLetter(r) && !IsDigit(r) && !unicode.Is(unicode.Mc, r):
				space = true
				continue
			}
		}
		if space && len(to) > 0 {
			to = append(to, ' ')
		}
		space = false
		if plain != "" {
			to = append(to, plain...)
		} else {
			to = utf8.AppendRune(to, r)
		}
	}
	return string(to)
}
