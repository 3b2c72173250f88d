package discord

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

// outbox has answers sent so long after their events were taken in, and the
// handles of what needs no answer given back at once.
func (r *rig) outbox(after time.Duration, answer *chat.Message) (failed *error) {
	a := r.adapter
	failed = new(error)
	r.in.answered = func(handle string) {
		go func() {
			time.Sleep(after)
			if answer != nil {
				m := *answer
				m.Answer = handle
				_, *failed = a.Send(context.Background(), m)
			}
			a.Answered(handle)
			a.Answered(handle)
		}()
	}
	return failed
}

// An answer comes once its event has been taken in, soon or late; nothing is left
// that says that an answer comes, and nothing is remembered.
func TestAnswersComeAfterwards(t *testing.T) {
	for _, after := range []time.Duration{0, 1200 * time.Millisecond, 10 * time.Second, 10 * time.Minute, 20 * time.Minute} {
		for _, seen := range []chat.Seen{chat.ByAll, chat.ByActor, chat.AsAlert} {
			for _, says := range []bool{true, false} {
				t.Run(after.String()+", "+strconv.Itoa(int(seen))+", "+strconv.FormatBool(says), func(t *testing.T) {
					inBubble(t, func(r *rig) {
						ada := r.server.Person("ada")
						r.run()
						m := said(chatOf(ada), "the answer")
						m.Seen = seen
						answer := &m
						if !says {
							answer = nil
						}
						failed := r.outbox(after, answer)
						ada.Command("streak", nil)
						r.pass(after + 10*time.Second)
						late := after > tokenLife && seen == chat.AsAlert
						if chat.KindOf(*failed) == chat.Expired != late && *failed != nil {
							t.Errorf("answering: %v", *failed)
						}
						shown := 0
						for _, s := range ada.Sees() {
							if s.Thinking {
								t.Error("it still says that an answer comes")
							}
							if s.Text == "the answer" {
								shown++
							}
						}
						if want := says && !late; shown != 1 && want || shown > 0 && !want {
							t.Errorf("the answer is shown %d times\n%s", shown, r.logged)
						}
						if n := len(r.adapter.pending.live); n != 0 {
							t.Errorf("%d interactions are remembered", n)
						}
					}, discordtest.FailLateInteractions())
				})
			}
		}
	}
}

// A core that never says that it is done has the interaction end by its own clock.
func TestInteractionsEndByTheirClock(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		r.in.answered = nil
		ada.Command("streak", nil)
		r.pass(10 * time.Minute)
		if n := len(r.adapter.pending.live); n != 1 || !ada.Last().Thinking {
			t.Errorf("after ten minutes %d live, and %+v", n, ada.Last())
		}
		r.pass(5 * time.Minute)
		if n := len(r.adapter.pending.live); n != 0 {
			t.Errorf("after fifteen minutes %d are remembered", n)
		}
		for _, s := range ada.Sees() {
			if s.Thinking {
				t.Error("it still says that an answer comes")
			}
		}
	}, discordtest.FailLateInteractions())
}

// An answer that comes after a restart is shown, and what said that it would come
// isn't there any more.
func TestAnswersComeAfterARestart(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		r.in.answered = nil
		ada.Command("streak", nil)
		r.pass(2 * time.Second)
		handle := only[chat.Command](r).Answer
		r.restart()
		m := said(chatOf(ada), "the answer")
		m.Answer = handle
		r.send(m)
		r.adapter.Answered(handle)
		var texts []string
		for _, s := range ada.Sees() {
			texts = append(texts, s.Text)
			if s.Thinking {
				t.Error("it still says that an answer comes")
			}
		}
		if len(texts) != 1 || texts[0] != "the answer" {
			t.Errorf("ada sees %q", texts)
		}
	}, discordtest.FailLateInteractions())
}

// A process that is killed leaves a message that says that an answer comes. What is
// for one member's eyes doesn't take its place for all to see.
func TestPrivateAnswerAfterAKill(t *testing.T) {
	for _, after := range []time.Duration{1500 * time.Millisecond, time.Minute} {
		inBubble(t, func(r *rig) {
			g := r.server.Guild("garden")
			ada, bob := r.server.Person("ada"), r.server.Person("bob")
			g.Member(ada)
			g.Member(bob)
			room := g.Channel("talk")
			ada, bob = ada.In(room), bob.In(room)
			r.run()
			r.in.answered = nil
			sent := r.send(said(encoded(room.ID()), "a post", action("Show", chat.Public)))
			ada.Press(string(sent.Message), "Show")
			r.pass(after)
			if !bob.Last().Thinking {
				t.Fatalf("bob sees %+v", bob.Last())
			}
			handle := only[chat.Pressed](r).Answer
			r.server.Down() // So that nothing is tidied up.
			if err := r.stop(); err != nil {
				t.Fatal(err)
			}
			r.server.Up()
			r.open()
			r.run()
			m := said(encoded(room.ID()), "for ada alone")
			m.Answer, m.Seen = handle, chat.ByActor
			r.server.FaultNext(discordtest.Unavailable(), "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original")
			if _, err := r.adapter.Send(r.Context(), m); chat.KindOf(err) != chat.Unsent {
				t.Errorf("while the other can't be taken away: %v", err)
			}
			r.send(m)
			if s := ada.Last(); s.Text != "for ada alone" || !s.Ephemeral {
				t.Errorf("ada sees %+v", s)
			}
			for _, s := range bob.Sees() {
				if s.Thinking || s.Text == "for ada alone" {
					t.Errorf("bob sees %+v", s)
				}
			}
		})
	}
}

// However many interactions nobody ends, only so many are remembered.
func TestLiveInteractionsAreBounded(t *testing.T) {
	a, err := New(Options{Token: "x", APIURL: "http://127.0.0.1:1", HTTP: &http.Client{Transport: stub{}}})
	if err != nil {
		t.Fatal(err)
	}
	a.rest.limits.pace.every = 0
	for i := range livesMost + 500 {
		id := before(time.Now()) + strconv.Itoa(i)
		a.begin(t.Context(), &interaction{id: id[:19], app: "1", kind: 2, token: "t" + strconv.Itoa(i), held: newSemaphore()})
	}
	if n := len(a.pending.live); n > livesMost || n < livesMost/2 {
		t.Errorf("%d are remembered, want %d at most", n, livesMost)
	}
	a.endInteractions()
	if n := len(a.pending.live) + a.pending.order.Len(); n != 0 {
		t.Errorf("%d are remembered afterwards", n)
	}
}

// faulty panics at every request.
type faulty struct{}

func (faulty) RoundTrip(*http.Request) (*http.Response, error) { panic(private) }

// A panic while something is sent is an error like another.
func TestPanicsWhileSendingAreContained(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.HTTP = &http.Client{Transport: faulty{}}
		r.open()
		a, to := r.adapter, encoded("42")
		ctx := r.Context()
		for name, f := range map[string]func() error{
			"Send":    func() error { _, err := a.Send(ctx, said(to, "x")); return err },
			"Edit":    func() error { return a.Edit(ctx, "43", said(to, "x")) },
			"Delete":  func() error { return a.Delete(ctx, to, "43") },
			"React":   func() error { return a.React(ctx, to, "43", chat.Kept) },
			"Private": func() error { _, err := a.Private(ctx, "44"); return err },
			"Member":  func() error { _, err := a.Member(ctx, to, "44"); return err },
			"Thread":  func() error { _, err := a.Thread(ctx, to, "43", "x"); return err },
			"Probe":   func() error { return a.Probe(ctx, to) },
		} {
			var failed *chat.SendError
			if err := f(); !errors.As(err, &failed) || !errors.Is(err, errPanic) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if !strings.Contains(r.logged.String(), "RoundTrip") {
			t.Error("the log doesn't say where")
		}
	})
}

// A probe says what a message would meet, and leaves nothing.
func TestProbe(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		room, ada := g.Channel("talk"), r.server.Person("ada")
		r.run()
		for _, c := range []chat.Chat{chatOf(ada), encoded(room.ID())} {
			if err := r.adapter.Probe(r.Context(), c); err != nil {
				t.Errorf("probe: %v", err)
			}
		}
		if room.Typed() != 1 || len(room.Messages()) != 0 || len(ada.Sees()) != 0 {
			t.Errorf("typed %d times, %d messages", room.Typed(), len(room.Messages()))
		}
		room.Deny("SEND_MESSAGES")
		var failed *chat.SendError
		if err := r.adapter.Probe(r.Context(), encoded(room.ID())); !errors.As(err, &failed) || failed.Kind != chat.NotAllowed || failed.Missing != nameSend {
			t.Errorf("barred: %v", err)
		}
		ada.Block()
		if err := r.adapter.Probe(r.Context(), chatOf(ada)); chat.KindOf(err) != chat.Gone {
			t.Errorf("blocked: %v", err)
		}
		r.server.FaultNext(discordtest.BadGateway(), "POST /channels/{channel_id}/typing")
		if err := r.adapter.Probe(r.Context(), encoded(g.Channel("two").ID())); err == nil {
			t.Error("a proxy's page is no success")
		}
	})
}
