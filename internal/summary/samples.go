package summary

import (
	"fmt"
	"time"

	"stillpoint/internal/schedule"
)

// Sample is a made-up summary, to look at.
type Sample struct {
	// Name is short and fit for a file.
	Name string
	// Person is set for a person's summary, Channel for a channel's.
	Person  *Input
	Channel *Channel
}

// Samples are made-up summaries of every sort there is.
func Samples() ([]Sample, error) {
	var out []Sample
	for _, s := range samples {
		p, err := ParsePeriod(s.period)
		if err != nil {
			return nil, fmt.Errorf("sample %s: %w", s.name, err)
		}
		in, err := s.told().input(p)
		if err != nil {
			return nil, fmt.Errorf("sample %s: %w", s.name, err)
		}
		if s.also != nil {
			s.also(&in)
		}
		out = append(out, Sample{Name: s.name, Person: &in})
	}
	return append(out,
		Sample{Name: "channel-of-three", Channel: sampleChannel(3, 14)},
		Sample{Name: "channel-of-two", Channel: sampleChannel(2, 9)},
	), nil
}

// ordinary is how three weeks of somebody who writes most days go.
const ordinary = "kkkkkk.kkkkkkkkkk.kkk"

var samples = []struct {
	name, period string
	told         func() *invented
	also         func(*Input)
}{
	{"first-day", "2026-W47", func() *invented {
		return inventFrom(date(2026, time.November, 21), "Europe/Berlin").days("k")
	}, nil},
	{"first-week", "2026-W47", func() *invented {
		return inventFrom(date(2026, time.November, 16), "Europe/Berlin").days("kk.kkk")
	}, func(in *Input) { in.Line = "Sunday evening used to start at noon." }},
	{"ordinary-week", "2026-W47", func() *invented {
		return inventFrom(date(2026, time.September, 3), "Europe/Lisbon").until(date(2026, time.November, 15), ordinary).days("kk.kkk")
	}, func(in *Input) { in.Line = "I keep the badge in a drawer and can't say why." }},
	{"full-year", "2026", func() *invented {
		return inventFrom(date(2025, time.December, 30), "Europe/Berlin").until(date(2026, time.December, 30), "kkkkkkkkkk.kkkkkk...kkkkkkkkkkkkkkkk.kkkkk....kkkk")
	}, func(in *Input) {
		in.Line = "It turned out that the thing I was guarding had left years ago."
		in.Compass = sampleCompass(in.Period.First(), 26, 2, 2, 3, 2, 1, 2, 3, 3, 4, 3, 4, 4, 5, 4, 4)
	}},
	{"travel-and-pause", "2026-11", func() *invented {
		return inventFrom(date(2026, time.February, 2), "America/New_York").
			until(date(2026, time.May, 28), ordinary).travel("Asia/Tokyo").
			until(date(2026, time.July, 30), ordinary).days("p                              ").
			travel("Europe/Lisbon").until(date(2026, time.November, 29), ordinary)
	}, nil},
	{"leap-year", "2028", func() *invented {
		return inventFrom(date(2028, time.January, 9), "America/Chicago").until(date(2028, time.December, 30), ordinary)
	}, func(in *Input) { in.FirstDay = time.Sunday }},
	{"weekdays-only", "2026-W47", func() *invented {
		return inventFrom(date(2026, time.March, 2), "Europe/Paris").until(date(2026, time.November, 20), "kkkkk  kk.kk  kkkkk  ")
	}, nil},
	{"comeback", "2026-W47", func() *invented {
		return inventFrom(date(2025, time.December, 1), "Europe/Rome").
			until(date(2026, time.April, 23), ordinary).days("........").until(date(2026, time.November, 15), "w      ").
			days("   kkk")
	}, func(in *Input) { in.Line = "I had forgotten how quiet it gets when nobody needs an answer." }},
	{"weekly-after-silence", "2026-11", func() *invented {
		return inventFrom(date(2026, time.May, 5), "Africa/Lagos").
			until(date(2026, time.August, 12), ordinary).days(".......").until(date(2026, time.November, 27), "W      w      ")
	}, nil},
	{"quiet", "2026-11", func() *invented {
		return inventFrom(date(2026, time.January, 5), "Europe/Oslo").until(date(2026, time.November, 29), "kkk..kkkk.")
	}, func(in *Input) {
		in.Quiet = true
		in.Line = "Nobody asked, which was the best part."
	}},
	{"milestone-week", "2026-W47", func() *invented {
		return inventFrom(date(2026, time.August, 5), "Asia/Kolkata").until(date(2026, time.November, 21), "kkkkkkkkkkkkkkkkkkkkkkk.")
	}, func(in *Input) { in.FirstDay = time.Sunday }},
	{"compass", "2026-11", func() *invented {
		return inventFrom(date(2026, time.April, 14), "America/Sao_Paulo").until(date(2026, time.November, 29), ordinary)
	}, func(in *Input) {
		in.FirstDay = time.Sunday
		in.Compass = sampleCompass(date(2026, time.May, 3), 14, 1, 2, 2, 4, 3, 3, 5, 4, 2, 3, 3, 2, 4, 3, 4, 4)
	}},
	{"empty-week", "2026-W47", func() *invented {
		return inventFrom(date(2026, time.June, 1), "Europe/Madrid").until(date(2026, time.November, 8), ordinary).days("p             ")
	}, nil},
	{"turn-of-the-year", "2026-W53", func() *invented {
		return inventFrom(date(2026, time.May, 11), "Europe/Warsaw").until(date(2027, time.January, 2), ordinary)
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

// sampleChannel is a week of a channel that has been asked since September.
func sampleChannel(people, replies int) *Channel {
	c := &Channel{
		Locale: "en", Today: date(2026, time.November, 22), FirstDay: time.Monday,
		Period: Containing(Week, date(2026, time.November, 22)),
		People: people, Replies: replies, Run: 5,
	}
	for d := date(2026, time.September, 7); d.Before(c.Today); d = d.AddDays(1) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			c.Days = append(c.Days, ChannelDay{Date: d, Answered: d.Day%9 != 0})
		}
	}
	return c
}
