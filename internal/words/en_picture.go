package words

import (
	"fmt"
	"strings"
	"time"
)

// enAlt says what pictures show.
var enAlt = SummaryAlt{
	Week: func(kept int, line bool) string {
		said := "The picture shows "
		if line {
			said += "a line of yours above "
		}
		if kept == 0 {
			return said + "the days of the week."
		}
		return said + "the week with " + enCount(kept, "day", "days") + " kept."
	},
	Month: func(month time.Time, kept int, moved string) string {
		return enCalendar("The picture is a calendar of "+month.Format("January"), kept, moved)
	},
	Year: func(year time.Time, kept int, moved string) string {
		return enCalendar("The picture is a calendar of "+year.Format("2006"), kept, moved)
	},
	Compass: func(from, to string) string {
		if from == to {
			return "the compass at " + from
		}
		return "the compass from " + from + " to " + to
	},
	Channel: func(week bool, dates string) string {
		if week {
			return "The picture shows the days of the week, fuller where more people answered."
		}
		return "The picture shows the days of " + dates + ", fuller where more people answered."
	},
	Card: func(total int) string {
		if total == 1 {
			return "The picture is a card with your first reflection as a dot."
		}
		return fmt.Sprintf("The picture is a card with %s dots, one for each reflection.", enThousands(total))
	},
	Own: "The picture is a card with your line on it.",
	Lines: func(n int) string {
		return "The picture is a card with " + enCount(n, "line", "lines") + " of yours."
	},
	Theme: func(year time.Time, theme string) string {
		return "The picture is a card that says you wrote most about " + theme + " in " + year.Format("2006") + "."
	},
	Pair: "The picture is a card with your first and your last answer to one question.",
	PairAbout: func(theme string) string {
		return "The picture is a card with your first and your last answer to questions about " + theme + "."
	},
	CompassCard: func(moved string) string { return "The picture shows " + moved + "." },
}

// enCalendar says what there is in a calendar.
func enCalendar(is string, kept int, moved string) string {
	switch {
	case kept > 0 && moved != "":
		return is + " with " + enCount(kept, "day", "days") + " kept, and " + moved + "."
	case kept > 0:
		return is + " with " + enCount(kept, "day", "days") + " kept."
	case moved != "":
		return is + " with " + moved + "."
	}
	return is + "."
}

// enNouns are the themes whose name isn't the noun that one would say; those
// with nothing to say are about the person rather than about a subject.
var enNouns = map[string]string{
	"body": "the body", "employed": "", "identity": "who you are", "memory": "memories", "others": "other people",
	"perseverance": "keeping at it", "relationships": "the people close to you", "stories": "the stories people tell",
	"values": "what matters to you", "calm": "peace and quiet",
}

// enTheme is the noun for a tag: its own letters where nothing else is known.
func enTheme(tag string) string {
	if noun, ok := enNouns[tag]; ok {
		return noun
	}
	return strings.ReplaceAll(tag, "-", " ")
}
