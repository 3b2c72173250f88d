package words

// CommunityDaysOff holds the days on which a channel isn't asked.
type CommunityDaysOff struct {
	None string
	// Holidays names the country whose public holidays are off, with the days of the
	// next ones; Closed lists further days.
	Holidays func(country string, next []string) string
	Closed   func(days []string) string
	// Span is the name of some days.
	Span func(first, last string) string
	// Which asks for a country; AskDay for a day, in words: Title and Field are a
	// form's, at most 45 runes, and Hint stands in the empty field.
	Which, AskDay, Title, Field, Hint string
	// Wrong refuses what means neither a country nor days, Past what is over, Far what
	// is more than a year away or longer than one, Full says that there are enough.
	Wrong, Past, Far, Full string

	// Labels of buttons, at most 40 runes.
	DaysOff, ByCountry, NoHolidays, AddDay, MoreCountries string
	Ask                                                   func(days string) string
}
