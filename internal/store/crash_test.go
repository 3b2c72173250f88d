package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/internal/reflection"
)

// TestKilledProcessLosesNothingConfirmed kills a process that commits in a loop,
// several times over, and looks for every fact whose commit it confirmed.
func TestKilledProcessLosesNothingConfirmed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	confirmed := make(map[reflection.PersonID][]reflection.FactID)
	for round := range 3 {
		c := child(t, "commit", path)
		c.Stderr = os.Stderr
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		var person reflection.PersonID
		for seen := 0; lines.Scan(); seen++ {
			if seen == 200+50*round {
				if err := c.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			var id int64
			switch n, _ := fmt.Sscanf(lines.Text(), "fact %d", &id); {
			case n == 1:
				confirmed[person] = append(confirmed[person], reflection.FactID(id))
			default:
				if _, err := fmt.Sscanf(lines.Text(), "person %d", &person); err != nil {
					t.Fatalf("the child said %q", lines.Text())
				}
			}
		}
		c.Wait() // it was killed, which is an error
	}
	// The kernel has released the lock, and the database opens.
	s := openAt(t, path)
	if s.WasClean() {
		t.Error("a killed process is taken for a clean stop")
	}
	if err := s.Check(t.Context(), 0); err != nil {
		t.Error(err)
	}
	if len(confirmed) != 3 {
		t.Fatalf("%d rounds confirmed something, want 3", len(confirmed))
	}
	var highest reflection.FactID
	view(t, s, func(tx reflection.Tx) error {
		for person, ids := range confirmed {
			facts, err := tx.FactsOf(person)
			if err != nil {
				return err
			}
			there := make(map[reflection.FactID]bool)
			for _, f := range facts {
				there[f.ID] = true
				highest = max(highest, f.ID)
			}
			for _, id := range ids {
				if !there[id] {
					t.Errorf("fact %d of person %d was confirmed and is lost", id, person)
				}
			}
		}
		return nil
	})
	if h := newHome(t, s, 1); reflection.FactID(h.Person.ID) <= highest {
		t.Errorf("id %d was given out before: there is a fact %d", h.Person.ID, highest)
	}
}

func TestCleanStopIsKnown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	for range 2 {
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		if !s.WasClean() {
			t.Error("a new database, or one that was closed, is taken for an unclean stop")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCheckFindsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 200 {
		newHome(t, s, n)
	}
	if err := s.Check(t.Context(), 0); err != nil {
		t.Errorf("a sound database: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Check(ended, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// Opening reads a few pages only, and says nothing of the others.
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sound := len(text) - 4096
	write(t, path, string(text[:sound])+strings.Repeat("\xff", len(text)-sound))
	s = openAt(t, path)
	if err := s.Check(t.Context(), 0); !errors.Is(err, ErrDamaged) {
		t.Errorf("err = %v, want ErrDamaged", err)
	}
}
