package telegramtest

import (
	"strings"
	"unicode"
)

// tidy makes of a text what Telegram keeps of it, with the entities moved along:
// it drops some characters, makes spaces of controls, and trims both ends.
func tidy(text string, entities []Entity) (string, []Entity) {
	return trim(drop(text, entities))
}

// drop leaves out what Telegram drops: lines over and under letters, rings,
// separators and marks of direction, and carriage returns. It composes nothing.
func drop(text string, entities []Entity) (string, []Entity) {
	var b strings.Builder
	moved := []int{} // by old offset in UTF-16 units: the new one
	units := 0
	for _, r := range text {
		w := width16(r)
		for range w {
			moved = append(moved, units)
		}
		switch {
		case r == '\u0333', r == '\u033f', r == '\u030a', '\u2028' <= r && r <= '\u202e', r == '\r':
			continue
		case r < ' ' && r != '\n':
			r = ' '
		}
		b.WriteRune(r)
		units += w
	}
	moved = append(moved, units)
	var kept []Entity
	for _, e := range entities {
		from, to := moved[e.Offset], moved[e.Offset+e.Length]
		if to > from {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return b.String(), kept
}

// trim takes white space off both ends, as Telegram does with every text, and
// moves the entities with it.
func trim(text string, entities []Entity) (string, []Entity) {
	left := strings.TrimLeftFunc(text, unicode.IsSpace)
	cut := length16(text) - length16(left)
	trimmed := strings.TrimRightFunc(left, unicode.IsSpace)
	end := length16(trimmed)
	var kept []Entity
	for _, e := range entities {
		from, to := max(e.Offset-cut, 0), min(e.Offset+e.Length-cut, end)
		if to > from {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return trimmed, kept
}

// Displayed is a plain text as Telegram shows it, with the entities that it finds
// there.
func Displayed(text string) (string, []Entity) {
	text, _ = tidy(text, nil)
	return text, detect(text, nil)
}
