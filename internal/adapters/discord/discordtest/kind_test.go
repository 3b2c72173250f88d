package discordtest

import "testing"

// What each type of channel takes.
func TestKinds(t *testing.T) {
	s := New(t)
	g := s.Guild("g")
	for kind, c := range map[string]struct{ post, thread int }{
		"GUILD_TEXT": {200, 201}, "GUILD_ANNOUNCEMENT": {200, 201}, "GUILD_VOICE": {200, 400},
		"GUILD_STAGE_VOICE": {200, 400}, "GUILD_FORUM": {400, 0}, "GUILD_MEDIA": {400, 0},
	} {
		room := g.ChannelOf(kind, kind)
		r := do(t, s, "POST", messages(room.ID()), said("x"))
		if r.Status != c.post {
			t.Errorf("%s: posting: %d", kind, r.Status)
		}
		if c.thread == 0 {
			continue
		}
		id := room.Messages()[0].ID
		if r := do(t, s, "POST", messages(room.ID(), id)+"/threads", object{"name": "x"}); r.Status != c.thread {
			t.Errorf("%s: a thread: %d", kind, r.Status)
		}
	}
}

// A published message takes three edits an hour.
func TestPublished(t *testing.T) {
	s := New(t)
	news := s.Guild("g").ChannelOf("GUILD_ANNOUNCEMENT", "news")
	ok(t, s, "POST", messages(news.ID()), said("x"))
	id := news.Messages()[0].ID
	for range 5 {
		ok(t, s, "PATCH", messages(news.ID(), id), said("y"))
	}
	news.Publish(id)
	for range 3 {
		ok(t, s, "PATCH", messages(news.ID(), id), said("z"))
	}
	refused(t, s, 403, 20022, "PATCH", messages(news.ID(), id), said("z"))
}
