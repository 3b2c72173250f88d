package discord

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

// sick has the core say that its store can't be used, until it is told otherwise.
func (r *rig) sick() (well func()) {
	r.in.mu.Lock()
	defer r.in.mu.Unlock()
	healthy := r.in.handle
	r.in.handle = func(context.Context, chat.Event, int) error {
		return &chat.Unavailable{Say: "I can't write that down right now.", Err: errors.New("disk full")}
	}
	return func() {
		r.in.mu.Lock()
		defer r.in.mu.Unlock()
		r.in.handle = healthy
	}
}

// takenIn keeps the texts that the core takes in, in their order.
func (r *rig) takenIn() func() []string {
	var all []string
	r.in.handle = func(_ context.Context, e chat.Event, _ int) error {
		r.in.mu.Lock()
		defer r.in.mu.Unlock()
		if t, ok := e.(chat.Text); ok {
			all = append(all, t.Body)
		}
		return nil
	}
	return func() []string {
		r.in.mu.Lock()
		defer r.in.mu.Unlock()
		return slices.Clone(all)
	}
}

// While the store can't be used nothing is passed over: whatever is written is
// taken in once it can be, once, in order, however much there was.
func TestStoreTrouble(t *testing.T) {
	for name, most := range map[string]int{"all is held": mostHeld, "hardly any is held": 3} {
		for _, lasts := range []time.Duration{3 * time.Second, 20 * time.Minute} {
			t.Run(name+", "+lasts.String(), func(t *testing.T) {
				inBubble(t, func(r *rig) {
					ada, bob := r.knows(r.server.Person("ada")), r.server.Person("bob")
					r.adapter.mostHeld = most
					taken := r.takenIn()
					r.run()
					ada.Write("before")
					r.pass(time.Second)
					reports := r.in.reported()
					well := r.sick()
					var want []string
					for i := range 20 {
						text := strconv.Itoa(i)
						ada.Write("ada " + text)
						bob.Write("bob " + text)
						want = append(want, text)
						r.pass(lasts / 20)
					}
					if r.adapter.Ready() == nil {
						t.Error("it says that it is ready")
					}
					if n := r.in.reported(); n != reports && lasts > time.Minute {
						t.Errorf("caught up %d times meanwhile", n-reports)
					}
					offers := 0
					for _, n := range r.in.offered() {
						offers += n
					}
					if most := 50 + int(lasts/lastWait); offers > most {
						t.Errorf("%d offers, want at most %d", offers, most)
					}
					well()
					r.pass(2 * time.Minute)
					ada.Write("ada after")
					r.pass(time.Second)
					for _, who := range []string{"ada ", "bob "} {
						var got []string
						for _, body := range taken() {
							if text, ok := cutPrefix(body, who); ok {
								got = append(got, text)
							}
						}
						all := want
						if who == "ada " {
							all = append(slices.Clone(want), "after")
						}
						if !slices.Equal(got, all) {
							t.Errorf("of %s: %q\n%s", who, got, r.logged)
						}
					}
					if err := r.adapter.Ready(); err != nil {
						t.Errorf("afterwards: %v", err)
					}
					if r.in.reported() == reports {
						t.Error("never caught up again")
					}
					if n := r.logged.lines("passed over"); n > 0 {
						t.Errorf("%d events were passed over", n)
					}
				})
			})
		}
	}
}

func cutPrefix(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || s[:len(prefix)] != prefix {
		return "", false
	}
	return s[len(prefix):], true
}

// Whoever presses meanwhile is told at once, for their eyes alone, also behind
// words that are held; and the press isn't offered again.
func TestStoreTroubleIsToldToWhoPresses(t *testing.T) {
	for _, slow := range []time.Duration{0, 5 * time.Second} {
		t.Run(slow.String(), func(t *testing.T) {
			inBubble(t, func(r *rig) {
				g := r.server.Guild("garden")
				ada, bob := r.server.Person("ada"), r.server.Person("bob")
				g.Member(ada)
				there := ada.In(g.Channel("talk"))
				r.run()
				sent := r.send(said(chatOf(bob), "a question", action("Go", chat.Update)))
				post := r.send(said(encoded(there.ChannelID()), "a post", action("Reflect", chat.Opens)))
				well := r.sick()
				sick := r.in.handle
				r.in.handle = func(ctx context.Context, e chat.Event, n int) error {
					time.Sleep(slow) // As a store does that waits for its lock.
					return sick(ctx, e, n)
				}
				there.Press(string(post.Message), "Reflect")
				r.pass(10 * time.Second)
				if s := there.Last(); !s.Ephemeral || s.Text != "I can't write that down right now." {
					t.Errorf("in the channel: %+v", s)
				}
				bob.Write("held")
				r.pass(10 * time.Second)
				bob.Press(string(sent.Message), "Go")
				r.pass(10 * time.Second)
				if s := bob.Last(); s.Text != "I can't write that down right now." || !s.Ephemeral || s.Thinking {
					t.Errorf("behind what is held: %+v", s)
				}
				cat := r.server.Person("cat")
				other := r.send(said(chatOf(cat), "a question", action("Go", chat.Update)))
				cat.Press(string(other.Message), "Go")
				r.pass(slow + time.Second)
				if s := cat.Last(); s.Text != "I can't write that down right now." || !s.Ephemeral {
					t.Errorf("with nothing before it: %+v", s)
				}
				well()
				r.pass(2 * time.Minute)
				pressed := 0
				for _, e := range r.in.seen() {
					if _, ok := e.(chat.Pressed); ok {
						pressed++
					}
				}
				if pressed != 2 {
					t.Errorf("presses were offered %d times, want twice: those that nothing was before", pressed)
				}
			}, discordtest.FailLateInteractions())
		})
	}
}

// Any other error counts against its event, and holds nothing up.
func TestOtherErrorsAreCounted(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		r.in.handle = func(_ context.Context, e chat.Event, _ int) error {
			if e.(chat.Text).Body == private {
				return errors.New("")
			}
			return nil
		}
		ada.Write(private)
		ada.Write("next")
		r.pass(10 * time.Second)
		if got := r.in.bodies(); !slices.Equal(got, []string{private, private, private, "next"}) {
			t.Errorf("%d texts", len(got))
		}
		if r.adapter.Ready() != nil || r.logged.lines(`err=""`) > 0 {
			t.Errorf("ready: %v\n%s", r.adapter.Ready(), r.logged)
		}
	})
}

// A press alone halts nothing, since nothing of it is left to be offered again; and
// nobody says that the store can be used again while it can't.
func TestAPressHaltsNothing(t *testing.T) {
	inBubble(t, func(r *rig) {
		bob := r.server.Person("bob")
		r.run()
		sent := r.send(said(chatOf(bob), "a question", action("Go", chat.Update)))
		well := r.sick()
		for range 3 {
			bob.Press(string(sent.Message), "Go")
			r.pass(time.Minute)
		}
		if s := bob.Last(); s.Text != "I can't write that down right now." {
			t.Errorf("told %+v", s)
		}
		if n := r.logged.lines("written down again"); n > 0 {
			t.Errorf("%d lines say that it is over", n)
		}
		well()
		bob.Write("afterwards")
		r.pass(time.Second)
		if got := r.in.bodies(); !slices.Equal(got, []string{"afterwards"}) || r.adapter.Ready() != nil {
			t.Errorf("afterwards: %q, %v", got, r.adapter.Ready())
		}
	}, discordtest.FailLateInteractions())
}

// An event of no use to the core, though it came before all that is held, says
// nothing about the store.
func TestAUselessEventEndsNoHalt(t *testing.T) {
	inBubble(t, func(r *rig) {
		well := r.sick()
		ctx, stop := context.WithCancel(r.Context())
		in := newIntake(ctx, r.adapter, r.in)
		held := chat.Text{Meta: chat.Meta{ID: "1", At: time.Now()}, Body: "held"}
		in.admit(&arrival{queue: "1", at: time.Now(), event: func(context.Context) chat.Event { return held }})
		r.pass(time.Millisecond)
		in.admit(&arrival{queue: "2", at: time.Now().Add(-time.Second), event: func(context.Context) chat.Event { return nil }})
		r.pass(time.Minute)
		if n := r.logged.lines("written down again"); n > 0 || r.adapter.Ready() == nil {
			t.Errorf("%d lines say that it is over; ready: %v", n, r.adapter.Ready())
		}
		well()
		r.pass(2 * lastWait)
		if n := r.logged.lines("written down again"); n != 1 || r.adapter.Ready() != nil {
			t.Errorf("%d lines say that it is over; ready: %v", n, r.adapter.Ready())
		}
		stop()
		in.end()
	})
}

// A report that can't be written down halts nothing, and the core logs why: where
// nobody writes, the adapter has nothing to say of it.
func TestAReportThatCantBeWrittenDown(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		set := func(err error) {
			r.in.mu.Lock()
			defer r.in.mu.Unlock()
			r.in.caughtUp = err
		}
		reports := r.in.reported()
		set(&chat.Unavailable{Say: "Not now.", Err: errors.New("disk full")})
		r.pass(10 * time.Minute)
		if n := r.logged.lines("disk full") + r.logged.lines("written down"); n > 0 {
			t.Errorf("%d lines in a quiet time", n)
		}
		set(nil)
		r.pass(time.Minute)
		if r.in.reported() == reports {
			t.Error("no report afterwards")
		}
	})
}

// What wasn't held is still known while the store can't be used again: more may
// have been written there since it was read.
func TestWhatWasntHeldIsNotForgottenWhileHalted(t *testing.T) {
	in := newIntake(t.Context(), &Adapter{}, nil)
	in.lost["7"], in.halt = "1234567890", &halt{}
	in.found(in.unheld())
	if len(in.unheld()) != 1 {
		t.Error("it is forgotten")
	}
	in.halt = nil
	if in.found(in.unheld()); len(in.unheld()) != 0 {
		t.Error("it is never forgotten")
	}
}
