package settings

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const (
	likelyZones = 5 // how many are offered before anything is typed
	zoneChoices = 5 // how many are offered for what was typed
)

// Timezone shows the zone and offers others; with a place it sets it.
func (f *Flow) Timezone(tx reflection.Tx, t *turn.Turn, args string) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	if strings.TrimSpace(args) != "" {
		return f.ZoneText(tx, t, args)
	}
	t.Show(chat.Message{
		Blocks:  []chat.Block{chat.P(t.Words.ZoneNow(sub.Rule.Zone, clock.Now())), chat.P(t.Words.TypeZone)},
		Actions: zoneButtons(t),
	}, 0)
	return t.Ask(tx, VerbZone, 0, "")
}

// ZoneOther asks for a place to be typed.
func (f *Flow) ZoneOther(tx reflection.Tx, t *turn.Turn) error {
	t.UpdateText(t.Words.TypeZone)
	return t.Ask(tx, VerbZone, 0, "")
}

// Zone takes a zone from a button.
func (f *Flow) Zone(tx reflection.Tx, t *turn.Turn, zone string) error {
	if _, err := schedule.Location(zone); err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	return f.setZone(tx, t, zone)
}

// Located takes a place shared on the map for the zone of the nearest town.
func (f *Flow) Located(tx reflection.Tx, t *turn.Turn, latitude, longitude float64) error {
	near := schedule.PlacesNear(latitude, longitude, 1)
	if len(near) == 0 {
		t.Say(t.Words.ZoneUnclear)
		return t.Ask(tx, VerbZone, 0, "")
	}
	return f.setZone(tx, t, near[0].Zone)
}

// ZoneText takes a city, a zone, an offset, or the time it is. What could be
// several, or is only like a place, is asked about; what is not understood gets
// the question again, with an example.
func (f *Flow) ZoneText(tx reflection.Tx, t *turn.Turn, text string) error {
	places, sure := findPlaces(text, t.Now)
	switch {
	case len(places) == 0:
		t.Unclear = true
		t.Say(t.Words.ZoneUnclear, zoneButtons(t)...)
		return t.Ask(tx, VerbZone, 0, "")
	case sure && sameZone(places):
		return f.setZone(tx, t, places[0].Zone)
	}
	var actions []chat.Action
	for _, p := range places {
		actions = append(actions, placeButton(t, p))
	}
	question := t.Words.ZoneChoice
	if len(places) == 1 {
		question = t.Words.ZoneGuess
	}
	t.Say(question, append(actions, chat.Action{Label: t.Words.SomewhereElse, Ref: chat.Ref{Verb: VerbZoneOther}})...)
	return t.Ask(tx, VerbZone, 0, "")
}

func (f *Flow) setZone(tx reflection.Tx, t *turn.Turn, zone string) error {
	sub, err := tx.SubscriptionIn(t.Home)
	if errors.Is(err, reflection.ErrNotFound) {
		return f.started(tx, t, zone)
	}
	if err != nil {
		return err
	}
	sub.Rule.Zone = zone
	gap, err := change(tx, t, sub)
	if err != nil {
		return err
	}
	if err := summaries.Reschedule(tx, sub, t.Now); err != nil {
		return err
	}
	if err := tx.ClearAwaiting(sub.Chat); err != nil {
		return err
	}
	clock, err := t.In(zone)
	if err != nil {
		return err
	}
	t.UpdateText(strings.TrimSpace(t.Words.ZoneSet(zone, clock.Now()) + " " + gap))
	return nil
}

// findPlaces looks for what a text names: an offset from UTC, the time it is
// there, or a place. Sure says that the text is a name of the first one, and not
// only like it: "hello" is like Bello.
func findPlaces(text string, now time.Time) (found []schedule.Place, sure bool) {
	if offset, ok := schedule.ParseOffset(text); ok {
		return schedule.ZonesAt(offset, now, zoneChoices), true
	}
	if at, err := schedule.ParseTimeOfDay(text); err == nil {
		return schedule.ZonesAt(offsetOf(at, now), now, zoneChoices), true
	}
	found = schedule.FindPlaces(text, zoneChoices)
	if len(found) == 0 {
		return nil, false
	}
	name := strings.TrimSpace(text)
	first := found[0]
	if strings.EqualFold(name, first.Name) && !rival(found) {
		return found[:1], true
	}
	_, zone := schedule.CanonicalZone(name)
	for _, n := range []string{first.Name, first.Country, first.String(), first.Name + " " + first.Country} {
		sure = sure || strings.EqualFold(name, n)
	}
	return found, sure || zone
}

// rival reports whether another place of the very same name, with or without its
// region, lies elsewhere.
func rival(found []schedule.Place) bool {
	for _, p := range found[1:] {
		same := p.Name == found[0].Name || strings.HasPrefix(p.Name, found[0].Name+",")
		if same && p.Zone != found[0].Zone {
			return true
		}
	}
	return false
}

// offsetOf is how far from UTC a clock is that reads at now, to the quarter of
// an hour, between -12 and +14 hours.
func offsetOf(at schedule.TimeOfDay, now time.Time) time.Duration {
	read := time.Duration(at.Hour)*time.Hour + time.Duration(at.Minute)*time.Minute
	utc := time.Duration(now.UTC().Hour())*time.Hour + time.Duration(now.UTC().Minute())*time.Minute
	d := (read - utc).Round(15 * time.Minute)
	for d > 14*time.Hour {
		d -= 24 * time.Hour
	}
	for d < -12*time.Hour {
		d += 24 * time.Hour
	}
	return d
}

func sameZone(places []schedule.Place) bool {
	for _, p := range places[1:] {
		if p.Zone != places[0].Zone {
			return false
		}
	}
	return true
}

// zoneButtons offer the likely zones by what their clocks read now.
func zoneButtons(t *turn.Turn) []chat.Action {
	var out []chat.Action
	for _, p := range schedule.LikelyZones(t.Person.Locale, t.Now, likelyZones) {
		if clock, err := t.In(p.Zone); err == nil {
			out = append(out, chat.Action{Label: clock.Now(), Ref: chat.Ref{Verb: VerbZone, Arg: p.Zone}})
		}
	}
	return append(out, chat.Action{Label: t.Words.SomewhereElse, Ref: chat.Ref{Verb: VerbZoneOther}})
}

// placeButton names a place and the time there.
func placeButton(t *turn.Turn, p schedule.Place) chat.Action {
	label := p.String()
	if len([]rune(label)) > 32 {
		label = p.Name
	}
	if r := []rune(label); len(r) > 32 {
		label = string(r[:31]) + "…"
	}
	if clock, err := t.In(p.Zone); err == nil {
		label = fmt.Sprintf("%s %s", label, clock.Now())
	}
	return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbZone, Arg: p.Zone}}
}
