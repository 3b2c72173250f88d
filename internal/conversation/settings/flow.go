// Package settings holds getting started and everything a person can change:
// the hour, the days, the zone, a pause, reminders, counts, the pack; and what
// the bot says about itself. One flow a file.
//
//	first contact ──► zone ──► hour ──► the first question, at once
package settings

import (
	"errors"
	"time"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// Flow holds what the settings flows share.
type Flow struct {
	Delivery *delivery.Service
	Packs    *prompts.Library
	// Contact is how to reach whoever hosts the bot; may be empty.
	Contact string
	// Hosting is what else is true of this instance.
	Hosting Hosting
}

// Hosting is what is true of one instance, for /privacy to say.
type Hosting struct {
	// Platforms are those that it serves, by the names that people know.
	Platforms []string
	// KeepMonths is after how many months without a sign of somebody what they wrote
	// is deleted; 0 for never.
	KeepMonths int
	// Watched says that the host has its health asked for from outside.
	Watched bool
	// OnServer says that the database is on a server, not in a file.
	OnServer bool
}

// The verbs of this package's buttons, and of what it waits for.
const (
	VerbZone      = "zone"
	VerbZoneOther = "zoneother"
	VerbHour      = "hour"
	VerbHourOther = "hourother"
	VerbDays      = "days"
	VerbSchedule  = "schedule"
	VerbResume    = "resume"
	VerbPause     = "pause"
	// VerbDaysOff is on the page about days off, and waits for some to be typed.
	VerbDaysOff = "daysoff"
	// VerbTakenOff marks that days off were just taken, and can be taken back.
	VerbTakenOff = "takenoff"
	VerbSet      = "set"
	VerbPack     = "pack"
	// VerbReturns is on the page about what comes back, VerbNever what it waits for.
	VerbReturns = "returns"
	VerbNever   = "neverback"
	// VerbThemes is on the page about themes.
	VerbThemes = "themes"
	// VerbSummaries is on the page about summaries, VerbSummaryHour what it
	// waits for.
	VerbSummaries   = "summaries"
	VerbSummaryHour = "summaryhour"
)

// mine loads the chat's subscription. Without one ok is false, and the person
// is told how to get there.
func mine(tx reflection.Tx, t *turn.Turn) (sub reflection.Subscription, clock turn.Clock, ok bool, err error) {
	sub, err = t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && sub.Person != t.Person.ID) {
		t.Say(t.Words.StartFirst)
		return sub, clock, false, nil
	}
	if err != nil {
		return sub, clock, false, err
	}
	clock, err = t.In(sub.Rule.Zone)
	return sub, clock, err == nil, err
}

// beginsHere reports whether somebody who has no hour yet speaks in their private chat,
// where they can be asked for one.
func beginsHere(tx reflection.Tx, t *turn.Turn) (bool, error) {
	if !t.Meta.Space.Private {
		return false, nil
	}
	_, err := tx.SubscriptionIn(t.Home)
	return errors.Is(err, reflection.ErrNotFound), ignoreMissing(err)
}

// change stores a subscription whose rule has changed, and says when the next
// question comes if that is more than 30 hours after the last.
func change(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription) (gap string, err error) {
	if err := planning.Reschedule(&sub, t.Now); err != nil {
		return "", err
	}
	if err := tx.UpdateSubscription(sub); err != nil {
		return "", err
	}
	if err := summaries.Reschedule(tx, sub, t.Now); err != nil {
		return "", err
	}
	last, err := tx.DeliveryOn(sub.ID, sub.LastPlanned)
	if errors.Is(err, reflection.ErrNotFound) || sub.Next.At.IsZero() {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if sub.Next.At.Sub(last.Due) <= longGap {
		return "", nil
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return "", err
	}
	if last.Date == clock.Today() {
		return t.Words.ScheduleGaps(clock.At(sub.Next.At)), nil
	}
	return t.Words.NextAt(clock.At(sub.Next.At)), nil
}

// longGap is the time between two questions from which on a change says so.
const longGap = 30 * time.Hour

// ignoreMissing turns "there is none" into success.
func ignoreMissing(err error) error {
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	return err
}
