package sealing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// bindBatch is how many rows one transaction binds.
const bindBatch = 500

// Bind brings a store that an older version left to the newest format: identities
// and replies get their seals, the words of parts are sealed anew, bound to their
// rows, and so are the titles of channels, which stood in the clear; what people did in
// channels comes under their personas; and accounts become keyed hashes. It does nothing where that was done, and
// goes on where it was cut off. Save then keeps the new check value: from there on,
// what isn't bound is refused.
//
// What doesn't open as the older version sealed it is logged, and left: it stays
// unreadable.
func Bind(ctx context.Context, engine reflection.Store, keys *Keys, log *slog.Logger, save func(check []byte) error) error {
	if keys.format == vault.Newest {
		return nil
	}
	log.Info("binding what was written to where it stands; this is done once")
	s := Over(engine, *keys, log)
	if keys.format == vault.Oldest {
		if err := bindRows(ctx, s); err != nil {
			return fmt.Errorf("bind what was written: %w", err)
		}
		if err := save(keys.vault.Check(vault.Bound)); err != nil {
			return err
		}
		keys.format = vault.Bound
	}
	if keys.format == vault.Bound {
		if err := underPersonas(ctx, s); err != nil {
			return fmt.Errorf("seal who did what in channels: %w", err)
		}
		if err := save(keys.vault.Check(vault.Personas)); err != nil {
			return err
		}
		keys.format = vault.Personas
	}
	if err := throughAll(ctx, s, func(t *tx, last int64) (int64, bool, error) {
		return bindSome(t, last, bindBatch, t.raw.IdentitiesAfter, t.hideIdentity)
	}); err != nil {
		return fmt.Errorf("seal accounts: %w", err)
	}
	if err := engine.Erased(ctx); err != nil {
		return fmt.Errorf("clear what stood in the clear out of the files: %w", err)
	}
	if err := save(keys.vault.Check(vault.Newest)); err != nil {
		return err
	}
	keys.format = vault.Newest
	return nil
}

func bindRows(ctx context.Context, s *Store) error {
	for _, batch := range []func(t *tx, last int64) (end int64, more bool, err error){
		func(t *tx, last int64) (int64, bool, error) {
			return bindSome(t, last, bindBatch, t.raw.IdentitiesAfter, t.bindIdentity)
		},
		func(t *tx, last int64) (int64, bool, error) {
			return bindSome(t, last, bindBatch, t.raw.RepliesAfter, t.bindReply)
		},
		func(t *tx, last int64) (int64, bool, error) {
			return bindSome(t, last, bindBatch, t.raw.PartsAfter, t.bindPart)
		},
	} {
		if err := throughAll(ctx, s, batch); err != nil {
			return err
		}
	}
	for more := true; more; {
		err := s.Update(ctx, func(inner reflection.Tx) (err error) {
			more, err = sealTitles(inner.(*tx))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// throughAll calls batch, each time in a transaction of its own, from where the last
// one ended.
func throughAll[At any](ctx context.Context, s *Store, batch func(t *tx, last At) (end At, more bool, err error)) error {
	var last At
	for more := true; more; {
		end := last
		err := s.Update(ctx, func(inner reflection.Tx) (err error) {
			end, more, err = batch(inner.(*tx), last)
			return err
		})
		if err != nil {
			return err
		}
		last = end
	}
	return nil
}

// bindSome binds the rows after the last one, and returns which it came to. Rows
// that are bound stay as they are.
func bindSome[ID ~int64, T any](t *tx, last int64, batch int, after func(ID, int) ([]T, error), bind func(T) (ID, error)) (end int64, more bool, err error) {
	all, err := after(ID(last), batch)
	if err != nil {
		return last, false, err
	}
	for _, row := range all {
		id, err := bind(row)
		if errors.Is(err, vault.ErrTampered) {
			t.log.Error("a row does not open, and is left as it is", "err", err)
			err = nil
		}
		if err != nil {
			return last, false, err
		}
		last = int64(id)
	}
	return last, len(all) == batch, nil
}

func (t *tx) bindIdentity(i reflection.Identity) (reflection.IdentityID, error) {
	if i.Seal != nil {
		return i.ID, nil
	}
	key, err := t.identityKey(i.ID)
	if err != nil {
		return i.ID, err
	}
	return i.ID, t.raw.SealIdentity(i.ID, nil, key.Seal(place("identity", i.ID, ""), identityBound(i)))
}

func (t *tx) bindReply(r reflection.Reply) (reflection.ReplyID, error) {
	if r.Seal != nil {
		return r.ID, nil
	}
	key, err := t.identityKey(r.Identity)
	if err != nil {
		return r.ID, err
	}
	r.Seal = sealRow(key, r)
	return r.ID, t.raw.UpdateReply(r)
}

func (t *tx) bindPart(p reflection.Part) (reflection.PartID, error) {
	if p.Text == "" {
		return p.ID, nil
	}
	key, err := t.identityKey(p.Identity)
	if err != nil {
		return p.ID, err
	}
	if _, err := unsealPadded(key, partBound(p), []byte(p.Text)); err == nil {
		return p.ID, nil // it was bound before this was cut off
	}
	if p.Text, err = unseal(key, place("part", p.ID, ""), p.Text); err != nil {
		return p.ID, err
	}
	p.Text = string(sealPadded(key, partBound(p), []byte(p.Text)))
	return p.ID, t.raw.UpdatePart(p)
}
