package schedule

import (
	"slices"
	"strings"
	"time"
)

// LikelyZones returns at most `limit` places where somebody with this locale
// ("de", "en-US", "pt_BR", or nothing) may live, no two with the same reading
// on the clock now, from the earliest clock to the latest. They become the
// buttons under "What time is it for you?".
//
// The zones of the locale's country come first (without one, those where its
// language is spoken most), then their neighbours on that continent, then
// wherever else the language is spoken, then the world. American English is what
// apps are set to by people everywhere: its country says nothing.
func LikelyZones(locale string, now time.Time, limit int) []Place {
	t := zoneIndex()
	type choice struct {
		zone, offset int
	}
	var choices []choice
	for _, zone := range t.likely(locale) {
		if len(choices) >= limit {
			break
		}
		loc, err := Location(t.names[zone])
		if err != nil {
			continue // this host's database does not know it
		}
		_, offset := now.In(loc).Zone()
		// A day apart, two clocks show the same.
		if !slices.ContainsFunc(choices, func(c choice) bool { return (c.offset-offset)%secondsPerDay == 0 }) {
			choices = append(choices, choice{zone, offset})
		}
	}
	slices.SortFunc(choices, func(a, b choice) int { return a.offset - b.offset })
	var places []Place
	for _, c := range choices {
		places = append(places, t.place(c.zone))
	}
	return places
}

// likely lists zones by how likely they are for a locale; some come twice.
func (t *zoneTable) likely(locale string) []int {
	language, region := splitLocale(locale)
	if language == "en" && region == "US" {
		region = ""
	}
	var zones []int
	if region != "" {
		for _, zone := range t.bySize {
			if t.countries[zone] == region {
				zones = append(zones, zone)
			}
		}
	}
	if len(zones) == 0 {
		zones = t.appendNamed(zones, languageZones[language])
	}
	if len(zones) > 0 {
		continent, _, _ := strings.Cut(t.names[zones[0]], "/")
		zones = t.appendNamed(zones, continentZones[continent])
	}
	zones = t.appendNamed(zones, languageZones[language])
	return t.appendNamed(zones, worldZones)
}

func (t *zoneTable) appendNamed(zones []int, names string) []int {
	for name := range strings.FieldsSeq(names) {
		if number, ok := t.number(name); ok {
			zones = append(zones, number)
		}
	}
	return zones
}

// splitLocale takes the language and the country out of a locale, "zh" and
// "TW" out of "zh-Hant-TW". A locale of absurd length has neither.
func splitLocale(locale string) (language, region string) {
	if len(locale) > 35 {
		return "", ""
	}
	parts := strings.FieldsFunc(locale, func(r rune) bool { return r == '-' || r == '_' || r == '.' || r == '@' })
	for i, part := range parts {
		switch {
		case i == 0:
			language = strings.ToLower(part)
		case len(part) == 2 && region == "":
			region = strings.ToUpper(part)
		}
	}
	return language, region
}

// worldZones are where most people with a chat app live, far enough apart to
// tell from each other at a glance.
const worldZones = "America/New_York Europe/London Asia/Kolkata Europe/Berlin America/Los_Angeles " +
	"America/Sao_Paulo Asia/Tokyo Europe/Moscow America/Chicago Asia/Shanghai Asia/Jakarta Australia/Sydney " +
	"Asia/Dubai Asia/Karachi America/Denver Europe/Athens Asia/Dhaka Pacific/Auckland"

var continentZones = map[string]string{
	"Africa":    "Africa/Lagos Africa/Cairo Africa/Johannesburg Africa/Nairobi Africa/Abidjan",
	"America":   "America/New_York America/Sao_Paulo America/Chicago America/Los_Angeles America/Denver America/Halifax",
	"Asia":      "Asia/Kolkata Asia/Shanghai Asia/Tokyo Asia/Jakarta Asia/Dubai Asia/Karachi Asia/Dhaka",
	"Australia": "Australia/Sydney Australia/Perth Australia/Adelaide Pacific/Auckland Australia/Brisbane",
	"Europe":    "Europe/Berlin Europe/London Europe/Athens Europe/Moscow",
	"Pacific":   "Pacific/Auckland Australia/Sydney Pacific/Honolulu",
}

// languageZones lists, by language, where most of its speakers live.
var languageZones = map[string]string{
	"af": "Africa/Johannesburg",
	"am": "Africa/Addis_Ababa",
	"ar": "Africa/Cairo Asia/Riyadh Africa/Casablanca Asia/Dubai Africa/Algiers",
	"az": "Asia/Baku",
	"be": "Europe/Minsk",
	"bg": "Europe/Sofia",
	"bn": "Asia/Dhaka Asia/Kolkata",
	"ca": "Europe/Madrid",
	"cs": "Europe/Prague",
	"da": "Europe/Copenhagen",
	"de": "Europe/Berlin Europe/London Europe/Athens",
	"el": "Europe/Athens Europe/Berlin",
	"en": "America/New_York Europe/London America/Los_Angeles America/Chicago Asia/Kolkata Australia/Sydney America/Denver",
	"es": "Europe/Madrid America/Mexico_City America/Bogota America/Argentina/Buenos_Aires America/Santiago America/Lima",
	"et": "Europe/Tallinn",
	"fa": "Asia/Tehran Asia/Kabul",
	"fi": "Europe/Helsinki",
	"fr": "Europe/Paris America/Toronto Africa/Abidjan Africa/Kinshasa Indian/Reunion",
	"he": "Asia/Jerusalem",
	"hi": "Asia/Kolkata",
	"hr": "Europe/Zagreb",
	"hu": "Europe/Budapest",
	"hy": "Asia/Yerevan",
	"id": "Asia/Jakarta Asia/Makassar Asia/Jayapura",
	"it": "Europe/Rome",
	"ja": "Asia/Tokyo",
	"ka": "Asia/Tbilisi",
	"kk": "Asia/Almaty",
	"ko": "Asia/Seoul",
	"lt": "Europe/Vilnius",
	"lv": "Europe/Riga",
	"ms": "Asia/Kuala_Lumpur",
	"nb": "Europe/Oslo",
	"nl": "Europe/Amsterdam",
	"no": "Europe/Oslo",
	"pl": "Europe/Warsaw Europe/London",
	"pt": "America/Sao_Paulo Europe/Lisbon America/Manaus Africa/Luanda",
	"ro": "Europe/Bucharest Europe/Berlin",
	"ru": "Europe/Moscow Asia/Yekaterinburg Asia/Novosibirsk Europe/Samara Europe/Kaliningrad Asia/Vladivostok",
	"sk": "Europe/Bratislava",
	"sl": "Europe/Ljubljana",
	"sr": "Europe/Belgrade",
	"sv": "Europe/Stockholm Europe/Helsinki",
	"sw": "Africa/Nairobi",
	"ta": "Asia/Kolkata Asia/Singapore",
	"th": "Asia/Bangkok",
	"tl": "Asia/Manila",
	"tr": "Europe/Istanbul Europe/Berlin",
	"uk": "Europe/Kyiv Europe/Warsaw",
	"ur": "Asia/Karachi Asia/Kolkata",
	"uz": "Asia/Tashkent",
	"vi": "Asia/Ho_Chi_Minh",
	"zh": "Asia/Shanghai America/Los_Angeles America/New_York",
}
