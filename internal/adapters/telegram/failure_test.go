package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// official are answers of the Bot API, in its own words, with what they mean for
// a message.
var official = []struct {
	code    int
	says    string
	kind    chat.SendKind
	missing string
}{
	{403, "Forbidden: bot was blocked by the user", chat.Gone, ""},
	{403, "Forbidden: user is deactivated", chat.Gone, ""},
	{403, "Forbidden: bot can't initiate conversation with a user", chat.Gone, ""},
	{403, "Forbidden: bot can't send messages to bots", chat.Gone, ""},
	{403, "Forbidden: bot was kicked from the group chat", chat.Gone, ""},
	{403, "Forbidden: bot was kicked from the supergroup chat", chat.Gone, ""},
	{403, "Forbidden: bot is not a member of the supergroup chat", chat.Gone, ""},
	{403, "Forbidden: the group chat was deleted", chat.Gone, ""},
	{403, "Forbidden: something new", chat.Gone, ""},
	{400, "Bad Request: chat not found", chat.Gone, ""},
	{400, "Bad Request: user not found", chat.Gone, ""},
	{400, "Bad Request: group chat was deactivated", chat.Gone, ""},
	{400, "Bad Request: PEER_ID_INVALID", chat.Gone, ""},

	{400, "Bad Request: not enough rights to send text messages to the chat", chat.NotAllowed, "Send text messages"},
	{403, "Forbidden: not enough rights to send photos to the chat", chat.NotAllowed, "Send photos"},
	{400, "Bad Request: have no rights to send a message", chat.NotAllowed, ""},
	{400, "Bad Request: need administrator rights in the channel chat", chat.NotAllowed, ""},
	{400, "Bad Request: CHAT_WRITE_FORBIDDEN", chat.NotAllowed, ""},
	{400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", chat.NotAllowed, ""},
	{400, "Bad Request: CHAT_RESTRICTED", chat.NotAllowed, ""},
	{400, "Bad Request: TOPIC_CLOSED", chat.NotAllowed, "an open topic"},
	{400, "Bad Request: TOPIC_DELETED", chat.NotAllowed, ""},
	{400, "Bad Request: message thread not found", chat.NotAllowed, ""},

	{401, "Unauthorized", chat.Unsent, ""},
	{404, "Not Found", chat.Unsent, ""},
	{500, "Internal Server Error", chat.Unsent, ""},
	{500, "Internal Server Error: sent in secret", chat.Unsent, ""},
	{502, "Bad Gateway", chat.Unsent, ""},
	{504, "Gateway Timeout", chat.Unsent, ""},

	{400, "Bad Request: message text is empty", chat.Rejected, ""},
	{400, "Bad Request: message is too long", chat.Rejected, ""},
	{400, "Bad Request: BUTTON_DATA_INVALID", chat.Rejected, ""},
	{400, `Bad Request: can't parse entities: Unsupported start tag "` + private + `" at byte offset 12`, chat.Rejected, ""},
	{413, "Request Entity Too Large", chat.Rejected, ""},
}

func TestOfficialAnswers(t *testing.T) {
	for _, c := range official {
		t.Run(fmt.Sprint(c.code, " ", strings.ReplaceAll(c.says, private, "x")), func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.User("ada").Opened()
				for what, m := range map[string]chat.Message{
					"text": said(chatOf(ada), "hello"),
					// The library leaves an upload's error without its code.
					"picture": {To: chatOf(ada), Picture: picture("a year")},
				} {
					r.server.FaultNext(telegramtest.Refusal(c.code, c.says))
					failed := r.fails(m)
					if failed.Kind != c.kind || failed.Missing != c.missing {
						r.Errorf("%s: %v, missing %q; want %v, %q", what, failed.Kind, failed.Missing, c.kind, c.missing)
					}
					e, ok := errors.AsType[*tgbotapi.Error](failed.Err)
					if !ok || e.Code != c.code {
						r.Errorf("%s: the cause is %v, want code %d", what, failed.Err, c.code)
					}
					if strings.Contains(failed.Error(), private) {
						r.Errorf("%s: the error quotes the message: %v", what, failed)
					}
				}
				if n := len(ada.Sees()); n != 0 {
					r.Errorf("%d messages are shown", n)
				}
			})
		})
	}
}

// fails sends a message that must fail.
func (r *rig) fails(m chat.Message) *chat.SendError {
	r.Helper()
	return r.failure(r.adapter.Send(r.Context(), m))
}

func (r *rig) failure(_ chat.Sent, err error) *chat.SendError {
	r.Helper()
	failed, ok := errors.AsType[*chat.SendError](err)
	if !ok || failed.Err == nil {
		r.Fatalf("%v, want a *chat.SendError with its cause", err)
	}
	if strings.Contains(fmt.Sprintf("%v %+v %#v", failed, failed.Err, failed.Err), r.server.Token()) {
		r.Error("the error holds the token")
	}
	return failed
}

func TestBrokenAnswers(t *testing.T) {
	hold := make(chan struct{})
	defer close(hold)
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		kind  chat.SendKind
		shown int
	}{
		"a gateway's page":        {telegramtest.BadGateway(), chat.Uncertain, 0},
		"JSON that breaks off":    {telegramtest.Malformed(), chat.Uncertain, 1},
		"cut before it is read":   {telegramtest.Fault{Cut: telegramtest.CutBefore}, chat.Uncertain, 0},
		"cut after it is shown":   {telegramtest.Fault{Cut: telegramtest.CutAfter}, chat.Uncertain, 1},
		"no answer at all":        {telegramtest.Fault{Delay: time.Hour}, chat.Uncertain, 0},
		"a proxy's 429":           {telegramtest.Fault{Code: 429, Body: "<html>slow down</html>"}, chat.Throttled, 0},
		"an answer without sense": {telegramtest.Fault{Body: `{"ok":true,"result":[7]}`, Handled: true}, chat.Uncertain, 1},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.User("ada").Opened()
				r.server.FaultNext(c.fault, "sendMessage")
				began := time.Now()
				if failed := r.fails(said(chatOf(ada), "hello")); failed.Kind != c.kind {
					r.Errorf("%v, want %v", failed, c.kind)
				}
				if took := time.Since(began); took > time.Minute {
					r.Errorf("took %v", took)
				}
				if n := len(ada.Sees()); n != c.shown {
					r.Errorf("%d messages are shown, want %d", n, c.shown)
				}
			})
		})
	}
}

// What never left is Unsent, whatever kept it; an upload leaves nothing running.
func TestNothingLeft(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		ctx context.Context
		bar func(*rig)
	}{
		"no route":           {context.Background(), func(r *rig) { r.server.Down() }},
		"a context that was": {ended, func(*rig) {}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.User("ada").Opened()
				c.bar(r)
				for _, m := range []chat.Message{said(chatOf(ada), "hello"), {To: chatOf(ada), Picture: picture("a year")}} {
					if failed := r.failure(r.adapter.Send(c.ctx, m)); failed.Kind != chat.Unsent {
						r.Errorf("%v, want unsent", failed)
					}
				}
			})
		})
	}
}

func TestThrottling(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, bob := r.server.User("ada").Opened(), r.server.User("bob").Opened()
		for _, c := range []struct {
			who     *telegramtest.User
			seconds int
		}{{ada, 20}, {ada, 20}, {bob, 7}} {
			r.server.FaultNext(telegramtest.TooMany(c.seconds), "sendMessage")
			f := r.fails(said(chatOf(c.who), "hello"))
			// Telegram doesn't say how far it reaches, and nothing is concluded here.
			if f.Kind != chat.Throttled || f.Wait != time.Duration(c.seconds)*time.Second || f.Scope != chat.ScopeUnknown {
				r.Errorf("%+v", f)
			}
		}
		r.pass(19 * time.Second)
		if !r.adapter.floods.any() {
			r.Error("the longer wait is forgotten for the shorter one")
		}
		r.pass(2 * time.Second)
		if r.adapter.floods.any() {
			r.Error("a wait that is over still counts")
		}
	})
}

func TestMigration(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		old := r.server.Group("walkers")
		at := place{chat: old.ID()}.encoded()
		r.send(said(at, "before"))
		now := old.Migrate(ada)
		failed := r.fails(said(at, "after"))
		if failed.Kind != chat.Moved || failed.MovedTo != (place{chat: now.ID()}).encoded() {
			r.Fatalf("%v to %v, want to %d", failed, failed.MovedTo, now.ID())
		}
		r.send(said(failed.MovedTo, "after"))
	})
}

// Requests that can't be right aren't made.
func TestOwnMistakes(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		group := place{chat: r.server.Supergroup("walkers").ID()}.encoded()
		for name, m := range map[string]chat.Message{
			"a form":                           {To: chatOf(ada), Form: &chat.Form{Title: "Reflect"}},
			"no text":                          said(chatOf(ada), " \n"),
			"another platform":                 said(chat.Chat{Platform: "discord", ID: "12"}, "hello"),
			"no chat":                          said(chat.Chat{Platform: Platform, ID: "me"}, "hello"),
			"no topic":                         said(chat.Chat{Platform: Platform, ID: "-1001/x"}, "hello"),
			"a reply to nonsense":              {To: chatOf(ada), Blocks: []chat.Block{chat.P("x")}, ReplyTo: "x"},
			"for one pair of eyes, in a group": {To: group, Blocks: []chat.Block{chat.P("x")}, Seen: chat.ByActor},
		} {
			if failed := r.fails(m); failed.Kind != chat.Rejected {
				r.Errorf("%s: %v, want rejected", name, failed)
			}
		}
		for name, err := range map[string]error{
			"edit":        r.adapter.Edit(r.Context(), "x", said(chatOf(ada), "hello")),
			"empty edit":  r.adapter.Edit(r.Context(), "7", said(chatOf(ada), "")),
			"no chat":     r.adapter.Edit(r.Context(), "7", said(chat.Chat{}, "")),
			"delete":      r.adapter.Delete(r.Context(), chatOf(ada), "-7"),
			"delete here": r.adapter.Delete(r.Context(), chat.Chat{}, "7"),
			"react":       r.adapter.React(r.Context(), chatOf(ada), "", chat.Kept),
		} {
			if failed := r.failure(chat.Sent{}, err); failed.Kind != chat.Rejected {
				r.Errorf("%s: %v, want rejected", name, failed)
			}
		}
		if n := len(r.server.Requests()); n != 0 {
			r.Errorf("%d requests were made", n)
		}
	})
}
