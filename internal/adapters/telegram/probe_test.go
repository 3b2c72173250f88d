package telegram

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// A probe succeeds only if Telegram carries out, in that very chat or topic, what
// it is asked, and otherwise says why not.
func TestProbe(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, eve := r.server.User("ada").Opened(), r.server.User("eve")
		g := r.server.Forum("walkers")
		topic := g.Topic(ada, "today")
		private, inTopic := chatOf(ada), place{chat: g.ID(), topic: int64(topic.ID())}.encoded()
		for _, c := range []chat.Chat{private, inTopic, place{chat: g.ID()}.encoded()} {
			if err := r.adapter.Probe(r.Context(), c); err != nil {
				r.Errorf("in %s: %v", c.ID, err)
			}
		}
		for i, q := range r.server.Requests("sendChatAction") {
			thread, named := q.Params["message_thread_id"]
			if q.Params["action"] != "typing" || named != (i == 1) || (named && thread != int64(topic.ID())) {
				r.Errorf("probe %d asks for %v", i, q.Params)
			}
		}
		if len(ada.Sees()) != 0 || len(g.Sees()) != 0 {
			r.Error("a probe shows something lasting")
		}
		topic.Delete()
		for _, c := range []struct {
			what  string
			at    chat.Chat
			fault telegramtest.Fault
			want  chat.SendKind
		}{
			{"nobody's chat", place{chat: 4242}.encoded(), telegramtest.Fault{}, chat.Gone},
			{"never opened", chatOf(eve), telegramtest.Fault{}, chat.Gone},
			{"a topic that is gone", inTopic, telegramtest.Fault{}, chat.NotAllowed},
			{"no chat at all", chat.Chat{Platform: Platform, ID: "x"}, telegramtest.Fault{}, chat.Rejected},
			{"too much", private, telegramtest.TooMany(7), chat.Throttled},
			{"a page", private, telegramtest.BadGateway(), chat.Uncertain},
			{"no answer", private, telegramtest.Fault{Delay: time.Hour}, chat.Uncertain},
			{"down", private, telegramtest.Refusal(500, "Internal Server Error"), chat.Unsent},
		} {
			if c.fault != (telegramtest.Fault{}) {
				r.server.FaultNext(c.fault, "sendChatAction")
			}
			err := r.adapter.Probe(r.Context(), c.at)
			if failed, ok := errors.AsType[*chat.SendError](err); !ok || failed.Kind != c.want {
				r.Errorf("%s: %v, want %v", c.what, err, c.want)
			}
		}
	}, telegramtest.Tolerant())
}
