package settings

import (
	"errors"
	"fmt"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const (
	likelyZones = 5 // how many are offered before anything is typed
	zoneChoices = 5 // how many are offered for what was typed
)

// Timezone shows the zone and offers others; with a place it sets it. For somebody who
// hasn't begun it is the first step.
func (f *Flow) Timezone(tx reflection.Tx, t *turn.Turn, args string) error {
	fresh, err := beginsHere(tx, t)
	switch {
	case err != nil:
		return err
	case fresh && strings.TrimSpace(args) != "":
		return f.ZoneText(tx, t, args)
	case fresh:
		return f.greet(tx, t)
	}
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

// Located takes a place shared on the map. Where a place was asked for it is the
// answer; at any other time it offers to move the zone and changes nothing. Near
// a border the zones on both sides are offered.
func (f *Flow) Located(tx reflection.Tx, t *turn.Turn, latitude, longitude float64) error {
	near := schedule.PlacesNear(latitude, longitude, zoneChoices)
	asked, err := f.zoneAsked(tx, t)
	switch {
	case err != nil:
		return err
	case asked && len(near) == 0:
		t.Say(t.Words.ZoneUnclear, zoneButtons(t)...)
		return t.Ask(tx, VerbZone, 0, "")
	case asked && len(near) == 1:
		return f.setZone(tx, t, near[0].Zone)
	case asked:
		return f.offerZones(tx, t, t.Words.ZoneChoice, near)
	case len(near) == 0:
		t.Say(t.Words.OnlyWords)
		return nil
	}
	t.Say(t.Words.ZoneMove, placeButtons(t, near)...)
	return nil
}

// zoneAsked reports whether the bot waits for a place: it asked for one lately,
// or the person is only beginning.
func (f *Flow) zoneAsked(tx reflection.Tx, t *turn.Turn) (bool, error) {
	a, err := tx.Awaiting(t.Home)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return false, err
	}
	if err == nil && a.For == VerbZone && t.Meta.At.Before(a.Until) {
		return true, nil
	}
	_, err = t.Subscription(tx)
	return errors.Is(err, reflection.ErrNotFound), ignoreMissing(err)
}

// ZoneText takes a city, a zone, an offset, or the time it is. What could be
// several, or is only like a place, is asked about; what is not understood gets
// the question again, with an example.
func (f *Flow) ZoneText(tx reflection.Tx, t *turn.Turn, text string) error {
	heard := schedule.HearZone(text, t.Person.Locale, t.Now, zoneChoices)
	switch {
	case heard.Sure:
		return f.setZone(tx, t, heard.Places[0].Zone)
	case len(heard.Places) > 1:
		return f.offerZones(tx, t, t.Words.ZoneChoice, heard.Places)
	case len(heard.Places) == 1:
		return f.offerZones(tx, t, t.Words.ZoneGuess, heard.Places)
	case heard.Chatter:
		t.Unclear = true
		fresh, err := beginsHere(tx, t)
		if err != nil {
			return err
		}
		again := t.Words.TypeZone // To whoever is asked already no clock is missing.
		if fresh {
			again = t.Words.ZoneAgain
		}
		t.Say(again, zoneButtons(t)...)
	case heard.NoClock:
		t.Unclear = true
		t.Say(t.Words.ZoneNoClock, zoneButtons(t)...)
	default:
		t.Unclear = true
		t.Say(t.Words.ZoneUnclear, zoneButtons(t)...)
	}
	return t.Ask(tx, VerbZone, 0, "")
}

// offerZones asks which of some places it is.
func (f *Flow) offerZones(tx reflection.Tx, t *turn.Turn, question string, places []schedule.Place) error {
	elsewhere := chat.Action{Label: t.Words.SomewhereElse, Ref: chat.Ref{Verb: VerbZoneOther}}
	t.Say(question, append(placeButtons(t, places), elsewhere)...)
	return t.Ask(tx, VerbZone, 0, "")
}

func (f *Flow) setZone(tx reflection.Tx, t *turn.Turn, zone string) error {
	sub, err := t.Subscription(tx)
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
	if err := tx.ClearAwaiting(t.Home); err != nil {
		return err
	}
	clock, err := t.In(zone)
	if err != nil {
		return err
	}
	t.UpdateText(strings.TrimSpace(t.Words.ZoneSet(zone, clock.Now()) + " " + gap))
	return nil
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

func placeButtons(t *turn.Turn, places []schedule.Place) (actions []chat.Action) {
	for _, p := range places {
		actions = append(actions, placeButton(t, p))
	}
	return actions
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
