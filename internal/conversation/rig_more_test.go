package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// likes are the two platforms that flows are run on where they differ.
var likes = []struct {
	name string
	like chattest.Option
}{
	{"like telegram", chattest.LikeTelegram()},
	{"like discord", chattest.LikeDiscord()},
}

// onBoth runs a test on either platform, from an ordinary Monday noon on.
func onBoth(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	for _, l := range likes {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, monday, l.like, func(r *rig) { test(r.t, r) })
		})
	}
}

// says has a person write something, and returns the message.
func (r *rig) says(p *chattest.Person, text string) chat.MessageID {
	r.t.Helper()
	id := p.Write(text)
	r.settle()
	return id
}

// replies has a person write something by the platform's reply function.
func (r *rig) replies(p *chattest.Person, to chat.MessageID, text string) chat.MessageID {
	r.t.Helper()
	id := p.Reply(to, text)
	r.settle()
	return id
}

// types has a person give a command.
func (r *rig) types(p *chattest.Person, name, args string) chat.MessageID {
	r.t.Helper()
	id := p.Command(name, args)
	r.settle()
	return id
}

// presses has a person press the newest button of that label.
func (r *rig) presses(p *chattest.Person, label string) {
	r.t.Helper()
	p.Press(label)
	r.settle()
}

// pressesOn has a person press a button under a certain message, late perhaps.
func (r *rig) pressesOn(p *chattest.Person, on chat.MessageID, label string) {
	r.t.Helper()
	p.PressOn(on, label)
	r.settle()
}

// forges has a person send a press that no button offered.
func (r *rig) forges(p *chattest.Person, ref chat.Ref) {
	r.t.Helper()
	p.Forge("", ref)
	r.settle()
}

// soon lets a little time pass, so that timestamps differ.
func (r *rig) soon() {
	time.Sleep(time.Minute)
	r.settle()
}

// skip moves on to an instant without playing the minutes until then, in which
// nothing must be due. For the bot it is as if it had been there all the time.
func (r *rig) skip(to time.Time) {
	r.t.Helper()
	if time.Until(to) < time.Hour {
		return
	}
	err := r.store.Update(r.t.Context(), func(tx reflection.Tx) error {
		return tx.SetTakenIn(r.platform.Platform(), to)
	})
	if err != nil {
		r.t.Fatal(err)
	}
	r.stop()
	time.Sleep(time.Until(to))
	r.start()
}

// nextQuestion sleeps until the person's next question is there.
func (r *rig) nextQuestion(p *chattest.Person) reflection.Delivery {
	r.t.Helper()
	before := r.openDelivery(p.Chat()).ID
	next := r.subscription(p).Next.At
	if next.IsZero() {
		r.t.Fatal("no question is due")
	}
	r.skip(next.Add(-5 * time.Minute))
	r.until(next.Add(5 * time.Second))
	d := r.openDelivery(p.Chat())
	if d.ID == before {
		r.t.Fatalf("no question came at %v\n%s", next, p.Transcript())
	}
	return d
}

// keeps answers each of the next questions.
func (r *rig) keeps(p *chattest.Person, questions int) {
	r.t.Helper()
	for range questions {
		r.nextQuestion(p)
		r.soon()
		r.says(p, "a few words")
	}
}

// wantAlert fails unless the newest notice holds the text.
func (r *rig) wantAlert(p *chattest.Person, part string) {
	r.t.Helper()
	r.settle()
	if got := p.LastAlert(); !strings.Contains(got, part) {
		r.t.Errorf("last notice %q, want it to hold %q\n%s", got, part, p.Transcript())
	}
}

// wantLastIs fails unless the newest message reads so and has those buttons.
func (r *rig) wantLastIs(p *chattest.Person, text string, labels ...string) {
	r.t.Helper()
	r.settle()
	last := p.Last()
	if last.Text != text || strings.Join(last.Labels, "|") != strings.Join(labels, "|") {
		r.t.Errorf("last message %q %q, want %q %q\n%s", last.Text, last.Labels, text, labels, p.Transcript())
	}
}

// wantWords fails unless exactly those words are kept under the delivery.
func (r *rig) wantWords(p *chattest.Person, d reflection.Delivery, want ...string) {
	r.t.Helper()
	if got := r.words(p, d); strings.Join(got, "|") != strings.Join(want, "|") {
		r.t.Errorf("kept %q, want %q\n%s", got, want, p.Transcript())
	}
}

// wantSilence fails if the bot says anything while something is done.
func (r *rig) wantSilence(p *chattest.Person, do func()) {
	r.t.Helper()
	before := len(r.platform.Shown(p.Chat()))
	do()
	r.settle()
	if now := r.platform.Shown(p.Chat()); len(now) != before {
		r.t.Errorf("the bot said %q\n%s", now[len(now)-1].Text, p.Transcript())
	}
}

// unlogged fails if the log holds any of the texts.
func (r *rig) unlogged(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		if strings.Contains(r.log.String(), text) {
			r.t.Errorf("%q is in the log", text)
		}
	}
}

// wantOutcome fails unless a delivery's date has come to that outcome.
func (r *rig) wantOutcome(p *chattest.Person, d reflection.Delivery, want streak.Outcome) streak.Occasion {
	r.t.Helper()
	o, ok := r.history(p).Of(d.ID)
	if !ok || o.Outcome != want {
		r.t.Errorf("the date of %q is %v, want %v\n%s", d.Prompt.Question, o.Outcome, want, p.Transcript())
	}
	return o
}

// wantCounts fails unless the person's run, total and rest days are these.
func (r *rig) wantCounts(p *chattest.Person, run, total, restDays int) {
	r.t.Helper()
	if h := r.history(p); h.Run != run || h.Total != total || h.RestDays != restDays {
		r.t.Errorf("run %d, total %d, rest days %d, want %d, %d, %d\n%s",
			h.Run, h.Total, h.RestDays, run, total, restDays, p.Transcript())
	}
}

// refuseQuestions lets every question fail so until the function it returns is
// called. Answers go out meanwhile.
func (r *rig) refuseQuestions(kind chat.SendKind) (letThrough func()) {
	r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
		if op != chattest.OpSend || m.Lane != chat.LaneQuestion {
			return nil
		}
		return &chattest.Fault{Refuse: &chat.SendError{Kind: kind}}
	})
	return func() { r.platform.Script(nil) }
}

// cutNextQuestion lets the connection break after the next question was shown.
func (r *rig) cutNextQuestion() {
	done := false
	r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
		if done || op != chattest.OpSend || m.Lane != chat.LaneQuestion {
			return nil
		}
		done = true
		return &chattest.Fault{Cut: chattest.CutAfter}
	})
}

// view reads from the store.
func (r *rig) view(fn func(tx reflection.Tx) error) {
	r.t.Helper()
	if err := r.store.View(r.t.Context(), fn); err != nil {
		r.t.Fatal(err)
	}
}

// lived gives a person who has just begun a past of one question a day, up to
// yesterday: k for one that was answered, a dot for one that was not. The
// question that is open now is no longer their first.
func (r *rig) lived(p *chattest.Person, days string) {
	r.t.Helper()
	sub := r.subscription(p)
	loc, err := schedule.Location(sub.Rule.Zone)
	if err != nil {
		r.t.Fatal(err)
	}
	today := schedule.DateOf(time.Now(), loc)
	err = r.store.Update(r.t.Context(), func(tx reflection.Tx) error {
		for i, c := range days {
			date := today.AddDays(i - len(days))
			at := time.Date(date.Year, date.Month, date.Day, 10, 0, 0, 0, loc).UTC()
			d := reflection.Delivery{
				Subscription: sub.ID, Person: sub.Person, Chat: sub.Chat, Date: date, Zone: sub.Rule.Zone, Due: at,
				State: reflection.DeliveryArrived, Arrived: at, Prompt: reflection.Asked{Question: "One of the past?"},
			}
			if c == 'k' {
				d.Answered = at.Add(time.Hour)
			}
			if err := tx.AddDelivery(&d); err != nil {
				return err
			}
			fact := reflection.Fact{Person: sub.Person, Subscription: sub.ID, Delivery: d.ID, Chat: sub.Chat, At: at, Known: at, Date: date, Zone: sub.Rule.Zone}
			kinds := []reflection.FactKind{reflection.FactAsked, reflection.FactArrived}
			if c == 'k' {
				kinds = append(kinds, reflection.FactReplied)
			}
			for _, kind := range kinds {
				fact.Kind, fact.ID = kind, 0
				if kind == reflection.FactReplied {
					fact.At, fact.Part = at.Add(time.Hour), reflection.PartID(1_000_000+i)
				}
				if err := tx.AddFact(&fact); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// crash ends the process: nothing more is read or written.
func (r *rig) crash() {
	r.mortal.dead.Store(true)
	r.stop()
}
