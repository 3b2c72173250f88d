package store

import (
	"bytes"
	"testing"

	"stillpoint/internal/reflection"
)

// A channel's word list is sealed at rest; one that was changed in the file has an
// admin look at everything.
func TestWordListAtRest(t *testing.T) {
	s := openTemp(t)
	var c reflection.Channel
	update(t, s, func(tx reflection.Tx) (err error) {
		if c, err = addChannel(tx, "77", "server"); err != nil {
			return err
		}
		c.WordList = "nightingale"
		return tx.UpdateChannel(c)
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(c.Subscription)
		same(t, "opened", got, c, err)
		return nil
	})
	err := engine{s}.View(t.Context(), func(rtx reflection.Tx) error {
		kept, err := rtx.Channel(c.Subscription)
		if len(kept.WordList) == 0 || bytes.Contains([]byte(kept.WordList), []byte("nightingale")) {
			t.Errorf("%d bytes at rest hold the word, or there are none", len(kept.WordList))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = engine{s}.Update(t.Context(), func(rtx reflection.Tx) error {
		_, err := rtx.(*tx).exec("tamper", `UPDATE channels SET word_list = zeroblob(80)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(c.Subscription)
		if got.WordList != "" || !got.Approval {
			t.Errorf("changed in the file: %+v, want that all is looked at", got)
		}
		return err
	})
}
