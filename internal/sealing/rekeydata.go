package sealing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// dataBatch is how many identities one transaction gives another data key.
const dataBatch = 10

// RekeyData gives each identity, a persona's too, another data key, and seals with it
// all that the one before sealed. It begins after the identity named, and goes from
// one transaction to the next; save keeps in each how far it has come, so that it can
// go on from there.
//
// Copies of the store that were made before still hold the keys before, under the
// master key.
func RekeyData(ctx context.Context, engine reflection.Store, keys Keys, after reflection.IdentityID, log *slog.Logger, save func(reflection.Raw, reflection.IdentityID) error) error {
	s := Over(engine, keys, log)
	for more := true; more; {
		var changed []reflection.IdentityID
		last := after
		err := s.Update(ctx, func(inner reflection.Tx) error {
			t := inner.(*tx)
			changed, last = nil, after
			all, err := t.raw.IdentitiesAfter(after, dataBatch)
			if err != nil {
				return err
			}
			for _, i := range all {
				if err := t.rekey(i); err != nil {
					return err
				}
				last = i.ID
				changed = append(changed, i.ID)
			}
			more = len(all) == dataBatch
			return save(t.raw, last)
		})
		if err != nil {
			return fmt.Errorf("change data keys: %w", err)
		}
		for _, id := range changed {
			keys.vault.Forget(int64(id))
		}
		after = last
	}
	return engine.Erased(ctx) // the words as they were sealed before
}

// reseal is what seals anew what stands sealed: from one key to another.
type reseal struct {
	from, to *vault.Key
	t        *tx
}

// again returns what is sealed for one of the places sealed with the other key. What
// opens for none is left, and logged: it did not open before, either.
func (r reseal) again(sealed []byte, places ...string) []byte {
	if len(sealed) == 0 {
		return sealed
	}
	for _, place := range places {
		if text, err := r.from.Unseal(place, sealed); err == nil {
			return r.to.Seal(place, text)
		}
	}
	_ = r.t.report(fmt.Errorf("%s, while its key is changed: %w", places[0], vault.ErrTampered))
	return sealed
}

func (t *tx) rekey(i reflection.Identity) error {
	stored, err := t.raw.IdentityKey(i.ID)
	if err != nil {
		return err
	}
	from, err := t.keys.vault.Unwrap(int64(i.ID), stored)
	if errors.Is(err, vault.ErrTampered) {
		t.log.Error("the key of an identity does not open, and is left as it is", "identity", i.ID)
		return nil
	}
	if err != nil {
		return err
	}
	wrapped := t.keys.vault.NewKey(int64(i.ID))
	to, err := t.keys.vault.Unwrap(int64(i.ID), wrapped)
	if err != nil {
		return err
	}
	r := reseal{from, to, t}
	if i.Private.Platform != personas {
		i.Seal = r.again(i.Seal, identityPlace(i.ID))
	}
	if err := t.raw.SealIdentity(i.ID, wrapped, i.Seal); err != nil {
		return err
	}
	if err := r.replies(i.ID); err != nil {
		return err
	}
	if err := r.dispatches(i.ID); err != nil || i.Private.Platform != personas {
		return err
	}
	return r.facts(i.Person)
}

func (r reseal) replies(id reflection.IdentityID) error {
	all, err := r.t.raw.RepliesBy(id)
	if err != nil {
		return err
	}
	for _, reply := range all {
		for _, column := range []struct {
			name string
			text *string
		}{{"question", &reply.Question}, {"name", &reply.Name}} {
			at := place("reply", reply.ID, column.name)
			*column.text = string(r.again([]byte(*column.text), padded(at), at))
		}
		reply.Seal = r.again(reply.Seal, place("reply", reply.ID, "row"))
		if err := r.t.raw.UpdateReply(reply); err != nil {
			return err
		}
		parts, err := r.t.raw.Parts(reply.ID)
		if err != nil {
			return err
		}
		for _, p := range parts {
			if err := r.t.raw.UpdatePart(r.part(p)); err != nil {
				return err
			}
		}
	}
	return nil
}

// part seals a part anew. The words of a persona's are bound to what its header says.
func (r reseal) part(p reflection.Part) reflection.Part {
	truth := p
	if p.Header != nil {
		if err := unhidePart(r.from, &truth); err != nil {
			_ = r.t.report(err)
			return p
		}
		p.Header = r.again(p.Header, headerPlace(p))
	}
	p.Text = string(r.again([]byte(p.Text), partBound(truth)))
	return p
}

func (r reseal) dispatches(id reflection.IdentityID) error {
	all, err := r.t.raw.DispatchesBy(id)
	if err != nil {
		return err
	}
	for _, d := range all {
		d.Body = r.again(d.Body, place("dispatch", d.ID, "body"))
		if err := r.t.raw.UpdateDispatch(d); err != nil {
			return err
		}
	}
	return nil
}

func (r reseal) facts(p reflection.PersonID) error {
	all, err := r.t.raw.FactsOf(p)
	if err != nil {
		return err
	}
	for _, f := range all {
		f.Sealed = r.again(f.Sealed, factPlace(f))
		if err := r.t.raw.ResealFact(f); err != nil {
			return err
		}
	}
	return nil
}
