package storetest

import (
	"testing"

	"stillpoint/internal/reflection"
)

func testRequests(t *testing.T, open Open) {
	s := open(t)
	first := reflection.Request{At: At(1), Kind: "forget", Entries: 3}
	second := reflection.Request{At: At(2), Kind: "export"}
	for _, r := range []reflection.Request{first, second} {
		Update(t, s, func(tx reflection.Tx) error { return tx.AddRequest(r) })
	}
	View(t, s, func(tx reflection.Tx) error {
		all, err := tx.Requests(9)
		Same(t, "all", all, []reflection.Request{second, first}, err)
		all, err = tx.Requests(1)
		Same(t, "the latest", all, []reflection.Request{second}, err)
		return nil
	})
}
