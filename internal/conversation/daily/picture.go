package daily

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/grapheme"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// VerbCard makes the card of one line: its id is the part, its arg a cardRef.
const VerbCard = "card"

// linesPage is how many lines are offered at once.
const linesPage = 8

// cardLine is a line of the person's own that a card can be made of.
type cardLine struct {
	part     reflection.Part
	index    int // among those of the part
	text     string
	question string // what it answers; empty for none
}

// Picture offers the lines of one of the person's replies, or, with no id, of the
// period that the arg names; a page of them may follow after a "+". A single line is
// made a card at once.
func (f *Flow) Picture(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	if !t.Meta.Space.Private {
		t.Alert(t.Words.Stale) // Nobody's own line goes into a channel.
		return nil
	}
	key, paged, turned := strings.Cut(arg, "+")
	var lines []cardLine
	var ok bool
	var err error
	if id != 0 {
		lines, ok, err = f.linesOfReply(tx, t, id)
	} else {
		lines, ok, err = f.linesOfPeriod(tx, t, key)
	}
	switch {
	case err != nil || !ok:
		return err
	case len(lines) == 0:
		t.Alert(t.Words.Card.None)
		return nil
	case len(lines) == 1:
		showCard(t, lines[0], false)
		return nil
	}
	page, err := strconv.Atoi(paged)
	if err != nil || page < 0 || page > (len(lines)-1)/linesPage {
		page = 0
	}
	m := offerLines(t, lines, page, chat.Ref{Verb: summaries.VerbPicture, ID: id, Arg: key})
	if turned {
		t.Update(m, 0)
	} else {
		t.Show(m, 0)
	}
	return nil
}

// linesOfReply are those of a reply; ok is false, and the presser told, if it isn't
// theirs or isn't there.
func (f *Flow) linesOfReply(tx reflection.Tx, t *turn.Turn, id int64) (lines []cardLine, ok bool, err error) {
	reply, err := tx.Reply(reflection.ReplyID(id))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(t.Words.Stale)
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case reply.Person != t.Person.ID:
		t.Alert(t.Words.NotYours)
		return nil, false, nil
	}
	parts, err := tx.Parts(reply.ID)
	if err != nil {
		return nil, false, err
	}
	lines, err = f.lines(tx, t, parts)
	return lines, err == nil, err
}

// linesOfPeriod are those of a period, the newest first, after the one that the
// summary of the period quotes; ok is false, and the presser told, if there is no
// such period.
func (f *Flow) linesOfPeriod(tx reflection.Tx, t *turn.Turn, key string) (lines []cardLine, ok bool, err error) {
	p, err := summary.ParsePeriod(key)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil, false, nil
	}
	sub, err := ownSubscription(tx, t)
	if err != nil {
		return nil, false, err
	}
	in, err := f.Delivery.Gather(tx, t.Person, sub, p, t.Now)
	if err != nil {
		return nil, false, err
	}
	parts, err := f.Delivery.PartsIn(tx, t.Person, sub, p, t.Now)
	if err != nil {
		return nil, false, err
	}
	if lines, err = f.lines(tx, t, parts); err != nil {
		return nil, false, err
	}
	slices.Reverse(lines)
	slices.SortStableFunc(lines, func(a, b cardLine) int {
		return strings.Compare(quotedFirst(a, in.Line), quotedFirst(b, in.Line))
	})
	return lines, true, nil
}

// quotedFirst is a key that sorts the quoted line before all others.
func quotedFirst(l cardLine, quoted string) string {
	if l.text == quoted {
		return "a"
	}
	return "b"
}

// lines are those of some parts, in the order in which they were written, each
// once.
func (f *Flow) lines(tx reflection.Tx, t *turn.Turn, parts []reflection.Part) (lines []cardLine, err error) {
	seen := map[string]bool{}
	for _, part := range parts {
		texts, question, err := f.Delivery.CardLines(tx, t.Words, part)
		if err != nil {
			return nil, err
		}
		for i, text := range texts {
			if !seen[text] {
				lines = append(lines, cardLine{part, i, text, question})
			}
			seen[text] = true
		}
	}
	return lines, nil
}

// offerLines is a page of lines, each a button; again is the press that shows it.
func offerLines(t *turn.Turn, lines []cardLine, page int, again chat.Ref) chat.Message {
	w := t.Words.Card
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Which)}}
	from := page * linesPage
	to := min(from+linesPage, len(lines))
	for _, l := range lines[from:to] {
		m.Actions = append(m.Actions, chat.Action{Label: beginning(l.text), Ref: l.ref(false), Follow: chat.Private})
	}
	turnTo := func(label string, page int) {
		ref := again
		ref.Arg += "+" + strconv.Itoa(page)
		m.Actions = append(m.Actions, chat.Action{Label: label, Ref: ref})
	}
	switch {
	case to < len(lines):
		turnTo(w.More, page+1)
	case page > 0:
		turnTo(w.Start, 0)
	}
	return m
}

// longestLabel is how many runes a button's label may have.
const longestLabel = 40

// beginning is a line as a label: whole, or cut before a character, and between
// words where there is room between them.
func beginning(line string) string {
	cut, space, runes := 0, 0, 0
	for i, r := range line {
		if runes == longestLabel-1 {
			break
		}
		if i > 0 && grapheme.Breakable(line, i) {
			cut = i
			if r == ' ' && runes > longestLabel/2 {
				space = i
			}
		}
		runes++
	}
	switch {
	case len([]rune(line)) <= longestLabel:
		return line
	case space > 0:
		cut = space
	}
	return line[:cut] + "…"
}

// Card shows the card of one line to the person who wrote it.
func (f *Flow) Card(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	if !t.Meta.Space.Private {
		t.Alert(t.Words.Stale)
		return nil
	}
	part, _, ok, err := writtenBy(tx, t, id)
	if err != nil || !ok {
		return err
	}
	texts, question, err := f.Delivery.CardLines(tx, t.Words, part)
	if err != nil {
		return err
	}
	ref, ok := parseCardRef(arg)
	switch {
	case !ok:
		t.Alert(t.Words.Stale)
	case len(texts) == 0:
		t.Alert(t.Words.Card.None)
	case ref.edited != edition(part), ref.index >= len(texts):
		t.Alert(t.Words.Card.Changed)
	default:
		showCard(t, cardLine{part, ref.index, texts[ref.index], question}, ref.asked)
	}
	return nil
}

// showCard shows a line as a card, with its question if that is wished for and can be
// set.
func showCard(t *turn.Turn, l cardLine, asked bool) {
	w := t.Words.Card
	own := summary.Own{Locale: t.Person.Locale, Theme: summary.ThemeOf(t.Person.Dark), Line: l.text}
	asks := summary.Settable(l.question)
	asked = asked && asks
	if asked {
		own.Question = l.question
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Here)}}
	if asks {
		label := w.WithQuestion
		if asked {
			label = w.WithoutQuestion
		}
		m.Actions = []chat.Action{{Label: label, Ref: l.ref(!asked), Follow: chat.Private}}
	}
	sketch, ok := summary.OwnSketch(own)
	if !ok {
		t.Alert(w.None)
		return
	}
	t.ShowDrawn(m, &sketch, 0)
}
