// Package compass holds the flow of the compass: what it points at, and the taps on
// it. Planning puts it under a question; a tap is no reply.
//
//	/compass, or Set a compass ──► a word ──► under the next question, and every
//	                                          two weeks ──► a tap
package compass

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Flow holds nothing: all it needs comes with the turn.
type Flow struct{}

// VerbName is what the flow waits for.
const VerbName = "cmpname"

// The arguments of delivery.VerbCompass: beside none, which asks for a word where there is none.
const (
	argAnother = "another"
	argOff     = "off"
)

// longest is how long the word may be, in runes.
const longest = 40

// Command takes /compass: alone, with a word for what it points at, or with off.
func (f *Flow) Command(tx reflection.Tx, t *turn.Turn, args string) error {
	switch word := strings.TrimSpace(args); strings.ToLower(word) {
	case "":
		return f.Set(tx, t, "")
	case argOff, "stop":
		return f.Set(tx, t, argOff)
	default:
		return f.Name(tx, t, word)
	}
}

// Set shows how the compass stands, asks for a word, or switches it off.
func (f *Flow) Set(tx reflection.Tx, t *turn.Turn, arg string) error {
	c, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	w := t.Words.Compass
	switch {
	case arg == argOff:
		c.On = false
		if err := tx.SetCompass(c); err != nil {
			return err
		}
		t.UpdateText(w.IsOff, chat.Action{Label: w.Begin, Ref: chat.Ref{Verb: delivery.VerbCompass, Arg: argAnother}})
		return nil
	case arg == argAnother, !c.On:
		t.Show(chat.Message{Blocks: []chat.Block{chat.P(w.What)}}, 0)
		return t.Ask(tx, VerbName, 0, "")
	}
	t.UpdateText(w.Is(c.Named), buttons(t)...)
	return nil
}

// Name switches the compass on, for what somebody names.
func (f *Flow) Name(tx reflection.Tx, t *turn.Turn, text string) error {
	c, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	named := strings.Join(strings.Fields(lines.Visible(text)), " ")
	switch n := utf8.RuneCountInString(named); {
	case n > longest:
		t.Say(t.Words.Compass.TooLong)
		return t.Ask(tx, VerbName, 0, "")
	case n == 0:
		t.Say(t.Words.NoWords)
		return t.Ask(tx, VerbName, 0, "")
	}
	t.Erased = t.Erased || c.Named != "" && c.Named != named
	c.On, c.Named, c.Last, c.Delivery = true, named, schedule.Date{}, 0
	if err := tx.SetCompass(c); err != nil {
		return err
	}
	t.Say(t.Words.Compass.Set(named), buttons(t)...)
	return nil
}

// Tap notes where somebody stands, by a button under the question that the compass
// stands under. Until it stands under another, a later tap takes its place.
func (f *Flow) Tap(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	d, err := tx.Delivery(reflection.DeliveryID(id))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(t.Words.Stale)
		return nil
	case err != nil:
		return err
	case d.Person != t.Person.ID:
		t.Alert(t.Words.NotYours)
		return nil
	}
	c, err := tx.Compass(t.Person.ID)
	if err != nil {
		return err
	}
	place, bad := strconv.Atoi(arg)
	if !c.On || c.Delivery != d.ID || bad != nil || place < 1 || place > len(t.Words.Compass.Places) {
		t.Alert(t.Words.Compass.Old)
		return nil
	}
	if d, err = delivery.Shown(tx, d, t.Meta.At, t.Under); err != nil {
		return err
	}
	if err := tx.SetTap(reflection.Tap{Person: t.Person.ID, Date: d.Date, Place: place}); err != nil {
		return err
	}
	t.Alert(t.Words.Compass.Tapped(t.Words.Summary.Places[place-1]))
	return nil
}

// mine loads the person's compass. Ok is false, and they are told, if they are not
// asked anything yet.
func mine(tx reflection.Tx, t *turn.Turn) (c reflection.Compass, ok bool, err error) {
	sub, err := t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && sub.Person != t.Person.ID) {
		t.Say(t.Words.StartFirst)
		return c, false, nil
	}
	if err != nil {
		return c, false, err
	}
	c, err = tx.Compass(t.Person.ID)
	return c, err == nil, err
}

func buttons(t *turn.Turn) []chat.Action {
	w := t.Words.Compass
	return []chat.Action{
		{Label: w.Another, Ref: chat.Ref{Verb: delivery.VerbCompass, Arg: argAnother}},
		{Label: w.Off, Ref: chat.Ref{Verb: delivery.VerbCompass, Arg: argOff}},
	}
}
