package words

import "fmt"

var enCommunityDaysOff = CommunityDaysOff{
	None: "No days are off. On a day off nothing is posted, and nothing is counted against the channel.",
	Holidays: func(country string, next []string) string {
		if len(next) == 0 {
			return fmt.Sprintf("Off on public holidays: %s.", country)
		}
		return fmt.Sprintf("Off on public holidays: %s. The next ones: %s.", country, enList(next))
	},
	Closed: func(days []string) string { return fmt.Sprintf("Off as well: %s.", enList(days)) },
	Span: func(first, last string) string {
		if first == last {
			return first
		}
		return first + " to " + last
	},
	Which:  "Whose public holidays should be off? They are those that hold in the whole country.",
	AskDay: "Which days should be off? “24 Dec”, or “24 Dec to 2 Jan”.",
	Title:  "Days off", Field: "A day, or from when to when", Hint: "24 Dec to 2 Jan",
	Wrong: "I didn't get which days. A day looks like “24 Dec”, more like “24 Dec to 2 Jan”; a country, such as “Portugal”, means its public holidays.",
	Past:  "Those days have passed.",
	Far:   "That is more than a year away, or longer than one.",
	Full:  "There are thirty entries already. Take one away first.",

	DaysOff: "Days off", ByCountry: "Public holidays", NoHolidays: "No holidays off", AddDay: "Add days", MoreCountries: "More countries",
	Ask: func(days string) string { return "Ask " + enOn(days) },
}
