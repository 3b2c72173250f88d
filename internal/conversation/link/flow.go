// Package link holds the flow that joins the accounts of one human being into one
// person, and parts them again.
//
//	/link ──► a code, in a private chat ──► /link CODE in another app ──► one person
//	                                                                       │
//	  in which app the questions come ◄────────────────────────────────────┤
//	  /unlink ──► two persons again ◄──────────────────────────────────────┘
package link

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
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

// The verbs of this package's buttons: VerbWhere says in which app the questions
// come, VerbPart parts the accounts.
const (
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

// Command takes /link: alone, for a code, or with one.
func (f *Flow) Command(tx reflection.Tx, t *turn.Turn, args string) error {
	code := normal(args)
	switch {
	case !t.Meta.Space.Private && code == "":
		t.Say(t.Words.Link.Private)
		return nil
	case !t.Meta.Space.Private:
		if _, err := tx.TakeLinkCode(hash(code)); err != nil && !errors.Is(err, reflection.ErrNotFound) {
			return err
		}
		t.Say(t.Words.Link.Burnt)
		return nil
	case code == "":
		return f.give(tx, t)
	}
	return f.take(tx, t, code)
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

// take joins this account to the one that a code was given to.
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
	before, err := tx.Person(giver.Person)
	if err != nil {
		return err
	}
	one, err := f.join(tx, t, giver)
	if err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Joined)}}
	if before.KeepMonths != t.Person.KeepMonths {
		m.Blocks = append(m.Blocks, chat.P(t.Words.Keeping.Is(one.KeepMonths)))
	}
	if subs, err := tx.SubscriptionsOf(giver.Person); err != nil {
		return err
	} else if len(subs) > 0 {
		m.Blocks = append(m.Blocks, chat.P(w.Where))
		m.Actions = whereButtons(t)
	}
	t.Show(m, 0)
	t.ShowIn(giver.Private, chat.Message{Blocks: []chat.Block{chat.P(w.JoinedTo(w.App(string(t.Meta.Space.Platform))))}})
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
