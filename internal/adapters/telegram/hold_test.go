package telegram

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// closedStore is a core whose store can't be used while it is shut.
type closedStore struct {
	mu     sync.Mutex
	shut   bool
	tries  []time.Time            // while it was shut
	stored map[chat.Chat][]string // what people wrote, by chat
}

const sayLater = "I can't write anything down right now."

func (s *closedStore) handle(e chat.Event, _ int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shut {
		s.tries = append(s.tries, time.Now())
		return &chat.Unavailable{Say: sayLater, Err: errFull}
	}
	if x, ok := e.(chat.Text); ok {
		s.stored[x.Space.Chat] = append(s.stored[x.Space.Chat], x.Body)
	}
	return nil
}

func (s *closedStore) set(shut bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shut = shut
}

// withStore has the rig's core keep what it takes in in a store that can be shut.
func (r *rig) withStore() *closedStore {
	s := &closedStore{stored: map[chat.Chat][]string{}}
	r.in.handle = s.handle
	return s
}

// While the store can't be used the intake keeps its place, seldom looks whether
// it can, and isn't ready. Afterwards all that was written is taken in, once, and
// in order.
func TestHoldingKeepsEverything(t *testing.T) {
	inBubble(t, func(r *rig) {
		s := r.withStore()
		r.run()
		reports := r.in.reported()
		if err := r.adapter.Ready(); err != nil || reports == 0 {
			r.Fatalf("at the start: %v, %d reports", err, reports)
		}
		s.set(true)
		want := map[chat.Chat][]string{}
		for i := range 60 {
			u := r.server.User(fmt.Sprint("peer ", i%7))
			text := fmt.Sprint(private, i)
			u.Write(text)
			want[chatOf(u)] = append(want[chatOf(u)], text)
			r.pass(time.Second)
		}
		r.pass(9 * time.Minute)
		if err := r.adapter.Ready(); !errors.Is(err, errFull) {
			r.Errorf("ready while held: %v", err)
		}
		if n := r.in.reported(); n > reports+1 { // what came before may still be told
			r.Errorf("%d reports of being caught up while held", n-reports)
		}
		if n := len(r.server.Confirmed()); n != 0 {
			r.Errorf("%d updates are confirmed while held", n)
		}
		if n := len(s.tries); n < 20 || n > 40 {
			r.Errorf("%d offers in ten minutes", n)
		}
		for i := 8; i < len(s.tries); i++ {
			if gap := s.tries[i].Sub(s.tries[i-1]); gap != lastWait {
				r.Errorf("offer %d came %v after the one before", i, gap)
			}
		}
		if n := r.logged.lines("level=WARN"); n != 1 {
			r.Errorf("%d warnings are logged, want one:\n%s", n, r.logged)
		}
		s.set(false)
		r.pass(lastWait + 5*time.Second)
		for at, texts := range want {
			if !slices.Equal(s.stored[at], texts) {
				r.Errorf("of %s %q were stored", at.ID, s.stored[at])
			}
		}
		if err := r.adapter.Ready(); err != nil {
			r.Errorf("afterwards: %v", err)
		}
		if n := r.server.Waiting(); n != 0 {
			r.Errorf("%d updates still wait", n)
		}
		if r.in.reported() <= reports+1 {
			r.Error("being caught up is not told any more")
		}
	})
}

// Nothing is told to be caught up with while a single event is held, though no
// other waits for it.
func TestNotCaughtUpWhileHeld(t *testing.T) {
	for name, with := range map[string]func(*testing.T, func(*rig)){
		"polling": func(t *testing.T, f func(*rig)) { inBubble(t, f) }, "webhook": withWebhook,
	} {
		t.Run(name, func(t *testing.T) {
			with(t, func(r *rig) {
				s := r.withStore()
				r.run()
				r.pass(time.Minute)
				s.set(true)
				r.server.User("ada").Write("words")
				wrote := time.Now()
				r.pass(time.Second)
				reports, _ := r.in.caught()
				r.pass(5 * time.Minute)
				if after, _ := r.in.caught(); len(after) != len(reports) || after[len(after)-1].After(wrote) {
					r.Errorf("%d reports while held", len(after)-len(reports))
				}
				s.set(false)
				r.pass(5 * time.Minute)
				if r.in.reported() == len(reports) {
					r.Error("no report afterwards")
				}
			})
		})
	}
}

// Whoever presses a button while the store can't be used is told so soon, in a box
// that wants to be closed, and the press is done; also one that waits behind words.
func TestHoldingTellsWhoPresses(t *testing.T) {
	inBubble(t, func(r *rig) {
		s := r.withStore()
		r.run()
		ada, bob, eve := r.server.User("ada").Opened(), r.server.User("bob").Opened(), r.server.User("eve").Opened()
		for _, u := range []*telegramtest.User{ada, bob, eve} {
			r.send(said(chatOf(u), "Kept.", undo))
		}
		s.set(true)
		eve.Press("Undo") // before anything is held
		r.pass(time.Second)
		ada.Write("words")
		ada.Press("Undo") // behind words that are held
		r.pass(10 * time.Minute)
		bob.Press("Undo") // into a hold of long
		ada.Press("Undo")
		r.pass(3 * time.Second)
		for _, u := range []*telegramtest.User{ada, bob, eve} {
			for _, p := range u.Presses() {
				if !p.Answered || !p.Alert || p.Text != sayLater {
					r.Errorf("answered with %+v", p)
				}
			}
		}
		s.set(false)
		r.pass(time.Minute)
		if n := len(r.server.Requests("answerCallbackQuery")); n != 4 {
			r.Errorf("four presses are answered %d times", n)
		}
		if n := len(s.stored[chatOf(ada)]); n != 1 || r.server.Waiting() != 0 {
			r.Errorf("%d texts are stored, %d updates wait", n, r.server.Waiting())
		}
	})
}

// Trouble with the store never counts against an event: an event that fails by
// itself beside it is offered three times all the same, and no more.
func TestHoldingCountsNothing(t *testing.T) {
	inBubble(t, func(r *rig) {
		var failures []error
		for i := range 30 {
			failures = append(failures, &chat.Unavailable{Err: errFull})
			if i%10 == 0 {
				failures = append(failures, errors.New("no such thing"))
			}
		}
		var got []error
		r.in.handle = func(e chat.Event, offer int) error {
			if strings.HasPrefix(e.(chat.Text).Body, private) && offer <= len(failures) {
				got = append(got, failures[offer-1])
				return failures[offer-1]
			}
			return nil
		}
		r.run()
		ada := r.server.User("ada")
		ada.Write(private)
		ada.Write("behind it")
		r.pass(time.Hour)
		own := len(slices.DeleteFunc(got, func(err error) bool { return errors.Is(err, errFull) }))
		if own != 3 || r.logged.lines("passed over") != 1 {
			r.Errorf("%d failures of its own, %d lines that it is passed over", own, r.logged.lines("passed over"))
		}
		if last := r.in.bodies()[len(r.in.bodies())-1]; last != "behind it" {
			r.Errorf("%q was offered last", last)
		}
	})
}

// A bot that is stopped while it holds leaves all of it for the next start.
func TestStoppingWhileHeld(t *testing.T) {
	inBubble(t, func(r *rig) {
		s := r.withStore()
		s.set(true)
		r.run()
		r.server.User("ada").Write("words")
		r.pass(time.Minute)
		r.restart()
		if got := r.in.bodies(); !slices.Equal(got, []string{"words"}) {
			r.Errorf("after the restart: %q", got)
		}
	})
}

// A press is still being told while the words that it waited behind are offered
// again, and refused with words of their own.
func TestPressesBesideAnOffer(t *testing.T) {
	inBubble(t, func(r *rig) {
		s := r.withStore()
		r.run()
		ada := r.server.User("ada").Opened()
		r.send(said(chatOf(ada), "Kept.", undo))
		s.set(true)
		ada.Write("words")
		r.pass(time.Second)
		r.server.FaultNext(telegramtest.Fault{Delay: releaseWithin - time.Second}, "answerCallbackQuery")
		ada.Press("Undo")
		r.pass(time.Minute)
		if p := ada.Presses()[0]; !p.Answered || p.Text != sayLater {
			r.Errorf("answered with %+v", p)
		}
	})
}

// A report that can't be written down is tried again, and the core logs why.
func TestAReportThatCantBeWrittenDown(t *testing.T) {
	inBubble(t, func(r *rig) {
		shut := true
		r.in.caughtUp = func() error {
			if shut {
				return &chat.Unavailable{Say: sayLater, Err: errFull}
			}
			return nil
		}
		r.run()
		r.pass(10 * time.Minute)
		if n := r.logged.lines("noting what was taken in failed"); n > 0 {
			r.Errorf("%d lines in a quiet time", n)
		}
		r.in.mu.Lock()
		shut = false
		tries := len(r.in.reports)
		r.in.mu.Unlock()
		r.pass(time.Minute)
		if n := r.in.reported(); tries < 10 || n == tries {
			r.Errorf("reported %d times, and then %d", tries, n-tries)
		}
	})
}
