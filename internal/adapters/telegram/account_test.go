package telegram

import (
	"slices"
	"testing"

	"stillpoint/internal/chat"
)

// A name that belongs to an account leads to it in a private chat, and in a group, where
// it would notify, it doesn't; nor does what is no account's number.
func TestNameLeadsToItsAccount(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		g := r.server.Supergroup("walkers")
		for _, at := range []chat.Chat{chatOf(ada), place{chat: g.ID()}.encoded()} {
			for _, account := range []string{"1234567", "", `1"><b>`, "-5"} {
				r.send(chat.Message{To: at, Blocks: []chat.Block{{Kind: chat.Paragraph, Text: "Ben <b>B</b>", Account: account}, {Kind: chat.Quote, Text: "Ben's."}}})
			}
		}
		var linked []string
		for _, s := range ada.Sees() {
			for _, e := range s.Entities {
				if e.Type == "text_link" || e.Type == "text_mention" {
					linked = append(linked, e.Covers(s.Text))
				}
			}
		}
		if !slices.Equal(linked, []string{"Ben <b>B</b>"}) {
			r.Errorf("in the private chat %q lead somewhere", linked)
		}
		for _, s := range g.Sees() {
			for _, e := range s.Entities {
				if e.Type != "blockquote" {
					r.Errorf("in the group %q is a %s", e.Covers(s.Text), e.Type)
				}
			}
		}
	})
}
