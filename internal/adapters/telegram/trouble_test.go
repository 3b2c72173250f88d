package telegram

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

func TestAnotherInstance(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		conflict := telegramtest.Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		r.server.Script(func(q telegramtest.Request) *telegramtest.Fault {
			if q.Method == "getUpdates" {
				return &conflict
			}
			return nil
		})
		r.pass(10 * time.Minute)
		if n := r.logged.lines("level=ERROR"); n != 1 || r.logged.lines("only one may") != 1 {
			r.Errorf("%d lines in ten minutes:\n%s", n, r.logged)
		}
		if n := len(r.server.Requests("getUpdates")); n > 60 {
			r.Errorf("%d polls in ten minutes", n)
		}
		r.server.Script(nil)
		r.server.User("ada").Write("still there?")
		r.pass(time.Minute)
		only[chat.Text](r)
	})
}

// A webhook that was set elsewhere keeps nothing back for long.
func TestPollingRemovesAWebhook(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.server.FaultNext(telegramtest.Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"), "getUpdates")
		r.server.User("ada").Write("hello")
		r.run()
		r.pass(time.Minute)
		only[chat.Text](r)
		if n := len(r.server.Requests("deleteWebhook")); n != 2 {
			r.Errorf("removed %d times, want at the start and at the refusal", n)
		}
	})
}

func TestRefusedToken(t *testing.T) {
	for name, c := range map[string]struct {
		fault  telegramtest.Fault
		method string
		says   string
	}{
		"at the start": {telegramtest.Refusal(401, "Unauthorized"), "getMe", "401"},
		"malformed":    {telegramtest.Refusal(404, "Not Found"), "getMe", "404"},
		"revoked":      {telegramtest.Refusal(401, "Unauthorized"), "getUpdates", "401"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.server.FaultNext(c.fault, c.method)
				r.run()
				r.pass(time.Minute)
				err := r.stop()
				r.stop = nil
				if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
					r.Errorf("Run: %v, want one line with %s", err, c.says)
				}
				if err != nil && strings.Contains(err.Error(), r.server.Token()) {
					r.Error("the error holds the token")
				}
			})
		})
	}
}

func TestNetworkTrouble(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.server.Down()
		r.run()
		r.pass(5 * time.Minute)
		r.server.Up()
		r.server.User("ada").Write("hello")
		r.pass(time.Minute)
		only[chat.Text](r)
		r.server.Down()
		r.pass(5 * time.Minute)
		r.server.Up()
		r.server.User("ada").Write("hello again")
		r.server.FaultNext(telegramtest.BadGateway(), "getUpdates")
		r.server.FaultNext(telegramtest.TooMany(20), "getUpdates")
		r.pass(2 * time.Minute)
		if n := len(r.in.seen()); n != 2 {
			r.Errorf("%d events, want both", n)
		}
		if warned, over := r.logged.lines("can't be reached"), r.logged.lines("reached again"); warned != over || warned < 2 || warned > 4 {
			r.Errorf("%d lines that it began, %d that it was over:\n%s", warned, over, r.logged)
		}
	})
}
