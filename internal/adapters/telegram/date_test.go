package telegram

import (
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
)

// A date that is days off, such as one in milliseconds, is replaced by our own
// clock's, and that is logged once. Dates that can be true are kept.
func TestDatesThatCantBeTrue(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		now := time.Now()
		for i, c := range []struct {
			date int64
			kept bool
		}{
			{now.Unix() - 3600, true}, {now.Unix() - 47*3600, true}, {now.Unix() + 600, true},
			{now.UnixMilli(), false}, {now.Unix() + 49*3600, false}, {now.Unix() - 49*3600, false}, {1, false}, {-5, false}, {1 << 62, false},
		} {
			about := object{
				"message_id": 100 + i, "chat": object{"id": 5, "type": "private"}, "from": object{"id": 5, "first_name": "Ada"}, "text": "hello",
			}
			for _, kind := range []string{"message", "edited_message", "my_chat_member"} {
				p := object{}
				for k, v := range about {
					p[k] = v
				}
				if p["date"] = c.date; kind == "edited_message" {
					p["date"], p["edit_date"] = now.Unix()-30*24*3600, c.date // An old message can be edited.
				}
				if kind == "my_chat_member" {
					p["old_chat_member"], p["new_chat_member"] = object{"status": "member"}, object{"status": "kicked"}
				}
				before := len(r.in.seen())
				r.server.Push(kind, p)
				r.pass(time.Second)
				events := r.in.seen()
				if len(events) != before+1 {
					r.Fatalf("%s %d: %d events more", kind, c.date, len(events)-before)
				}
				at := events[before].About().At
				if off := time.Since(at).Abs(); c.kept != at.Equal(unix(c.date)) || (!c.kept && off > 5*time.Second) {
					r.Errorf("%s of %d happened %v ago", kind, c.date, time.Since(at))
				}
			}
		}
		if n := r.logged.lines("days off"); n != 1 {
			r.Errorf("%d lines about it", n)
		}
	})
}

// What was sent is dated by our own clock where Telegram's date can't be true.
func TestReceiptsThatCantBeTrue(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		r.server.FaultNext(telegramtest.Fault{Body: `{"ok":true,"result":{"message_id":9,"date":1732742400000}}`, Handled: true}, "sendMessage")
		if sent := r.send(said(chatOf(ada), "hello")); time.Since(sent.At).Abs() > time.Second {
			r.Errorf("sent at %v", sent.At)
		}
	})
}

// The bot says as whom it serves, once it knows, with the program's version.
func TestLoggedIn(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.Version = "v1.2.3"
		r.open()
		r.run()
		if n := r.logged.lines(`msg="logged in" platform=telegram as=@` + r.server.BotUsername() + " version=v1.2.3"); n != 1 {
			r.Errorf("the log says:\n%s", r.logged)
		}
	})
}
