package holidays

import (
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cy"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fi"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/hu"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/is"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/ke"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mt"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/mx"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/rs"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/th"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// countries are those of which the library knows the holidays that hold in all of it.
var countries = []Country{
	{"ar", "Argentina", ar.Holidays},
	{"at", "Austria", at.Holidays},
	{"be", "Belgium", be.Holidays},
	{"br", "Brazil", br.Holidays},
	{"bg", "Bulgaria", bg.Holidays},
	{"ca", "Canada", ca.Holidays},
	{"hr", "Croatia", hr.Holidays},
	{"cy", "Cyprus", cy.Holidays},
	{"cz", "Czechia", cz.Holidays},
	{"dk", "Denmark", dk.Holidays},
	{"ee", "Estonia", ee.Holidays},
	{"fi", "Finland", fi.Holidays},
	{"fr", "France", fr.Holidays},
	{"de", "Germany", de.Holidays},
	{"gr", "Greece", gr.Holidays},
	{"hu", "Hungary", hu.Holidays},
	{"is", "Iceland", is.Holidays},
	{"ie", "Ireland", ie.Holidays},
	{"it", "Italy", it.Holidays},
	{"jp", "Japan", jp.Holidays},
	{"ke", "Kenya", ke.Holidays},
	{"lv", "Latvia", lv.Holidays},
	{"lt", "Lithuania", lt.Holidays},
	{"lu", "Luxembourg", lu.Holidays},
	{"mw", "Malawi", mw.Holidays},
	{"mt", "Malta", mt.Holidays},
	{"mx", "Mexico", mx.Holidays},
	{"nl", "Netherlands", nl.Holidays},
	{"nc", "New Caledonia", nc.Holidays},
	{"nz", "New Zealand", nz.Holidays},
	{"no", "Norway", no.Holidays},
	{"pl", "Poland", pl.Holidays},
	{"pt", "Portugal", pt.Holidays},
	{"ro", "Romania", ro.Holidays},
	{"rs", "Serbia", rs.Holidays},
	{"sk", "Slovakia", sk.Holidays},
	{"si", "Slovenia", si.Holidays},
	{"za", "South Africa", za.Holidays},
	{"es", "Spain", es.Holidays},
	{"se", "Sweden", se.Holidays},
	{"ch", "Switzerland", ch.Holidays},
	{"th", "Thailand", th.Holidays},
	{"ua", "Ukraine", ua.Holidays},
	{"gb", "United Kingdom", gb.Holidays},
	{"us", "United States", us.Holidays},
}
