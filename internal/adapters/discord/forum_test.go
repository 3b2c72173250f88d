package discord

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

const posting = "POST /channels/{channel_id}/threads"

// question is one as a channel is asked it.
func titled(to chat.Chat, nonce string) chat.Message {
	return chat.Message{
		To: to, Blocks: []chat.Block{{Kind: chat.Heading, Text: "Today's question"}, chat.P("What did you keep?")},
		Title: "What did you keep?", Nonce: nonce,
		Actions: []chat.Action{{Label: "Reflect", Ref: chat.Ref{Verb: "reflect", ID: 1}}},
	}
}

// A question in a forum is a post with its title: edited, answered and taken away
// where it stands. A restart forgets that the channel is a forum, and learns it again.
func TestForumPost(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		forum := g.ChannelOf("GUILD_FORUM", "forum")
		daily := forum.Tag("daily", false)
		r.run()
		for day := range 2 {
			m := titled(encoded(forum.ID()), "n"+number(day))
			m.Tag = daily
			sent := r.send(m)
			posts := forum.Threads()
			post := posts[len(posts)-1]
			if len(posts) != day+1 || sent.In != encoded(post.ID()) || string(sent.Message) != post.ID() || post.Name() != m.Title {
				t.Fatalf("%+v in %q of %d posts", sent, post.Name(), len(posts))
			}
			if tags := post.Tags(); len(tags) != 1 || tags[0] != "daily" {
				t.Errorf("tagged %q", tags)
			}
			m.To, m.Blocks = sent.In, append(m.Blocks, chat.P("7 have answered"))
			if err := r.adapter.Edit(r.Context(), sent.Message, m); err != nil {
				t.Fatalf("Edit: %v", err)
			}
			if got := post.Messages()[0].Content; !strings.Contains(got, "7 have answered") {
				t.Errorf("it says %q", got)
			}
			r.send(said(sent.In, "an answer"))
			found, ok, err := r.adapter.Find(r.Context(), encoded(forum.ID()), "n"+number(day), time.Now().Add(-time.Hour))
			if err != nil || !ok || found.Message != sent.Message || found.In != sent.In {
				t.Errorf("found %+v, %v, %v", found, ok, err)
			}
			r.restart()
		}
	})
}

// Discord enforces no nonce for a post, so a repetition looks first.
func TestForumPostIsNotRepeated(t *testing.T) {
	inBubble(t, func(r *rig) {
		forum := r.server.Guild("garden").ChannelOf("GUILD_FORUM", "forum")
		r.run()
		r.server.FaultNext(discordtest.Fault{Cut: discordtest.CutAfter}, posting)
		m := titled(encoded(forum.ID()), "once")
		if _, err := r.adapter.Send(r.Context(), m); chat.KindOf(err) != chat.Uncertain {
			t.Fatalf("Send: %v", err)
		}
		r.pass(10 * time.Second)
		sent := r.send(m)
		if posts := forum.Threads(); len(posts) != 1 || sent.In != encoded(posts[0].ID()) {
			t.Errorf("%d posts, %+v", len(forum.Threads()), sent)
		}
	})
}

// A tag that is gone is left out; where each post must have one, another stands for
// it; and none that only moderators set is taken.
func TestForumTags(t *testing.T) {
	inBubble(t, func(r *rig) {
		forum := r.server.Guild("garden").ChannelOf("GUILD_FORUM", "forum")
		forum.Tag("mods", true)
		daily, other := forum.Tag("daily", false), forum.Tag("other", false)
		r.run()
		s, err := r.adapter.Inspect(r.Context(), encoded(forum.ID()), chat.Need{})
		if err != nil || s.TagNeeded || len(s.Tags) != 2 || s.Tags[0] != (chat.Tag{ID: daily, Name: "daily"}) {
			t.Errorf("standing %+v, %v", s, err)
		}
		forum.Untag(other)
		for _, c := range []struct {
			needed bool
			tag    string
			want   string
		}{{false, other, ""}, {false, daily, "daily"}, {true, "", "daily"}, {true, other, "daily"}} {
			forum.NeedTags(c.needed)
			m := titled(encoded(forum.ID()), "")
			m.Tag = c.tag
			sent := r.send(m)
			if tags := strings.Join(r.server.Channel(sent.In.ID).Tags(), " "); tags != c.want {
				t.Errorf("%+v: tagged %q", c, tags)
			}
			r.pass(2 * time.Second)
		}
		forum.Untag(daily)
		_, err = r.adapter.Send(r.Context(), titled(encoded(forum.ID()), ""))
		if chat.KindOf(err) != chat.NotAllowed || err.(*chat.SendError).Missing != nameTag {
			t.Errorf("without any tag: %v", err)
		}
		s, err = r.adapter.Inspect(r.Context(), encoded(forum.ID()), chat.Need{})
		if err != nil || !s.Mute || strings.Join(s.Missing, ", ") != nameTag || s.Where != whereTags {
			t.Errorf("standing %+v, %v", s, err)
		}
	})
}

// What has no title is called by its first words, and what nobody can see is none.
func TestForumTitles(t *testing.T) {
	for _, c := range []struct{ title, first, want string }{
		{"", "The week in numbers", "The week in numbers"},
		{"  \n", "Line\nand more", "Line"},
		{strings.Repeat("a", 101), "x", strings.Repeat("a", 99) + "…"},
		{"\u200b", "\u200b", "…"},
	} {
		if got := postTitle(chat.Message{Title: c.title, Blocks: []chat.Block{chat.P(c.first)}}); got != c.want {
			t.Errorf("%q, %q: called %q", c.title, c.first, got)
		}
	}
}

// What is published stays published, also where the answer was lost; and past ten in
// an hour it waits, in its own route alone.
func TestAnnounce(t *testing.T) {
	inBubble(t, func(r *rig) {
		news := r.server.Guild("garden").ChannelOf("GUILD_ANNOUNCEMENT", "news")
		to := encoded(news.ID())
		r.run()
		var sent []chat.Sent
		for range 11 {
			sent = append(sent, r.send(said(to, "x")))
			r.pass(time.Second)
		}
		r.server.FaultNext(discordtest.Fault{Cut: discordtest.CutAfter}, "POST /channels/{channel_id}/messages/{message_id}/crosspost")
		if err := r.adapter.Announce(r.Context(), to, sent[0].Message); chat.KindOf(err) != chat.Uncertain {
			t.Errorf("cut: %v", err)
		}
		for i, s := range sent {
			err := r.adapter.Announce(r.Context(), to, s.Message)
			if i < 10 && (err != nil || !news.Published(string(s.Message))) {
				t.Errorf("%d: %v", i, err)
			}
			if i == 10 && (chat.KindOf(err) != chat.Throttled || err.(*chat.SendError).Scope != chat.ScopeRoute || err.(*chat.SendError).Wait < 50*time.Minute) {
				t.Errorf("the eleventh: %v", err)
			}
			r.pass(time.Second)
		}
		if err := r.adapter.Edit(r.Context(), sent[10].Message, said(to, "y")); err != nil {
			t.Errorf("an edit meanwhile: %v", err)
		}
		r.pass(time.Hour)
		if err := r.adapter.Announce(r.Context(), to, sent[10].Message); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

// Of a forum's post it is told which forum that is, and of no other thread.
func TestInspectTellsThePostsForum(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		forum := g.ChannelOf("GUILD_FORUM", "forum")
		r.run()
		for _, c := range []struct {
			at   *discordtest.Channel
			want chat.Space
		}{
			{forum.Thread("a post"), chat.Space{Chat: encoded(forum.ID()), Title: "forum", Parent: g.ID()}},
			{g.Channel("paths").Thread("aside"), chat.Space{}}, {forum, chat.Space{}},
		} {
			if s, err := r.adapter.Inspect(r.Context(), encoded(c.at.ID()), chat.Need{}); err != nil || s.Forum != c.want {
				t.Errorf("%+v, %v; want %+v", s.Forum, err, c.want)
			}
		}
	})
}
