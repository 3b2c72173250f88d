package discord

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// An address is shown whole and previewed nowhere, but for a picture's; what isn't one
// that can be shown is words.
func TestLinkedAddresses(t *testing.T) {
	for text, c := range map[string]struct {
		kind    chat.BlockKind
		content string
		shows   bool
	}{
		"More: https://example.org/a_b":         {chat.Link, "More\\: <https://example.org/a_b>", false},
		"More: https://example.org/a.png":       {chat.LinkedPicture, "More\\: https://example.org/a.png", true},
		"More: https://example.org/<@1>":        {chat.Link, "More\\: https\\:\\/\\/example.org\\/\\<\\@1\\>", false},
		"More: http://example.org/a":            {chat.Link, "More\\: http\\:\\/\\/example.org\\/a", false},
		"More: https://a@example.org/@everyone": {chat.Link, "More\\: https\\:\\/\\/a\\@example.org\\/\\@everyone", false},
	} {
		b := bodies(chat.Message{Blocks: []chat.Block{chat.P("What?"), {Kind: c.kind, Text: text}}})[0]
		if _, shown, _ := strings.Cut(b.Content, "\n\n"); strings.TrimPrefix(b.Content, "What?\n") != c.content && shown != c.content {
			t.Errorf("%q is shown as %q", text, b.Content)
		}
		if shows := b.Flags&discordgo.MessageFlagsSuppressEmbeds == 0; shows != c.shows || len(b.AllowedMentions.Parse) != 0 {
			t.Errorf("%q: previewed %v", text, shows)
		}
	}
}
