package summary

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/words"
)

// A channel's picture marks the days that were answered, larger where more people
// did, and no day that hasn't come; nobody's words are in it.
func TestAChannelsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := date(2026, time.November, rapid.IntRange(1, 30).Draw(t, "today"))
		kind := Kind(rapid.IntRange(0, 2).Draw(t, "kind"))
		c := Channel{
			Locale: "en", Period: Containing(kind, today), Today: today, FirstDay: time.Monday,
			People: 9, Run: 3, Board: []Standing{{"Ada", "7", 2}},
		}
		replies := map[string]int{}
		for d := today.AddDays(-rapid.IntRange(0, 60).Draw(t, "asked")); d.Before(today); d = d.AddDays(1) {
			n := rapid.IntRange(0, 5).Draw(t, "replies")
			c.Days = append(c.Days, ChannelDay{d, n})
			replies[d.String()] = n
			c.Replies += n
		}
		made := c.Words()
		if made.Sketch == nil {
			if c.Worth() {
				t.Fatal("no picture")
			}
			return
		}
		if text := made.Alt + strings.Join(made.Sketch.Facts, " "); strings.Contains(text, "Ada") || made.Sketch.Line != "" {
			t.Fatalf("somebody is named: %s", text)
		}
		checkChannelDays(t, c, made.Sketch.calendar(), replies)
	})
}

func checkChannelDays(t *rapid.T, c Channel, days calendar, replies map[string]int) {
	least, most := map[mark]int{}, map[mark]int{}
	for d := days.first; !d.After(days.last); d = d.AddDays(1) {
		n, m := replies[d.String()], days.at(d)
		switch {
		case (n > 0) != m.isKept():
			t.Fatalf("%v has %d replies and shows %d", d, n, m)
		case m != undrawn && (!d.Before(c.Today) || d.Before(c.Days[0].Date)):
			t.Fatalf("%v shows %d; it is %v, and the first was %v", d, m, c.Today, c.Days[0].Date)
		}
		if n > 0 {
			if l, ok := least[m]; !ok || n < l {
				least[m] = n
			}
			most[m] = max(most[m], n)
		}
	}
	if most[slight] > 0 && most[slight] >= least[kept] || most[middling] > 0 && most[middling] >= least[kept] {
		t.Fatalf("fewer replies are drawn larger: from %v to %v", least, most)
	}
	for _, e := range days.legend(words.For("en").Summary) {
		if e.label == "not asked" || e.label == "kept" {
			t.Fatalf("a channel's legend says %q", e.label)
		}
	}
}
