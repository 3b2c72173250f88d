package summary

import (
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// Sample is a made-up history on an evening, with all the pictures of it, to
// look at.
type Sample struct {
	// Name is short and fit for a file.
	Name string
	// Week, Month and Year are those that the day before is in.
	Week, Month, Year Input
	// Total and First are a milestone's.
	Total int
	First schedule.Date
	// Channel is a channel with as many questions.
	Channel Channel
}

// Samples are made-up histories of every sort there is.
func Samples() ([]Sample, error) {
	var out []Sample
	for _, s := range samples {
		made := Sample{Name: s.name}
		for _, k := range []struct {
			kind Kind
			in   *Input
		}{{Week, &made.Week}, {Month, &made.Month}, {Year, &made.Year}} {
			in, err := s.told().input(Containing(k.kind, s.on.AddDays(-1)), s.on)
			if err != nil {
				return nil, fmt.Errorf("sample %s: %w", s.name, err)
			}
			in.Line = s.line
			if s.also != nil {
				s.also(&in)
			}
			*k.in = in
		}
		made.Total, made.First = made.Week.History.Total, made.Week.firstDate()
		made.Channel = sampleChannel(made.Week)
		out = append(out, made)
	}
	return out, nil
}

// ordinary is how three weeks of somebody who writes most days go.
const ordinary = "kkkkkk.kkkkkkkkkk.kkk"

var samples = []struct {
	name string
	on   schedule.Date // the evening
	line string
	told func() *invented
	also func(*Input)
}{
	{"first-day", date(2026, time.November, 22), "", func() *invented {
		return inventFrom(date(2026, time.November, 21), "Europe/Berlin").days("k")
	}, nil},
	{"first-week", date(2026, time.November, 22), "Sunday evening used to start at noon.", func() *invented {
		return inventFrom(date(2026, time.November, 16), "Europe/Berlin").days("kk.kkk")
	}, nil},
	{"ordinary", date(2026, time.November, 22), "I keep the badge in a drawer and can't say why.", func() *invented {
		return inventFrom(date(2026, time.September, 3), "Europe/Lisbon").until(date(2026, time.November, 15), ordinary).days("kk.kkk")
	}, nil},
	{"full-year", date(2026, time.December, 31), "It turned out that the thing I was guarding had left years ago.", func() *invented {
		return inventFrom(date(2025, time.December, 30), "Europe/Berlin").until(date(2026, time.December, 30), "kkkkkkkkkk.kkkkkk...kkkkkkkkkkkkkkkk.kkkkk....kkkk")
	}, func(in *Input) {
		in.Compass = sampleCompass(date(2026, time.January, 1), 26, 2, 2, 3, 2, 1, 2, 3, 3, 4, 3, 4, 4, 5, 4, 4)
	}},
	{"travel-and-pause", date(2026, time.November, 30), "", func() *invented {
		return inventFrom(date(2026, time.February, 2), "America/New_York").
			until(date(2026, time.May, 28), ordinary).travel("Asia/Tokyo").
			until(date(2026, time.July, 30), ordinary).days("p                              ").
			travel("Europe/Lisbon").until(date(2026, time.November, 29), ordinary)
	}, nil},
	{"leap-year", date(2028, time.December, 31), "Noon is when I am most like my father.", func() *invented {
		return inventFrom(date(2028, time.January, 9), "America/Chicago").until(date(2028, time.December, 30), ordinary)
	}, func(in *Input) { in.FirstDay = time.Sunday }},
	{"weekdays-only", date(2026, time.November, 22), "“No” is a whole sentence, and I have said it twice.", func() *invented {
		return inventFrom(date(2026, time.March, 2), "Europe/Paris").until(date(2026, time.November, 21), "kkkkk  kk.kk  kkkkk  ")
	}, nil},
	{"comeback", date(2026, time.November, 22), "I had forgotten how quiet it gets when nobody needs an answer.", func() *invented {
		return inventFrom(date(2025, time.December, 1), "Europe/Rome").
			until(date(2026, time.April, 23), ordinary).days("........").until(date(2026, time.November, 15), "w      ").
			days("   kkk")
	}, nil},
	{"weekly-after-silence", date(2026, time.November, 30), "", func() *invented {
		return inventFrom(date(2026, time.May, 5), "Africa/Lagos").
			until(date(2026, time.August, 12), ordinary).days(".......").until(date(2026, time.November, 27), "W      w      ")
	}, nil},
	{"quiet", date(2026, time.November, 29), "Nobody asked, which was the best part.", func() *invented {
		return inventFrom(date(2026, time.January, 5), "Europe/Oslo").until(date(2026, time.November, 28), "kkk..kkkk.")
	}, func(in *Input) { in.Quiet = true }},
	{"milestone", date(2026, time.November, 22), "Ο χρόνος που χάρισα γύρισε πίσω με άλλο όνομα.", func() *invented {
		return inventFrom(date(2026, time.August, 5), "Asia/Kolkata").until(date(2026, time.November, 21), "kkkkkkkkkkkkkkkkkkkkkkk.")
	}, func(in *Input) { in.FirstDay = time.Sunday }},
	{"compass", date(2026, time.November, 30), "Отец никогда не говорил, что устал.", func() *invented {
		return inventFrom(date(2026, time.April, 14), "America/Sao_Paulo").until(date(2026, time.November, 29), ordinary)
	}, func(in *Input) {
		in.FirstDay = time.Sunday
		in.Compass = sampleCompass(date(2026, time.May, 3), 14, 1, 2, 2, 4, 3, 3, 5, 4, 2, 3, 3, 2, 4, 3, 4, 4)
	}},
	{"empty-week", date(2026, time.November, 22), "", func() *invented {
		return inventFrom(date(2026, time.June, 1), "Europe/Madrid").until(date(2026, time.November, 8), ordinary).days("p             ")
	}, nil},
	{"turn-of-the-year", date(2027, time.January, 3), "Trở về nhà, tôi mới biết mình đã mang theo bao nhiêu.", func() *invented {
		return inventFrom(date(2026, time.May, 11), "Europe/Warsaw").until(date(2027, time.January, 2), ordinary)
	}, nil},
	{"off-the-schedule", date(2026, time.November, 22), "The list of people I would call at three in the morning has got shorter, and truer.", func() *invented {
		return inventFrom(date(2026, time.September, 7), "Europe/Dublin").until(date(2026, time.November, 21), "k k k xk k k yk . k xx")
	}, nil},
	{"member-of-a-channel", date(2026, time.November, 22), "", func() *invented {
		return inventFrom(date(2026, time.October, 5), "Europe/Vienna").until(date(2026, time.November, 21), "ccc c  cc  c  ")
	}, nil},
}

func date(y int, m time.Month, d int) schedule.Date { return schedule.Date{Year: y, Month: m, Day: d} }

// sampleCompass taps every so many days.
func sampleCompass(from schedule.Date, every int, places ...int) []Point {
	var out []Point
	for i, p := range places {
		out = append(out, Point{from.AddDays(i * every), p})
	}
	return out
}

// sampleChannel is a week of a channel that has been asked on weekdays since the
// first day of a person.
func sampleChannel(in Input) Channel {
	c := Channel{
		Locale: "en", Today: in.Today, FirstDay: in.FirstDay, Period: in.Period, Theme: in.Theme,
		People: 7, Run: 5,
	}
	for d := in.firstDate(); d.Before(c.Today); d = d.AddDays(1) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			day := ChannelDay{Date: d, Replies: (d.Day*5 + int(d.Month)) % 8}
			c.Days = append(c.Days, day)
			if c.Period.Has(d) {
				c.Replies += day.Replies
			}
		}
	}
	c.People = min(c.People, c.Replies)
	return c
}

// SamplePicture is one of a sample's pictures, with the words beside it.
type SamplePicture struct {
	Name   string
	Sketch *Sketch // nil where there is no picture
	Text   string
}

// Pictures are a sample's, for a ground.
func (s Sample) Pictures(theme Theme) []SamplePicture {
	var out []SamplePicture
	add := func(name string, made Summary, private bool) {
		text := made.Message(chat.Space{Private: private}).Text() + "\n"
		if made.Sketch != nil {
			text += "\n" + made.Alt + "\n\n" + made.Sketch.Blocks()
		}
		out = append(out, SamplePicture{name, made.Sketch, text})
	}
	for _, p := range []struct {
		name string
		in   Input
	}{{"week", s.Week}, {"month", s.Month}, {"year", s.Year}} {
		p.in.Theme = theme
		add(p.name, Words(p.in), true)
	}
	card := CardSketch("en", theme, s.Total, s.First)
	out = append(out, SamplePicture{"milestone", &card, card.Alt + "\n"})
	s.Channel.Theme = theme
	add("channel", s.Channel.Words(), false)
	return out
}
