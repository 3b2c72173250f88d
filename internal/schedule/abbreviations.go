package schedule

import "strings"

// abbreviations lists what an abbreviation of a zone, or a phrase like it,
// stands for: of each meaning one zone whose clock follows its summer time,
// the one that most people mean first. "EST" is also what people call the
// clock of New York in July.
var abbreviations = func() map[string]string {
	m := map[string]string{}
	for names, zones := range map[string]string{
		"utc|zulu|coordinated universal time|universal time": "Etc/UTC",
		"gmt|greenwich mean time|greenwich":                  "Europe/London Africa/Accra",
		"bst":                                                "Europe/London Asia/Dhaka Pacific/Bougainville",
		"british summer time|british time|uk time|united kingdom time|london time": "Europe/London",
		"ist":                                  "Asia/Kolkata Asia/Jerusalem Europe/Dublin",
		"israel standard time|israel time|idt": "Asia/Jerusalem",
		"irish standard time|irish time":       "Europe/Dublin",
		"indian time|india time|indian standard time|india standard time":                                "Asia/Kolkata",
		"wet|western european time":                                                                      "Europe/Lisbon",
		"cet|cest|met|mest|mez|mesz|central european time|central europe time|european time|europe time": "Europe/Berlin",
		"eet|eest|eastern european time":                                                                 "Europe/Athens Africa/Cairo",
		"msk|moscow time|moscow standard time":                                                           "Europe/Moscow",
		"trt|turkey time|turkish time":                                                                   "Europe/Istanbul",
		"est|eastern standard time|eastern standard":                                                     "America/New_York Australia/Sydney Australia/Brisbane",
		"edt|et|eastern|eastern time|us eastern|eastern us|est5edt|eastern daylight time|eastern time zone|us east|eastern time us canada": "America/New_York",
		"cst|central standard time": "America/Chicago Asia/Shanghai America/Havana Australia/Adelaide Australia/Darwin",
		"cdt|central daylight time": "America/Chicago America/Havana",
		"ct":                        "America/Chicago America/New_York", // Central Time, and Connecticut
		"central|central time|us central|cst6cdt|central time zone|central time us canada": "America/Chicago",
		"mst|mountain standard time": "America/Denver America/Phoenix",
		"mdt|mt|mountain|mountain time|us mountain|mst7mdt|mountain daylight time|mountain time us canada": "America/Denver",
		"pst|pacific standard time": "America/Los_Angeles Asia/Manila",
		"pt":                        "America/Los_Angeles Europe/Lisbon", // Pacific Time, and Portugal
		"pdt|pacific|pacific time|us pacific|pst8pdt|pacific daylight time|us west|pacific time us canada": "America/Los_Angeles",
		"akst|akdt|alaska time|alaskan time":                          "America/Anchorage",
		"hst|hast|hdt|hawaii time|hawaiian time|hawaii standard time": "Pacific/Honolulu",
		"ast|atlantic standard time":                                  "America/Halifax America/Puerto_Rico Asia/Riyadh",
		"adt|atlantic|atlantic time|atlantic daylight time":           "America/Halifax",
		"nst|ndt|newfoundland time":                                   "America/St_Johns",
		"brt|brst|brasilia time|horario de brasilia":                  "America/Sao_Paulo",
		"art|argentina time":                                          "America/Argentina/Buenos_Aires",
		"clt|clst|chile time":                                         "America/Santiago",
		"cot|colombia time":                                           "America/Bogota",
		"pet|peru time":                                               "America/Lima",
		"vet|venezuela time":                                          "America/Caracas",
		"bolivia time":                                                "America/La_Paz",
		"ect|ecuador time":                                            "America/Guayaquil",
		"pyt|pyst|paraguay time":                                      "America/Asuncion",
		"uyt|uruguay time":                                            "America/Montevideo",
		"wat|west africa time|west african time":                      "Africa/Lagos",
		"cat|central africa time|central african time":                "Africa/Maputo",
		"eat|east africa time|east african time":                      "Africa/Nairobi",
		"sast|south africa standard time|south africa time|south african time": "Africa/Johannesburg",
		"gst|gulf standard time|gulf time":                                     "Asia/Dubai Atlantic/South_Georgia Pacific/Guam",
		"irst|irdt|iran time":                                                  "Asia/Tehran",
		"aft|afghanistan time":                                                 "Asia/Kabul",
		"pkt|pakistan time|pakistan standard time":                             "Asia/Karachi",
		"npt|nepal time":                                                       "Asia/Kathmandu",
		"slst|sri lanka time":                                                  "Asia/Colombo",
		"bdt|bangladesh time|bangladesh standard time":                         "Asia/Dhaka",
		"mmt|myanmar time":                                                     "Asia/Yangon",
		"ict|indochina time":                                                   "Asia/Bangkok",
		"wib":                                                                  "Asia/Jakarta",
		"wita":                                                                 "Asia/Makassar",
		"wit":                                                                  "Asia/Jayapura",
		"sgt|sst|singapore time":                                               "Asia/Singapore",
		"myt|malaysia time":                                                    "Asia/Kuala_Lumpur",
		"hkt|hong kong time":                                                   "Asia/Hong_Kong",
		"pht|phst|philippine time|philippines time":                            "Asia/Manila",
		"china time|china standard time|beijing time":                          "Asia/Shanghai",
		"jst|japan time|japan standard time":                                   "Asia/Tokyo",
		"kst|korea time|korea standard time|korean time":                       "Asia/Seoul",
		"almt|kazakhstan time":                                                 "Asia/Almaty",
		"uzt|uzbekistan time":                                                  "Asia/Tashkent",
		"yekt":                                                                 "Asia/Yekaterinburg",
		"omst":                                                                 "Asia/Omsk",
		"novt":                                                                 "Asia/Novosibirsk",
		"krat":                                                                 "Asia/Krasnoyarsk",
		"irkt":                                                                 "Asia/Irkutsk",
		"yakt":                                                                 "Asia/Yakutsk",
		"vlat":                                                                 "Asia/Vladivostok",
		"samt":                                                                 "Europe/Samara",
		"awst|western australian time|perth time": "Australia/Perth",
		"acst|acdt": "Australia/Adelaide Australia/Darwin",
		"aest|aet|australian eastern time|australian eastern standard time": "Australia/Sydney Australia/Brisbane",
		"aedt|sydney time|australian eastern daylight time":                 "Australia/Sydney",
		"nzst|nzdt|nzt|new zealand time|new zealand standard time":          "Pacific/Auckland",
		"fjt|fiji time": "Pacific/Fiji",
		"chst":          "Pacific/Guam",
	} {
		for name := range strings.SplitSeq(names, "|") {
			m[name] = zones
		}
	}
	return m
}()

// abbreviated returns what a folded text stands for as an abbreviation.
func abbreviated(q string) (zones []int) {
	t := zoneIndex()
	for name := range strings.FieldsSeq(abbreviations[q]) {
		if number, ok := t.number(name); ok {
			zones = append(zones, number)
		}
	}
	return zones
}
