package community

import (
	"slices"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// zoneChoices is how many zones are offered, whatever for.
const zoneChoices = 5

// zonesOf finds the zones that a text may mean, the best first: an IANA name, an
// offset from UTC, a city. Sure says that it can mean no other than the first.
func zonesOf(text string, now time.Time) (found []schedule.Place, sure bool) {
	heard := schedule.HearZone(text, "", now, zoneChoices)
	if len(heard.Places) == 0 {
		return slipIn(text, now), false
	}
	return heard.Places, heard.Sure
}

// slipIn finds what the name of a zone with a slip in it may mean, by its last
// part: "Europe/Munihc". A short one is guessed at within its part of the world:
// "Europe/Berln".
func slipIn(text string, now time.Time) []schedule.Place {
	slash := strings.LastIndexByte(text, '/')
	if slash < 0 || strings.ContainsAny(text, " \t\n") {
		return nil
	}
	area, name := strings.ToLower(text[:slash+1]), text[slash+1:]
	if heard := schedule.HearZone(name, "", now, zoneChoices).Places; len(heard) > 0 {
		return heard
	}
	return slices.DeleteFunc(schedule.FindPlaces(name, zoneChoices), func(p schedule.Place) bool {
		return !strings.HasPrefix(strings.ToLower(p.Zone), area)
	})
}

// askWhoseClock asks whose clock counts in a channel, for the hour that it has.
func (f *Flow) askWhoseClock(tx reflection.Tx, t *turn.Turn, g target) error {
	at := g.sub.Rule.At
	clock := t.Words.Clock(time.Date(2000, 1, 1, at.Hour, at.Minute, 0, 0, time.UTC))
	return f.askZone(tx, t, g, t.Words.Community.Setup.AskZone(title(t, g.ch), clock), nil)
}

// askZone asks for a channel's zone with a question, and offers those that were found,
// or the likely ones.
func (f *Flow) askZone(tx reflection.Tx, t *turn.Turn, g target, question string, found []schedule.Place) error {
	if len(found) == 0 {
		var err error
		if found, err = f.likelyZones(tx, t, g); err != nil {
			return err
		}
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(question)}}
	for _, p := range found {
		if a, ok := zoneButton(t, g, p.Zone); ok {
			m.Actions = append(m.Actions, a)
		}
	}
	m.Actions = append(m.Actions, f.typedButton(t, g, t.Words.SomewhereElse, verbZoneOther))
	if !g.begun() {
		m.Actions = append(m.Actions, backToPage(t, g))
	}
	t.Update(m, 0)
	return nil
}

// likelyZones are the admin's own zone, those of the other channels there, and
// where somebody of that language may live. None is taken unasked.
func (f *Flow) likelyZones(tx reflection.Tx, t *turn.Turn, g target) (places []schedule.Place, err error) {
	seen := map[string]bool{"": true}
	add := func(zone string) {
		if !seen[zone] && len(places) < zoneChoices {
			seen[zone] = true
			places = append(places, schedule.Place{Name: zone, Zone: zone})
		}
	}
	if t.Person.ID != 0 {
		own, err := tx.SubscriptionsOf(t.Person.ID)
		if err != nil {
			return nil, err
		}
		for _, sub := range own {
			add(sub.Rule.Zone)
		}
	}
	there, err := tx.ChannelsIn(g.sub.Chat.Platform, g.ch.Parent)
	if err != nil {
		return nil, err
	}
	for _, ch := range there {
		sub, err := tx.Subscription(ch.Subscription)
		if err != nil {
			return nil, err
		}
		add(sub.Rule.Zone)
	}
	for _, p := range schedule.LikelyZones(t.Meta.Actor.Locale, t.Now, zoneChoices) {
		add(p.Zone)
	}
	return places, nil
}

// zoneButton names a zone and the time there. Ok is false for one that can't be
// told, or has no room on a button.
func zoneButton(t *turn.Turn, g target, zone string) (a chat.Action, ok bool) {
	clock, err := t.In(zone)
	if err != nil {
		return a, false
	}
	name := strings.ReplaceAll(zone, "_", " ")
	if r := []rune(name); len(r) > 34 {
		name = string(r[:33]) + "…"
	}
	a = g.button(name+" "+clock.Now(), verbZone, zone)
	return a, len(a.Ref.String()) <= chat.MaxRef
}

// zone takes a zone from a button.
func (f *Flow) zone(tx reflection.Tx, t *turn.Turn, g target, zone string) error {
	name, ok := schedule.CanonicalZone(zone)
	if !ok {
		if zone == "" {
			return f.askWhoseClock(tx, t, g)
		}
		t.Alert(t.Words.Stale)
		return nil
	}
	g.sub.Rule.Zone = name
	return f.switchOn(tx, t, g)
}

// askZoneTyped asks for a place, by a form or by a reply.
func (f *Flow) askZoneTyped(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community.Setup
	return f.askTyped(tx, t, verbZoneOther, g, chat.Form{
		Title:  w.ZoneTitle,
		Fields: []chat.Field{{ID: fieldText, Label: w.ZoneField, Placeholder: w.ZoneHint, Required: true}},
	}, t.Words.TypeZone)
}

// zoneText takes a place that was typed. What could be several is asked about.
func (f *Flow) zoneText(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	found, sure := zonesOf(text, t.Now)
	switch {
	case len(found) == 0:
		return f.askAgain(tx, t, verbZoneOther, g, t.Words.ZoneUnclear, func(question string) error {
			return f.askZone(tx, t, g, question, nil)
		})
	case !sure && len(found) == 1:
		return f.askZone(tx, t, g, t.Words.ZoneGuess, found)
	case !sure:
		return f.askZone(tx, t, g, t.Words.ZoneChoice, found)
	}
	g.sub.Rule.Zone = found[0].Zone
	return f.switchOn(tx, t, g)
}
