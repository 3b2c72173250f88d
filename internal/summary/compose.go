package summary

import (
	"fmt"

	"stillpoint/internal/chat"
)

// Summary is a period in words and one picture.
type Summary struct {
	Title string
	// Lines are what there is to say, a thought a line.
	Lines []string
	// Own introduces and quotes a sentence of the person's own; empty for none.
	Own string
	// Picture is the year in which the period lies, with Alt as its description;
	// nil where there is none.
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
	return m
}

// Words makes a person's summary without the picture, but with its description.
func Words(in Input) Summary {
	t := in.tally()
	w := in.words().Summary
	s := Summary{
		Title: in.title(w, t),
		Lines: in.lines(t),
		Alt:   in.calendar().alt(w.Alt, w),
	}
	if in.Line != "" {
		s.Own = w.Own(in.Line)
	}
	return s
}

// Compose makes a person's summary.
func (p *Painter) Compose(in Input) (Summary, error) {
	s := Words(in)
	png, err := p.Year(in)
	if err != nil {
		return Summary{}, fmt.Errorf("the picture of %s: %w", in.Period, err)
	}
	s.Picture = &chat.Picture{Name: fileName(in.Period), PNG: png, Alt: s.Alt}
	return s, nil
}

// fileName is what the picture is called when somebody saves it.
func fileName(p Period) string { return "stillpoint-" + p.String() + ".png" }
