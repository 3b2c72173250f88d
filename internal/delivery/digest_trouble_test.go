package delivery_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// TestAPauseDoesNotLoseTheSummary: nothing comes during a pause; one that ends
// within the window brings it, and a longer one lets it go.
func TestAPauseDoesNotLoseTheSummary(t *testing.T) {
	pause := func(r *rig, s someone, on bool) {
		r.change(s, func(sub *reflection.Subscription) {
			sub.State = reflection.Active
			if on {
				sub.State = reflection.Paused
			}
		})
	}
	for name, c := range map[string]struct {
		begins, ends time.Duration // around the summary's hour
		late         bool          // it was planned when the pause began
		titles       []string
	}{
		"within the window":          {-2 * time.Hour, 50 * time.Hour, false, []string{weekTitle}},
		"beyond it":                  {-2 * time.Hour, 80 * time.Hour, false, nil},
		"planned, within the window": {time.Minute, 50 * time.Hour, true, []string{weekTitle}},
		"planned, beyond it":         {time.Minute, 80 * time.Hour, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, sunday, func(r *rig) {
				ada := r.keptWeek()
				if c.late {
					r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &cutBefore })
				}
				r.sleepUntil(sixPM.Add(c.begins))
				pause(r, ada, true)
				r.platform.Script(nil)
				r.tickEvery(10 * time.Minute)
				r.sleepUntil(sixPM.Add(c.ends - time.Minute))
				r.wantSummaries(ada)
				pause(r, ada, false)
				r.sleepUntil(sixPM.Add(c.ends + 2*time.Hour))
				r.wantSummaries(ada, c.titles...)
			})
		})
	}
}

// TestSummariesSwitchedOffAndMoved: also while one is on its way.
func TestSummariesSwitchedOffAndMoved(t *testing.T) {
	off := func(s *reflection.Sending) { s.Off = true }
	t.Run("off before its hour", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.sets(ada, summary.Week, off)
			r.sleepUntil(sixPM.Add(time.Minute))
			r.wantSummaries(ada)
			// On again, it doesn't bring up what passed meanwhile.
			r.sets(ada, summary.Week, func(s *reflection.Sending) { s.Off = false })
			r.tickEvery(time.Hour)
			r.sleepUntil(sixPM.AddDate(0, 0, 3))
			r.wantSummaries(ada)
			if got := r.row(ada); !got.Next.Equal(sixPM.AddDate(0, 0, 7)) {
				t.Errorf("next at %v", got.Next)
			}
		})
	})
	t.Run("off while it is on its way", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &cutBefore })
			r.sleepUntil(sixPM.Add(time.Minute))
			r.sets(ada, summary.Week, off)
			r.platform.Script(nil)
			r.sleepUntil(sixPM.Add(time.Hour))
			r.wantSummaries(ada)
		})
	})
	t.Run("to Wednesday at noon", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.sets(ada, summary.Week, func(s *reflection.Sending) {
				s.Days, s.At = schedule.WeekdaysOf(time.Wednesday), schedule.TimeOfDay{Hour: 12}
			})
			r.sleepUntil(sixPM.Add(time.Hour))
			r.wantSummaries(ada)
			wednesday := sunday.AddDate(0, 0, 3)
			r.sleepUntil(wednesday.Add(-time.Second))
			r.wantSummaries(ada)
			r.sleepUntil(wednesday.Add(5 * time.Second))
			r.wantSummaries(ada, weekTitle)
		})
	})
	t.Run("all off", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			for _, k := range []summary.Kind{summary.Week, summary.Month, summary.Year} {
				r.sets(ada, k, off)
			}
			if got := r.row(ada).Next; !got.IsZero() {
				t.Errorf("next at %v", got)
			}
		})
	})
}

// TestASummaryThatFails: each way of failing is decided on as for a question;
// what a chat refuses waits for the chat to be written to again.
func TestASummaryThatFails(t *testing.T) {
	refuse := func(kind chat.SendKind, times int) func(chattest.Op, chat.Message) *chattest.Fault {
		return func(op chattest.Op, m chat.Message) *chattest.Fault {
			if op != chattest.OpSend || m.Lane != chat.LaneSummary || times == 0 {
				return nil
			}
			times--
			return &chattest.Fault{Refuse: &chat.SendError{Kind: kind, Wait: 30 * time.Second, Err: errPlatform}}
		}
	}
	for name, c := range map[string]struct {
		kind   chat.SendKind
		times  int
		like   chattest.Option
		shown  int
		state  reflection.SubscriptionState
		resume bool
	}{
		"throttled":                   {chat.Throttled, 3, chattest.LikeTelegram(), 1, reflection.Active, false},
		"unsent":                      {chat.Unsent, 5, chattest.LikeTelegram(), 1, reflection.Active, false},
		"uncertain once, telegram":    {chat.Uncertain, 1, chattest.LikeTelegram(), 1, reflection.Active, false},
		"uncertain for ever":          {chat.Uncertain, -1, chattest.LikeTelegram(), 0, reflection.Active, false},
		"uncertain once, discord":     {chat.Uncertain, 1, chattest.LikeDiscord(), 1, reflection.Active, false},
		"uncertain for long, discord": {chat.Uncertain, 12, chattest.LikeDiscord(), 1, reflection.Active, false},
		"rejected":                    {chat.Rejected, -1, chattest.LikeTelegram(), 0, reflection.Active, false},
		"gone":                        {chat.Gone, 1, chattest.LikeTelegram(), 0, reflection.Gone, false},
		"gone, and back":              {chat.Gone, 1, chattest.LikeTelegram(), 1, reflection.Gone, true},
		"not allowed, and back":       {chat.NotAllowed, 1, chattest.LikeDiscord(), 1, reflection.Barred, true},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, sunday, func(r *rig) {
				ada := r.keptWeek()
				r.platform.Script(refuse(c.kind, c.times))
				r.sleepUntil(sixPM.Add(10 * time.Second))
				if got := r.subscription(ada).State; got != c.state {
					t.Errorf("the subscription is %v, want %v", got, c.state)
				}
				if c.resume {
					r.change(ada, func(s *reflection.Subscription) { s.State = reflection.Active })
				}
				r.sleepUntil(sixPM.Add(2 * time.Hour))
				if n := len(r.summaries(ada.Chat())); n != c.shown {
					t.Errorf("shown %d times, want %d\n%s", n, c.shown, r.log)
				}
			}, c.like)
		})
	}
	t.Run("within its window only", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.platform.Script(refuse(chat.Unsent, -1))
			r.tickEvery(10 * time.Minute)
			r.sleepUntil(sixPM.Add(3*24*time.Hour + time.Minute))
			r.platform.Script(nil)
			r.sleepUntil(sixPM.AddDate(0, 0, 4))
			r.wantSummaries(ada)
		})
	})
}

// TestASummaryFollowsItsChat: to where it moved to, with the open question.
func TestASummaryFollowsItsChat(t *testing.T) {
	inBubble(t, sunday, func(r *rig) {
		group, to := r.platform.Channel("old"), chat.Chat{}
		bob := r.channel(group)
		r.answered(bob, monday16, 3)
		to = group.Migrate("new").Chat()
		r.sleepUntil(sixPM.Add(time.Minute))
		if n := len(r.summaries(to)); n != 1 {
			t.Errorf("%d summaries there\n%s", n, r.log)
		}
		if got := r.subscription(bob).Chat; got != to {
			t.Errorf("the subscription is in %v", got)
		}
	})
}

// TestQuestionFirst: what is due at one hour comes in order, and a summary waits
// for its person to finish writing as a question does.
func TestQuestionFirst(t *testing.T) {
	at18 := func(s *reflection.Subscription) { s.Rule.At.Hour = 18 }
	monday := sixPM.AddDate(0, 0, 1) // Sunday's question came at six, so its week is told on Monday.
	order := func(r *rig, s someone) string {
		var out []string
		for _, m := range r.platform.Shown(s.Chat()) {
			if m.Blocks[0].Kind == chat.Heading {
				out = append(out, "summary")
			} else {
				out = append(out, "question")
			}
		}
		return strings.Join(out, ", ")
	}
	t.Run("in order", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek(at18)
			r.sleepUntil(monday.Add(10 * time.Second))
			if got := order(r, ada); got != "question, question, summary" {
				t.Errorf("%s\n%s", got, ada.Transcript())
			}
		})
	})
	t.Run("while they write", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek(at18)
			r.wrote(ada, monday.Add(-2*time.Minute))
			r.sleepUntil(monday.Add(2*time.Minute + 50*time.Second))
			if got := order(r, ada); got != "question" {
				t.Errorf("while they write came %s", got)
			}
			r.sleepUntil(monday.Add(3*time.Minute + 10*time.Second))
			if got := order(r, ada); got != "question, question, summary" {
				t.Errorf("%s\n%s", got, ada.Transcript())
			}
		})
	})
	t.Run("and never stop", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			for m := range 20 {
				r.sleepUntil(sixPM.Add(time.Duration(m-2) * time.Minute))
				r.wrote(ada, time.Now())
				if want := m >= 17; (order(r, ada) == "summary") != want {
					t.Fatalf("%d minutes after its hour: %q", m-2, order(r, ada))
				}
			}
		})
	})
	t.Run("a question that can't be sent yet", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek(at18)
			r.sleepUntil(monday.Add(-time.Hour))
			cut := 2
			r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
				if m.Lane != chat.LaneQuestion || cut == 0 {
					return nil
				}
				cut--
				return &cutBefore
			})
			r.sleepUntil(monday.Add(5 * time.Minute))
			if got := order(r, ada); got != "question, question, summary" {
				t.Errorf("%s\n%s", got, ada.Transcript())
			}
		})
	})
}

// TestASummaryThatCantBePlanned holds up nobody else's, and is tried again.
func TestASummaryThatCantBePlanned(t *testing.T) {
	inBubble(t, sunday, func(r *rig) {
		ada := r.keptWeek()
		bob := r.told(r.subscribe(r.platform.Person("bob"), berlin, "09:00"), sunday.AddDate(0, 0, -6))
		r.lived(bob, monday16, "kkkk")
		broken := func(settled string) {
			r.update(func(tx reflection.Tx) error {
				row, err := tx.Summaries(ada.sub)
				row.Week.Settled = settled
				return errors.Join(err, tx.SetSummaries(row))
			})
		}
		broken("no period")
		r.sleepUntil(sixPM.Add(time.Minute))
		r.wantSummaries(bob, weekTitle)
		r.wantSummaries(ada)
		broken("2026-W46")
		r.sleepUntil(sixPM.Add(12 * time.Minute))
		r.wantSummaries(ada, weekTitle)
	})
}
