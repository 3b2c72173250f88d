package chat_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"stillpoint/internal/chat"
)

func TestKindOf(t *testing.T) {
	gone := &chat.SendError{Kind: chat.Gone, Err: io.EOF}
	for name, c := range map[string]struct {
		err  error
		want chat.SendKind
	}{
		"itself":         {gone, chat.Gone},
		"wrapped":        {fmt.Errorf("asking: %w", gone), chat.Gone},
		"joined":         {errors.Join(io.EOF, gone), chat.Gone},
		"some other one": {io.EOF, chat.Uncertain},
	} {
		if got := chat.KindOf(c.err); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if !errors.Is(gone, io.EOF) {
		t.Error("the cause is lost")
	}
}

func TestSendErrorNamesItsKind(t *testing.T) {
	for kind, want := range map[chat.SendKind]string{
		chat.Rejected:   "send: rejected",
		chat.Gone:       "send: gone",
		chat.NotAllowed: "send: barred",
		chat.Moved:      "send: moved",
		chat.Throttled:  "send: throttled",
		chat.Unsent:     "send: unsent",
		chat.Uncertain:  "send: uncertain",
	} {
		if got := (&chat.SendError{Kind: kind}).Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got := (&chat.SendError{Kind: kind, Err: io.EOF}).Error(); got != want+": EOF" {
			t.Errorf("%q, want the cause as well", got)
		}
	}
}
