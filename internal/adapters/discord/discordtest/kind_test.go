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

// A forum takes posts: a title, a first message and tags in one request. The post has
// its message's id.
func TestForumPosts(t *testing.T) {
	s := New(t)
	forum := s.Guild("g").ChannelOf("GUILD_FORUM", "forum")
	daily, mods := forum.Tag("daily", false), forum.Tag("mods", true)
	post := func(tags ...string) object {
		return object{"name": "A title", "applied_tags": tags, "message": said("x")}
	}
	path := "/channels/" + forum.ID() + "/threads"
	r := do(t, s, "POST", path, post(daily))
	if r.Status != 201 {
		t.Fatalf("status %d", r.Status)
	}
	made := forum.Threads()[0]
	if got := made.Messages(); len(got) != 1 || got[0].ID != made.ID() || made.Name() != "A title" || made.Tags()[0] != "daily" {
		t.Errorf("a post %q with %v, tagged %v", made.Name(), got, made.Tags())
	}
	ok(t, s, "PATCH", messages(made.ID(), made.ID()), said("y"))
	refused(t, s, 403, 50013, "POST", path, post(mods))
	forum.NeedTags(true)
	refused(t, s, 400, 40067, "POST", path, post())
	forum.Untag(daily)
	refused(t, s, 404, 10087, "POST", path, post(daily))
	forum.NeedTags(false)
	forum.Deny("SEND_MESSAGES")
	refused(t, s, 403, 50013, "POST", path, post())
}

// An announcement channel's messages can be published, ten in an hour, each once.
func TestCrossposting(t *testing.T) {
	s := New(t)
	g := s.Guild("g")
	news, talk := g.ChannelOf("GUILD_ANNOUNCEMENT", "news"), g.Channel("talk")
	ok(t, s, "POST", messages(talk.ID()), said("x"))
	refused(t, s, 400, 50024, "POST", messages(talk.ID(), talk.Messages()[0].ID)+"/crosspost", nil)
	for range 11 {
		ok(t, s, "POST", messages(news.ID()), said("x"))
	}
	for i, m := range news.Messages() {
		path := messages(news.ID(), m.ID) + "/crosspost"
		if i == announcedPerHour {
			if r := do(t, s, "POST", path, nil); r.Status != 429 {
				t.Errorf("the eleventh: %d", r.Status)
			}
			continue
		}
		ok(t, s, "POST", path, nil)
		if !news.Published(m.ID) {
			t.Error("not published")
		}
	}
	refused(t, s, 400, 40033, "POST", messages(news.ID(), news.Messages()[0].ID)+"/crosspost", nil)
}
