package telegramtest

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// heard returns the texts of the messages that the bot was told of since the
// last call.
func heard(t *testing.T, s *Server) []string {
	t.Helper()
	texts := []string{}
	for _, u := range fetch(t, s, nil) {
		texts = append(texts, u.Message.Text)
		fetch(t, s, fields{"offset": strconv.FormatInt(u.ID+1, 10)})
	}
	return texts
}

func TestPrivacyMode(t *testing.T) {
	s := start(t, InMemory())
	group := s.Supergroup("circle")
	ada := s.User("ada").In(group)
	post := ok(t, s, "sendMessage", in(group.ID(), fields{"text": "a question"}))
	word := ada.Write("not for the bot")
	ada.Reply(word, "nor this")
	ada.Reply(post, "an answer")
	ada.Command("community", "")
	ada.Write("/community@" + s.BotUsername() + " status")
	ada.Write("/community@another_bot status")
	ada.Write("see /community")
	ada.Mention("hello")
	ada.Write("mail me at a@" + s.BotUsername())
	ada.Photo("a photo")
	ada.Edit(word, "still not")
	group.Join(s.User("bob"))
	want := []string{"an answer", "/community", "/community@" + s.BotUsername() + " status", "@" + s.BotUsername() + " hello", ""}
	if diff := cmp.Diff(want, heard(t, s)); diff != "" {
		t.Error(diff)
	}
	group.Promote(s.User("bob"))
	heard(t, s)
	ada.Write("now it hears")
	if diff := cmp.Diff([]string{"now it hears"}, heard(t, s)); diff != "" {
		t.Errorf("as an admin: %s", diff)
	}
	group.Remove(s.User("bob"))
	heard(t, s)
	ada.Command("community", "")
	if all := heard(t, s); len(all) != 0 {
		t.Errorf("after it was removed: %q", all)
	}
}

func TestThoseWhoAreNoPeople(t *testing.T) {
	s := start(t, InMemory())
	group := s.Supergroup("circle")
	ada := s.User("ada")
	group.MakeAnonymousAdmin(ada)
	group.Promote(ada)
	heard(t, s)
	id := ada.In(group).Anonymously().Command("community", "")
	ada.In(group).Anonymously().Edit(id, "/community status")
	group.WriteAsChannel("a channel speaks")
	group.LinkedPost("a post")
	all := fetch(t, s, nil)
	if len(all) != 4 {
		t.Fatalf("%+v", all)
	}
	if m := all[0].Message; m.From.ID != anonymousAdmin || m.Sender.ID != group.ID() {
		t.Errorf("anonymous admin: %+v", m)
	}
	if m := all[2].Message; m.From.ID != channelBot || m.Sender.ID == 0 || m.Sender.ID == group.ID() {
		t.Errorf("channel: %+v", m)
	}
	if m := all[3].Message; m.From.ID != telegramItself || m.Sender.ID == 0 {
		t.Errorf("linked post: %+v", m)
	}
}

func TestTopics(t *testing.T) {
	s := start(t, InMemory())
	forum := s.Forum("forum")
	ada := s.User("ada")
	topic := forum.Topic(ada, "reflections")
	if first := s.Forum("another").Topic(ada, "first").ID(); first != topic.ID() || first != firstMessage {
		t.Errorf("supergroups number their messages together: %d, %d", first, topic.ID())
	}
	heard(t, s)
	thread := strconv.Itoa(topic.ID())
	post := ok(t, s, "sendMessage", in(forum.ID(), fields{"text": "in the topic", "message_thread_id": thread}))
	ok(t, s, "sendMessage", in(forum.ID(), fields{"text": "in general"}))
	answer := ok(t, s, "sendMessage", in(forum.ID(), fields{"text": "by reply", "reply_parameters": `{"message_id":` + strconv.Itoa(post) + `}`}))
	if sees := topic.Sees(); len(sees) != 2 || sees[1].ID != answer || len(forum.Sees()) != 3 {
		t.Errorf("%+v", sees)
	}
	ada.InTopic(topic).Command("community", "")
	ada.InTopic(topic).Reply(post, "an answer")
	all := fetch(t, s, nil)
	// What answers nothing in a topic answers the topic's first message.
	if m := all[0].Message; m.Thread != topic.ID() || !m.Topic || m.Reply == nil || m.Reply.ID != topic.ID() {
		t.Errorf("command: %+v", m)
	}
	if m := all[1].Message; m.Reply == nil || m.Reply.ID != post {
		t.Errorf("answer: %+v", m)
	}
	topic.Close(ada)
	topic.Reopen(ada)
	ok(t, s, "sendMessage", in(forum.ID(), fields{"text": "again", "message_thread_id": thread}))
}

// TestReplyInASupergroupHasAThreadThatIsNoTopic is what a bot mistakes for one.
func TestReplyInASupergroupHasAThreadThatIsNoTopic(t *testing.T) {
	s := start(t, InMemory())
	group := s.Supergroup("circle")
	post := ok(t, s, "sendMessage", in(group.ID(), fields{"text": "a question"}))
	s.User("ada").In(group).Reply(post, "an answer")
	if m := fetch(t, s, nil)[0].Message; m.Thread != post || m.Topic {
		t.Errorf("%+v", m)
	}
	refused(t, s, "sendMessage", in(group.ID(), fields{"text": "x", "message_thread_id": strconv.Itoa(post)}),
		"Bad Request: message thread not found")
}

func TestStandingOfTheBot(t *testing.T) {
	s := start(t, InMemory())
	group := s.Group("basic")
	ada := s.User("ada")
	group.Promote(ada)
	group.MakeCreator(ada) // chat_member comes only to those who ask for it
	group.Allow(ada)
	heard(t, s)
	fetch(t, s, fields{"allowed_updates": `["my_chat_member","message","chat_member"]`})
	group.Remove(ada)
	group.Add(ada)
	group.Restrict(ada)
	group.Allow(ada)
	var got []string
	for _, u := range fetch(t, s, nil) {
		got = append(got, u.Chat.Old.Status+" "+u.Chat.New.Status)
	}
	want := []string{"member kicked", "kicked member", " ", "member restricted", "restricted member"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	group.Promote(ada)
	group.MakeAdmin(s.User("bob"))
	all := fetch(t, s, fields{"offset": "-1"})
	if c := all[0].Member; c.Old.Status != "left" || c.New.Status != "administrator" {
		t.Errorf("chat_member: %+v", c)
	}
	call(t, s, "getChat", in(group.ID(), nil))
	call(t, s, "getChat", in(ada.Opened().ChatID(), nil))
	call(t, s, "getChatAdministrators", in(group.ID(), fields{"return_bots": "true"}))
	for _, id := range []int64{ada.ID(), s.BotID(), s.User("eve").ID()} {
		call(t, s, "getChatMember", in(group.ID(), fields{"user_id": strconv.FormatInt(id, 10)}))
	}
}

func TestMigration(t *testing.T) {
	s := start(t, InMemory())
	group := s.Group("basic")
	ada := s.User("ada")
	ada.In(group)
	ok(t, s, "sendMessage", in(group.ID(), fields{"text": "before"}))
	super := group.Migrate(ada)
	if all := fetch(t, s, nil); len(all) != 2 {
		t.Errorf("%+v", all)
	}
	if super.ID() >= -1_000_000_000_000 || s.Group("basic").ID() != super.ID() {
		t.Errorf("id %d", super.ID())
	}
	a := refused(t, s, "editMessageText", about(group.ID(), firstMessage, fields{"text": "x"}),
		"Bad Request: group chat was upgraded to a supergroup chat")
	if a.Parameters.MigrateTo != super.ID() {
		t.Errorf("%+v", a)
	}
	ok(t, s, "sendMessage", in(super.ID(), fields{"text": "after"}))
	if sees := ada.In(super).Sees(); len(sees) != 1 || sees[0].Text != "after" {
		t.Errorf("%+v", sees)
	}
}
