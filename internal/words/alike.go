package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Alike reports whether two names look alike to somebody who reads over them: by
// letters of other scripts that have the same shape, by upper and lower case, by marks
// and signs between the letters, or by what nobody can see. It would rather tell two
// apart that nobody takes for one another than miss one that is made to deceive.
func Alike(a, b string) bool { return shape(a) == shape(b) }

// ToldApart is a name that looks like another's with the end of its account's number.
func ToldApart(name, account string) string {
	const many = 4
	all := []rune(account)
	if len(all) == 0 {
		return name
	}
	return name + " (" + string(all[max(0, len(all)-many):]) + ")"
}

// shape is what is left of a name once everything is taken away that is easily
// overlooked. It is for comparing, not for reading.
func shape(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		if to, ok := shapes[r]; ok {
			b.WriteString(to)
			continue
		}
		r = unicode.ToLower(r)
		if to, ok := shapes[r]; ok {
			b.WriteString(to)
			continue
		}
		if unicode.In(r, unicode.M, unicode.P, unicode.Z, unicode.C, unicode.Sk, unicode.Other_Default_Ignorable_Code_Point) || Blank(r) {
			continue
		}
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return name // Nothing but signs: they are all there is to tell it by.
	}
	return pairs.Replace(b.String())
}

// pairs are two letters that look like one.
var pairs = strings.NewReplacer("rn", "m", "vv", "w")

// shapes are the letters that look like others: upper case is listed where it looks
// like another letter than its lower case does.
var shapes = shapesOf(map[string]string{
	"a": "аɑα", "b": "вьβΒ", "c": "сϲς", "d": "ԁđ", "e": "еєεΕ", "g": "ɡ", "h": "һнħΗ", "j": "јϳ", "k": "кκΚ",
	"l": "iıіӏιΙ1|!ł", "m": "мΜ", "n": "ոΝ", "o": "оοσΟ0øօ", "p": "рρΡ", "q": "ԛ", "r": "г", "s": "ѕꜱ5$", "t": "тτΤ",
	"u": "υսμ", "v": "ѵν", "w": "ѡԝω", "x": "хχΧ", "y": "уүγΥ", "z": "Ζᴢ", "ss": "ß", "ae": "æ", "oe": "œ",
})

func shapesOf(table map[string]string) map[rune]string {
	all := make(map[rune]string)
	for to, letters := range table {
		for _, r := range letters {
			all[r] = to
		}
	}
	return all
}
