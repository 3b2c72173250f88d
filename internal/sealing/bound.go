package sealing

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// What binds a row to what stands in it: texts that differ whenever a column does.

// identityBound is what the seal of an identity held while accounts stood in the clear.
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

// instant is what micros was given.
func instant(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
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

// behindRow is what the row of a persona's reply doesn't tell. It stands in its seal,
// beside what the row says.
type behindRow struct {
	Identity        reflection.IdentityID
	Created, Shared int64
	Row             string
}

// sealBehind returns the seal of a persona's reply: of the row as it is in the file,
// and of what was there in truth.
func sealBehind(key *vault.Key, row, truth reflection.Reply) []byte {
	text, err := json.Marshal(behindRow{truth.Identity, micros(truth.Created), micros(truth.Shared), string(replyBound(row))})
	if err != nil {
		panic(err) // Numbers and a string always marshal.
	}
	return sealPadded(key, place("reply", row.ID, "row"), text)
}

// openBehind takes the seal off a persona's reply, which is as in the file but for
// that.
func openBehind(key *vault.Key, r *reflection.Reply) error {
	at := place("reply", r.ID, "row")
	text, err := unsealPadded(key, at, r.Seal)
	r.Seal = nil
	if err != nil {
		return err
	}
	var truth behindRow
	if err := json.Unmarshal(text, &truth); err != nil {
		return fmt.Errorf("%s: %w", at, errChanged)
	}
	row := string(replyBound(*r))
	if truth.Row != row && (r.Delivery != 0 || !bytes.HasPrefix([]byte(truth.Row), bytes.TrimSuffix([]byte(row), []byte("0")))) {
		return fmt.Errorf("%s: %w", at, errChanged)
	}
	r.Identity, r.Created, r.Shared = truth.Identity, instant(truth.Created), instant(truth.Shared)
	return nil
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
