package summary

import (
	"strings"
	"time"

	"golang.org/x/text/language"
)

// sundayFirst and saturdayFirst are the regions whose week begins on that day
// by the Unicode CLDR's week data. All others begin on Monday.
const (
	sundayFirst = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH " +
		"MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW"
	saturdayFirst = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY"
)

// FirstDay returns the day with which a week begins where a BCP 47 tag is from.
// A tag that names no region says nothing about it; then it is Monday.
func FirstDay(locale string) time.Weekday {
	tag, err := language.Parse(locale)
	if err != nil {
		return time.Monday
	}
	region, confidence := tag.Region()
	switch {
	case confidence != language.Exact:
		return time.Monday
	case strings.Contains(sundayFirst, region.String()):
		return time.Sunday
	case strings.Contains(saturdayFirst, region.String()):
		return time.Saturday
	}
	return time.Monday
}
