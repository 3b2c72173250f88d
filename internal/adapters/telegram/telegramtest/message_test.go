package telegramtest

import (
	"bytes"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// in returns the fields of a request about a chat.
func in(chat int64, more fields) fields {
	f := fields{"chat_id": strconv.FormatInt(chat, 10)}
	for name, v := range more {
		f[name] = v
	}
	return f
}

func about(chat int64, message int, more fields) fields {
	f := in(chat, more)
	f["message_id"] = strconv.Itoa(message)
	return f
}

const keep = `{"inline_keyboard":[[{"text":"Deeper","callback_data":"d"},{"text":"Undo","callback_data":"u"}],[{"text":"Read","url":"https://x.test"}]]}`

func TestConversation(t *testing.T) {
	s := start(t, InMemory())
	ada := s.User("ada")
	ada.Start("q7")
	id := ada.Write("two\nlines")
	all := fetch(t, s, nil)
	if len(all) != 2 || all[0].Message.Text != "/start q7" || all[1].Message.From.ID != ada.ID() {
		t.Fatalf("%+v", all)
	}
	bot := ok(t, s, "sendMessage", in(ada.ChatID(), fields{
		"text": "<b>Kept.</b> Only you can read it.", "parse_mode": "HTML", "reply_markup": keep,
		"reply_parameters": `{"message_id":` + strconv.Itoa(id) + `}`, "link_preview_options": `{"is_disabled":true}`,
	}))
	ok(t, s, "setMessageReaction", about(ada.ChatID(), id, fields{"reaction": `[{"type":"emoji","emoji":"👍"}]`}))
	ok(t, s, "sendChatAction", in(ada.ChatID(), fields{"action": "typing"}))
	last := ada.Last()
	want := Seen{
		ID: bot, At: last.At, From: "bot", Text: "Kept. Only you can read it.", ReplyTo: id,
		Entities: []Entity{{Type: "bold", Length: 5}},
		Buttons:  [][]Button{{{Label: "Deeper", Data: "d"}, {Label: "Undo", Data: "u"}}, {{Label: "Read", URL: "https://x.test"}}},
	}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Error(diff)
	}
	ada.Press("Undo")
	if ada.Spinning() != 1 || s.Spinning() != 1 {
		t.Errorf("spinning %d", ada.Spinning())
	}
	query := fetch(t, s, fields{"offset": "-1"})[0].Query
	if query.Data != "u" || query.Message.Date == 0 {
		t.Errorf("%+v", query)
	}
	ok(t, s, "answerCallbackQuery", fields{"callback_query_id": query.ID, "text": "Done", "show_alert": "true"})
	refused(t, s, "answerCallbackQuery", fields{"callback_query_id": query.ID}, "Bad Request: "+queryTooOld)
	if diff := cmp.Diff([]Press{{Message: bot, Data: "u", Answered: true, Text: "Done", Alert: true}}, ada.Presses()); diff != "" {
		t.Error(diff)
	}
	ok(t, s, "editMessageText", about(ada.ChatID(), bot, fields{"text": "Taken back."}))
	transcript := "ada: /start q7\nada: two\n  lines 👍\nbot: Taken back.\n"
	if diff := cmp.Diff(transcript, ada.Transcript()); diff != "" {
		t.Error(diff)
	}
	ada.PressOn(bot, "Deeper")
	ok(t, s, "deleteMessage", about(ada.ChatID(), bot, nil))
	ada.PressOn(bot, "Deeper")
	ada.Forge(bot, "forged")
	all = fetch(t, s, fields{"offset": "-3"})
	if all[0].Query.Message.Date == 0 || all[1].Query.Message.Date != 0 || all[2].Query.Data != "forged" {
		t.Errorf("%+v", all)
	}
}

// TestWhatTheWorldDoes is the table of requests that are well made and yet
// refused; none of them is a violation.
func TestWhatTheWorldDoes(t *testing.T) {
	s := start(t, InMemory())
	by := s.User("host")
	group, forum, basic := s.Supergroup("circle"), s.Forum("forum"), s.Group("basic")
	ada := s.User("ada").Opened()
	chat := ada.ChatID()
	text := fields{"text": "x"}
	word := ada.Write("a word")
	mine := ok(t, s, "sendMessage", in(chat, fields{"text": "mine", "reply_markup": keep}))
	asked := ok(t, s, "sendMessage", in(chat, fields{"text": "?", "reply_markup": `{"force_reply":true,"input_field_placeholder":"8:30"}`}))
	photo := upload(t, s, "sendPhoto", in(chat, fields{"caption": "alt"}), "photo", picture(t, 9, 2))
	if !photo.OK || ada.Last().Photo == nil || !bytes.Equal(ada.Last().Photo.Bytes, picture(t, 9, 2)) {
		t.Errorf("photo: %+v", photo)
	}
	picture := ada.Last().ID
	topic := forum.Topic(by, "reflections")
	inTopic := fields{"text": "x", "message_thread_id": strconv.Itoa(topic.ID())}
	for _, c := range []struct {
		prepare func()
		method  string
		f       fields
		want    string
	}{
		{nil, "sendMessage", in(1, text), "Bad Request: chat not found"},
		{nil, "sendMessage", in(s.User("new").ChatID(), text), "Forbidden: bot can't initiate conversation with a user"},
		{nil, "sendMessage", in(chat, fields{"text": "x", "reply_parameters": `{"message_id":9999}`}), "Bad Request: message to be replied not found"},
		{nil, "sendMessage", in(chat, fields{"text": "x", "message_thread_id": "7"}), "Bad Request: message thread not found"},
		{nil, "editMessageText", about(chat, 9999, text), "Bad Request: message to edit not found"},
		{nil, "editMessageText", about(chat, word, text), "Bad Request: message can't be edited"},
		{nil, "editMessageText", about(chat, asked, text), "Bad Request: message can't be edited"},
		{nil, "editMessageText", about(chat, picture, text), "Bad Request: there is no text in the message to edit"},
		{nil, "editMessageCaption", about(chat, mine, fields{"caption": "x"}), "Bad Request: there is no caption in the message to edit"},
		{nil, "editMessageText", about(chat, mine, fields{"text": "mine", "reply_markup": keep}), "Bad Request: " + notModified},
		{nil, "editMessageReplyMarkup", about(chat, mine, fields{"reply_markup": keep}), "Bad Request: " + notModified},
		{nil, "deleteMessage", about(chat, 9999, nil), "Bad Request: message to delete not found"},
		{nil, "setMessageReaction", about(chat, 9999, nil), "Bad Request: message to react not found"},
		{nil, "answerCallbackQuery", fields{"callback_query_id": "5"}, "Bad Request: " + queryTooOld},
		{func() { ada.Block() }, "sendMessage", in(chat, text), "Forbidden: bot was blocked by the user"},
		{func() { ada.Unblock(); ada.DeleteAccount() }, "sendMessage", in(chat, text), "Forbidden: user is deactivated"},
		{nil, "sendMessage", in(forum.ID(), fields{"text": "x", "message_thread_id": "1"}), "Bad Request: message thread not found"},
		{func() { topic.Close(by) }, "sendMessage", in(forum.ID(), inTopic), "Bad Request: TOPIC_CLOSED"},
		{func() { topic.Delete() }, "sendMessage", in(forum.ID(), inTopic), "Bad Request: message thread not found"},
		{func() { group.Restrict(by) }, "sendMessage", in(group.ID(), text), "Bad Request: not enough rights to send text messages to the chat"},
		{func() { group.Remove(by) }, "sendMessage", in(group.ID(), text), "Forbidden: bot was kicked from the supergroup chat"},
		{func() { group.Add(by); ok(t, s, "leaveChat", in(group.ID(), nil)) }, "sendMessage", in(group.ID(), text), "Forbidden: bot is not a member of the supergroup chat"},
		{nil, "getChatMember", in(basic.ID(), fields{"user_id": "5"}), "Bad Request: member not found"},
		{nil, "getChatAdministrators", in(chat, nil), "Bad Request: there are no administrators in the private chat"},
		{func() { basic.Migrate(by) }, "sendMessage", in(basic.ID(), text), "Bad Request: group chat was upgraded to a supergroup chat"},
	} {
		if c.prepare != nil {
			c.prepare()
		}
		a := refused(t, s, c.method, c.f, c.want)
		if moved := c.want == "Bad Request: group chat was upgraded to a supergroup chat"; moved != (a.Parameters.MigrateTo == s.Group("basic").ID()) {
			t.Errorf("%s: %+v", c.want, a.Parameters)
		}
	}
}

func TestOldThings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory())
		ada := s.User("ada").Opened()
		id := ok(t, s, "sendMessage", in(ada.ChatID(), fields{"text": "x", "reply_markup": keep}))
		ada.Press("Undo")
		query := fetch(t, s, nil)[0].Query
		time.Sleep(queryLife + time.Second)
		refused(t, s, "answerCallbackQuery", fields{"callback_query_id": query.ID}, "Bad Request: "+queryTooOld)
		if p := ada.Presses(); !p[0].TooLate || ada.Spinning() != 0 {
			t.Errorf("%+v", p)
		}
		time.Sleep(49 * time.Hour)
		refused(t, s, "deleteMessage", about(ada.ChatID(), id, nil), "Bad Request: message can't be deleted for everyone")
		ok(t, s, "editMessageText", about(ada.ChatID(), id, fields{"text": "taken back"}))
	})
}

// TestWhatPeopleSend checks that everything people do becomes an update as it
// is described.
func TestWhatPeopleSend(t *testing.T) {
	s := start(t, InMemory())
	ada := s.User("ada").Called("Ada", "de")
	ada.Voice()
	ada.VideoNote()
	ada.Sticker()
	ada.Photo("caption with /command")
	ada.Document("")
	ada.Location(52.5, 13.4)
	ada.Forwarded("their words")
	id := ada.Write("hello")
	ada.Reply(id, "myself")
	ada.Edit(id, "hello there")
	ada.Touch(id)
	ada.Delete(id)
	kept := ada.Write("kept")
	ada.Block()
	ada.Edit(kept, "changed behind the bot's back")
	ada.Unblock()
	all := fetch(t, s, nil)
	if len(all) != 14 {
		t.Fatalf("%d updates", len(all))
	}
	if all[8].Message.Reply == nil || all[8].Message.Reply.ID != id {
		t.Errorf("reply: %+v", all[8])
	}
	if c := all[12].Chat; c.Old.Status != "member" || c.New.Status != "kicked" {
		t.Errorf("block: %+v", c)
	}
	if c := all[13].Chat; c.Old.Status != "kicked" || c.New.Status != "member" {
		t.Errorf("unblock: %+v", c)
	}
}

func TestReplyKeyboardStaysUntilItIsRemoved(t *testing.T) {
	s := start(t, InMemory())
	ada := s.User("ada").Opened()
	ok(t, s, "sendMessage", in(ada.ChatID(), fields{
		"text": "where?", "reply_markup": `{"keyboard":[[{"text":"Here","request_location":true}],[{"text":"No"}]],"one_time_keyboard":true}`,
	}))
	ok(t, s, "sendMessage", in(ada.ChatID(), fields{"text": "x"}))
	if diff := cmp.Diff([][]string{{"Here"}, {"No"}}, ada.Keyboard()); diff != "" {
		t.Error(diff)
	}
	ok(t, s, "sendMessage", in(ada.ChatID(), fields{"text": "x", "reply_markup": `{"remove_keyboard":true}`}))
	if ada.Keyboard() != nil {
		t.Errorf("left behind: %v", ada.Keyboard())
	}
}

func TestProfile(t *testing.T) {
	s := start(t, InMemory())
	ada, bob := s.User("ada").Called("Ada", "de"), s.User("bob")
	group := s.Supergroup("circle").MakeAdmin(ada)
	set := func(scope, language, command string) {
		ok(t, s, "setMyCommands", fields{
			"commands": `[{"command":"` + command + `","description":"d"}]`, "scope": scope, "language_code": language,
		}.without(""))
	}
	set("", "", "any")
	set(`{"type":"all_private_chats"}`, "", "private")
	set(`{"type":"all_private_chats"}`, "de", "privat")
	set(`{"type":"all_chat_administrators"}`, "", "admin")
	for want, u := range map[string]*User{
		"privat": ada, "private": bob, "admin": ada.In(group), "any": bob.In(group),
	} {
		if menu := u.Menu(); len(menu) != 1 || menu[0].Command != want {
			t.Errorf("menu %v, want %s", menu, want)
		}
	}
	ok(t, s, "deleteMyCommands", fields{"scope": `{"type":"all_chat_administrators"}`})
	if menu := ada.In(group).Menu(); menu[0].Command != "any" {
		t.Errorf("menu %v", menu)
	}
	call(t, s, "getMyCommands", nil)
	ok(t, s, "setMyDescription", fields{"description": "One good question a day."})
	ok(t, s, "setMyShortDescription", fields{"short_description": "A question a day.", "language_code": "de"})
	if s.Description("de") != "One good question a day." || s.ShortDescription("de") != "A question a day." || s.ShortDescription("en") != "" {
		t.Errorf("%q, %q", s.Description("de"), s.ShortDescription("de"))
	}
}

// without leaves out the fields with this value.
func (f fields) without(value string) fields {
	for name, v := range f {
		if v == value {
			delete(f, name)
		}
	}
	return f
}
