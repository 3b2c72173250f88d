package summary

import (
	"fmt"
	"strings"

	"stillpoint/internal/chat"
)

// Summary is a period in words and one picture.
type Summary struct {
	Title string
	// Lines are what there is to say, a thought a line.
	Lines []string
	// Own introduces and quotes a sentence of the person's own; empty for none.
	Own string
	// Board are a channel's members who chose to be named, with the line that
	// introduces them; empty for none. Their names are people's own words.
	Board []string
	// Sketch is the year in which the period lies; nil where it is not shown.
	// Picture is the same, drawn; nil until it is.
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
	if len(s.Board) > 0 {
		m.Blocks = append(m.Blocks, chat.P(strings.Join(s.Board, "\n")))
	}
	return m
}

// Words makes a person's summary with its picture as a sketch.
func Words(in Input) Summary {
	t := in.tally()
	w := in.words().Summary
	c := in.calendar()
	s := Summary{
		Title: in.title(w, t),
		Lines: in.lines(t),
		Alt:   c.alt(w.Alt, w),
	}
	s.Sketch = c.sketch(in.Locale, in.Theme, fileName(in.Period), s.Alt)
	if in.Line != "" {
		s.Own = w.Own(in.Line)
	}
	return s
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
