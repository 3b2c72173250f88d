package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// A press is trusted in nothing: whoever presses somebody else's button learns
// nothing, and changes nothing.
func TestSomebodyElsesButtons(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(ada.Chat())
		r.says(ada, "what Ada wrote")
		var part reflection.PartID
		for _, p := range r.parts(ada, d) {
			part = p.ID
		}
		note := r.types(ada, "write", "what Ada wrote freely")
		reply, _ := r.replyOf(ada, note)
		before, sub := ada.Transcript(), r.subscription(ada)

		bob := r.begin("bob", "Lisbon", "08:00")
		own := bob.Last()
		for _, ref := range []chat.Ref{
			{Verb: "another", ID: int64(d.ID)},
			{Verb: "skip", ID: int64(d.ID)},
			{Verb: "later", ID: int64(d.ID)},
			{Verb: "kind", ID: int64(d.ID)},
			{Verb: "latein", ID: int64(d.ID), Arg: "1h"},
			{Verb: "deeper", ID: int64(d.ID)},
			{Verb: "never", ID: int64(d.ID), Arg: d.Prompt.Prompt},
			{Verb: "undo", ID: int64(part)},
			{Verb: "refile", ID: int64(part)},
			{Verb: "keep", ID: reply},
			{Verb: "letgo", ID: reply},
		} {
			r.forges(bob, ref)
			if got := bob.LastAlert(); got != "That button is somebody else's." {
				t.Errorf("%s: %q", ref.Verb, got)
			}
		}
		r.wantWords(ada, d, "what Ada wrote")
		if got := r.delivery(d.ID); got.Prompt != d.Prompt || got.Swaps != 0 {
			t.Errorf("the delivery is %+v", got)
		}
		if got := r.subscription(ada); got.Rule != sub.Rule || got.State != sub.State {
			t.Errorf("the subscription is %+v", got)
		}
		if got := ada.Transcript(); got != before {
			t.Errorf("Ada sees\n%s", got)
		}
		if last := bob.Last(); last.ID != own.ID || last.Text != own.Text {
			t.Errorf("Bob was told more than that\n%s", bob.Transcript())
		}
		r.wantCounts(ada, 1, 1, 1)
		r.wantCounts(bob, 0, 0, 1)
	})
}

func TestButtonsThatNeverWere(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for _, verb := range []string{"another", "skip", "later", "latein", "deeper", "never", "kind", "undo", "refile", "blorp", "a"} {
			for _, id := range []int64{0, 1, 999_999, 1<<63 - 1, -1} {
				r.forges(p, chat.Ref{Verb: verb, ID: id, Arg: "blorp"})
				r.wantAlert(p, "That button is from an older message and does nothing now.")
			}
		}
		for _, verb := range []string{"keep", "letgo"} {
			r.forges(p, chat.Ref{Verb: verb, ID: 999_999})
			r.wantAlert(p, "That note is gone already.")
		}
		d := r.openDelivery(p.Chat())
		r.forges(p, chat.Ref{Verb: "latein", ID: int64(d.ID), Arg: "999h"})
		r.wantAlert(p, "does nothing now")
		if n := len(p.Sees()); n != 4 {
			t.Errorf("%d messages, want those of the start\n%s", n, p.Transcript())
		}
	})
}

// A question that is planned and was never on its way can't have been seen, so
// no press can show that it arrived.
func TestAButtonOfAQuestionThatWasNeverSent(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		hour := r.subscription(p).Next.At
		r.skip(hour.Add(-time.Minute))
		r.says(p, "still writing") // The due question waits for that.
		r.until(hour.Add(time.Second))
		var waiting reflection.Delivery
		r.view(func(tx reflection.Tx) (err error) {
			waiting, err = tx.DeliveryOn(d.Subscription, d.Date.AddDays(1))
			return err
		})
		for _, verb := range []string{"another", "skip", "later", "deeper"} {
			r.forges(p, chat.Ref{Verb: verb, ID: int64(waiting.ID)})
			r.wantAlert(p, "does nothing now")
		}
		if got := r.delivery(waiting.ID); got.State != reflection.DeliveryPlanned {
			t.Errorf("state %v", got.State)
		}
		r.says(p, "and still")
		r.wantWords(p, d, "still writing", "and still")
	})
}

func TestStrangersPress(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(ada.Chat())
		eve := r.platform.Person("eve").Opened()
		r.forges(eve, chat.Ref{Verb: "skip", ID: int64(d.ID)})
		r.wantAlert(eve, "That button is somebody else's.")
		r.forges(eve, chat.Ref{Verb: "today"})
		r.wantLastIs(eve, "We haven't set an hour yet. /start does it in two steps.")
		r.forges(eve, chat.Ref{Verb: "often", Arg: "daily"})
		r.wantLastIs(eve, "We haven't set an hour yet. /start does it in two steps.")
	})
}

// No flow serves a channel yet: whatever is said or pressed there gets no
// answer, and nothing private is shown there.
func TestNothingIsSaidInAChannel(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(ada.Chat())
		square := r.platform.Channel("square")
		there := ada.In(square)
		there.Mention("an answer, said aloud")
		there.Command("streak", "")
		there.Command("start", "")
		there.Forge("", chat.Ref{Verb: "skip", ID: int64(d.ID)})
		square.Bar(there, "Send Messages")
		square.Allow(there)
		square.Remove(there)
		r.settle()
		if shown := r.platform.Shown(square.Chat()); len(shown) != 0 {
			t.Errorf("the bot said %q", shown[0].Text)
		}
		r.wantCounts(ada, 0, 0, 1)
		if n := len(r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
	})
}
