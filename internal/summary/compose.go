package summary

import (
	"fmt"

	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

// Summary is a period in words and one picture.
type Summary struct {
	Title string
	// Lines are what there is to say, a thought a line.
	Lines []string
	// Own introduces and quotes a sentence of the person's own; empty for none.
	Own string
	// Card says that a card can be made of one of the person's sentences.
	Card bool
	// Board are a channel's members who chose to be named, with the line that
	// introduces them; empty for none. Their names are people's own words.
	Board []chat.Block
	// Sketch is the period's picture, for a private chat; nil where it is not
	// shown, and Sketch.For elsewhere. Picture is the same, drawn; nil until it is.
	Sketch  *Sketch
	Picture *chat.Picture
	Alt     string
}

// Message makes the message that shows the summary in a chat. The person's own
// sentence goes into a private chat only.
func (s Summary) Message(to chat.Space) chat.Message {
	m := chat.Message{
		To:      to.Chat,
		Blocks:  []chat.Block{{Kind: chat.Heading, Text: s.Title}},
		Picture: s.Picture,
		Lane:    chat.LaneSummary,
	}
	for _, line := range s.Lines {
		m.Blocks = append(m.Blocks, chat.P(line))
	}
	if s.Own != "" && to.Private {
		m.Blocks = append(m.Blocks, chat.P(s.Own))
	}
	m.Blocks = append(m.Blocks, s.Board...)
	return m
}

// Words makes a person's summary with its picture as a sketch; without one where
// there is nothing to show.
func Words(in Input) Summary {
	t := in.tally()
	w := in.words().Summary
	s := Summary{Title: in.title(w, t), Lines: in.lines(t), Card: in.Card}
	if in.Line != "" {
		s.Own = w.Own(in.Line)
	}
	c := in.calendar()
	if c.kept()+c.count[open]+len(c.compass) == 0 && in.Line == "" {
		return s
	}
	s.Alt = in.alt(c, w)
	s.Sketch = c.sketch(in.Period)
	s.Sketch.Locale, s.Sketch.Theme, s.Sketch.Alt = in.Locale, in.Theme, s.Alt
	s.Sketch.Title, s.Sketch.Facts = heading(w, in.Period), in.facts(w, t)
	if in.Period.kind == Week && Settable(in.Line) {
		s.Sketch.Line = in.Line
	}
	return s
}

// facts are what the picture says in words: what the words say of the score, and
// nothing where counts are hidden.
func (in Input) facts(w words.Summary, t tally) []string {
	switch {
	case in.Quiet || t.answered == 0:
		return nil
	case in.scored(t):
		return []string{w.FactOf(t.Kept, t.of)}
	}
	return []string{w.FactAnswered(t.answered)}
}

// heading is a period's dates, at the head of a picture.
func heading(w words.Summary, p Period) string {
	first := midnight(p.first)
	switch p.kind {
	case Year:
		return first.Format("2006")
	case Month:
		return w.Month(first)
	}
	return w.Dates(first, midnight(p.Last()))
}

// alt says in a sentence what the picture shows.
func (in Input) alt(c calendar, w words.Summary) string {
	kept := c.kept()
	if in.Quiet {
		kept = 0
	}
	moved := ""
	if n := len(c.compass); n > 0 {
		moved = w.Alt.Compass(w.Places[c.compass[0].Place-1], w.Places[c.compass[n-1].Place-1])
	}
	switch in.Period.kind {
	case Year:
		return w.Alt.Year(midnight(in.Period.first), kept, moved)
	case Month:
		return w.Alt.Month(midnight(in.Period.first), kept, moved)
	}
	return w.Alt.Week(kept, Settable(in.Line))
}

// Compose makes a person's summary with its picture drawn.
func (p *Painter) Compose(in Input) (Summary, error) { return p.drawn(Words(in)) }

// drawn draws a summary's sketch.
func (p *Painter) drawn(s Summary) (Summary, error) {
	if s.Sketch == nil {
		return s, nil
	}
	picture, err := p.Draw(*s.Sketch)
	if err != nil {
		return Summary{}, fmt.Errorf("the picture %s: %w", s.Sketch.Name, err)
	}
	s.Picture = &picture
	return s, nil
}

// fileName is what the picture is called when somebody saves it.
func fileName(p Period) string { return "stillpoint-" + p.String() + ".png" }
