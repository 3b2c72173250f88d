package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

const lateQuestion = "What did you keep for too long?"

// followsAdd has an admin, who has an hour of their own or none, follow the link of “Add”
// from the group.
func followsAdd(t *testing.T, begun bool, test func(r *rig, ada *chattest.Person)) {
	t.Helper()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		ada := r.admin("ada").Opened()
		if begun {
			r.begin("ada", "Berlin", "21:00")
			r.soon()
		}
		r.isSetUp(ada)
		r.orders(ada.In(r.square()), "questions add")
		time.Sleep(2 * time.Second) // Messages are dated by the second.
		r.presses(ada.In(r.square()), english.Community.Label.Add)
		r.wantLastIs(ada, english.Links.Add("square"), english.Community.Label.WriteIt)
		test(r, ada)
	})
}

// What an admin writes after the page of the link, without its button, is offered as
// questions for the channel that the page names, and theirs to say.
func TestWordsAfterALinkToAdd(t *testing.T) {
	t.Parallel()
	w := english.Links
	for _, begun := range []bool{false, true} {
		followsAdd(t, begun, func(r *rig, ada *chattest.Person) {
			r.says(ada, lateQuestion+"\nToo short")
			r.wantLastIs(ada, w.IsAdd("square"), w.AddIt, english.Channel.NotFor)
			r.wantOwn(reflection.Approved)
			offer := ada.Last()
			r.says(ada, "Who taught you to rest?") // Before the press it is offered too.
			r.wantLastIs(ada, w.IsAdd("square"), w.AddIt, english.Channel.NotFor)
			r.pressesOn(ada, offer.ID, w.AddIt)
			r.wantOwn(reflection.Approved, lateQuestion)
			r.wantLast(ada, english.Community.Questions.Line(2, "Too short", english.Community.Questions.TooShort))
			if acts := r.logged(); acts[0].What != "added" || acts[0].Detail != "1" {
				t.Errorf("the log has %+v", acts[0])
			}
			r.pressesOn(ada, offer.ID, w.AddIt)
			r.wantAlert(ada, english.Typed.Settled)
			r.wantOwn(reflection.Approved, lateQuestion)
		})
		followsAdd(t, begun, func(r *rig, ada *chattest.Person) {
			r.presses(ada, english.Community.Label.WriteIt)
			r.says(ada, lateQuestion)
			r.wantOwn(reflection.Approved, lateQuestion)
			r.says(ada, "Something else.") // The page is over.
			if ada.Last().Text == w.IsAdd("square") {
				t.Error("it is offered after the button was pressed")
			}
		})
	}
	followsAdd(t, false, func(r *rig, ada *chattest.Person) {
		r.says(ada, "Hi there, what is this about, please tell me.")
		r.presses(ada, english.Channel.NotFor)
		r.wantLast(ada, english.Hello)
		r.wantOwn(reflection.Approved)
	})
	followsAdd(t, true, func(r *rig, ada *chattest.Person) {
		own := r.openDelivery(ada.Chat())
		r.says(ada, "To my own question.")
		r.presses(ada, english.Channel.NotFor)
		r.wantWords(ada, own, "To my own question.")
		r.wantOwn(reflection.Approved)
	})
}

// A link that isn't for whoever follows it names no channel and offers nothing; and who is
// no admin any more adds nothing, nor does somebody to whom the words don't belong.
func TestALinkToAddIsForAdmins(t *testing.T) {
	t.Parallel()
	followsAdd(t, false, func(r *rig, ada *chattest.Person) {
		sub, _ := r.community(r.square())
		ben := r.platform.Person("ben").Opened()
		ben.Follow(chat.Ref{Verb: "cadd", ID: int64(sub.ID)})
		r.settle()
		if got := ben.Last(); len(got.Labels) > 0 || got.Text == english.Links.Add("square") {
			t.Errorf("a member is shown %q", got.Text)
		}
		r.says(ben, lateQuestion)
		if ben.Last().Text == english.Links.IsAdd("square") {
			t.Error("a member's words are offered")
		}
		r.says(ada, lateQuestion)
		eve, offer := r.admin("eve").Opened(), ada.Last()
		for arg, want := range map[string]string{offer.Refs[0].Arg: english.NotYours, "zzz": english.Typed.Settled, "-": english.Stale} {
			r.forges(eve, chat.Ref{Verb: "cadd", ID: int64(sub.ID), Arg: arg})
			r.wantAlert(eve, want)
		}
		r.wantOwn(reflection.Approved)
		ada.MakeAdmin(false)
		r.pressesOn(ada, offer.ID, english.Links.AddIt)
		r.wantOwn(reflection.Approved)
	})
}
