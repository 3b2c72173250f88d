package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"stillpoint/internal/reflection"
)

// Same reports a difference between what was stored and what was read; the names of
// answers before others aside, which nobody stores.
func Same(t *testing.T, what string, got, want any, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
	} else if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(reflection.Reply{}, "Sharing")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// missing reports an error that is not ErrNotFound.
func Missing(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, reflection.ErrNotFound) {
		t.Errorf("%s: err = %v, want ErrNotFound", what, err)
	}
}

// at returns an instant with microseconds, so that none may get lost.
func At(hours int) time.Time {
	return Noon.Add(time.Duration(hours)*time.Hour + 123456*time.Microsecond)
}
