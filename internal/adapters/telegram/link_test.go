package telegram

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

var (
	reflect7 = chat.Action{Label: "Answer privately", Ref: chat.Ref{Verb: "reflect", ID: 1 << 40, Arg: "é#"}, Follow: chat.Opens}
	others   = chat.Action{Label: "Read others", Ref: chat.Ref{Verb: "others", ID: 7}, Follow: chat.Private}
	vote     = chat.Action{Label: "Approve", Ref: chat.Ref{Verb: "approve", ID: 7}, Follow: chat.Update}
)

// In a group a button for its presser's eyes leads into the private chat, where
// it is pressed; before the bot runs, too, and after an edit.
func TestLinks(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Forum("walkers")
		topic := g.Topic(ada, "Questions")
		in := place{chat: g.ID(), topic: int64(topic.ID())}.encoded()
		post := r.send(said(in, "Today's question", reflect7, others, vote))
		if err := r.adapter.Edit(r.Context(), post.Message, said(in, "Today's question. One has answered.", reflect7, others, vote)); err != nil {
			r.Fatalf("Edit: %v", err)
		}
		r.run()
		ada.InTopic(topic).PressLink("Answer privately")
		ada.InTopic(topic).PressLink("Read others")
		r.pass(time.Second)
		ada.InTopic(topic).Press("Approve")
		r.wantEvents(chat.Pressed{Action: reflect7.Ref, Link: true}, chat.Pressed{Action: others.Ref, Link: true}, chat.Pressed{Action: vote.Ref})
		for i, e := range r.in.seen()[:2] {
			p := e.(chat.Pressed)
			if !p.Link || p.Space != (chat.Space{Chat: chatOf(ada), Private: true}) || p.Message != "" || p.Answer != "" || p.Actor.Admin || p.At.IsZero() {
				r.Errorf("press %d: %+v", i, p)
			}
		}
		if r.in.seen()[2].(chat.Pressed).Link {
			r.Error("a button for all is a link")
		}
		if last := r.in.seen()[2].About(); last.Space.Chat != in || last.Answer == "" {
			r.Errorf("a button for all: %+v", last)
		}
		// In a private chat a button is a button.
		r.send(said(chatOf(ada), "Saved. Readable by: you.", others))
		if b := ada.Last().Buttons[0][0]; b.URL != "" || b.Data == "" {
			r.Errorf("in private: %+v", b)
		}
		if n := len(r.server.Requests("getMe")); n != 2 {
			r.Errorf("asked %d times who the bot is", n)
		}
	})
}

// What a link can't carry isn't sent, and what no link of ours carries is what
// somebody typed.
func TestLinksOfNoUse(t *testing.T) {
	inBubble(t, func(r *rig) {
		group := place{chat: r.server.Supergroup("walkers").ID()}.encoded()
		for name, ref := range map[string]chat.Ref{
			"too long": {Verb: "reflect", Arg: strings.Repeat("x", 40)}, "a colon": {Verb: "reflect", Arg: "a:b"},
			"no verb": {}, "below zero": {Verb: "reflect", ID: -1},
		} {
			a := chat.Action{Label: "Reflect", Ref: ref, Follow: chat.Opens}
			if failed := r.fails(said(group, "Today's question", a)); failed.Kind != chat.Rejected {
				r.Errorf("%s: %v, want rejected", name, failed)
			}
			if err := r.adapter.Edit(r.Context(), "7", said(group, "Today's question", a)); chat.KindOf(err) != chat.Rejected {
				r.Errorf("%s, edited: %v, want rejected", name, err)
			}
		}
		if n := len(r.server.Requests()); n != 0 {
			r.Errorf("%d requests were made", n)
		}
		r.server.FaultNext(telegramtest.Refusal(502, "Bad Gateway"), "getMe")
		if failed := r.fails(said(group, "Today's question", others)); failed.Kind != chat.Unsent {
			r.Errorf("without a name: %v, want unsent", failed)
		}
		r.run()
		ada := r.server.User("ada")
		good := r.adapter.payload(others.Ref)
		plain := "do-" + base64.RawURLEncoding.EncodeToString([]byte("share:b:"))
		other, err := New(Options{Token: "1:another-bots", Links: sealer("theirs")})
		if err != nil {
			r.Fatal(err)
		}
		for _, typed := range []string{
			good + "x", "do-", "do-!", "do-" + good, "r_12", strings.ToUpper(good), plain, other.payload(others.Ref), good[:len(good)-1],
		} {
			ada.Start(typed)
		}
		ada.Command("today", good)
		ada.Forwarded("/start " + good)
		ada.In(r.server.Supergroup("walkers")).Command("start", good)
		r.pass(5 * time.Second)
		for i, e := range r.in.seen() {
			if p, pressed := e.(chat.Pressed); pressed {
				r.Errorf("message %d is a press of %+v", i, p.Action)
			}
		}
		if n := len(r.in.seen()); n != 12 {
			r.Errorf("%d events, want 12", n)
		}
	})
}

// sealer is a keyed tag before the text, as Options.Links asks for.
type sealer string

func (s sealer) Seal(text []byte) []byte {
	tag := hmac.New(sha256.New, []byte(s))
	tag.Write(text)
	return append(tag.Sum(nil)[:16], text...)
}

func (s sealer) Open(sealed []byte) ([]byte, bool) {
	if len(sealed) < 16 || !bytes.Equal(s.Seal(sealed[16:]), sealed) {
		return nil, false
	}
	return sealed[16:], true
}

// A message that needs a link isn't sent where nothing seals it.
func TestLinksUnsealed(t *testing.T) {
	inBubble(t, func(r *rig) {
		good := r.adapter.payload(others.Ref)
		r.options.Links = nil
		r.open()
		group := place{chat: r.server.Supergroup("walkers").ID()}.encoded()
		if failed := r.fails(said(group, "Today's question", others)); failed.Kind != chat.Rejected {
			r.Errorf("%v, want rejected", failed)
		}
		if ref, ok := r.adapter.parsePayload(good); ok {
			r.Errorf("%+v is followed", ref)
		}
	})
}

// Every action comes back as it was, in no more than Telegram passes on.
func TestPayload(t *testing.T) {
	a := sealed(t)
	rapid.Check(t, func(t *rapid.T) {
		ref := chat.Ref{
			Verb: rapid.StringMatching(`[a-z]{1,9}`).Draw(t, "verb"),
			ID:   rapid.Int64Range(0, 1<<55).Draw(t, "id"),
			Arg:  rapid.StringMatching(`[a-z0-9é-]{0,3}`).Draw(t, "arg"),
		}
		coded := a.payload(ref)
		if len(coded) > maxPayload || url.QueryEscape(coded) != coded || strings.ContainsAny(coded, ".~") {
			t.Errorf("%q isn't passed on", coded)
		}
		if back, ok := a.parsePayload(coded); !ok || back != ref {
			t.Errorf("%+v comes back as %+v, %v", ref, back, ok)
		}
	})
}

// sealed is an adapter whose links are sealed.
func sealed(t testing.TB) *Adapter {
	t.Helper()
	a, err := New(Options{Token: "1:of-a-bot", Links: sealer("ours")})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Nothing makes more of a payload than it is: one text for one action.
func FuzzPayload(f *testing.F) {
	a := sealed(f)
	for _, s := range []string{"", "do-", a.payload(others.Ref), a.payload(chat.Ref{Verb: "a"}), "do-YTowOg", "do-YTowOh", "do-YTowOg==", "x", "do-\xff", a.payload(others.Ref) + "\n", "do-\r" + a.payload(others.Ref)[len("do-"):]} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, ok := a.parsePayload(s)
		if !ok {
			if ref.Verb != "" && a.payload(ref) == s {
				t.Errorf("%q is refused and is one", s)
			}
			return
		}
		if a.payload(ref) != s || ref.Verb == "" {
			t.Errorf("%q is %+v", s, ref)
		}
	})
}
