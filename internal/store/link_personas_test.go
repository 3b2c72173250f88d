package store

import (
	"path/filepath"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// TestPersonasOfJoined: the file has as many personas as there are people who did
// something in channels, whoever is joined with whom; and no real one's row names what
// was done there.
func TestPersonasOfJoined(t *testing.T) {
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "bot.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	h := newHome(t, s, 1)
	other := reflection.Person{Created: noon}
	account := reflection.Identity{Account: "d", Private: chat.Chat{Platform: "discord", ID: "d"}}
	update(t, s, func(tx reflection.Tx) error {
		if err := tx.AddPerson(&other); err != nil {
			return err
		}
		account.Person = other.ID
		return tx.AddIdentity(&account)
	})
	personas := func(what string, want int) {
		t.Helper()
		const those = "persons WHERE id >= 1 << 51"
		same(t, what+": personas", countRows(t, s, those)[those], want, nil)
	}
	to := func(p reflection.PersonID) {
		t.Helper()
		update(t, s, func(tx reflection.Tx) error { return tx.Reassign(account.ID, p) })
	}
	personas("nobody was in a channel", 0)
	to(h.Person.ID)
	to(other.ID)
	personas("nor was who parted", 0)
	theirs := home{Person: other, Identity: account}
	writtenIn(t, s, theirs)
	personas("one was", 1)
	to(h.Person.ID)
	personas("joined", 1)
	to(other.ID)
	personas("parted", 1)
	writtenIn(t, s, h)
	personas("both were", 2)
	to(h.Person.ID)
	personas("both joined", 1)
	for _, c := range inChannels {
		those := c.table + " WHERE " + c.column + " < 1 << 51"
		same(t, "rows of "+those, countRows(t, s, those)[those], 0, nil)
	}
}
