package chattest_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// wantGot wants the events so far to be these, by their types and spaces.
func (in *intake) wantGot(t *testing.T, want ...string) {
	t.Helper()
	synctest.Wait()
	var got []string
	for _, e := range in.events() {
		kind := "other"
		switch e.(type) {
		case chat.Joined:
			kind = "joined"
		case chat.Left:
			kind = "left"
		case chat.Barred:
			kind = "barred"
		case chat.Allowed:
			kind = "allowed"
		case chat.Renamed:
			kind = "renamed"
		case chat.Migrated:
			kind = "migrated"
		case chat.Command:
			kind = "command"
		case chat.Pressed:
			kind = "pressed"
		case chat.Text:
			kind = "text"
		case chat.Edited:
			kind = "edited"
		case chat.Deleted:
			kind = "deleted"
		}
		got = append(got, kind+" "+e.About().Space.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("told of\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What a channel's side can do to the bot, what the bot is told, and how sending
// and inspecting fail until it is mended.
func TestWhatBefallsAChannel(t *testing.T) {
	for name, c := range map[string]struct {
		breaks, mends   func(*chattest.Platform, *chattest.Channel, *chattest.Person)
		told            []string
		fails, inspects chat.SendKind
		missing         []string // where inspecting succeeds
	}{
		"a permission": {
			func(_ *chattest.Platform, c *chattest.Channel, by *chattest.Person) { c.Bar(by, "Embed Links") },
			func(_ *chattest.Platform, c *chattest.Channel, by *chattest.Person) { c.Allow(by) },
			[]string{"barred #acme/all", "allowed #acme/all"}, chat.NotAllowed, -1, []string{"Embed Links"},
		},
		"a topic closed": {
			func(_ *chattest.Platform, c *chattest.Channel, by *chattest.Person) { c.Close(by) },
			func(_ *chattest.Platform, c *chattest.Channel, by *chattest.Person) { c.Reopen(by) },
			[]string{"barred #acme/all", "allowed #acme/all"}, chat.NotAllowed, -1, []string{"an open topic"},
		},
		"removed from the channel": {
			func(_ *chattest.Platform, c *chattest.Channel, by *chattest.Person) { c.Remove(by) },
			func(_ *chattest.Platform, c *chattest.Channel, by *chattest.Person) { c.Add(by) },
			[]string{"left #acme/all", "joined #acme/all"}, chat.Gone, chat.Gone, nil,
		},
		"removed from the server": {
			func(p *chattest.Platform, c *chattest.Channel, by *chattest.Person) {
				p.Server("acme").Remove(by)
				c.Bar(by, "unheard of")
				by.In(c).Command("community", "")
				by.In(c).Mention("hello?")
			},
			func(p *chattest.Platform, c *chattest.Channel, by *chattest.Person) {
				c.Allow(by)
				p.Server("acme").Add(by)
			},
			[]string{"left acme", "joined acme"}, chat.Gone, chat.Gone, nil,
		},
		"deleted": {
			func(_ *chattest.Platform, c *chattest.Channel, by *chattest.Person) { c.Delete(by) },
			nil, []string{"left #acme/all"}, chat.Gone, chat.Gone, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, in := chattest.New(t, chattest.LikeDiscord()), &intake{}
				defer run(t, p, in)()
				channel, by := p.ChannelIn("acme", "all"), p.Person("ada").MakeAdmin(true)
				other := p.ChannelIn("other", "all").Chat()
				c.breaks(p, channel, by)
				if _, err := p.Send(t.Context(), say(channel.Chat(), "x")); chat.KindOf(err) != c.fails {
					t.Errorf("Send: %v, want %v", err, c.fails)
				}
				s, err := p.Inspect(t.Context(), channel.Chat(), chat.Need{})
				if c.inspects >= 0 && chat.KindOf(err) != c.inspects || c.inspects < 0 && err != nil {
					t.Errorf("Inspect: %v, want %v", err, c.inspects)
				}
				if !slices.Equal(s.Missing, c.missing) {
					t.Errorf("missing %q, want %q", s.Missing, c.missing)
				}
				if _, err := p.Send(t.Context(), say(other, "x")); err != nil {
					t.Errorf("Send in another server: %v", err)
				}
				if c.mends != nil {
					c.mends(p, channel, by)
					if _, err := p.Send(t.Context(), say(channel.Chat(), "x")); err != nil {
						t.Errorf("Send, once it is mended: %v", err)
					}
				}
				in.wantGot(t, c.told...)
			})
		})
	}
}

func TestRoles(t *testing.T) {
	p := chattest.New(t, chattest.LikeDiscord())
	channel := p.Channel("all")
	post := say(channel.Chat(), "Today's question")
	post.PingRole = "writers"
	need := chat.Need{PingRole: "writers"}
	if _, err := p.Send(t.Context(), post); chat.KindOf(err) != chat.Rejected {
		t.Errorf("Send: %v, want rejected", err)
	}
	if s, err := p.Inspect(t.Context(), channel.Chat(), need); err != nil || !s.RoleGone || s.Mute {
		t.Errorf("%+v, %v", s, err)
	}
	p.Server("server").AddRole("writers")
	if _, err := p.Send(t.Context(), post); err != nil {
		t.Errorf("Send: %v", err)
	}
	p.Server("server").DeleteRole("writers")
	if s, err := p.Inspect(t.Context(), channel.Chat(), need); err != nil || !s.RoleGone {
		t.Errorf("after the role is deleted: %+v, %v", s, err)
	}
}

func TestMembership(t *testing.T) {
	p := chattest.New(t)
	acme, other := p.ChannelIn("acme", "all"), p.ChannelIn("other", "all")
	ada, bob := p.Person("ada").MakeAdminOf("acme"), p.Person("bob")
	want := func(what string, c *chattest.Channel, who *chattest.Person, m chat.Membership) {
		t.Helper()
		if got, err := p.Member(t.Context(), c.Chat(), who.Account()); err != nil || got != m {
			t.Errorf("%s: %+v, %v, want %+v", what, got, err, m)
		}
	}
	want("an admin", acme, ada, chat.Membership{Member: true, Admin: true})
	want("an admin of another server", other, ada, chat.Membership{Member: true})
	want("a member", acme, bob, chat.Membership{Member: true})
	acme.Hide(bob)
	want("one who doesn't see it", acme, bob, chat.Membership{})
	want("somewhere else", other, bob, chat.Membership{Member: true})
	ada.LeaveServer(acme)
	want("one who has left", acme, ada, chat.Membership{})
	ada.JoinServer(acme)
	want("one who is back", acme, ada, chat.Membership{Member: true, Admin: true})
	ada.MakeAdmin(false)
	want("an admin no more", acme, ada, chat.Membership{Member: true})
	if got, err := p.Member(t.Context(), acme.Chat(), "nobody"); err != nil || got != (chat.Membership{}) {
		t.Errorf("nobody: %+v, %v", got, err)
	}
	if _, err := p.Member(t.Context(), ada.Chat(), "ada"); chat.KindOf(err) != chat.Gone {
		t.Errorf("in a private chat: %v, want gone", err)
	}
}

// Admins are told by their server, and anonymous ones by nothing else.
func TestWhoActs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, in := chattest.New(t), &intake{}
		defer run(t, p, in)()
		acme, other := p.ChannelIn("acme", "all"), p.ChannelIn("other", "all")
		ada := p.Person("ada").MakeAdminOf("acme").Anonymous(true)
		post, err := p.Send(t.Context(), say(acme.Chat(), "Well?", "Off"))
		if err != nil {
			t.Fatal(err)
		}
		ada.In(acme).Reply(post.Message, "in the group's name")
		ada.In(acme).CommandWith("community", "off", map[string]string{"channel": "7"})
		ada.In(acme).Press("Off")
		synctest.Wait() // Chats are handled side by side.
		ada.In(other).Command("community", "off")
		synctest.Wait()
		ada.Command("community", "off")
		in.wantGot(t, "command #acme/all", "pressed #acme/all", "command #other/all", "command @ada")
		hidden, herself := chat.Actor{Admin: true}, chat.Actor{Account: "ada", Name: "ada"}
		for i, want := range []chat.Actor{hidden, hidden, herself, herself} {
			if got := in.events()[i].About().Actor; got != want {
				t.Errorf("event %d by %+v, want %+v", i, got, want)
			}
		}
		if c := in.events()[0].(chat.Command); c.Args != "off" || c.Options["channel"] != "7" {
			t.Errorf("command %+v", c)
		}
	})
}

func TestMigrationIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, in := chattest.New(t), &intake{}
		defer run(t, p, in)()
		old := p.ChannelIn("acme", "group")
		moved := old.Migrate("supergroup")
		in.wantGot(t, "migrated #acme/group")
		if e := in.events()[0].(chat.Migrated); e.To != moved.Chat() {
			t.Errorf("to %v, want %v", e.To, moved.Chat())
		}
		if _, err := p.Inspect(t.Context(), old.Chat(), chat.Need{}); chat.KindOf(err) != chat.Moved {
			t.Errorf("Inspect: %v, want moved", err)
		}
	})
}
