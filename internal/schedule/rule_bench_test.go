package schedule

import (
	"testing"
	"time"
)

func BenchmarkNext(b *testing.B) {
	cases := []struct {
		name string
		rule Rule
	}{
		{"Berlin", Rule{TimeOfDay{21, 0}, Everyday, "Europe/Berlin"}},
		{"Kolkata", Rule{TimeOfDay{8, 0}, Workdays, "Asia/Kolkata"}},
		{"OneWeekday", Rule{TimeOfDay{9, 30}, WeekdaysOf(time.Monday), "America/New_York"}},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
			for b.Loop() {
				if _, err := c.rule.Next(now, Date{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFindPlaces(b *testing.B) {
	for _, query := range []string{"munich", "san fransisco"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if len(FindPlaces(query, 5)) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
	}
}

func BenchmarkPlacesNear(b *testing.B) {
	for b.Loop() {
		if len(PlacesNear(48.14, 11.58, 5)) == 0 {
			b.Fatal("nothing found")
		}
	}
}
