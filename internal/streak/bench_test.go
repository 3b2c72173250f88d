package streak

import (
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// tenYears is one person's history of 3,650 dates in about 11,000 facts, with a
// pause a year and a restart of the bot every week.
func tenYears() *diary {
	const days = 3650
	d := new(diary)
	for day := 1; day <= days; day++ {
		id := d.ask(day)
		asked := at(day, "21:00")
		switch {
		case day%9 == 0:
			d.rest(id, asked.Add(time.Hour))
		case day%13 != 0:
			d.reply(id, asked.Add(11*time.Hour))
		}
		if day%365 == 0 {
			d.pause(onTelegram, asked.Add(2*time.Hour))
		}
		if day%7 == 0 {
			d.away(onTelegram, asked.Add(3*time.Hour), asked.Add(3*time.Hour+time.Minute))
		}
		if day%100 == 0 {
			d.away(onTelegram, asked.Add(5*time.Hour), asked.Add(9*time.Hour))
		}
	}
	return d
}

func BenchmarkCountTenYears(b *testing.B) {
	d := tenYears()
	b.ReportMetric(float64(len(d.facts)), "facts")
	b.ReportAllocs()
	for b.Loop() {
		if h := d.history(later); h.Total == 0 {
			b.Fatal("nothing was counted")
		}
	}
}

func BenchmarkCountTenYearsShuffled(b *testing.B) {
	d := tenYears()
	shuffled := make([]reflection.Fact, len(d.facts))
	for i, f := range d.facts {
		shuffled[i*7919%len(shuffled)] = f
	}
	b.ReportAllocs()
	for b.Loop() {
		if h := Count(shuffled, d.aways, later); h.Total == 0 {
			b.Fatal("nothing was counted")
		}
	}
}
