package summary

import (
	"strings"
	"time"
)

// SampleCards are the cards that hold people's own words, made up: three that
// somebody made of a line, and those beside a year.
func (p *Painter) SampleCards(theme Theme) ([]SamplePicture, error) {
	var out []SamplePicture
	add := func(name string, s Sketch) {
		out = append(out, SamplePicture{Name: name, Sketch: &s, Text: s.Alt + "\n"})
	}
	for name, own := range map[string]Own{
		"line":     {Line: "Everything, I suppose. It bought a bicycle."},
		"question": {Line: "Two colleagues and the espresso machine.", Question: "Who would notice first if you stopped?", Name: "Ada"},
		"long":     {Line: strings.Repeat("I counted it every night, under the stairs, in a tin that smelt of tea. ", 8)},
	} {
		own.Locale, own.Theme = "en", theme
		if s, ok := p.Sketch(own); ok {
			add(name, s)
		}
	}
	samples, err := Samples()
	if err != nil {
		return nil, err
	}
	for _, s := range samples {
		if s.Name != "full-year" {
			continue
		}
		s.Year.Theme = theme
		for _, card := range YearCards(s.Year, sampleLines, samplePair) {
			add(strings.TrimSuffix(strings.TrimPrefix(card.Name, "stillpoint-2026-"), ".png"), card)
		}
		for _, card := range YearCards(s.Year, nil, sampleLike) {
			if card.Shows == PairCard {
				add("two-questions", card)
			}
		}
	}
	return out, nil
}

var sampleLines = []string{
	"It turned out that the thing I was guarding had left years ago.",
	"Nobody asked, which was the best part.",
	"I keep the badge in a drawer and can't say why.",
}

var samplePair = &Pair{
	Question: "Who would notice first if you stopped?",
	First:    Dated{Date: date(2026, time.January, 14), Text: "Two colleagues and the espresso machine."},
	Last:     Dated{Date: date(2026, time.December, 2), Text: "I would. It took me a year to count myself in."},
}

var sampleLike = &Pair{
	Theme: "time",
	First: Dated{
		Date: date(2026, time.February, 3), Text: "Anything I could call research.",
		Asked: "What do you do when you are supposed to be doing something else, and nobody is looking?",
	},
	Last: Dated{
		Date: date(2026, time.November, 21), Text: "An afternoon, I said, and meant a year.",
		Asked: "How long did you tell yourself that it would take?",
	},
}
