package telegram

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// dot is a PNG of one pixel.
var dot = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82")

func picture(alt string) *chat.Picture { return &chat.Picture{Name: "week.png", PNG: dot, Alt: alt} }

func TestBlocksAreStyled(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		r.send(chat.Message{To: chatOf(ada), Blocks: []chat.Block{
			{Kind: chat.Heading, Text: "A <b>heading</b>"}, chat.P("On 14 August you wrote:"),
			{Kind: chat.Quote, Text: "I keep the badge & can't say why."}, chat.P("What has changed?"), chat.P("Anything?"),
			{Kind: chat.Source, Text: `from "An essay" by Somebody`},
		}})
		got := ada.Last()
		want := "A <b>heading</b>\nOn 14 August you wrote:\nI keep the badge & can't say why.\n\nWhat has changed?\n\nAnything?\n" +
			`from "An essay" by Somebody`
		if got.Text != want {
			r.Errorf("it reads %q", got.Text)
		}
		looks := map[string]string{}
		for _, e := range got.Entities {
			looks[e.Type] = e.Covers(got.Text)
		}
		if looks["bold"] != "A <b>heading</b>" || looks["blockquote"] != "I keep the badge & can't say why." ||
			looks["italic"] != `from "An essay" by Somebody` {
			r.Errorf("it looks %q", looks)
		}
		if got.Preview {
			r.Error("links are previewed")
		}
	})
}

func TestReplies(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		id := ada.Write("words")
		m := said(chatOf(ada), "Kept.")
		m.ReplyTo = messageID(int64(id))
		r.send(m)
		if got := ada.Last(); got.ReplyTo != id {
			r.Errorf("replies to %d, want %d", got.ReplyTo, id)
		}
		ada.Delete(id)
		r.send(m)
		if got := ada.Last(); got.ReplyTo != 0 {
			r.Errorf("replies to %d, which is gone", got.ReplyTo)
		}
		// An older server misses the message all the same.
		r.server.FaultNext(telegramtest.Refusal(400, "Bad Request: message to be replied not found"), "sendMessage")
		r.send(m)
		if n := len(ada.Sees()); n != 3 {
			r.Errorf("%d messages, want 3", n)
		}
	})
}

func TestTopics(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		forum := r.server.Forum("walkers")
		topic := forum.Topic(ada, "Questions")
		in := place{chat: forum.ID(), topic: int64(topic.ID())}.encoded()
		r.send(said(in, "in a topic"))
		if got := topic.Sees(); len(got) != 1 || got[0].Topic != topic.ID() {
			r.Errorf("the topic has %+v", got)
		}
		r.send(said(place{chat: forum.ID()}.encoded(), "in General"))
		if got := forum.Sees(); len(got) != 2 || got[1].Topic != 0 {
			r.Errorf("the forum has %+v", got)
		}
		topic.Close(ada)
		if f := r.fails(said(in, "closed")); f.Kind != chat.NotAllowed {
			r.Errorf("into a closed topic: %v", f)
		}
		topic.Delete()
		if f := r.fails(said(in, "gone")); f.Kind != chat.NotAllowed {
			r.Errorf("into a topic that is gone: %v", f)
		}
		if g := groupOf(in); g != fmt.Sprint(forum.ID()) || groupOf(chatOf(ada)) != "" {
			r.Errorf("the topic's group is %q", g)
		}
	})
}

// Nothing that somebody wrote mentions anybody in a group.
func TestNobodyIsMentioned(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Supergroup("walkers")
		r.send(said(place{chat: g.ID()}.encoded(), "ask @bob_1 or @everyone, at a@b.example, 5 @ 3"))
		got := g.Sees()[0]
		for _, e := range got.Entities {
			if e.Type == "mention" {
				r.Errorf("mentions %q", e.Covers(got.Text))
			}
		}
		if strings.Contains(got.Text, "@bob") || !strings.Contains(got.Text, "@\u2060bob_1") || !strings.Contains(got.Text, "5 @ 3") {
			r.Errorf("it reads %q", got.Text)
		}
	})
}

func TestPlaceholder(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		m := said(chatOf(ada), "Where are you?")
		m.Placeholder = strings.Repeat("A city, ", 20)
		r.send(m)
		got := ada.Last()
		if !got.ForceReply || len([]rune(got.Placeholder)) != maxHint || !strings.HasPrefix(got.Placeholder, "A city, A city") {
			r.Errorf("the field shows %q", got.Placeholder)
		}
		m.Actions = []chat.Action{{Label: "Berlin", Ref: chat.Ref{Verb: "zone"}}}
		r.send(m)
		if got := ada.Last(); got.ForceReply || len(got.Labels()) != 1 {
			r.Errorf("with buttons: %+v", got)
		}
		if ada.Keyboard() != nil {
			r.Error("a reply keyboard is left behind")
		}
	})
}

// A caption that is too long follows its picture; the description never does
// without.
func TestPictures(t *testing.T) {
	for name, c := range map[string]struct {
		text, alt string
		messages  int
	}{
		"short":         {"This week: 5 of 6.", "Five of six days", 1},
		"just fits":     {strings.Repeat("x", maxCaption-5), "four", 1},
		"too long":      {strings.Repeat("word ", 300), "Five of six days", 2},
		"long alt":      {"This week: 5 of 6.", strings.Repeat("day ", 400), 2},
		"no text":       {"", "Five of six days", 1},
		"much too long": {strings.Repeat("word ", 1000), "Five of six days", 3},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.User("ada").Opened()
				m := said(chatOf(ada), c.text, chat.Action{Label: "Go deeper", Ref: chat.Ref{Verb: "deeper"}})
				m.Picture = picture(c.alt)
				sent := r.send(m)
				all := ada.Sees()
				if len(all) != c.messages || all[0].Photo == nil || !strings.Contains(all[0].Text, c.alt[:4]) {
					r.Fatalf("%d messages, the first %q", len(all), all[0].Text)
				}
				last := all[len(all)-1]
				if len(last.Labels()) != 1 || messageID(int64(last.ID)) != sent.Message {
					r.Errorf("the last has the buttons %q", last.Labels())
				}
				if c.messages == 1 {
					if err := r.adapter.Edit(r.Context(), sent.Message, m); err != nil {
						r.Errorf("an edit that changes nothing: %v", err)
					}
					m.Picture = nil
					m.Blocks = []chat.Block{chat.P("a new caption")}
					if err := r.adapter.Edit(r.Context(), sent.Message, m); err != nil || ada.Last().Text != "a new caption" {
						r.Errorf("a new caption: %v, %q", err, ada.Last().Text)
					}
				}
			})
		})
	}
}

// A long message keeps to a chat's pace, waits when told to, and is uncertain
// once it is shown in part.
func TestLongMessages(t *testing.T) {
	long := strings.Repeat("word ", 2000)
	t.Run("paced", func(t *testing.T) {
		inBubble(t, func(r *rig) {
			ada := r.server.User("ada").Opened()
			g := r.server.Supergroup("walkers")
			r.send(said(chatOf(ada), long))
			r.send(said(place{chat: g.ID()}.encoded(), long))
			if n := telegramtest.Busiest(r.server.Sent(ada.ChatID()), time.Second); n != 1 {
				r.Errorf("%d within a second", n)
			}
			if n := telegramtest.Busiest(r.server.Sent(g.ID()), 3*time.Second); n != 1 {
				r.Errorf("%d within three seconds in a group", n)
			}
		}, telegramtest.WithRates(telegramtest.OfficialRates()))
	})
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		kind  chat.SendKind
		fails bool
	}{
		"told to wait":      {telegramtest.TooMany(9), 0, false},
		"told to wait long": {telegramtest.TooMany(90), chat.Uncertain, true},
		"the server fails":  {telegramtest.Refusal(500, "Internal Server Error"), chat.Uncertain, true},
		"blocked":           {telegramtest.Refusal(403, "Forbidden: bot was blocked by the user"), chat.Gone, true},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.User("ada").Opened()
				first := true
				r.server.Script(func(q telegramtest.Request) *telegramtest.Fault {
					if first {
						first = false
						r.server.FaultNext(c.fault, "sendMessage")
					}
					return nil
				})
				_, err := r.adapter.Send(r.Context(), said(chatOf(ada), long))
				if (err != nil) != c.fails {
					r.Fatalf("%v", err)
				}
				if c.fails && chat.KindOf(err) != c.kind {
					r.Errorf("%v, want %v", err, c.kind)
				}
				if want := map[bool]int{true: 1, false: 3}[c.fails]; len(ada.Sees()) != want {
					r.Errorf("%d messages, want %d", len(ada.Sees()), want)
				}
			})
		})
	}
}

func TestEditing(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		m := said(chatOf(ada), "first", chat.Action{Label: "Undo", Ref: chat.Ref{Verb: "undo"}})
		sent := r.send(m)
		if err := r.adapter.Edit(r.Context(), sent.Message, m); err != nil {
			r.Errorf("an edit that changes nothing: %v", err)
		}
		if err := r.adapter.Edit(r.Context(), sent.Message, said(chatOf(ada), strings.Repeat("word ", 1000), undo)); err != nil {
			r.Fatalf("a long edit: %v", err)
		}
		if n := len(ada.Sees()); n != 2 {
			r.Errorf("a long edit leaves %d messages, want 2", n)
		}
		if first, last := ada.Sees()[0].Labels(), ada.Last().Labels(); len(first) != 0 || len(last) != 1 {
			r.Errorf("the first has the buttons %q, the last %q", first, last)
		}
		ada.Delete(number(sent.Message))
		before := len(ada.Sees())
		quiet := said(chatOf(ada), "7 have answered")
		quiet.Lane = chat.LaneEdit
		if f := r.failure(chat.Sent{}, r.adapter.Edit(r.Context(), sent.Message, quiet)); f.Kind != chat.Rejected || len(ada.Sees()) != before {
			r.Errorf("an edit that nobody waits for: %v, %d messages", f, len(ada.Sees()))
		}
		if err := r.adapter.Edit(r.Context(), sent.Message, said(chatOf(ada), "anew")); err != nil || ada.Last().Text != "anew" {
			r.Errorf("an edit of what is gone: %v, %q", err, ada.Last().Text)
		}
		r.server.FaultNext(telegramtest.Refusal(400, "Bad Request: message can't be edited"), "editMessageText")
		if err := r.adapter.Edit(r.Context(), sent.Message, said(chatOf(ada), "too old")); err != nil || ada.Last().Text != "too old" {
			r.Errorf("an edit that comes too late: %v, %q", err, ada.Last().Text)
		}
	})
}

func TestReacting(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		id := ada.Write("words")
		react := func(sign chat.Reaction) error {
			return r.adapter.React(r.Context(), chatOf(ada), messageID(int64(id)), sign)
		}
		if err := react(chat.Kept); err != nil || ada.Reaction(id) != keptSign {
			r.Errorf("%v, %q", err, ada.Reaction(id))
		}
		r.server.FaultNext(telegramtest.Refusal(400, "Bad Request: REACTION_INVALID"), "setMessageReaction")
		if kind := chat.KindOf(react(chat.Kept)); kind != chat.NotAllowed {
			r.Errorf("where reactions are not wanted: %v", kind)
		}
		ada.Delete(id)
		if err := react(chat.Kept); err != nil {
			r.Errorf("on a message that is gone: %v", err)
		}
		r.server.FaultNext(telegramtest.Refusal(400, "Bad Request: message can't be deleted for everyone"), "deleteMessage")
		if kind := chat.KindOf(r.adapter.Delete(r.Context(), chatOf(ada), "12")); kind != chat.NotAllowed {
			r.Errorf("deleting what is too old: %v", kind)
		}
	})
}
