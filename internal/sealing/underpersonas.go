package sealing

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"stillpoint/internal/reflection"
)

// peopleBatch is how many people one transaction brings under their personas, with
// all facts of theirs.
const peopleBatch = 20

// underPersonas brings what an older version left to where it stands now. What was
// brought there is left as it is.
func underPersonas(ctx context.Context, s *Store) error {
	if err := throughAll(ctx, s, func(t *tx, last int64) (int64, bool, error) {
		return bindSome(t, last, peopleBatch, t.raw.PersonsAfter, t.bringPerson)
	}); err != nil {
		return err
	}
	if err := throughAll(ctx, s, func(t *tx, last int64) (int64, bool, error) {
		return bindSome(t, last, bindBatch, t.raw.RepliesAfter, t.bringReply)
	}); err != nil {
		return err
	}
	return throughAll(ctx, s, func(t *tx, last reflection.MappedMessage) (reflection.MappedMessage, bool, error) {
		all, err := t.raw.MessagesAfter(last, bindBatch)
		for _, m := range all {
			if err == nil && m.Chat.Platform != personas {
				err = errors.Join(t.raw.UnmapMessage(m), t.MapMessage(m.Chat, m.Message, m.Delivery))
			}
			last = m
		}
		return last, len(all) == bindBatch, err
	})
}

// bringPerson seals what the bot knows of a person beside their words.
func (t *tx) bringPerson(p reflection.PersonID) (reflection.PersonID, error) {
	if isRandom(p) {
		return p, nil
	}
	packs, err := t.raw.ChoicesOf(p)
	if err != nil {
		return p, err
	}
	for _, pack := range packs {
		state, err := t.raw.Choice(p, pack)
		if err == nil && !t.isSealedChoice(p, pack, state) {
			err = t.SetChoice(p, pack, state)
		}
		if err != nil {
			return p, err
		}
	}
	if err := t.bringFacts(p); err != nil {
		return p, err
	}
	some, err := t.raw.InChannels(p)
	if err != nil || !some {
		return p, err
	}
	as, err := t.needPersona(p)
	if err != nil {
		return p, err
	}
	return p, t.raw.GivePersona(p, as.person, "")
}

func (t *tx) isSealedChoice(p reflection.PersonID, pack string, state []byte) bool {
	_, err := unsealPadded(t.keys.own, choicePlace(p, pack), state)
	return err == nil
}

// bringFacts moves the facts that a person answered in channels, in their order.
func (t *tx) bringFacts(p reflection.PersonID) error {
	all, err := t.raw.FactsOf(p)
	if err != nil {
		return err
	}
	for _, f := range all {
		in, err := t.inChannel(f.Delivery)
		if err != nil {
			return err
		}
		if !in || f.Kind != reflection.FactReplied {
			continue
		}
		if err := t.raw.RemoveFact(f); err != nil {
			return err
		}
		f.Part = t.renamedPart(f.Part)
		if err := t.addPersonas(&f, int64(f.ID)); err != nil {
			return err
		}
	}
	return nil
}

// renamedPart is the id that a part has under a persona which was counted before.
func (t *tx) renamedPart(p reflection.PartID) reflection.PartID {
	if p == 0 {
		return 0
	}
	return reflection.PartID(firstRandom | int64(binary.BigEndian.Uint64(t.keys.own.Tag(fmt.Appendf(nil, "renamed part %d", p)))>>13))
}

// bringReply gives an answer in a channel to its author's persona.
func (t *tx) bringReply(row reflection.Reply) (reflection.ReplyID, error) {
	in, err := t.inChannel(row.Delivery)
	if err != nil || !in || isRandom(row.ID) {
		return row.ID, err
	}
	r, err := t.Reply(row.ID)
	if err != nil {
		return row.ID, err
	}
	parts, err := t.Parts(row.ID)
	if err != nil {
		return row.ID, err
	}
	as, err := t.needPersona(r.Person)
	if err != nil {
		return row.ID, err
	}
	r.ID = reflection.ReplyID(randomID())
	t.whose[r.ID] = owner{as.identity, r.Identity, r.Person}
	sealed := r
	if err := t.sealReply(&sealed, as); err != nil {
		return row.ID, err
	}
	if err := t.raw.RenameReply(row.ID, sealed); err != nil {
		return row.ID, err
	}
	for _, p := range parts {
		was := p.ID
		p.ID, p.Reply = t.renamedPart(was), r.ID
		if err := t.sealPart(&p); err != nil {
			return row.ID, err
		}
		if err := errors.Join(t.raw.RenamePart(was, p.ID), t.raw.UpdatePart(p)); err != nil {
			return row.ID, err
		}
	}
	return row.ID, nil
}
