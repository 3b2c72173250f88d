package discord

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

const editing = "PATCH /channels/{channel_id}/messages/{message_id}"

// A limit of edits is theirs alone: the next message isn't held up, neither here
// nor by what is told.
func TestRouteLimits(t *testing.T) {
	inBubble(t, func(r *rig) {
		room := r.server.Guild("garden").Channel("talk")
		to := encoded(room.ID())
		r.run()
		post := r.send(said(to, "today's question"))
		fail := func(err error) *chat.SendError {
			t.Helper()
			var failed *chat.SendError
			if !errors.As(err, &failed) {
				t.Fatalf("it succeeds, or is no SendError: %v", err)
			}
			return failed
		}
		r.server.FaultNext(discordtest.TooMany(40), editing)
		count := said(to, "today's question: 3")
		count.Lane = chat.LaneEdit
		if f := fail(r.adapter.Edit(r.Context(), post.Message, count)); f.Kind != chat.Throttled || f.Scope != chat.ScopeRoute || f.Wait != 40*time.Second {
			t.Errorf("edits: %+v", f)
		}
		began := time.Now()
		r.send(said(to, "the next question"))
		if held := time.Since(began); held > time.Second {
			t.Errorf("the next message was held up for %v", held)
		}
		r.server.FaultNext(discordtest.TooMany(3), "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me")
		if f := fail(r.adapter.React(r.Context(), to, post.Message, chat.Kept)); f.Kind != chat.Throttled || f.Scope != chat.ScopeRoute {
			t.Errorf("reactions: %+v", f)
		}
		_, err := r.adapter.Send(r.Context(), said(to, "x"))
		if err != nil {
			t.Errorf("a message: %v", err)
		}
		r.server.FaultNext(discordtest.TooMany(3), sending)
		_, err = r.adapter.Send(r.Context(), said(to, "x"))
		if f := fail(err); f.Kind != chat.Throttled || f.Scope != chat.ScopeRoute {
			t.Errorf("messages: %+v", f)
		}
	})
}

// A published message takes three edits in an hour; more are refused by a 403 that
// says nothing about the channel.
func TestPublishedMessagesAreEditedSeldom(t *testing.T) {
	inBubble(t, func(r *rig) {
		news := r.server.Guild("garden").ChannelOf("GUILD_ANNOUNCEMENT", "news")
		to := encoded(news.ID())
		r.run()
		post := r.send(said(to, "today's question"))
		news.Publish(string(post.Message))
		var err error
		for i := range 4 {
			m := said(to, "count "+number(i))
			m.Lane = chat.LaneEdit
			err = r.adapter.Edit(r.Context(), post.Message, m)
			r.pass(10 * time.Second)
		}
		var failed *chat.SendError
		if !errors.As(err, &failed) || failed.Kind != chat.Throttled || failed.Scope != chat.ScopeRoute || failed.Wait != announcementEdits {
			t.Errorf("the fourth edit: %v", err)
		}
		r.send(said(to, "the next question"))
	})
}

// A refusal of an edit, a reaction or a thread that names no permission is that
// thing's, whatever its code; one that names a permission says which.
func TestUnknownRefusals(t *testing.T) {
	inBubble(t, func(r *rig) {
		room := r.server.Guild("garden").Channel("talk")
		to := encoded(room.ID())
		r.run()
		post := r.send(said(to, "today's question"))
		edit := said(to, "changed")
		edit.Lane = chat.LaneEdit
		for name, c := range map[string]struct {
			do    func() error
			needs string
		}{
			"edit":   {func() error { return r.adapter.Edit(r.Context(), post.Message, edit) }, nameSend},
			"react":  {func() error { return r.adapter.React(r.Context(), to, post.Message, chat.Kept) }, nameReact},
			"delete": {func() error { return r.adapter.Delete(r.Context(), to, post.Message) }, nameSend},
			"thread": {func() error { _, err := r.adapter.Thread(r.Context(), to, post.Message, "x"); return err }, nameThreads},
		} {
			for code, want := range map[int]chat.SendKind{20026: chat.Rejected, 0: chat.Rejected, 90001: chat.Rejected, 50013: chat.NotAllowed, 50001: chat.NotAllowed} {
				fault := discordtest.Refusal(403, code, "refused")
				r.server.Script(func(discordtest.Request) *discordtest.Fault { return &fault })
				var failed *chat.SendError
				err := c.do()
				if !errors.As(err, &failed) || failed.Kind != want {
					t.Errorf("%s, code %d: %v, want %v", name, code, err, want)
				} else if code == 50013 && failed.Missing != c.needs {
					t.Errorf("%s: missing %q", name, failed.Missing)
				}
			}
		}
	})
}
