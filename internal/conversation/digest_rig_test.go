package conversation_test

import (
	"slices"
	"strings"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/schedule"
)

// told are the summaries that came unasked, the oldest first.
func (r *rig) told(p *chattest.Person) []chattest.Shown {
	r.t.Helper()
	synctest.Wait()
	return slices.DeleteFunc(r.platform.Shown(p.Chat()), func(m chattest.Shown) bool {
		return m.Nonce == "" || len(m.Blocks) == 0 || m.Blocks[0].Kind != chat.Heading
	})
}

// line returns the line of a summary that begins so; empty if there is none.
func line(m chattest.Shown, begins string) string {
	for l := range strings.Lines(m.Text) {
		if strings.HasPrefix(l, begins) {
			return strings.TrimSpace(l)
		}
	}
	return ""
}

// alt describes a message's picture; empty without one.
func alt(m chattest.Shown) string {
	if m.Picture == nil {
		return ""
	}
	return m.Picture.Alt
}

// local is an instant told as 2006-01-02 15:04 in Berlin.
func (r *rig) local(at string) time.Time {
	r.t.Helper()
	loc, err := schedule.Location("Europe/Berlin")
	if err != nil {
		r.t.Fatal(err)
	}
	instant, err := time.ParseInLocation("2006-01-02 15:04", at, loc)
	if err != nil {
		r.t.Fatal(err)
	}
	return instant
}
