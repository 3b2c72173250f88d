package community

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// winter is an instant at which Berlin is one hour ahead of UTC.
var winter = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestTypedOrders(t *testing.T) {
	for _, c := range []struct {
		text, hour, days, zone, thread string
		sure, ok                       bool
	}{
		{"", "", "", "", "", false, true},
		{"09:00 Europe/Berlin weekdays", "09:00", "weekdays", "Europe/Berlin", "", true, true},
		{"weekdays europe/berlin 9am", "09:00", "weekdays", "Europe/Berlin", "", true, true},
		{"9:30 New York", "09:30", "", "America/New_York", "", true, true},
		{"mon, wed and fri at 20:00, Cairo", "20:00", "mon,wed,fri", "Africa/Cairo", "", true, true},
		{"Lisbon", "", "", "Europe/Lisbon", "", true, true},
		{"18:00", "18:00", "", "", "", false, true},
		{"weekends", "", "weekends", "", "", false, true},
		{"09:00 Berlin thread live", "09:00", "", "Europe/Berlin", "live", true, true},
		{"thread OFF", "", "", "", "off", false, true},
		{"09:00 nowhereatall", "", "", "", "", false, false},
		{"please do it soon somehow", "", "", "", "", false, false},
		{strings.Repeat("berlin ", 30), "", "", "", "", false, false},
	} {
		s, ok := readTyped(c.text, winter)
		if ok != c.ok {
			t.Errorf("%q: ok is %v: %+v", c.text, ok, s)
			continue
		}
		if !ok {
			continue
		}
		hour, days, zone := "", "", ""
		if s.change.At != nil {
			hour = s.change.At.String()
		}
		if s.change.Days != nil {
			days = s.change.Days.String()
		}
		if len(s.places) > 0 {
			zone = s.places[0].Zone
		}
		if hour != c.hour || days != c.days || zone != c.zone || s.thread != c.thread || s.sure != c.sure {
			t.Errorf("%q gives %q %q %q %q, sure %v", c.text, hour, days, zone, s.thread, s.sure)
		}
	}
}

// What wasn't understood is named as it was written; the name of a zone with a slip
// in it is offered for.
func TestTypedOrdersWithASlip(t *testing.T) {
	for text, unknown := range map[string]string{
		"18:00 New Yorrk": "New Yorrk", "New Yorrk, weekdays 18:00": "New Yorrk", "9:00 Wekdays": "Wekdays",
		"18:00 America/New_Yorrk": "America/New_Yorrk", "Nowhere/At": "Nowhere/At",
		"please do it soon somehow": "soon",
	} {
		if s, ok := readTyped(text, winter); ok || s.unknown != unknown {
			t.Errorf("%q: %q isn't understood, want %q (%v)", text, s.unknown, unknown, s.places)
		}
	}
	for text, zone := range map[string]string{
		"18:00 Europe/Berln": "Europe/Berlin", "europe/berln weekdays": "Europe/Berlin", "Asia/Toky 18:00": "Asia/Tokyo",
	} {
		if s, ok := readTyped(text, winter); !ok || s.sure || len(s.places) == 0 || s.places[0].Zone != zone {
			t.Errorf("%q gives %v, sure %v, want %s to be offered", text, s.places, s.sure, zone)
		}
	}
}

func TestZonesOf(t *testing.T) {
	for _, c := range []struct {
		text, first string
		sure        bool
	}{
		{"Europe/Berlin", "Europe/Berlin", true},
		{"asia/calcutta", "Asia/Kolkata", true},
		{"Munich", "Europe/Berlin", true},
		{"UTC", "Etc/UTC", true},
		{"Tokyo, Japan", "Asia/Tokyo", true},
		{"portland", "America/Los_Angeles", false},
		{"Ber", "Europe/Berlin", false},
		{"", "", false},
		{"qqqqqqq", "", false},
	} {
		found, sure := zonesOf(c.text, winter)
		first := ""
		if len(found) > 0 {
			first = found[0].Zone
		}
		if sure != c.sure || (c.sure && first != c.first) || (c.first == "" && first != "") {
			t.Errorf("%q gives %q of %d, sure %v", c.text, first, len(found), sure)
		}
	}
}

// A zone that is offered has room on its button, whatever channel it is for.
func TestZonesFitOnButtons(t *testing.T) {
	for _, zone := range schedule.Zones() {
		ref := chat.Ref{Verb: verbZone, ID: 1_500_000, Arg: zone}
		if n := len(ref.String()); n > chat.MaxRef {
			t.Errorf("%s takes %d bytes", zone, n)
		}
	}
}

func FuzzReadTyped(f *testing.F) {
	for _, s := range []string{
		"09:00 Europe/Berlin weekdays", "thread live", "9 9 9 9 9", "\xff", "mon mon mon berlin 20:00", ", , ,", strings.Repeat("a ", 40),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		read, ok := readTyped(s, winter)
		if !ok {
			return
		}
		if _, known := threadMode(read.thread); read.thread != "" && !known {
			t.Errorf("%q: thread %q", s, read.thread)
		}
		for _, p := range read.places {
			if _, err := schedule.Location(p.Zone); err != nil {
				t.Errorf("%q: %v", s, err)
			}
		}
		if read.change.At != nil && !read.change.At.Valid() {
			t.Errorf("%q: %v", s, *read.change.At)
		}
		if read.change.Days != nil && read.change.Days.Count() == 0 {
			t.Errorf("%q: no days", s)
		}
	})
}

func TestOrders(t *testing.T) {
	command := func(args string, options map[string]string) order {
		return parseOrder(chat.Command{Name: "community", Args: args, Options: options})
	}
	if o := command("  Questions   ADD  One?\nTwo? ", nil); o.do != "questions add" || o.rest != "One?\nTwo?" || o.fields {
		t.Errorf("%+v", o)
	}
	if o := command("questions edit 3 As it should read", nil); o.number != "3" || o.question != "As it should read" {
		t.Errorf("%+v", o)
	}
	if o := command("questions edit", map[string]string{"number": "3", "question": "New"}); o.number != "3" || o.question != "New" {
		t.Errorf("%+v", o)
	}
	if o := command("questions add", map[string]string{"file": "One?"}); o.file == nil || *o.file != "One?" || o.fields {
		t.Errorf("%+v", o)
	}
	if o := command("setup", map[string]string{"zone": " Berlin ", "thread": "live", "role": "7"}); o.zone != "Berlin" || o.needs(chat.Need{}) != (chat.Need{Threads: true, PingRole: "7"}) {
		t.Errorf("%+v", o)
	}
	if o := command("thread Closed", nil); o.thread != "closed" {
		t.Errorf("%+v", o)
	}
	if o := command("", nil); o.do != "" {
		t.Errorf("%+v", o)
	}
}
