package telegram

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

var errFull = errors.New("the disk is full")

// An update is confirmed once it is done with, and not before.
func TestOffsetWaitsForTheHandling(t *testing.T) {
	inBubble(t, func(r *rig) {
		release := make(chan struct{})
		ada, bob := r.server.User("ada"), r.server.User("bob")
		r.in.handle = func(e chat.Event, _ int) error {
			if e.About().Space.Chat == chatOf(ada) {
				<-release
			}
			return nil
		}
		r.run()
		ada.Write(private)
		r.pass(time.Second)
		for i := range 5 {
			bob.Write(fmt.Sprint(i))
			r.pass(time.Second)
		}
		if got := r.in.bodies(); len(got) != 6 {
			r.Errorf("a slow chat holds up another: %d texts of 6", len(got))
		}
		if got := r.server.Confirmed(); len(got) != 0 {
			r.Errorf("%d updates are confirmed before the first is done", len(got))
		}
		close(release)
		r.pass(time.Second)
		if n := r.server.Waiting(); n != 0 {
			r.Errorf("%d updates still wait", n)
		}
		for id, n := range r.in.offered() {
			if n != 1 {
				r.Errorf("update %s was offered %d times", id, n)
			}
		}
	})
}

// A request for updates names the kinds that it wants, every time.
func TestAllowedUpdatesAreNamed(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		r.server.User("ada").Write("hello")
		r.server.Push("poll", map[string]any{"id": "7"})
		r.pass(2 * time.Minute)
		polls := r.server.Requests("getUpdates")
		if len(polls) < 5 {
			r.Fatalf("%d polls in two minutes", len(polls))
		}
		for _, p := range polls {
			if got := fmt.Sprint(p.Params["allowed_updates"]); got != "[message edited_message callback_query my_chat_member]" {
				r.Fatalf("a poll wants %s", got)
			}
		}
		if n := len(r.in.seen()); n != 1 {
			r.Errorf("%d events, want the text alone", n)
		}
	})
}

// A failing update keeps its place, and is passed over after three offers.
func TestFailuresKeepTheOffset(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.in.handle = func(e chat.Event, _ int) error {
			if x, ok := e.(chat.Text); ok && strings.HasPrefix(x.Body, private) {
				return errFull
			}
			return nil
		}
		r.run()
		ada := r.server.User("ada")
		ada.Write(private + " poison")
		ada.Write("behind it")
		r.pass(time.Second)
		if n := len(r.server.Confirmed()); n != 0 {
			r.Errorf("%d updates are confirmed", n)
		}
		r.pass(10 * time.Second)
		want := []string{private + " poison", private + " poison", private + " poison", "behind it"}
		if got := r.in.bodies(); !slices.Equal(got, want) {
			r.Errorf("offered %q", got)
		}
		if n := r.server.Waiting(); n != 0 {
			r.Errorf("%d updates still wait", n)
		}
		if n := r.logged.lines("passed over"); n != 1 {
			r.Errorf("%d lines about it", n)
		}
	})
}

// What can't be read is passed over, and so is what brings a handler down.
func TestUnreadableUpdates(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.in.handle = func(e chat.Event, _ int) error {
			if x, ok := e.(chat.Text); ok && strings.HasPrefix(x.Body, private) {
				panic(x.Body)
			}
			return nil
		}
		ada := r.server.User("ada")
		ada.Write("one")
		r.server.Garbage()
		ada.Write("two")
		ada.Write(private)
		ada.Write("three")
		r.run()
		r.pass(10 * time.Second)
		if got := slices.Compact(r.in.bodies()); !slices.Equal(got, []string{"one", "two", private, "three"}) {
			r.Errorf("offered %q", got)
		}
		if n := r.server.Waiting(); n != 0 {
			r.Errorf("%d updates still wait", n)
		}
		if n := r.logged.lines("can't be read"); n != 1 {
			r.Errorf("%d lines about the garbage", n)
		}
	})
}

// What is done when the bot stops is confirmed before it goes.
func TestStoppingConfirms(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.in.handle = func(chat.Event, int) error {
			time.Sleep(10 * time.Second)
			return nil
		}
		r.run()
		r.server.User("ada").Write("just before the end")
		r.pass(9 * time.Second)
		if err := r.stop(); err != nil {
			r.Fatalf("Run: %v", err)
		}
		if n := r.server.Waiting(); n != 0 {
			r.Errorf("%d updates wait for the next start", n)
		}
	})
}

// A press isn't dated by Telegram: it happened now, but before what came later.
func TestPressesAreDated(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		r.send(said(chatOf(ada), "Which?", chat.Action{Label: "This", Ref: chat.Ref{Verb: "this"}}))
		r.pass(time.Minute)
		ada.Press("This")
		r.pass(time.Minute)
		ada.Write("and words")
		wrote := time.Now()
		r.pass(time.Hour)
		r.run()
		pressed := r.in.seen()[0].(chat.Pressed)
		if pressed.At.After(wrote) || pressed.At.Location() != time.UTC {
			r.Errorf("pressed at %v, wrote at %v", pressed.At, wrote)
		}
	})
}

// Whenever the bot is stopped or killed, with handlers that fail and take their time, each
// update is handled in the end, in the order of its chat; what was done behind
// one that wasn't comes again with its id, and what was confirmed never does.
func TestRestartsLoseNothing(t *testing.T) {
	for name, last := range map[string]func(telegramtest.Request) *telegramtest.Fault{
		"stopped": nil,
		"killed": func(q telegramtest.Request) *telegramtest.Fault { // before the last confirmation
			if q.Method == "getUpdates" && q.Params["limit"] == int64(1) {
				return &telegramtest.Fault{Cut: telegramtest.CutBefore}
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) { inBubble(t, func(r *rig) { restarts(r, last) }) })
	}
}

func restarts(r *rig, last func(telegramtest.Request) *telegramtest.Fault) {
	r.server.Script(last)
	random := rand.New(rand.NewPCG(1, 2))
	taken := map[string]bool{} // what a core's database would hold
	latest := map[chat.Chat]chat.MessageID{}
	write := 0
	for round := range 60 {
		confirmed := map[string]bool{}
		for _, id := range r.server.Confirmed() {
			confirmed[fmt.Sprint(id)] = true
		}
		r.in.handle = func(e chat.Event, offer int) error {
			m := e.About()
			time.Sleep(time.Duration(number(e.(chat.Text).Message)*round%7) * 40 * time.Millisecond)
			r.in.mu.Lock()
			defer r.in.mu.Unlock()
			if confirmed[m.ID] {
				r.Errorf("update %s comes again, though it was confirmed", m.ID)
			}
			if (number(e.(chat.Text).Message)+round)%5 == 0 && offer == 1 {
				return errFull
			}
			if !taken[m.ID] {
				taken[m.ID] = true
				if id := e.(chat.Text).Message; latest[m.Space.Chat].Compare(id) >= 0 {
					r.Errorf("message %s is handled after %s", id, latest[m.Space.Chat])
				} else {
					latest[m.Space.Chat] = id
				}
			}
			return nil
		}
		r.run()
		for range random.IntN(30) {
			r.server.User(fmt.Sprint("peer ", random.IntN(6))).Write(fmt.Sprint(write))
			write++
			r.pass(time.Duration(random.IntN(60)) * time.Millisecond)
		}
		if round == 59 {
			r.pass(2 * time.Minute)
		}
		if err := r.stop(); err != nil {
			r.Fatalf("Run: %v", err)
		}
		for _, id := range r.server.Confirmed() {
			if !taken[fmt.Sprint(id)] {
				r.Fatalf("round %d: update %d is confirmed and wasn't handled", round, id)
			}
		}
		r.open()
	}
	if len(taken) != write || r.server.Waiting() != 0 {
		r.Errorf("%d of %d were handled, %d wait", len(taken), write, r.server.Waiting())
	}
}
