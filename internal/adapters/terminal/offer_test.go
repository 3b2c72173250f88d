package terminal

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// TestNothingCanBeWrittenDown: what is typed is kept and said to be, once, and taken
// in when it can be; a press is told what the core has to say, and let go.
func TestNothingCanBeWrittenDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &paper{}
		term := newTerminal(strings.NewReader(""), out, &steering{}, style{width: maxWidth})
		began, offers, presses := time.Now(), 0, 0
		in := &core{handle: func(_ context.Context, e chat.Event) error {
			if _, ok := e.(chat.Pressed); ok {
				presses++
				return &chat.Unavailable{Say: "Not that one.", Err: errors.New("full")}
			}
			if offers++; time.Since(began) < 5*time.Minute {
				return &chat.Unavailable{Say: "Not now.", Err: errors.New("full")}
			}
			return nil
		}}
		term.offer(t.Context(), in, chat.Text{Meta: term.meta(), Body: "a badge"})
		took := time.Since(began)
		if took < 5*time.Minute || took > 5*time.Minute+heldMost || offers < 10 || offers > 30 || term.unfinished != nil {
			t.Errorf("taken in after %v and %d offers", took, offers)
		}
		term.offer(t.Context(), in, chat.Pressed{Meta: term.meta()})
		if presses != 1 || term.unfinished != nil {
			t.Errorf("a press was offered %d times", presses)
		}
		for line, want := range map[string]int{"I keep this one": 1, "It is written down now.": 1, "Not that one.": 1, "Not now.": 0, "three times": 0} {
			if n := strings.Count(out.String(), line); n != want {
				t.Errorf("%q is said %d times, want %d\n%s", line, n, want, out)
			}
		}
		began = time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		term.offer(ctx, in, chat.Text{Meta: term.meta(), Body: "the end"})
		if term.unfinished == nil || time.Since(began) != time.Minute {
			t.Errorf("told to end, after %v: %v is left for the next run", time.Since(began), term.unfinished)
		}
	})
}
