package discord

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

func TestMedia(t *testing.T) {
	for name, c := range map[string]struct {
		medium  discordtest.Medium
		caption string
		want    chat.Medium
	}{
		"a picture": {discordtest.Image, "", chat.Image}, "a captioned picture": {discordtest.Image, "look", chat.Words},
		"a voice message": {discordtest.VoiceMessage, "", chat.Voice}, "a sticker": {discordtest.Sticker, "", chat.Sticker},
		"a document": {discordtest.Document, "", chat.OtherMedium},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.Person("ada")
				r.run()
				ada.Attach(c.medium, c.caption)
				r.pass(time.Second)
				if e := only[chat.Text](r); e.Medium != c.want || e.Body != c.caption {
					t.Errorf("medium %v with %q", e.Medium, e.Body)
				}
			})
		})
	}
}

// In a server the bot hears what mentions it, and nothing else.
func TestMentions(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		ada, bob := r.server.Person("ada"), r.server.Person("bob")
		g.Member(ada)
		g.Member(bob)
		talk := g.Channel("talk")
		ada = ada.In(talk)
		r.run()
		post := r.send(said(encoded(talk.ID()), "today's question"))
		ada.Write("to everybody else")
		ada.Mention("and <@" + bob.ID() + "> in <#" + talk.ID() + "> <:wave:1234567890>")
		id := ada.Reply(string(post.Message), "my answer")
		ada.ReplyQuietly(string(post.Message), "not for the bot")
		r.pass(time.Second)
		ada.Touch(id)
		ada.Delete(id)
		r.pass(time.Second)
		var texts []chat.Text
		for _, e := range r.in.seen() {
			if e, ok := e.(chat.Text); ok {
				texts = append(texts, e)
			}
		}
		if len(texts) != 2 {
			t.Fatalf("%d texts: %q", len(texts), r.in.bodies())
		}
		if got := texts[0].Body; !strings.HasPrefix(got, "and ") || !strings.Contains(got, "in #talk :wave:") || strings.Contains(got, r.server.BotID()) {
			t.Errorf("it reads %q", got)
		}
		e := texts[1]
		if !e.Mention || e.Body != "my answer" || e.ReplyTo != post.Message || e.Space.Private || e.Space.Parent != g.ID() || e.ID != id {
			t.Errorf("a reply: %+v", e)
		}
		if d := only[chat.Deleted](r); d.Message != chat.MessageID(id) || d.Space.Parent != g.ID() {
			t.Errorf("deleted: %+v", d)
		}
	})
}

// What comes and goes of servers and channels, and what the bot may do there.
func TestServers(t *testing.T) {
	inBubble(t, func(r *rig) {
		old := r.server.Guild("old")
		room := old.Channel("room")
		r.run()
		old.Outage()
		r.pass(time.Second)
		old.Restore()
		r.pass(time.Second)
		if got := r.in.seen(); len(got) != 0 {
			t.Fatalf("an outage is nobody's doing: %T", got)
		}
		fresh := r.server.Guild("fresh")
		r.pass(time.Second)
		if j := only[chat.Joined](r); j.Space.ID != fresh.ID() || j.Space.Parent != fresh.ID() || j.Space.Title != "fresh" {
			t.Errorf("joined: %+v", j)
		}
		fresh.Kick()
		r.pass(time.Second)
		if l := only[chat.Left](r); l.Space.ID != fresh.ID() || l.Space.Parent != fresh.ID() {
			t.Errorf("left: %+v", l)
		}
		room.Deny("SEND_MESSAGES")
		r.pass(time.Second)
		if b := only[chat.Barred](r); b.Space.ID != room.ID() || b.Space.Parent != old.ID() {
			t.Errorf("barred: %+v", b)
		}
		room.Rename("still barred")
		r.pass(time.Second)
		_ = only[chat.Barred](r)
		room.Allow("SEND_MESSAGES")
		r.pass(time.Second)
		if a := only[chat.Allowed](r); a.Space.ID != room.ID() {
			t.Errorf("allowed: %+v", a)
		}
		old.Deny("SEND_MESSAGES")
		r.pass(time.Second)
		old.Allow("SEND_MESSAGES")
		r.pass(time.Second)
		var allowed []string
		for _, e := range r.in.seen() {
			if a, ok := e.(chat.Allowed); ok {
				allowed = append(allowed, a.Space.ID)
			}
		}
		if !slices.Equal(allowed, []string{room.ID(), old.ID()}) {
			t.Errorf("allowed in %v", allowed)
		}
		thread := room.Thread("aside")
		thread.Delete()
		room.Delete()
		r.pass(time.Second)
		left := map[string]bool{}
		for _, e := range r.in.seen() {
			if l, ok := e.(chat.Left); ok {
				left[l.Space.ID] = true
			}
		}
		if !left[thread.ID()] || !left[room.ID()] {
			t.Errorf("left %v", left)
		}
	})
}

func TestStanding(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		room, crew := g.Channel("room"), g.Role("crew")
		r.run()
		missing := func(n chat.Need) string {
			t.Helper()
			s, err := r.adapter.Inspect(r.Context(), encoded(room.ID()), n)
			if err != nil {
				t.Fatalf("Inspect: %v", err)
			}
			if s.Space.Title != "room" || s.Space.Parent != g.ID() || (s.Where == "") != (len(s.Missing) == 0) {
				t.Errorf("standing %+v", s)
			}
			if mute := slices.Contains(s.Missing, nameSend); s.Mute != mute {
				t.Errorf("mute: %v, missing %q", s.Mute, s.Missing)
			}
			if s.RoleGone {
				return "the role"
			}
			if s.RoleMute {
				return s.WhereRole
			}
			return strings.Join(s.Missing, ", ")
		}
		if got := missing(chat.Need{Threads: true}); got != "" {
			t.Errorf("at first: %q", got)
		}
		room.Deny("SEND_MESSAGES", "CREATE_PUBLIC_THREADS", "ATTACH_FILES")
		if got := missing(chat.Need{Threads: true}); got != "Send Messages, Attach Files, Create Public Threads" {
			t.Errorf("denied: %q", got)
		}
		room.Allow("SEND_MESSAGES", "CREATE_PUBLIC_THREADS", "ATTACH_FILES")
		if got := missing(chat.Need{PingRole: crew.ID()}); got != "Server Settings → Roles → crew → Allow anyone to @mention this role" {
			t.Errorf("a role that can't be mentioned: %q", got)
		}
		crew.Mentionable()
		if got := missing(chat.Need{PingRole: crew.ID()}); got != "" {
			t.Errorf("a role that can be mentioned: %q", got)
		}
		crew.Delete()
		if got := missing(chat.Need{PingRole: crew.ID()}); got != "the role" {
			t.Errorf("a role that is gone: %q", got)
		}
		room.Deny("VIEW_CHANNEL")
		if _, err := r.adapter.Inspect(r.Context(), encoded(room.ID()), chat.Need{}); chat.KindOf(err) != chat.Gone {
			t.Errorf("unseen: %v", err)
		}
	})
}

func TestThread(t *testing.T) {
	inBubble(t, func(r *rig) {
		room := r.server.Guild("garden").Channel("room")
		r.run()
		post := r.send(said(encoded(room.ID()), "today's question"))
		first, err := r.adapter.Thread(r.Context(), encoded(room.ID()), post.Message, strings.Repeat("what ", 50))
		if err != nil {
			t.Fatal(err)
		}
		again, err := r.adapter.Thread(r.Context(), encoded(room.ID()), post.Message, "again")
		if err != nil || again != first || len(room.Threads()) != 1 {
			t.Errorf("again %v, %v", again, err)
		}
		r.send(said(first, "a shared answer"))
		r.server.Channel(first.ID).Lock()
		if _, err := r.adapter.Send(r.Context(), said(first, "another")); chat.KindOf(err) != chat.NotAllowed {
			t.Errorf("locked: %v", err)
		}
	})
}

// Nothing that anybody writes notifies anyone.
func TestNobodyIsNotified(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		room, crew := g.Channel("room"), g.Role("crew")
		ada := r.server.Person("ada")
		g.Member(ada)
		r.run()
		for _, text := range nasty[:4] {
			text = strings.NewReplacer("1234567890", ada.ID()).Replace(text) + " <@&" + crew.ID() + ">"
			r.send(said(encoded(room.ID()), text))
			r.pass(2 * time.Second)
		}
		if got := r.server.Pings(); len(got) != 0 {
			t.Errorf("notified: %+v", got)
		}
		r.server.AllowRole(crew.ID())
		crew.Mentionable()
		m := said(encoded(room.ID()), "today's question @everyone")
		m.PingRole = crew.ID()
		r.send(m)
		if got := r.server.Pings(); len(got) != 1 || got[0].Everyone || !slices.Equal(got[0].Roles, []string{crew.ID()}) {
			t.Errorf("notified: %+v", got)
		}
	})
}
