package words

import "time"

// CommunityFigures holds what a channel's weeks came to, for its admins.
type CommunityFigures struct {
	// Head stands above the weeks, of which week is one, by its dates; None where there
	// are none yet. Few stands for people where they are too few to be counted.
	Head, None, Few string
	Week            func(dates string, asked, answers, people int) string
	WeekFew         func(dates string, asked int) string
	Dates           func(first, last time.Time) string
	CameBack        func(n, of int) string
	// Columns are a table's.
	Columns []string
	// Here is said with a file, TooLarge in its place.
	Here, HereQuestions, TooLarge string

	// Labels of buttons, at most 40 runes.
	Figures, AsTable string
}
