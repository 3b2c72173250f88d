package moderation

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// The verbs under a matter's message. All are about the matter.
const (
	VerbApprove = "mapprove"
	VerbDecline = "mdecline"
	VerbHide    = "mhide"
	VerbLeave   = "mleave"
	VerbStop    = "mstop" // nothing: asks; yes; no
	VerbNamed   = "mnamed"
)

const (
	// grain is how fine the instants are at which something shows or is looked at.
	grain = 10 * time.Minute
	// spread is how long after such an instant the last is shown: each a while after it
	// that follows from its id, which is drawn.
	spread = time.Minute
	// soon is how long a matter is looked at each grain, and later how often after that.
	soon, later = 24 * time.Hour, time.Hour
	// shownFor is how long an open matter is shown.
	shownFor = 30 * 24 * time.Hour
	// window is how long showing something is tried.
	window = 7 * 24 * time.Hour
)

// Begin has something that waits shown in the moderators' channel. Shown is false where
// there is none, or none that can be written to: then whoever set the channel up is to
// be told. It is called in the transaction in which it began to wait.
func Begin(tx reflection.Tx, sub reflection.Subscription, ch reflection.Channel, kind reflection.MatterKind, about int64, now time.Time) (shown bool, err error) {
	c, err := tx.Community(sub.Chat.Platform, ch.Parent)
	if err != nil || c.Moderators.IsZero() {
		return false, err
	}
	m := reflection.Matter{
		Subscription: sub.ID, Kind: kind, About: about, Chat: c.Moderators, At: now.UTC().Truncate(grain),
	}
	if err := tx.AddMatter(&m); err != nil || c.Stuck {
		return false, err
	}
	return true, plan(tx, m, nextLook(m, now))
}

// Settle records what a moderator decided, wherever they did, and has the message say
// so. What isn't a matter, or is settled already, stays as it is.
func Settle(tx reflection.Tx, kind reflection.MatterKind, about int64, state reflection.MatterState, by string, now time.Time) error {
	m, err := tx.MatterAbout(kind, about)
	if errors.Is(err, reflection.ErrNotFound) || err == nil && m.State != reflection.MatterOpen {
		return nil
	}
	if err != nil {
		return err
	}
	m.State, m.By = state, by
	return Change(tx, m, now)
}

// Change stores a matter that a moderator changed, and has its message show that.
func Change(tx reflection.Tx, m reflection.Matter, now time.Time) error {
	if err := tx.UpdateMatter(m); err != nil {
		return err
	}
	return plan(tx, m, now)
}

// Look has all that is open in a server or group be looked at: another chat was chosen,
// or the one that there is can be written to again.
func Look(tx reflection.Tx, c reflection.Community, now time.Time) error {
	all, err := tx.OpenMatters(c.Platform, c.Parent)
	if err != nil {
		return err
	}
	for _, m := range all {
		if err := plan(tx, m, now); err != nil {
			return err
		}
	}
	return nil
}

// Free notes that the moderators' channel can be written to again.
func Free(tx reflection.Tx, c reflection.Community, now time.Time) error {
	if !c.Stuck {
		return nil
	}
	c.Stuck = false
	if err := tx.SetCommunity(c); err != nil {
		return err
	}
	return Look(tx, c, now)
}

// Moved follows the moderators' channel to its new id.
func Moved(tx reflection.Tx, c reflection.Community, to chat.Chat, now time.Time) error {
	from := c.Moderators
	c.Moderators = to
	if err := tx.SetCommunity(c); err != nil {
		return err
	}
	all, err := tx.OpenMatters(c.Platform, c.Parent)
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Chat != from {
			continue
		}
		m.Chat = to
		if err := tx.UpdateMatter(m); err != nil {
			return err
		}
		d, err := tx.DispatchOfMatter(m.ID)
		if err == nil {
			d.Chat = to
			err = tx.UpdateDispatch(d)
		}
		if err != nil && !errors.Is(err, reflection.ErrNotFound) {
			return err
		}
	}
	return Look(tx, c, now)
}

// plan has a matter's dispatch look at it, at the latest at an instant. One that is under
// way, or that was perhaps shown, is looked at again when that is done with.
func plan(tx reflection.Tx, m reflection.Matter, at time.Time) error {
	d, err := tx.DispatchOfMatter(m.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return tx.AddDispatch(&reflection.Dispatch{
			Matter: m.ID, Chat: m.Chat, Purpose: reflection.Moderate, Ready: at, Window: at.Add(window),
		})
	}
	switch {
	case err != nil:
		return err
	case d.State == reflection.DispatchSending, d.State == reflection.DispatchUncertain:
		return nil
	case d.State == reflection.DispatchPlanned && !d.Ready.IsZero() && d.Ready.Before(at):
		return nil
	}
	return again(tx, d, at)
}

// again has a dispatch try anew.
func again(tx reflection.Tx, d reflection.Dispatch, at time.Time) error {
	d.State, d.Attempts, d.Unsure = reflection.DispatchPlanned, 0, 0
	d.Ready, d.Window = at, at.Add(window)
	return tx.UpdateDispatch(d)
}

// nextLook is when an open matter is shown, or looked at, next.
func nextLook(m reflection.Matter, now time.Time) time.Time {
	every := grain
	if now.Sub(m.At) >= soon {
		every = later
	}
	return now.UTC().Truncate(every).Add(every + time.Duration(m.ID)%(spread/time.Microsecond)*time.Microsecond)
}
