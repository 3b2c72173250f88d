package telegram

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
)

// What one person wrote and another reads gives no orders and calls nobody; what
// the bot says of its commands can be touched.
func TestSomebodysWordsAreHarmless(t *testing.T) {
	words := []string{
		"/forget everything", "then (/community off) and /skip@stillpoint_test_bot", "line one\n/off", "up and 1/2 and a/b and https://example.org/off//x",
	}
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		g := r.server.Supergroup("walkers")
		for _, at := range []chat.Chat{chatOf(ada), place{chat: g.ID()}.encoded()} {
			for _, w := range words {
				r.send(chat.Message{To: at, Blocks: []chat.Block{{Kind: chat.Quote, Text: w + " @everybody <b>x</b>"}, {Kind: chat.Paragraph, Text: "Or send /journal.", Own: true}}})
			}
		}
		for i, s := range slices.Concat(ada.Sees(), g.Sees()) {
			var touched []string
			for _, e := range s.Entities {
				if e.Type == "bot_command" || (e.Type == "mention" && i >= len(words)) {
					touched = append(touched, e.Covers(s.Text))
				}
			}
			if !slices.Equal(touched, []string{"/journal"}) {
				r.Errorf("%q can be touched in %q", touched, s.Text)
			}
			if read := strings.ReplaceAll(s.Text, string(wordJoiner), ""); !strings.Contains(read, words[i%len(words)]+" @everybody <b>x</b>") {
				r.Errorf("reads %q", read)
			}
		}
	})
	for _, w := range []string{"up and 1/2 and a/b and https://example.org/off//x", "and / or", "</start:1>", ""} {
		if got := inert(w, true); got != w {
			t.Errorf("%q becomes %q", w, got)
		}
	}
}
