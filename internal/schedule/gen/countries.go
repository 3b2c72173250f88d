package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// countries holds names by ISO 3166 code.
type countries map[string]string

// plainNames replaces names that people would not look for, or that have
// changed.
var plainNames = map[string]string{
	"AS": "American Samoa",
	"AX": "Åland Islands",
	"BA": "Bosnia and Herzegovina",
	"BN": "Brunei",
	"BQ": "Caribbean Netherlands",
	"CD": "Democratic Republic of the Congo",
	"CF": "Central African Republic",
	"CG": "Republic of the Congo",
	"CI": "Ivory Coast",
	"CZ": "Czechia",
	"FK": "Falkland Islands",
	"FM": "Micronesia",
	"GB": "United Kingdom",
	"GS": "South Georgia",
	"IO": "British Indian Ocean Territory",
	"KP": "North Korea",
	"KR": "South Korea",
	"MF": "Saint Martin",
	"MK": "North Macedonia",
	"MM": "Myanmar",
	"PS": "Palestine",
	"SJ": "Svalbard and Jan Mayen",
	"SX": "Sint Maarten",
	"SZ": "Eswatini",
	"TC": "Turks and Caicos Islands",
	"TF": "French Southern Territories",
	"TL": "Timor-Leste",
	"UM": "US Minor Outlying Islands",
	"US": "United States",
	"VA": "Vatican City",
	"VG": "British Virgin Islands",
	"VI": "US Virgin Islands",
	"XK": "Kosovo",
}

func readCountries(path string) (countries, error) {
	c := countries{}
	err := eachLine(path, func(line string) error {
		code, name, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("iso3166.tab: %q", line)
		}
		name, _, _ = strings.Cut(name, " (")
		c[code] = strings.ReplaceAll(strings.ReplaceAll(name, "St ", "Saint "), " & ", " and ")
		return nil
	})
	maps.Copy(c, plainNames)
	return c, err
}

func (c countries) table() string {
	var b strings.Builder
	for _, code := range slices.Sorted(maps.Keys(c)) {
		fmt.Fprintf(&b, "%s\t%s\n", code, c[code])
	}
	return b.String()
}
