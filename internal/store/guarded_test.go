package store

import (
	"errors"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"stillpoint/internal/reflection"
)

// TestSavepointsOnlyAfterAFailure: Updates that share a commit have no savepoints until
// one of them fails. Then those before it are run again, those after it once, and the one
// that failed never again; all within one commit.
func TestSavepointsOnlyAfterAFailure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		var savepoints, commits atomic.Int64
		s, err := Open(t.Context(), Options{Path: path, Trace: func(statement string) {
			if strings.HasPrefix(statement, "SAVEPOINT") {
				savepoints.Add(1)
			}
			if statement == "COMMIT" {
				commits.Add(1)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
		var ran [4]int
		refusal := errors.New("no")
		counted := func(i int, err error) func(reflection.Tx) error {
			return func(tx reflection.Tx) error {
				ran[i]++
				return errors.Join(adding(i)(tx), err)
			}
		}
		update(t, s, adding(900))
		savepoints.Store(0)
		commits.Store(0)
		for i, err := range together(t, s, adding(10), adding(11), adding(12)) {
			if err != nil {
				t.Errorf("update %d: %v", i, err)
			}
		}
		if savepoints.Load() != 0 || commits.Load() != 1 {
			t.Errorf("%d savepoints and %d commits where none failed, want 0 and 1", savepoints.Load(), commits.Load())
		}
		commits.Store(0)
		errs := together(t, s, counted(0, nil), counted(1, nil), counted(2, refusal), counted(3, nil))
		for i, want := range []error{nil, nil, refusal, nil} {
			if !errors.Is(errs[i], want) || want == nil && errs[i] != nil {
				t.Errorf("update %d: %v, want %v", i, errs[i], want)
			}
			if exists(t, s, i) != (want == nil) {
				t.Errorf("update %d: what it wrote is there: %v", i, want != nil)
			}
		}
		if ran != [4]int{2, 2, 1, 1} || savepoints.Load() != 3 || commits.Load() != 1 {
			t.Errorf("they ran %v times, with %d savepoints and %d commits", ran, savepoints.Load(), commits.Load())
		}
	})
}
