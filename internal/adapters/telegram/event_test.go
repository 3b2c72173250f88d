package telegram

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// What somebody does in a private chat, and what becomes of it.
func TestPrivateEvents(t *testing.T) {
	for name, c := range map[string]struct {
		does func(u *telegramtest.User)
		want chat.Event // without Meta and Message; nil for none
	}{
		"words":              {func(u *telegramtest.User) { u.Write("a badge") }, chat.Text{Body: "a badge"}},
		"a path":             {func(u *telegramtest.User) { u.Write("/etc/hosts was it") }, chat.Text{Body: "/etc/hosts was it"}},
		"a slash":            {func(u *telegramtest.User) { u.Write("/ no") }, chat.Text{Body: "/ no"}},
		"a command":          {func(u *telegramtest.User) { u.Command("Pause", "2 weeks") }, chat.Command{Name: "pause", Args: "2 weeks"}},
		"a command, named":   {func(u *telegramtest.User) { u.Write("/pause@someone_else 2") }, chat.Command{Name: "pause", Args: "2"}},
		"a command in lines": {func(u *telegramtest.User) { u.Write("/write\nfirst\nsecond") }, chat.Command{Name: "write", Args: "first\nsecond"}},
		"a deep link":        {func(u *telegramtest.User) { u.Start("r_12") }, chat.Command{Name: "start", Args: "r_12"}},
		"no deep link":       {func(u *telegramtest.User) { u.Start("") }, chat.Command{Name: "start"}},
		"forwarded words":    {func(u *telegramtest.User) { u.Forwarded("a badge") }, chat.Text{Body: "a badge"}},
		"a forwarded order":  {func(u *telegramtest.User) { u.Forwarded("/forget all") }, chat.Text{Body: "/forget all"}},
		"a voice":            {func(u *telegramtest.User) { u.Voice() }, chat.Text{Medium: chat.Voice}},
		"a round video":      {func(u *telegramtest.User) { u.VideoNote() }, chat.Text{Medium: chat.Voice}},
		"a sticker":          {func(u *telegramtest.User) { u.Sticker() }, chat.Text{Medium: chat.Sticker}},
		"a photo":            {func(u *telegramtest.User) { u.Photo("") }, chat.Text{Medium: chat.Image}},
		"a caption":          {func(u *telegramtest.User) { u.Photo("the badge") }, chat.Text{Body: "the badge"}},
		"a file":             {func(u *telegramtest.User) { u.Document("") }, chat.Text{Medium: chat.OtherMedium, File: new("")}},
		"a file's caption":   {func(u *telegramtest.User) { u.Document("my notes") }, chat.Text{Body: "my notes", File: new("")}},
		"a place":            {func(u *telegramtest.User) { u.Location(52.5, 13.4) }, chat.Located{Latitude: 52.5, Longitude: 13.4}},
		"a block":            {func(u *telegramtest.User) { u.Opened().Block() }, chat.Left{}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.run()
				ada := r.server.User("ada").Called("Ada", "de")
				c.does(ada)
				r.pass(5 * time.Second)
				e := only[chat.Event](r)
				if got := bare(e); !reflect.DeepEqual(got, c.want) {
					r.Errorf("got %#v, want %#v", got, c.want)
				}
				m := e.About()
				if m.Actor != (chat.Actor{Account: fmt.Sprint(ada.ID()), Name: "Ada", Locale: "de"}) {
					r.Errorf("by %+v", m.Actor)
				}
				if m.Space != (chat.Space{Chat: chatOf(ada), Private: true}) {
					r.Errorf("in %+v", m.Space)
				}
			})
		})
	}
}

// bare is an event without what every event carries, and without its message.
func bare(e chat.Event) chat.Event {
	switch e := e.(type) {
	case chat.Text:
		e.Meta, e.Message = chat.Meta{}, ""
		return e
	case chat.Command:
		e.Meta, e.Message = chat.Meta{}, ""
		return e
	case chat.Located:
		e.Meta, e.Message = chat.Meta{}, ""
		return e
	case chat.Edited:
		e.Meta, e.Message = chat.Meta{}, ""
		return e
	case chat.Pressed:
		e.Meta, e.Message = chat.Meta{}, ""
		return e
	case chat.Left:
		return chat.Left{}
	case chat.Joined:
		return chat.Joined{}
	case chat.Barred:
		return chat.Barred{}
	case chat.Allowed:
		return chat.Allowed{}
	case chat.Renamed:
		return chat.Renamed{}
	}
	return e
}

// bares are the events so far.
func (r *rig) bares() []chat.Event {
	var all []chat.Event
	for _, e := range r.in.seen() {
		all = append(all, bare(e))
	}
	return all
}

func (r *rig) wantEvents(want ...chat.Event) {
	r.Helper()
	r.pass(5 * time.Second)
	if got := r.bares(); !reflect.DeepEqual(got, want) {
		r.Errorf("got %#v\nwant %#v", got, want)
	}
}

// An edit is told by its own date; one that changes no text is passed on, since
// the core knows best what it has.
func TestEdits(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		ada := r.server.User("ada")
		id := ada.Write("frist")
		r.pass(time.Minute)
		ada.Edit(id, "first")
		r.pass(time.Minute)
		ada.Touch(id)
		r.wantEvents(chat.Text{Body: "frist"}, chat.Edited{Body: "first"}, chat.Edited{Body: "first"})
		if wrote, edited := r.in.seen()[0].About().At, r.in.seen()[1].About().At; edited.Sub(wrote) < time.Minute {
			r.Errorf("written at %v, edited at %v", wrote, edited)
		}
	})
}

type object = map[string]any

// What the simulator's people can't do, and what older and newer servers send.
func TestOddUpdates(t *testing.T) {
	me := object{"id": 5, "is_bot": false, "first_name": "Ada"}
	home := object{"id": 5, "type": "private", "first_name": "Ada"}
	group := object{"id": -1005, "type": "supergroup", "title": "walkers"}
	for name, c := range map[string]struct {
		kind    string
		payload object
		want    []chat.Event
	}{
		"a message without a sender": {"message", object{"message_id": 9, "date": 1, "chat": home, "text": private}, nil},
		"an account that stands for nobody": {"message", object{
			"message_id": 9, "date": 1, "chat": object{"id": 777000, "type": "private"},
			"from": object{"id": 777000, "is_bot": false, "first_name": "Telegram"}, "text": private,
		}, nil},
		"a channel": {"message", object{
			"message_id": 9, "date": 1, "chat": object{"id": -1007, "type": "channel"}, "from": me, "text": "/start",
		}, nil},
		"a business account's": {"message", object{
			"message_id": 9, "date": 1, "chat": home, "from": me, "text": "/start", "business_connection_id": "b",
		}, nil},
		"a pinned message": {"message", object{
			"message_id": 9, "date": 1, "chat": home, "from": me, "pinned_message": object{"message_id": 3, "date": 0, "chat": home},
		}, nil},
		"an old server's forward": {"message", object{
			"message_id": 9, "date": 1, "chat": home, "from": me, "text": "/forget", "forward_date": 1,
		}, []chat.Event{chat.Text{Body: "/forget"}}},
		"null for nothing": {"message", object{
			"message_id": 9, "date": 1, "chat": home, "from": me, "text": "words", "voice": nil, "forward_origin": nil,
		}, []chat.Event{chat.Text{Body: "words"}}},
		"a place that moves": {"edited_message", object{
			"message_id": 9, "date": 1, "edit_date": 2, "chat": home, "from": me, "location": object{"latitude": 1, "longitude": 2},
		}, nil},
		"an edit in a group, of a reply to somebody": {"edited_message", object{
			"message_id": 9, "date": 1, "edit_date": 2, "chat": group, "from": me, "text": private,
			"reply_to_message": object{"message_id": 3, "date": 1, "chat": group, "from": me},
		}, nil},
		"a thread of replies, in a group without topics": {"message", object{
			"message_id": 9, "date": 1, "chat": group, "from": me, "text": "/help", "message_thread_id": 3,
		}, []chat.Event{chat.Command{Name: "help"}}},
		"chatter in a topic that the bot opened": {"message", object{
			"message_id": 9, "date": 1, "chat": group, "from": me, "text": private, "message_thread_id": 3, "is_topic_message": true,
			"reply_to_message": object{
				"message_id": 3, "date": 1, "chat": group, "from": object{"id": 7000000001, "is_bot": true, "first_name": "Stillpoint"},
				"forum_topic_created": object{"name": "Questions", "icon_color": 1},
			},
		}, nil},
		"a press under inline mode": {"callback_query", object{
			"id": "q1", "from": me, "chat_instance": "c", "inline_message_id": "i", "data": "undo:1:",
		}, nil},
		"a press under what can't be read": {"callback_query", object{
			"id": "q1", "from": me, "chat_instance": "c", "data": "undo:1:",
			"message": object{"message_id": 3, "date": 0, "chat": home},
		}, []chat.Event{chat.Pressed{Action: chat.Ref{Verb: "undo", ID: 1}}}},
		"a press by a bot": {"callback_query", object{
			"id": "q1", "from": object{"id": 9, "is_bot": true, "first_name": "x"}, "chat_instance": "c", "data": "undo:1:",
			"message": object{"message_id": 3, "date": 5, "chat": home},
		}, nil},
		"a press without data": {"callback_query", object{
			"id": "q1", "from": me, "chat_instance": "c", "game_short_name": "g",
			"message": object{"message_id": 3, "date": 5, "chat": home},
		}, []chat.Event{chat.Pressed{}}},
		"a membership without a person": {"my_chat_member", object{
			"chat": home, "from": object{"id": 0}, "date": 1, "old_chat_member": object{"status": "member"},
			"new_chat_member": object{"status": "kicked"},
		}, nil},
		"a membership in a channel": {"my_chat_member", object{
			"chat": object{"id": -1007, "type": "channel"}, "from": me, "date": 1, "old_chat_member": object{"status": "left"},
			"new_chat_member": object{"status": "administrator"},
		}, []chat.Event{chat.Joined{}}},
		"a membership in a channel that ends": {"my_chat_member", object{
			"chat": object{"id": -1007, "type": "channel"}, "from": me, "date": 1, "old_chat_member": object{"status": "administrator"},
			"new_chat_member": object{"status": "left"},
		}, nil},
		"a muted member comes back": {"my_chat_member", object{
			"chat": group, "from": me, "date": 1, "old_chat_member": object{"status": "restricted", "is_member": false},
			"new_chat_member": object{"status": "restricted", "is_member": true, "can_send_messages": false},
		}, []chat.Event{chat.Joined{}}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.run()
				r.server.Push(c.kind, c.payload)
				r.wantEvents(c.want...)
				if n := r.server.Waiting(); n != 0 {
					r.Errorf("%d updates still wait", n)
				}
				for _, e := range r.in.seen() {
					if m := e.About(); m.Space.ID != "5" && m.Space.ID != "-1005" && !(m.Space.ID == "-1007" && m.Space.Announces) {
						r.Errorf("in %q", m.Space.ID)
					}
				}
			}, telegramtest.Tolerant())
		})
	}
}

// An album is one thing: its caption is the words, its pictures are spoken of once.
func TestAlbums(t *testing.T) {
	inBubble(t, func(r *rig) {
		failed := false
		r.in.handle = func(chat.Event, int) error {
			if !failed {
				failed = true
				return errFull // An event that is offered again is still the first.
			}
			return nil
		}
		r.run()
		for album, caption := range map[string]string{"a1": "", "a2": "three of them"} {
			for i := range 3 {
				m := object{
					"message_id": 9, "date": 1, "media_group_id": album, "photo": []any{},
					"chat": object{"id": 5, "type": "private"}, "from": object{"id": 5, "first_name": "Ada"},
				}
				if i == 0 && caption != "" {
					m["caption"] = caption
				}
				r.server.Push("message", m)
			}
		}
		r.pass(5 * time.Second)
		n := map[chat.Event]int{}
		for _, e := range r.bares() {
			n[e]++
		}
		if len(n) != 2 || n[chat.Text{Medium: chat.Image}]+n[chat.Text{Body: "three of them"}] != 3 {
			r.Errorf("%v, want one of each, and the first of all twice", n)
		}
	})
}
