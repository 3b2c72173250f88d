package words

import "fmt"

var enKeeping = Keeping{
	Open: "How long words are kept",
	Is: func(months int) string {
		if months == 0 {
			return "Words are kept for good."
		}
		return fmt.Sprintf("Words are deleted after %s.", enMonths(months))
	},
	Ask:  "How long shall I keep what you write? What counted goes on counting.",
	Span: func(months int) string { return capital(enMonths(months)) },
	Goes: func(months, entries int) string {
		text := fmt.Sprintf("From tomorrow on, what is older than %s is deleted for good", enMonths(months))
		if entries > 0 {
			text += fmt.Sprintf(": %s to begin with", enCount(entries, "entry", "entries"))
		}
		return text + ". Shared copies go too. Backups lose it when they are rotated."
	},
	Yes: "Yes, delete by then", No: "Leave it as it is",
	Set: func(months int) string {
		if months == 0 {
			return "Words are kept for good."
		}
		return fmt.Sprintf("Words are deleted after %s, each night.", enMonths(months))
	},
	Announce: func(months int, date string) string {
		return fmt.Sprintf("It has been a while. This bot keeps nothing of people who have been away for %s, so what you wrote will be deleted after %s.",
			enMonths(months), date)
	},
	AnnounceStay: "Any word or press of yours keeps it. If you would rather have it gone now, there is /forget.",
}

// enMonths names a time of some months.
func enMonths(n int) string {
	switch {
	case n == 0:
		return "for good"
	case n == 12:
		return "a year"
	case n%12 == 0:
		return enCount(n/12, "year", "years")
	}
	return enCount(n, "month", "months")
}
