package discordtest

import (
	"testing"
)

func TestPermissions(t *testing.T) {
	s := New(t)
	g := s.Guild("g")
	c := g.Channel("general")
	ada := s.Person("ada").In(c)
	post := func() rest { return do(t, s, "POST", messages(c.ID()), said("x")) }
	id := post().id()
	c.Deny("SEND_MESSAGES")
	refused(t, s, 403, 50013, "POST", messages(c.ID()), said("x"))
	ok(t, s, "PATCH", messages(c.ID(), id), said("y"))
	c.Allow("SEND_MESSAGES")
	ok(t, s, "POST", messages(c.ID()), said("x"))
	g.Deny("SEND_MESSAGES")
	ok(t, s, "POST", messages(c.ID()), said("x")) // the channel says otherwise
	refused(t, s, 403, 50013, "POST", messages(g.Channel("other").ID()), said("x"))
	g.AllowBot("ADMINISTRATOR")
	ok(t, s, "POST", messages(g.Channel("other").ID()), said("x"))
	g.Allow("SEND_MESSAGES")

	other := s.Guild("h").Channel("other")
	other.Deny("VIEW_CHANNEL")
	refused(t, s, 403, 50001, "POST", messages(other.ID()), said("x"))
	refused(t, s, 403, 50001, "GET", "/channels/"+other.ID(), nil)
	other.Allow("VIEW_CHANNEL")
	other.Deny("EMBED_LINKS", "ATTACH_FILES", "READ_MESSAGE_HISTORY")
	refused(t, s, 403, 50013, "POST", messages(other.ID()), said("", "embeds", []any{object{"title": "t"}}))
	refused(t, s, 403, 50013, "POST", messages(other.ID()), &upload{said("x"), []string{"a"}, [][]byte{{1}}})
	refused(t, s, 400, 160002, "POST", messages(other.ID()), said("x", "message_reference", object{"message_id": "1"}))
	ok(t, s, "POST", messages(other.ID()), said("x"))
	if got := listOf(ok(t, s, "GET", messages(other.ID()), nil).Body); len(got) != 0 {
		t.Errorf("reads %v", got)
	}
	other.Overwrite(other.guild.id.String(), nil, []string{"ADD_REACTIONS"})
	said := s.Person("ada").In(other).Write("words")
	refused(t, s, 403, 50013, "PUT", messages(other.ID(), said, "reactions", "%E2%9C%85", "@me"), nil)

	member := ok(t, s, "GET", "/guilds/"+g.ID()+"/members/"+ada.ID(), nil).object()
	if objectOf(member["user"])["id"] != ada.ID() {
		t.Errorf("member: %v", member)
	}
	refused(t, s, 404, 10013, "GET", "/guilds/"+g.ID()+"/members/1", nil)
	refused(t, s, 404, 10007, "GET", "/guilds/"+g.ID()+"/members/"+s.Person("eve").ID(), nil)
	ok(t, s, "GET", "/guilds/"+g.ID(), nil)
	ok(t, s, "GET", "/guilds/"+g.ID()+"/channels", nil)
	ok(t, s, "GET", "/guilds/"+g.ID()+"/roles", nil)
	ok(t, s, "GET", "/channels/"+ada.ChannelID(), nil)
	ok(t, s, "GET", "/channels/"+s.Person("ada").ChannelID(), nil)
	ok(t, s, "POST", "/channels/"+ada.ChannelID()+"/typing", nil)
	if !ada.Typing() || c.Typed() != 1 {
		t.Error("the bot isn't seen typing")
	}
	g.Kick()
	refused(t, s, 403, 50001, "POST", messages(c.ID()), object{"content": "x", "allowed_mentions": quiet})
	refused(t, s, 404, 10004, "GET", "/guilds/"+g.ID(), nil)
	g.Invite()
	g.AllowBot("MANAGE_CHANNELS")
	ok(t, s, "DELETE", "/channels/"+c.ID(), nil)
	refused(t, s, 404, 10003, "GET", "/channels/"+c.ID(), nil)
	if got := listOf(ok(t, s, "GET", "/users/@me/guilds", nil).Body); len(got) != 2 {
		t.Errorf("guilds: %v", got)
	}
	ok(t, s, "DELETE", "/users/@me/guilds/"+g.ID(), nil)
	if got := listOf(ok(t, s, "GET", "/users/@me/guilds", nil).Body); len(got) != 1 {
		t.Errorf("guilds: %v", got)
	}
}

func TestThreads(t *testing.T) {
	s := New(t)
	g := s.Guild("g")
	c := g.Channel("general")
	ada := s.Person("ada").In(c)
	post := ok(t, s, "POST", messages(c.ID()), said("question")).id()
	made := do(t, s, "POST", messages(c.ID(), post, "threads"), object{"name": "answers", "auto_archive_duration": 1440})
	if made.Status != 201 || made.id() != post || c.Messages()[0].Thread != post {
		t.Fatalf("made %s", made.Raw)
	}
	refused(t, s, 400, 160004, "POST", messages(c.ID(), post, "threads"), object{"name": "answers"})
	in := s.Channel(post)
	ok(t, s, "POST", messages(in.ID()), said("an answer"))
	there := ada.In(in)
	there.Mention("mine")
	if got := len(in.Messages()); got != 2 {
		t.Errorf("%d messages in the thread", got)
	}
	first := in.Messages()[0].ID
	in.Archive()
	refused(t, s, 400, 50083, "PATCH", messages(in.ID(), first), said("changed"))
	refused(t, s, 400, 50083, "PUT", messages(in.ID(), first, "reactions", "%E2%9C%85", "@me"), nil)
	refused(t, s, 400, 50083, "DELETE", messages(in.ID(), first), nil)
	ok(t, s, "POST", messages(in.ID()), said("opens it again"))
	ok(t, s, "PATCH", messages(in.ID(), first), said("changed"))
	in.Lock()
	refused(t, s, 400, 160005, "POST", messages(in.ID()), said("x"))
	in.Unlock()
	ok(t, s, "PATCH", "/channels/"+in.ID(), object{"archived": true})
	if got := listOf(ok(t, s, "GET", "/guilds/"+g.ID()+"/threads/active", nil).object()["threads"]); len(got) != 0 {
		t.Errorf("active: %v", got)
	}
	refused(t, s, 403, 50013, "PATCH", "/channels/"+c.ID(), object{"name": "other"})
	other := do(t, s, "POST", "/channels/"+c.ID()+"/threads", object{"name": "apart", "type": kindThread})
	if other.Status != 201 || len(c.Threads()) != 2 || c.Thread("a person's").Name() != "a person's" {
		t.Errorf("made %s", other.Raw)
	}
	c.Deny("SEND_MESSAGES_IN_THREADS", "CREATE_PUBLIC_THREADS")
	refused(t, s, 403, 50013, "POST", messages(other.id()), said("x"))
	refused(t, s, 403, 50013, "POST", "/channels/"+c.ID()+"/threads", object{"name": "apart", "type": kindThread})
	c.Delete()
	refused(t, s, 404, 10003, "GET", "/channels/"+in.ID(), nil)
}

// TestThreadNames checks the one limit of a thread that the description tells.
func TestThreadNames(t *testing.T) {
	s := New(t, Tolerant())
	c := s.Guild("g").Channel("general")
	refused(t, s, 400, 50035, "POST", "/channels/"+c.ID()+"/threads", object{"name": long(101), "type": kindThread})
	if r := do(t, s, "POST", "/channels/"+c.ID()+"/threads", object{"name": long(100), "type": kindThread}); r.Status != 201 {
		t.Errorf("%d %s", r.Status, r.Raw)
	}
}
