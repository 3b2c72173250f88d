package sealing

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// What binds a row to what stands in it: texts that differ whenever a column does.

// identityBound is what the seal of an identity holds.
func identityBound(i reflection.Identity) []byte {
	return fmt.Appendf(nil, "of %d %q %q %q", i.Person, i.Private.Platform, i.Account, i.Private.ID)
}

// replyBound is what the seal of a reply holds. The delivery comes last: one that
// is gone leaves 0 behind.
func replyBound(r reflection.Reply) []byte {
	return fmt.Appendf(nil, "of %d kind %d audience %d created %d shared %d hidden %t delivery %d",
		r.Person, r.Kind, r.Audience, micros(r.Created), micros(r.Shared), r.Hidden, r.Delivery)
}

// partBound is what the words of a part are bound to, beside its reply's seal. It is
// made without fmt, since a search makes it for all that somebody ever wrote.
func partBound(p reflection.Part) string {
	b := make([]byte, 0, 160)
	number := func(before string, n int64) { b = strconv.AppendInt(append(b, before...), n, 10) }
	text := func(before, s string) { b = strconv.AppendQuote(append(b, before...), s) }
	number("part/", int64(p.ID))
	number(" of ", int64(p.Reply))
	number(" kind ", int64(p.Kind))
	text(" ", string(p.Chat.Platform))
	text(" ", p.Chat.ID)
	text(" ", string(p.Message))
	number(" at ", micros(p.At))
	number(" edited ", micros(p.Edited))
	return string(strconv.AppendBool(append(b, " deeper "...), p.Deeper))
}

// micros is how fine an engine stores instants.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// sealIdentity returns the identity's seal.
func sealIdentity(key *vault.Key, i reflection.Identity) []byte {
	return key.Seal(place("identity", i.ID, ""), identityBound(i))
}

// openIdentity takes the seal off, and refuses an identity that is not as it was
// left.
func (t *tx) openIdentity(i *reflection.Identity) error {
	seal := i.Seal
	i.Seal = nil
	key, err := t.identityKey(i.ID)
	if err != nil {
		return t.report(err)
	}
	return t.report(same(key, place("identity", i.ID, ""), seal, identityBound(*i)))
}

// sealRow returns the reply's seal.
func sealRow(key *vault.Key, r reflection.Reply) []byte {
	return key.Seal(place("reply", r.ID, "row"), replyBound(r))
}

// openRow takes the seal off, and refuses a reply that is not as it was left.
func openRow(key *vault.Key, r *reflection.Reply) error {
	seal := r.Seal
	r.Seal = nil
	err := same(key, place("reply", r.ID, "row"), seal, replyBound(*r))
	if errors.Is(err, errChanged) && r.Delivery == 0 {
		// The delivery may have gone since, with its subscription. Nobody but the
		// person is shown a reply to none.
		found, _ := key.Unseal(place("reply", r.ID, "row"), seal)
		if known := bytes.TrimSuffix(replyBound(*r), []byte("0")); bytes.HasPrefix(found, known) {
			return nil
		}
	}
	return err
}

// errChanged says that a row holds something else than its seal.
var errChanged = fmt.Errorf("the row is not what its seal holds: %w", vault.ErrTampered)

// same returns an error unless the seal holds the text.
func same(key *vault.Key, place string, seal, text []byte) error {
	found, err := key.Unseal(place, seal)
	if err != nil {
		return fmt.Errorf("%s: %w", place, err)
	}
	if !bytes.Equal(found, text) {
		return fmt.Errorf("%s: %w", place, errChanged)
	}
	return nil
}
