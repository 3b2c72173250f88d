package telegram

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
)

// An address stands whole in the text, and only a picture's is previewed, by itself; it
// is so in an edit too.
func TestLinkedAddresses(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Supergroup("walkers")
		for address, shows := range map[string]bool{
			"https://example.org/@durov/pause?/off": false, "https://example.org/door.png": true,
		} {
			kind := chat.Link
			if shows {
				kind = chat.LinkedPicture
			}
			m := chat.Message{To: place{chat: g.ID()}.encoded(), Blocks: []chat.Block{chat.P("What?"), {Kind: kind, Text: "More: " + address}}}
			sent := r.send(m)
			m.Blocks[0].Text = "What else?"
			if err := r.adapter.Edit(r.Context(), sent.Message, m); err != nil {
				t.Fatal(err)
			}
			all := g.Sees()
			last := all[len(all)-1]
			if !strings.HasSuffix(last.Text, "More: "+address) || last.Preview != shows || len(last.Edits) != 1 {
				t.Errorf("%q, previewed %v", last.Text, last.Preview)
			}
			for _, e := range last.Entities {
				if e.Type != "url" {
					t.Errorf("%q is a %s", e.Covers(last.Text), e.Type)
				}
			}
		}
	})
}
