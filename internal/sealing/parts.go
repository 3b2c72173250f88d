package sealing

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// sealPart seals the text with the key of the reply, and sets whose it is. A part
// whose words were taken away has none. Of a persona's part all is sealed that tells
// where it came from, and when.
func (t *tx) sealPart(p *reflection.Part) error {
	of, err := t.ownerOf(p.Reply)
	if err != nil {
		return err
	}
	p.Identity = of.identity
	key, err := t.identityKey(of.key)
	if err != nil {
		return err
	}
	if p.Deleted.IsZero() {
		p.Text = string(sealPadded(key, partBound(*p), []byte(p.Text)))
	} else {
		p.Text = ""
	}
	if isRandom(of.key) {
		t.hidePart(key, p)
	}
	return nil
}

// header is what the row of a persona's part doesn't tell.
type header struct {
	Platform            chat.Platform
	Chat                string
	Message             chat.MessageID
	At, Edited, Deleted int64
}

func headerPlace(p reflection.Part) string {
	return fmt.Sprintf("part/%d of %d header", p.ID, p.Reply)
}

func (t *tx) hidePart(key *vault.Key, p *reflection.Part) {
	text, err := json.Marshal(header{p.Chat.Platform, p.Chat.ID, p.Message, micros(p.At), micros(p.Edited), micros(p.Deleted)})
	if err != nil {
		panic(err) // Numbers and strings always marshal.
	}
	p.Header = sealPadded(key, headerPlace(*p), text)
	p.Message, p.Chat = t.hidden(p.Chat, p.Message), chat.Chat{Platform: personas}
	p.At, p.Edited, p.Deleted = t.blurred(p.At), t.blurred(p.Edited), t.blurred(p.Deleted)
}

// unhidePart gives a persona's part back what its row doesn't tell. That the words
// are gone is told by both.
func unhidePart(key *vault.Key, p *reflection.Part) error {
	text, err := unsealPadded(key, headerPlace(*p), p.Header)
	p.Header = nil
	if err != nil {
		return err
	}
	var h header
	if err := json.Unmarshal(text, &h); err != nil {
		return fmt.Errorf("%s: %w", headerPlace(*p), errChanged)
	}
	p.Chat, p.Message = chat.Chat{Platform: h.Platform, ID: h.Chat}, h.Message
	p.At, p.Edited = instant(h.At), instant(h.Edited)
	if h.Deleted != 0 {
		p.Deleted = instant(h.Deleted)
	}
	return nil
}

// ownerOf returns whose a reply is, which is as it was left. A transaction looks at
// each reply once.
func (t *tx) ownerOf(id reflection.ReplyID) (owner, error) {
	if of, ok := t.whose[id]; ok {
		return of, nil
	}
	if _, err := t.Reply(id); err != nil {
		return owner{}, err
	}
	return t.whose[id], nil
}

// openPart opens a part whose reply is as it was left.
func (t *tx) openPart(p *reflection.Part) error {
	of, err := t.ownerOf(p.Reply)
	if err != nil {
		return err
	}
	p.Identity = of.identity
	key, err := t.identityKey(of.key)
	if err != nil {
		return t.report(err)
	}
	if isRandom(of.key) {
		if err := unhidePart(key, p); err != nil {
			return t.report(err)
		}
	}
	p.Header = nil
	if p.Text == "" {
		return nil
	}
	text, err := unsealPadded(key, partBound(*p), []byte(p.Text))
	p.Text = string(text)
	return t.report(err)
}

// AddPart returns ErrNotFound if there is no such reply.
func (t *tx) AddPart(p *reflection.Part) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	if isRandom(p.Reply) {
		id = randomID()
	}
	added := *p
	added.ID = reflection.PartID(id)
	sealed := added
	if err := t.sealPart(&sealed); err != nil {
		return err
	}
	if err := t.raw.AddPart(&sealed); err != nil {
		return err
	}
	added.Identity = sealed.Identity
	*p = added
	return nil
}

// UpdatePart seals the text anew, with the key of the reply: a part can be filed
// under another one. What was counted of it is counted anew where that is a persona's
// and the one before wasn't, or the other way round.
func (t *tx) UpdatePart(p reflection.Part) error {
	if err := t.sealPart(&p); err != nil {
		return err
	}
	if isRandom(p.ID) != isRandom(p.Reply) {
		if err := t.raw.DeleteCheckpoint(t.whose[p.Reply].person); err != nil {
			return err
		}
	}
	return t.raw.UpdatePart(p)
}

func (t *tx) Part(id reflection.PartID) (reflection.Part, error) {
	p, err := t.raw.Part(id)
	return openedOne(p, err, t.openPart)
}

func (t *tx) PartByMessage(c chat.Chat, m chat.MessageID) (reflection.Part, error) {
	p, err := t.raw.PartByEither(c, m, chat.Chat{Platform: personas}, t.hidden(c, m))
	return openedOne(p, err, t.openPart)
}

func (t *tx) Parts(r reflection.ReplyID) ([]reflection.Part, error) {
	all, err := t.raw.Parts(r)
	all, err = opened(all, err, t.openPart)
	if isRandom(r) {
		slices.SortFunc(all, writtenFirst)
	}
	return all, err
}

// writtenFirst orders as an engine does what it can read.
func writtenFirst(a, b reflection.Part) int {
	return cmp.Or(a.At.Compare(b.At), a.Message.Compare(b.Message), cmp.Compare(a.ID, b.ID))
}

func (t *tx) PartsBetween(p reflection.PersonID, from, to time.Time) ([]reflection.Part, error) {
	all, err := both(t, p, func(p reflection.PersonID) ([]reflection.Part, error) {
		if !isRandom(p) {
			return t.raw.PartsBetween(p, from, to)
		}
		const day = 24 * time.Hour
		return t.raw.PartsBetween(p, from.UTC().Truncate(day), to.UTC().Truncate(day).Add(day))
	}, t.openPart, writtenFirst)
	return slices.DeleteFunc(all, func(p reflection.Part) bool { return p.At.Before(from) || !p.At.Before(to) }), err
}

func (t *tx) LastWritten(r reflection.ReplyID, but reflection.PartID) (last time.Time, err error) {
	if !isRandom(r) {
		return t.raw.LastWritten(r, but)
	}
	all, err := t.Parts(r)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return last, err
	}
	for _, p := range all {
		if p.Deleted.IsZero() && p.ID != but && p.At.After(last) {
			last = p.At
		}
	}
	if last.IsZero() {
		return last, reflection.ErrNotFound
	}
	return last, nil
}

// Written opens each part with the key of one of the person's accounts: a part of
// somebody else's opens with none of them. Of what they wrote in channels the reply is
// looked at: it alone knows which account that was.
func (t *tx) Written(p reflection.PersonID) ([]reflection.Part, error) {
	accounts, err := t.Identities(p)
	if err != nil {
		return nil, err
	}
	keys := make([]*vault.Key, len(accounts))
	for i, a := range accounts {
		if keys[i], err = t.identityKey(a.ID); err != nil {
			return nil, t.report(err)
		}
	}
	own := func(p *reflection.Part) error {
		err := error(vault.ErrTampered)
		for i, key := range keys {
			var text []byte
			if text, err = unsealPadded(key, partBound(*p), []byte(p.Text)); err == nil {
				p.Text, p.Identity = string(text), accounts[i].ID
				return nil
			}
		}
		return err
	}
	written := func(p reflection.PersonID) ([]reflection.Part, error) {
		all, err := t.raw.Written(p)
		if err != nil || isRandom(p) {
			return all, err
		}
		return all, t.report(openBeside(all, own))
	}
	return both(t, p, written, func(p *reflection.Part) error {
		if isRandom(p.Reply) {
			return t.openPart(p)
		}
		return nil // It was opened with the others.
	}, writtenFirst)
}

// openBeside opens parts on all processors, for which nothing but their keys is needed: of
// years of somebody's there are thousands. Its error is of the first that
// fails on each.
func openBeside(all []reflection.Part, open func(*reflection.Part) error) error {
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var running sync.WaitGroup
	for n := range workers {
		running.Go(func() {
			for i := len(all) * n / workers; i < len(all)*(n+1)/workers && failed[n] == nil; i++ {
				failed[n] = open(&all[i])
			}
		})
	}
	running.Wait()
	return errors.Join(failed...)
}
