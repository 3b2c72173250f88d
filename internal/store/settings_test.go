package store

import (
	"path/filepath"
	"testing"

	"stillpoint/internal/chat"
)

func TestServedPlatformsAreRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Served(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("new: served = %v, %v; want none", got, err)
	}
	for _, p := range []chat.Platform{"telegram", "discord", "telegram"} {
		if err := s.MarkServed(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path)
	got, err := s.Served(t.Context())
	if err != nil || len(got) != 2 || got[0] != "discord" || got[1] != "telegram" {
		t.Errorf("served = %v, %v; want discord and telegram", got, err)
	}
}
