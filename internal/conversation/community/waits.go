package community

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const (
	// heldFor is how long an order waits for its channel.
	heldFor = time.Hour
	// mostHeld is how many orders wait in a chat, and how many replies; mostHeldBytes is how
	// much of what was typed with the orders. The oldest give way.
	mostHeld      = 8
	mostHeldBytes = 100_000
)

// wait is one of the things that a channel waits for: an order, as it was given, that waits
// on its page until a channel is chosen; or, with a verb that it is for, the reply of
// whoever was asked for something. What several admins are about there waits side by side:
// all of it is what that chat waits for.
type wait struct {
	Page    string            `json:",omitempty"`
	Args    string            `json:",omitempty"`
	Options map[string]string `json:",omitempty"`

	For string              `json:",omitempty"`
	ID  int64               `json:",omitempty"`
	By  reflection.PersonID `json:",omitempty"` // 0 for an admin whom the platform hides

	Until time.Time
}

// ref is what a reply is about.
func (w wait) ref() chat.Ref { return chat.Ref{Verb: w.For, ID: w.ID} }

// isHeld reports whether an order is the one that a button with this argument carries out.
func (w wait) isHeld(arg string) bool { return w.For == "" && heldMark+w.Page == arg }

// sameReply reports whether another is a reply of the same person's: each was asked for
// one thing last.
func (w wait) sameReply(other wait) bool { return w.For != "" && other.For != "" && w.By == other.By }

// size is about how much of what was typed it keeps.
func (w wait) size() int {
	n := len(w.Args)
	for name, value := range w.Options {
		n += len(name) + len(value)
	}
	return n
}

// waitsIn is all that a channel waits for, the latest first, also what has lapsed.
func waitsIn(tx reflection.Tx, in chat.Chat) (all []wait, err error) {
	a, err := tx.Awaiting(in)
	if err != nil {
		return nil, ignoreMissing(err)
	}
	if a.For != verbWhich { // A version before this kept one reply, of anybody's.
		return []wait{{For: a.For, ID: a.ID, Until: a.Until}}, nil
	}
	if json.Unmarshal([]byte(a.Arg), &all) != nil {
		return nil, nil // Nothing that this version kept.
	}
	return all, nil
}

// waitBeside has a channel wait for one thing more from an instant on. It takes the place
// of what it repeats, and of what has lapsed or is too much.
func waitBeside(tx reflection.Tx, in chat.Chat, w wait, at time.Time) error {
	all, err := waitsIn(tx, in)
	if err != nil {
		return err
	}
	keep := []wait{w}
	room := map[bool]int{true: mostHeld, false: mostHeld}
	room[w.For != ""]--
	left := mostHeldBytes - w.size()
	for _, was := range all { // The latest first.
		if w.sameReply(was) || was.isHeld(heldMark+w.Page) || !at.Before(was.Until) {
			continue
		}
		is := was.For != ""
		room[is]--
		left -= was.size()
		if room[is] >= 0 && (is || left >= 0) {
			keep = append(keep, was)
		}
	}
	return waitFor(tx, in, keep)
}

// waitNoMore has a channel no more wait for what is over.
func waitNoMore(tx reflection.Tx, in chat.Chat, over func(wait) bool) error {
	all, err := waitsIn(tx, in)
	if err != nil {
		return err
	}
	return waitFor(tx, in, slices.DeleteFunc(all, over))
}

// waitFor has a channel wait for these; with none it waits for nothing.
func waitFor(tx reflection.Tx, in chat.Chat, all []wait) error {
	if len(all) == 0 {
		return tx.ClearAwaiting(in)
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	latest := slices.MaxFunc(all, func(a, b wait) int { return a.Until.Compare(b.Until) })
	return tx.SetAwaiting(reflection.Awaiting{Chat: in, For: verbWhich, Arg: string(text), Until: latest.Until})
}

// awaited returns what a message in a channel may answer: what its author was asked for
// there, and else what anybody was asked for last.
func awaited(tx reflection.Tx, e chat.Text) (asked wait, ok bool, err error) {
	in := e.Space.Chat
	if e.ReplyTo == "" || e.Medium != chat.Words {
		return asked, false, nil
	}
	all, err := waitsIn(tx, in)
	if err != nil {
		return asked, false, err
	}
	all = slices.DeleteFunc(all, func(w wait) bool { return !isReply[w.For] || !e.At.Before(w.Until) })
	if len(all) == 0 {
		return asked, false, nil
	}
	_, by, err := tx.Whom(in.Platform, e.Actor.Account)
	if ignoreMissing(err) != nil {
		return asked, false, err
	}
	switch _, err = tx.DeliveryByMessage(in, e.ReplyTo); {
	case err == nil:
		return asked, false, nil // It answers a question.
	case !errors.Is(err, reflection.ErrNotFound):
		return asked, false, err
	}
	own := slices.IndexFunc(all, func(w wait) bool { return by.ID != 0 && w.By == by.ID })
	return all[max(own, 0)], true, nil
}

// isReply has the verbs whose words are replied with where all read along.
var isReply = map[string]bool{verbZoneOther: true, verbHourOther: true, verbAddOff: true, verbHeading: true}
