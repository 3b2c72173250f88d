package posts

import (
	"strings"
	"unicode"

	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

// publishedRoom bounds what is posted of a shared answer. It is one message
// everywhere, because a message is what can be taken back: of one that a platform
// shows in several pieces, all but the last would stay. A rune that an adapter may
// have to escape, or to begin a quoted line with, takes up more than one.
const publishedRoom = 1700

// Fitted returns the blocks of a shared answer as far as they fit in one message.
func Fitted(w *words.Words, blocks []chat.Block) []chat.Block {
	left := publishedRoom
	for i, b := range blocks {
		end, whole := fits(b.Text, left)
		if whole {
			left -= width(b.Text)
			continue
		}
		blocks = append(blocks[:i:i], chat.Block{Kind: b.Kind, Text: strings.TrimSpace(b.Text[:end]) + "…"})
		return append(blocks, chat.P(w.Post.Longer))
	}
	return blocks
}

// fits returns the byte up to which a text fits in the room, at a space where there
// is one in its second half, and whether that is all of it.
func fits(text string, room int) (end int, whole bool) {
	space := 0
	for i, r := range text {
		if room -= runeWidth(r); room < 0 {
			if space > i/2 {
				return space, false
			}
			return i, false
		}
		if unicode.IsSpace(r) {
			space = i
		}
	}
	return len(text), true
}

func width(text string) (n int) {
	for _, r := range text {
		n += runeWidth(r)
	}
	return n
}

// runeWidth is the most characters that a rune takes up once it is written down
// as a platform wants it.
func runeWidth(r rune) int {
	switch {
	case r == '\n':
		return 4
	case r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
		return 2
	case r > 0xffff:
		return 2
	}
	return 1
}
