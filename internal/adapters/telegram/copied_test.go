package telegram

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// A command that people are told to give stands there as it is given, to be copied by a
// touch, and can't be sent by one; sent back, it is that command. What isn't between
// curly quotes is inert, as before.
func TestCommandsAreCopied(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		g := r.server.Supergroup("walkers")
		says := []chat.Block{
			chat.P("Send there: “/community moderators dt”"),
			{Kind: chat.Paragraph, Text: "Try “/community pause 2 weeks” or “/pause” or /pause.", Own: true},
			chat.P("“/suggest Ask @everybody <b>why</b>?”\n“/log” · What /off and @bob did"),
			{Kind: chat.Quote, Text: "“/community off now”"},
		}
		for _, at := range []chat.Chat{chatOf(ada), place{chat: g.ID()}.encoded()} {
			r.send(chat.Message{To: at, Blocks: says})
		}
		for _, s := range slices.Concat(ada.Sees(), g.Sees()) {
			var copied, touched []string
			for _, e := range s.Entities {
				switch e.Type {
				case "code":
					copied = append(copied, e.Covers(s.Text))
				case "bot_command":
					touched = append(touched, e.Covers(s.Text))
				}
			}
			if want := []string{"/community moderators dt", "/community pause 2 weeks", "/suggest Ask @everybody <b>why</b>?", "/log"}; !slices.Equal(copied, want) {
				r.Errorf("%q can be copied, want %q, in %q", copied, want, s.Text)
			}
			if want := []string{"/pause", "/pause"}; !slices.Equal(touched, want) {
				r.Errorf("%q can be touched, want %q, in %q", touched, want, s.Text)
			}
		}
		r.run()
		ada.Write("/community moderators dt")
		r.pass(time.Second)
		if c := only[chat.Command](r); c.Name != "community" || c.Args != "moderators dt" {
			r.Errorf("it is %+v", c)
		}
	})
}

// A command is one with marks in it that nobody sees, as they come along when it is
// copied from where it was inert. What is seen makes it none.
func TestPastedCommands(t *testing.T) {
	for _, text := range []string{
		"/\u2060community moderators dt", "\u2060/community moderators dt", "/\u200bcom\u200dmunity moderators dt", "\u2068/\u2060community@Some_bot\u2069 moderators dt",
		"/\ufeffcommunity moderators dt", "/\ufe0f\u00adcommunity moderators dt",
	} {
		name, _, args, ok := parseCommand(text)
		if !ok || name != "community" || args != "moderators dt" {
			t.Errorf("%q is /%s %q: %v", text, name, args, ok)
		}
	}
	for _, text := range []string{"/\u2060", "\u2060", "/\u2060 community", "/cömmunity", "x/\u2060community", "//\u2060community"} {
		if name, _, _, ok := parseCommand(text); ok {
			t.Errorf("%q is /%s", text, name)
		}
	}
}
