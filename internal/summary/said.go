package summary

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

// Said is what a card says, for a platform that shows no pictures: the person's own
// lines as quotations. It is empty for a picture of days, and for no sketch.
func (s *Sketch) Said() (out []chat.Block) {
	if s == nil {
		return nil
	}
	w := words.For(s.Locale).Summary
	say := func(kind chat.BlockKind, text string) {
		if text != "" {
			out = append(out, chat.Block{Kind: kind, Text: text})
		}
	}
	switch s.Shows {
	case OwnCard:
		say(chat.Paragraph, s.Question)
		say(chat.Quote, s.Line)
	case LinesCard, PairCard:
		say(chat.Paragraph, s.Question)
		for _, l := range s.Lines {
			if !l.Date.IsZero() {
				say(chat.Paragraph, w.Day(midnight(l.Date)))
			}
			say(chat.Paragraph, l.Asked)
			say(chat.Quote, l.Text)
		}
	case ThemeCard:
		say(chat.Paragraph, w.QuietAbout(s.Line))
	case CompassCard:
		if c := s.calendar().compass; len(c) > 1 {
			say(chat.Paragraph, w.CompassMoved(w.Places[c[0].Place-1], w.Places[c[len(c)-1].Place-1]))
		}
	case WeekCard, MonthCalendar, YearGrid, MilestoneCard:
	}
	return out
}
