package conversation

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/reflection"
)

// fixable is trouble that says what to do about it.
type fixable struct{ error }

func (fixable) Remedy() string { return "Make room." }

// TestTroubleIsLoggedOnceAMinute: however often it is met, and whether it lasts or
// comes and goes, as on a disk on which little things still fit.
func TestTroubleIsLoggedOnceAMinute(t *testing.T) {
	for name, comesAndGoes := range map[string]bool{"it lasts": false, "it comes and goes": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log strings.Builder
				h := &health{log: slog.New(slog.NewTextHandler(&log, nil))}
				trouble := fmt.Errorf("%w: %w", reflection.ErrUnavailable, fixable{errors.New("full")})
				for range 175 {
					h.failed(errors.New("of an event's own"))
					h.note(trouble)
					h.failed(nil)
					if h.trouble() == nil {
						t.Fatal("no trouble is known")
					}
					if comesAndGoes {
						h.note(nil)
					}
					time.Sleep(time.Second)
				}
				h.note(nil)
				if h.trouble() != nil {
					t.Error("it is never over")
				}
				errs, infos := strings.Count(log.String(), "level=ERROR"), strings.Count(log.String(), "level=INFO")
				want := 1
				if comesAndGoes {
					want = 3
				}
				if errs != 3 || infos != want || strings.Count(log.String(), `do="Make room."`) != 3 {
					t.Errorf("%d errors and %d ends, want 3 and %d:\n%s", errs, infos, want, log.String())
				}
			})
		})
	}
}
