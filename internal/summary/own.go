package summary

import (
	"golang.org/x/image/font/sfnt"

	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Own is a card that somebody makes of their own words, for them alone: what
// becomes of it is for them to say.
type Own struct {
	Locale string
	Theme  Theme
	// Line is what they chose: an answer, or a part of it.
	Line string
	// Question is what it answers, if it is to be on the card, and Name what they
	// call themselves; either can be empty.
	Question, Name string
}

// heights are those that a card of one's own can have, in points: square, four
// to five and nine to sixteen. The first in which the line is of a good size is
// taken.
var heights = []float64{300, 375, 533}

// goodSize is an index into lineSizes: the smallest that is read with ease.
const goodSize = 5

// Sketch makes the card. ok is false where it can't be set: the font lacks a
// letter of the line, or nothing is left of it once emoji are left out. A
// question or a name that can't be set is left out.
func (p *Painter) Sketch(o Own) (s Sketch, ok bool) { return o.sketch(p.font) }

// OwnSketch is Sketch for whoever has no Painter: it draws nothing.
func OwnSketch(o Own) (s Sketch, ok bool) {
	f, err := displayed()
	if err != nil {
		return Sketch{}, false // NewPainter says why.
	}
	return o.sketch(f)
}

func (o Own) sketch(f *sfnt.Font) (s Sketch, ok bool) {
	line, ok := legible(f, o.Line)
	if !ok {
		return Sketch{}, false
	}
	question, _ := legible(f, o.Question)
	name, _ := legible(f, o.Name)
	return Sketch{
		Shows: OwnCard, Locale: o.Locale, Theme: o.Theme, Name: "stillpoint-card.png",
		Alt: words.For(o.Locale).Summary.Alt.Own, Line: line, Question: question, By: name,
	}, true
}

// own draws a card of one's own: the question small, the line large, whose it is
// and the sign of the bot at the bottom.
func (p *Painter) own(s Sketch, w words.Summary) sheet {
	const foot = 42 // room for the bottom line
	top := float64(cardMargin + 8)
	question := setting{}
	room := float64(cardRight - cardMargin)
	if s.Question != "" {
		question = p.measure.set(s.Question, room, 4*17, []float64{12}, leading)
		top += float64(len(question.lines))*12*leading + 12
	}
	height := heights[0]
	for _, height = range heights {
		set := p.measure.set(s.Line, room, height-top-foot, lineSizes, leading)
		if set.size <= goodSize {
			break
		}
	}
	sh := p.sheet(s.Theme, height, cardScale)
	small := sh.text(12)
	for i, l := range question.lines {
		sh.write(small, l, cardMargin, cardHead+float64(i)*12*leading, quiet)
	}
	sh.quote(s.Line, top, height-foot, 0)
	bottom := height - cardMargin
	sign := sh.wide(small, w.Sign)
	if s.By != "" {
		by := p.measure.set(s.By, room-sign-factApart, 12*leading, []float64{12}, leading)
		sh.write(small, by.lines[0], cardMargin, bottom, quiet)
	}
	sh.writeEnd(small, w.Sign, cardRight, bottom, quiet)
	return sh
}

// CardSketch is a milestone's card: the total, since when, and a dot for each.
func CardSketch(locale string, theme Theme, total int, first schedule.Date) Sketch {
	return Sketch{
		Shows: MilestoneCard, Locale: locale, Theme: theme, Name: "stillpoint-milestone.png",
		Alt: words.For(locale).Summary.Alt.Card(total), First: first, Total: total,
	}
}
