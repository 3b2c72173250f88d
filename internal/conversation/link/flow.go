// Package link holds the flow that joins the accounts of one human being into one
// person, and parts them again.
//
//	/link ──► a code, in a private chat ──► /link CODE in another app ──► is it yours?
//	                                                                       │ Join them
//	  in which app the questions come ◄──────────────────────────── one person
//	  two persons again ◄── /unlink ◄──────────────────────────────────────┘
package link

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
)

// Flow holds what the flow needs.
type Flow struct {
	Delivery *delivery.Service
}

// The verbs of this package's buttons: VerbJoin joins the accounts after a right code,
// or doesn't; VerbWhere says in which app the questions come, VerbPart parts the accounts.
const (
	VerbJoin  = "linkjoin"
	VerbWhere = "linkwhere"
	VerbPart  = "linkpart"
)

// How long a code is valid, and how many wrong ones may be typed in an hour: by one
// account, and by all.
const (
	validFor  = 10 * time.Minute
	triesIn   = time.Hour
	mostTries = 5
	mostOfAll = 5000
)

// letters are those of codes: none can be taken for another.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// codeLength makes guessing one within its ten minutes hopeless, as many tries as
// there may be.
const codeLength = 10

// Command takes /link: alone, for a code, or with one. It serves private chats alone.
func (f *Flow) Command(tx reflection.Tx, t *turn.Turn, args string) error {
	code := normal(args)
	switch {
	case !t.Meta.Space.Private:
		t.Say(t.Words.Link.Private)
		return nil
	case code == "":
		return f.give(tx, t)
	}
	return f.take(tx, t, code)
}

// Burn takes the code away that somebody typed where others read it, and says so; it
// reports whether there was one.
func (f *Flow) Burn(tx reflection.Tx, t *turn.Turn, args string) (bool, error) {
	_, err := tx.TakeLinkCode(hash(normal(args)))
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	t.Say(t.Words.Link.Burnt)
	return true, nil
}

// give gives a code for this account.
func (f *Flow) give(tx reflection.Tx, t *turn.Turn) error {
	code := newCode()
	if err := tx.SetLinkCode(reflection.LinkCode{Identity: t.Identity.ID, Hash: hash(code), Until: t.Now.Add(validFor)}); err != nil {
		return err
	}
	w := t.Words.Link
	t.Show(chat.Message{Blocks: []chat.Block{chat.P(w.Code(code)), chat.P(w.Beware)}}, 0)
	return nil
}

// take asks whether to join this account to the one that a code was given to. The code
// is used up: for what is left of its time, its place is taken by one that only a press
// by this account can use.
func (f *Flow) take(tx reflection.Tx, t *turn.Turn, code string) error {
	w := t.Words.Link
	theirs, all, err := tx.LinkTries(t.Identity.ID, t.Now.Add(-triesIn))
	if err != nil {
		return err
	}
	if theirs >= mostTries || all >= mostOfAll {
		t.Say(w.TooMany)
		return nil
	}
	c, err := tx.TakeLinkCode(hash(code))
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && !t.Now.Before(c.Until)) {
		t.Say(w.Wrong)
		return tx.AddLinkTry(t.Identity.ID, t.Now, t.Now.Add(-triesIn))
	}
	if err != nil {
		return err
	}
	giver, err := tx.IdentityOf(c.Identity)
	if err != nil {
		return err
	}
	if giver.Person == t.Person.ID {
		t.Say(w.Same)
		return nil
	}
	refused, err := f.refuses(tx, t, giver)
	if err != nil || refused {
		return err
	}
	if err := tx.SetLinkCode(reflection.LinkCode{Identity: giver.ID, Hash: pressed(giver.ID, t.Identity.ID), Until: c.Until}); err != nil {
		return err
	}
	t.Say(w.Sure(w.App(string(giver.Private.Platform))),
		chat.Action{Label: w.Join, Ref: chat.Ref{Verb: VerbJoin, ID: int64(giver.ID)}},
		chat.Action{Label: w.DontJoin, Ref: chat.Ref{Verb: VerbJoin, ID: int64(giver.ID), Arg: "no"}})
	return nil
}

// Join takes the press under what take asked.
func (f *Flow) Join(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	w := t.Words.Link
	if !t.Meta.Space.Private {
		t.Alert(t.Words.Stale)
		return nil
	}
	c, err := tx.TakeLinkCode(pressed(reflection.IdentityID(id), t.Identity.ID))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(t.Words.Stale)
		return nil
	case err != nil:
		return err
	case arg == "no":
		t.UpdateText(w.NotJoined)
		return nil
	case !t.Now.Before(c.Until):
		t.UpdateText(w.Wrong)
		return nil
	}
	giver, err := tx.IdentityOf(c.Identity)
	if err != nil {
		return err
	}
	if giver.Person == t.Person.ID {
		t.Alert(t.Words.Stale)
		return nil
	}
	refused, err := f.refuses(tx, t, giver)
	if err != nil || refused {
		return err
	}
	return f.joined(tx, t, giver)
}

// joined joins the accounts, and says so in both apps.
func (f *Flow) joined(tx reflection.Tx, t *turn.Turn, giver reflection.Identity) error {
	w := t.Words.Link
	before, err := tx.Person(giver.Person)
	if err != nil {
		return err
	}
	one, err := f.join(tx, t, giver)
	if err != nil {
		return err
	}
	here := chat.Message{Blocks: []chat.Block{chat.P(w.Joined)}}
	there := chat.Message{Blocks: []chat.Block{chat.P(w.JoinedTo(w.App(string(t.Meta.Space.Platform))))}}
	if before.KeepMonths != t.Person.KeepMonths {
		keeps := chat.P(t.Words.Keeping.Is(one.KeepMonths))
		here.Blocks, there.Blocks = append(here.Blocks, keeps), append(there.Blocks, keeps)
	}
	subs, err := tx.SubscriptionsOf(giver.Person)
	if err != nil {
		return err
	}
	if len(subs) > 0 {
		here.Blocks = append(here.Blocks, chat.P(w.Where))
		here.Actions = whereButtons(t)
	}
	t.Update(here, 0)
	t.ShowIn(giver.Private, there)
	return nil
}

// refuses says why two accounts can't be joined, if they can't.
func (f *Flow) refuses(tx reflection.Tx, t *turn.Turn, giver reflection.Identity) (bool, error) {
	mine, err := tx.Identities(t.Person.ID)
	if err != nil {
		return false, err
	}
	theirs, err := tx.Identities(giver.Person)
	if err != nil {
		return false, err
	}
	here := func(i reflection.Identity) bool { return i.Private.Platform == t.Meta.Space.Platform }
	switch {
	case len(mine) > 1:
		t.Say(t.Words.Link.Several)
		return true, nil
	case slices.ContainsFunc(theirs, here):
		t.Say(t.Words.Link.SameApp)
		return true, nil
	}
	return false, nil
}

func whereButtons(t *turn.Turn) []chat.Action {
	w := t.Words.Link
	return []chat.Action{
		{Label: w.Here, Ref: chat.Ref{Verb: VerbWhere, Arg: "here"}},
		{Label: w.There, Ref: chat.Ref{Verb: VerbWhere, Arg: "there"}},
		{Label: w.Both, Ref: chat.Ref{Verb: VerbWhere, Arg: "both"}},
	}
}

// normal is a code as it was given, however it is typed.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(letters, r) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// hash is what is stored of a code.
func hash(code string) []byte {
	sum := sha256.Sum256([]byte("link:" + code))
	return sum[:]
}

// pressed is what is stored of a code that was typed, until a button confirms it.
func pressed(giver, taker reflection.IdentityID) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "join:%d:%d", giver, taker))
	return sum[:]
}

// newCode draws a code; crypto/rand never fails.
func newCode() string {
	var b strings.Builder
	for b.Len() < codeLength {
		var one [1]byte
		_, _ = rand.Read(one[:])
		if n := int(one[0]); n < 256/len(letters)*len(letters) { // no letter is likelier
			b.WriteByte(letters[n%len(letters)])
		}
	}
	return b.String()
}
