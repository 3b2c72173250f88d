package channel

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

const (
	// perPage is how many answers are shown at once, at most.
	perPage = 5
	// pageRoom is how much they hold together, in runes, and answerRoom how much of
	// one is shown at once: with the question and the lines around them a page is
	// one message everywhere, and can change in its place.
	pageRoom, answerRoom = 1500, 1300
	// backwards marks an arg that names the page before a position, rather than the
	// one that begins there.
	backwards = "b"
)

// position is a place among the shared answers of a question, in the order in
// which they are read: an answer, and, of one that is too long for one page,
// a piece of it. Both count from zero.
type position struct{ answer, piece int }

// String encodes the position for a button's arg: "3", or "3-1".
func (p position) String() string {
	if p.piece == 0 {
		return strconv.Itoa(p.answer)
	}
	return strconv.Itoa(p.answer) + "-" + strconv.Itoa(p.piece)
}

// parsePosition decodes an arg. What means nothing is the beginning.
func parsePosition(arg string) (at position, back bool) {
	arg, back = strings.CutPrefix(arg, backwards)
	answer, piece, _ := strings.Cut(arg, "-")
	a, err := strconv.ParseUint(answer, 10, 31)
	if err != nil {
		return position{}, false
	}
	n, _ := strconv.ParseUint(piece, 10, 15)
	return position{int(a), int(n)}, back
}

// page is what is shown at once.
type page struct {
	entries    []entry
	from, next position
}

// entry is a shared answer as it is shown, or a piece of one.
type entry struct {
	reflection.Reply
	blocks []chat.Block
	pieces [][]chat.Block // at least one
}

// pageAt loads the page that an arg names, of all answers there are. One that is
// past the end, because some were taken back, is the last.
func pageAt(tx reflection.Tx, t *turn.Turn, p place, arg string, all int) (page, error) {
	at, back := parsePosition(arg)
	if at.answer >= all {
		at, back = position{answer: all}, true
	}
	switch {
	case !back, at == position{}:
		return pageFrom(tx, t, p, at, all)
	case at.piece > 0:
		return pageFrom(tx, t, p, position{at.answer, at.piece - 1}, all)
	}
	first := max(at.answer-perPage, 0)
	before, err := entries(tx, t, p, first, at.answer-first)
	if err != nil || len(before) == 0 {
		return page{}, err
	}
	last := len(before) - 1
	if n := len(before[last].pieces); n > 1 {
		return pageFrom(tx, t, p, position{first + last, n - 1}, all)
	}
	for left := pageRoom - before[last].runes(); last > 0 && len(before[last-1].pieces) == 1; last-- {
		if left -= before[last-1].runes(); left < 0 {
			break
		}
	}
	return pageFrom(tx, t, p, position{answer: first + last}, at.answer)
}

// pageFrom loads the page that begins at a position, and ends before an answer.
func pageFrom(tx reflection.Tx, t *turn.Turn, p place, at position, until int) (page, error) {
	found, err := entries(tx, t, p, at.answer, min(perPage, until-at.answer))
	if err != nil || len(found) == 0 {
		return page{from: at, next: position{answer: until}}, err
	}
	if first := found[0]; len(first.pieces) > 1 {
		at.piece = min(at.piece, len(first.pieces)-1)
		first.blocks = first.pieces[at.piece]
		out := page{entries: []entry{first}, from: at, next: position{at.answer, at.piece + 1}}
		if out.next.piece == len(first.pieces) {
			out.next = position{answer: at.answer + 1}
		}
		return out, nil
	}
	at.piece = 0
	left, n := pageRoom, 0
	for n < len(found) && len(found[n].pieces) == 1 {
		if left -= found[n].runes(); left < 0 && n > 0 {
			break
		}
		n++
	}
	return page{entries: found[:n], from: at, next: position{answer: at.answer + n}}, nil
}

// entries loads so many answers from one on.
func entries(tx reflection.Tx, t *turn.Turn, p place, from, many int) ([]entry, error) {
	if many <= 0 {
		return nil, nil
	}
	replies, err := tx.SharedAnswers(p.ID, from, many)
	if err != nil {
		return nil, err
	}
	out := make([]entry, 0, len(replies))
	for i, r := range replies {
		parts, err := tx.Parts(r.ID)
		if err != nil {
			return nil, err
		}
		blocks, err := posts.Published(tx, t.Words, r, parts)
		if err != nil {
			return nil, err
		}
		if len(blocks) == 0 {
			blocks = []chat.Block{chat.P(t.Words.Post.Somebody)}
		}
		if r.Person == t.Person.ID {
			blocks[0].Text = t.Words.Channel.Yours(blocks[0].Text)
		}
		blocks[0].Text = t.Words.Channel.Numbered(from+i+1, blocks[0].Text)
		pieces := split(blocks[0], blocks[1:], t.Words.Channel.GoesOn)
		out = append(out, entry{Reply: r, blocks: pieces[0], pieces: pieces})
	}
	return out, nil
}

// runes is how much room an answer takes.
func (e entry) runes() (n int) {
	for _, b := range e.blocks {
		n += utf8.RuneCountInString(b.Text)
	}
	return n
}

// split cuts an answer into pieces that fit on a page, each below its head; all
// but the last say that it goes on.
func split(head chat.Block, words []chat.Block, goesOn string) (pieces [][]chat.Block) {
	piece, left := []chat.Block{head}, answerRoom
	for _, b := range words {
		for text := []rune(b.Text); len(text) > 0; {
			end := wordEnd(text, left)
			if end == 0 {
				pieces = append(pieces, append(piece, chat.P(goesOn)))
				piece, left = []chat.Block{head}, answerRoom
				continue
			}
			if t := strings.TrimSpace(string(text[:end])); t != "" {
				piece = append(piece, chat.Block{Kind: b.Kind, Text: t})
			}
			text, left = text[end:], left-end
		}
	}
	return append(pieces, piece)
}

// wordEnd is how many runes of a text fit in the room: up to the end of a word,
// if one ends in the second half. It is 0 if there is next to no room.
func wordEnd(text []rune, room int) int {
	switch {
	case len(text) <= room:
		return len(text)
	case room < answerRoom/8:
		return 0
	}
	for i := room; i > room/2; i-- {
		if unicode.IsSpace(text[i]) {
			return i
		}
	}
	return room
}
