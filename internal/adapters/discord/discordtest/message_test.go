package discordtest

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestNonce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory())
		ada, ben := s.Person("ada"), s.Person("ben")
		body := said("question", "nonce", "d:1", "enforce_nonce", true)
		first := ok(t, s, "POST", messages(ada.ChannelID()), body).id()
		time.Sleep(2*time.Minute - time.Second)
		if again := ok(t, s, "POST", messages(ada.ChannelID()), body).id(); again != first {
			t.Error("the nonce made a second message")
		}
		if ok(t, s, "POST", messages(ben.ChannelID()), body).id() == first {
			t.Error("the nonce of another channel counted")
		}
		if ok(t, s, "POST", messages(ada.ChannelID()), said("question", "nonce", "d:1")).id() == first {
			t.Error("a nonce was enforced that nobody asked for")
		}
		if r := ok(t, s, "POST", messages(ada.ChannelID()), said("x", "nonce", 17)); len(r.id()) == 0 {
			t.Error("a number is no nonce")
		}
		time.Sleep(2 * time.Minute)
		if ok(t, s, "POST", messages(ada.ChannelID()), body).id() == first {
			t.Error("the nonce counts for ever")
		}
	})
}

func ids(r rest) []string {
	var all []string
	for _, m := range listOf(r.Body) {
		all = append(all, stringOf(objectOf(m)["id"]))
	}
	return all
}

func TestHistory(t *testing.T) {
	s := New(t)
	ada := s.Person("ada")
	var all []string
	for i := range 120 {
		all = append(all, ada.Write(strings.Repeat("w", i+1)))
	}
	newest := func(from, to int) []string {
		part := slices.Clone(all[from:to])
		slices.Reverse(part)
		return part
	}
	for query, want := range map[string][]string{
		"":                             newest(70, 120),
		"?limit=100":                   newest(20, 120),
		"?limit=2":                     newest(118, 120),
		"?limit=2&before=" + all[10]:   newest(8, 10),
		"?limit=2&after=" + all[10]:    newest(11, 13),
		"?limit=100&after=" + all[110]: newest(111, 120),
		"?limit=3&around=" + all[50]:   newest(49, 52),
		"?after=" + all[119]:           nil,
		"?after=" + IDAt(time.Unix(0, 0).Add(24*365*60*time.Hour)): newest(0, 0),
	} {
		if got := ids(ok(t, s, "GET", messages(ada.ChannelID())+query, nil)); !slices.Equal(got, want) {
			t.Errorf("%q gives %d messages, from %v; want %d", query, len(got), got[:min(2, len(got))], len(want))
		}
	}
	if got := ids(ok(t, s, "GET", messages(ada.ChannelID())+"?limit=100&after="+IDAt(time.Now().Add(-time.Hour)), nil)); len(got) != 100 {
		t.Errorf("after an instant: %d", len(got))
	}
}

// TestReadable checks what the bot reads without the privileged intent.
func TestReadable(t *testing.T) {
	s := New(t)
	c := s.Guild("g").Channel("general")
	ada := s.Person("ada").In(c)
	post := ok(t, s, "POST", messages(c.ID()), said("question")).id()
	for name, m := range map[string]struct {
		id       string
		readable bool
	}{
		"plain":       {ada.Write("words"), false},
		"picture":     {ada.Attach(Image, "words"), false},
		"mention":     {ada.Mention("words"), true},
		"reply":       {ada.Reply(post, "words"), true},
		"quiet reply": {ada.ReplyQuietly(post, "words"), false},
		"own":         {post, true},
		"private":     {"", true},
	} {
		at := c.ID()
		if m.id == "" {
			alone := s.Person("ada")
			at, m.id = alone.ChannelID(), alone.Write("words")
		}
		got := ok(t, s, "GET", messages(at, m.id), nil).object()
		if (got["content"] != "") != m.readable || !m.readable && len(listOf(got["attachments"])) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPrivateChats(t *testing.T) {
	s := New(t)
	ada := s.Person("ada")
	open := func() string {
		return ok(t, s, "POST", "/users/@me/channels", object{"recipient_id": ada.ID()}).id()
	}
	if first, again := open(), open(); first != ada.ChannelID() || again != first || len(s.Opened()) != 2 {
		t.Errorf("opened %v", s.Opened())
	}
	ada.Block()
	open()
	refused(t, s, 403, 50007, "POST", messages(ada.ChannelID()), said("x"))
	ada.Unblock()
	ok(t, s, "POST", messages(ada.ChannelID()), said("x"))
	g := s.Guild("g")
	g.Member(ada)
	ok(t, s, "POST", messages(ada.ChannelID()), said("x"))
	g.Remove(ada)
	refused(t, s, 403, 50278, "POST", messages(ada.ChannelID()), said("x"))
	ada.Install()
	ok(t, s, "POST", messages(ada.ChannelID()), said("x"))
	ada.Uninstall()
	refused(t, s, 403, 50278, "POST", messages(ada.ChannelID()), said("x"))
	refused(t, s, 400, 50035, "POST", "/users/@me/channels", object{"recipient_id": "12"})
}

func TestEditsAndReactions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory(), WithOldEdits(2))
		ada := s.Person("ada")
		theirs := ada.Write("words")
		id := ok(t, s, "POST", messages(ada.ChannelID()), said("a", "components", []any{row(button("b", "c"))})).id()
		ok(t, s, "PATCH", messages(ada.ChannelID(), id), said("z"))
		if got := ada.Last(); got.Text != "z" || !got.Edited || len(got.Labels()) != 1 {
			t.Errorf("sees %+v", got)
		}
		ok(t, s, "PATCH", messages(ada.ChannelID(), id), object{"components": []any{}, "allowed_mentions": quiet})
		if got := ada.Last(); got.Text != "z" || len(got.Labels()) != 0 {
			t.Errorf("sees %+v", got)
		}
		refused(t, s, 403, 50005, "PATCH", messages(ada.ChannelID(), theirs), said("z"))
		refused(t, s, 403, 50003, "DELETE", messages(ada.ChannelID(), theirs), nil)
		ok(t, s, "PUT", messages(ada.ChannelID(), theirs, "reactions", "%E2%9C%85", "@me"), nil)
		if got := ada.Message(theirs).Reactions; !slices.Equal(got, []string{"✅"}) {
			t.Errorf("reactions %q", got)
		}
		if got := listOf(ok(t, s, "GET", messages(ada.ChannelID(), theirs), nil).object()["reactions"]); len(got) != 1 {
			t.Errorf("reactions %v", got)
		}
		ok(t, s, "DELETE", messages(ada.ChannelID(), theirs, "reactions", "%E2%9C%85", "@me"), nil)
		time.Sleep(time.Hour)
		for range 2 {
			ok(t, s, "PATCH", messages(ada.ChannelID(), id), said("late"))
		}
		refused(t, s, 429, 30046, "PATCH", messages(ada.ChannelID(), id), said("late"))
		ok(t, s, "DELETE", messages(ada.ChannelID(), id), nil)
		refused(t, s, 404, 10008, "DELETE", messages(ada.ChannelID(), id), nil)
		if len(ada.Sees()) != 0 || len(ada.History()) != 2 {
			t.Errorf("sees %+v", ada.History())
		}
	})
}

func TestFiles(t *testing.T) {
	s := New(t, Tolerant())
	ada := s.Person("ada")
	body := said("", "embeds", []any{object{"image": object{"url": "attachment://year.png"}}},
		"attachments", []any{object{"id": "0", "description": "a grid of days"}})
	ok(t, s, "POST", messages(ada.ChannelID()), &upload{body, []string{"year.png"}, [][]byte{[]byte("png")}})
	got := ada.Last()
	if len(got.Files) != 1 || got.Files[0].Description != "a grid of days" || string(got.Files[0].Bytes) != "png" || got.Files[0].Type != "image/png" {
		t.Errorf("sees %+v", got)
	}
	ok(t, s, "PATCH", messages(ada.ChannelID(), got.ID), said("kept"))
	if len(ada.Last().Files) != 1 {
		t.Error("an edit took the file away")
	}
	ok(t, s, "PATCH", messages(ada.ChannelID(), got.ID), said("gone", "attachments", []any{}, "embeds", []any{}))
	if len(ada.Last().Files) != 0 {
		t.Error("the file is still there")
	}
	if len(s.Violations()) > 0 {
		t.Error(s.Violations())
	}
	refused(t, s, 413, 40005, "POST", messages(ada.ChannelID()), &upload{said("x"), []string{"a"}, [][]byte{make([]byte, biggestFile+1)}})
	refused(t, s, 400, 50035, "POST", messages(ada.ChannelID()), &upload{
		said("x", "attachments", []any{object{"id": "1"}}), []string{"a"}, [][]byte{[]byte("a")},
	})
}

func TestPings(t *testing.T) {
	s := New(t, Tolerant())
	g := s.Guild("g")
	c, r := g.Channel("general"), g.Role("readers")
	ada := s.Person("ada").In(c)
	s.AllowRole(r.ID())
	text := "@everyone <@" + ada.ID() + "> <@&" + r.ID() + ">"
	ok(t, s, "POST", messages(c.ID()), said(text))
	if got := s.Pings(); len(got) > 0 {
		t.Errorf("notified %+v", got)
	}
	aloud := object{"content": text, "allowed_mentions": object{"parse": []any{}, "roles": []any{r.ID()}}}
	ok(t, s, "POST", messages(c.ID()), aloud)
	if got := s.Pings(); len(got) > 0 {
		t.Errorf("a role that can't be mentioned: notified %+v", got)
	}
	r.Mentionable()
	ok(t, s, "POST", messages(c.ID()), aloud)
	got := s.Pings()
	if len(got) != 1 || got[0].Everyone || len(got[0].Users) > 0 || !slices.Equal(got[0].Roles, []string{r.ID()}) || len(s.Violations()) > 0 {
		t.Errorf("notified %+v, %v", got, s.Violations())
	}
	asked := ada.Write("words")
	ok(t, s, "POST", messages(c.ID()), said("x", "message_reference", object{"message_id": asked}))
	if len(s.Pings()) != 1 || c.Messages()[4].ReplyTo != asked {
		t.Errorf("notified %+v", s.Pings())
	}
	ada.Delete(asked)
	refused(t, s, 400, 50035, "POST", messages(c.ID()), said("x", "message_reference", object{"message_id": asked}))
	ok(t, s, "POST", messages(c.ID()), said("x", "message_reference", object{"message_id": asked, "fail_if_not_exists": false}))
	if len(s.Violations()) > 0 {
		t.Error(s.Violations())
	}
}
