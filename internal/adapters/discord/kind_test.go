package discord

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"stillpoint/internal/chat"
)

// kindRows are the types of channels that Discord has, as people know them.
var kindRows = []struct {
	official, name, instead string
	kind                    chat.ChannelKind
}{
	{"GUILD_TEXT", "Text", "", chat.KindText},
	{"GUILD_ANNOUNCEMENT", "Announcement", "", chat.KindAnnouncement},
	{"", "Thread, or a forum's post", "threads in its text channel", chat.KindThread},
	{"GUILD_VOICE", "Voice (its chat)", "threads in a text channel", chat.KindVoice},
	{"GUILD_STAGE_VOICE", "Stage (its chat)", "threads in a text channel", chat.KindStage},
	{"GUILD_FORUM", "Forum", "", chat.KindForum},
	{"GUILD_MEDIA", "Media", "one of its posts, or a text channel", chat.KindMedia},
}

// The table in docs/community-channels.md is what the adapter does in each type of
// channel, as the simulator answers, and what it says of it beforehand.
func TestChannelKinds(t *testing.T) {
	var b strings.Builder
	b.WriteString("| type of channel | the question | shared answers in a thread | published to followers | instead |\n|---|---|---|---|---|\n")
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		r.run()
		for i, row := range kindRows {
			var to chat.Chat
			if row.official == "" {
				to = encoded(g.Channel("talk").Thread("aside").ID())
			} else {
				to = encoded(g.ChannelOf(row.official, "channel "+number(i)).ID())
			}
			s, err := r.adapter.Inspect(r.Context(), to, chat.Need{Threads: true})
			if err != nil || s.Kind != row.kind || len(s.Missing) > 0 || s.Mute == s.Kind.Posts() {
				t.Fatalf("%s: %+v, %v", row.name, s, err)
			}
			sent, err := r.adapter.Send(r.Context(), said(to, "today's question"))
			if (err == nil) != s.Kind.Posts() || err != nil && chat.KindOf(err) != chat.NotAllowed {
				t.Errorf("%s: posting: %v", row.name, err)
			}
			asked, threads := "no", "no"
			switch {
			case err != nil:
			case !sent.In.IsZero():
				r.send(said(sent.In, "an answer"))
				asked, threads = "as a post of its own", "in the post"
			default:
				asked = "as a message"
				if _, err = r.adapter.Thread(r.Context(), to, sent.Message, "answers"); err == nil {
					threads = "under the message"
				} else if chat.KindOf(err) != chat.Rejected {
					t.Errorf("%s: a thread: %v", row.name, err)
				}
			}
			if (threads != "no") != s.Kind.Threads() {
				t.Errorf("%s: threads %v", row.name, threads)
			}
			published := "no"
			if err := r.adapter.Announce(r.Context(), to, sent.Message); err == nil {
				published = "if they want it"
			} else if chat.KindOf(err) != chat.Rejected {
				t.Errorf("%s: publishing: %v", row.name, err)
			}
			if (published != "no") != s.Kind.Announces() {
				t.Errorf("%s: published %v", row.name, published)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", row.name, asked, threads, published, row.instead)
		}
	})
	const path = "../../../docs/community-channels.md"
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), b.String()) {
		t.Errorf("%s lacks the table as it is:\n%s", path, b.String())
	}
}

// A voice channel in which the bot may not connect is closed to it.
func TestVoiceNeedsConnect(t *testing.T) {
	inBubble(t, func(r *rig) {
		room := r.server.Guild("garden").ChannelOf("GUILD_VOICE", "lounge")
		r.run()
		room.Deny("CONNECT")
		s, err := r.adapter.Inspect(r.Context(), encoded(room.ID()), chat.Need{})
		if err != nil || strings.Join(s.Missing, ", ") != nameConnect || !s.Mute {
			t.Errorf("standing %+v, %v", s, err)
		}
		if _, err := r.adapter.Send(r.Context(), said(encoded(room.ID()), "x")); chat.KindOf(err) != chat.NotAllowed {
			t.Errorf("posting: %v", err)
		}
	})
}
