package conversation_test

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// linkable are the verbs of the links that the bot makes. Whoever adds one says
// here that following it changes nothing.
var linkable = []string{
	"askme", "board", "cadd", "canswer", "ccredit", "cedit", "cquest", "creports", "cshow", "csuggest", "csuggs", "ctell",
	"cwaits", "cwords", "others", "reflect",
}

// TestLinksChangeNothing follows a link to every verb there is, about everything
// there is, as somebody who may do all of it by its button: a member with words of
// every kind, who is an admin of the group too. No row changes, no word of theirs is
// shown to the group, and what is none of the bot's links is stale.
func TestLinksChangeNothing(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00").MakeAdminOf("acme")
		r.soon()
		r.says(ada, "A daily answer.")
		r.isSetUp(ada)
		r.orders(ada.In(r.square()), "questions add What would you do once?")
		r.types(ada.In(r.square()), "suggest", "What do you miss on Mondays?")
		c := asked{r: r, in: r.square()}
		sub, _ := r.community(r.square())
		c.sub = sub.ID
		d := c.post()
		m := c.member("ada")
		m.answers("A private answer.")
		ben := c.member("ben")
		ben.shares("Ben's answer.")
		shared, _ := ben.answer(d)
		r.forges(m.Opened(), posts.ReportRef(d.ID, shared.Sharing, "yes"))
		m.says("A note.")
		r.soon()

		private, _ := m.answer(d)
		own := r.openDelivery(ada.Chat())
		ids := []int64{0, int64(sub.ID), int64(d.ID), int64(private.ID), int64(shared.ID), int64(own.ID)}
		r.view(func(tx reflection.Tx) error {
			reports, err := tx.Reports(r.platform.Platform(), "acme")
			if err != nil || len(reports) != 1 {
				r.t.Fatalf("reports: %v, %v", reports, err)
			}
			daily, err := tx.AnswerTo(own.ID, m.id())
			if err != nil {
				return err
			}
			ids = append(ids, int64(reports[0].ID), int64(daily.ID))
			for _, state := range []reflection.QuestionState{reflection.Approved, reflection.Suggested} {
				all, err := tx.Questions(sub.ID, state)
				if err != nil || len(all) != 1 {
					r.t.Fatalf("questions: %v, %v", all, err)
				}
				ids = append(ids, int64(all[0].ID))
			}
			return nil
		})
		before, group := r.rows(), len(r.platform.Shown(r.square().Chat()))
		var followed []string
		for _, verb := range append(verbsInCode(t), "nonsense") {
			stale := true
			for _, id := range ids {
				args := []string{"", "yes"}
				if id == int64(sub.ID) { // The channel's own, which has switches.
					args = append(args, "on", "off")
				}
				for _, arg := range args {
					heard := len(r.platform.Shown(ada.Chat()))
					m.Follow(chat.Ref{Verb: verb, ID: id, Arg: arg})
					r.settle()
					if all := r.platform.Shown(ada.Chat()); len(all) > heard && all[heard].Text != english.Stale {
						stale = false
					}
				}
			}
			if !stale {
				followed = append(followed, verb)
			}
			if diff := changed(before, r.rows()); diff != "" {
				t.Fatalf("a link to %s changed a row: %s", verb, diff)
			}
			time.Sleep(time.Second)
		}
		if !slices.Equal(followed, linkable) {
			t.Errorf("links that lead anywhere: %q, want %q", followed, linkable)
		}
		if all := r.platform.Shown(r.square().Chat()); len(all) != group {
			t.Errorf("the group was told %q", all[len(all)-1].Text)
		}
	})
}

func (m member) says(text string) { m.c.r.says(m.Opened(), text) }

// What a link changes nothing of, the button on its page does.
func TestLinkPages(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		in := ada.In(r.square())
		r.presses(in, "Yes") // A link: may I write to you?
		r.wantLastIs(ada, english.Community.Setup.AskTell, "Yes")
		if _, ch := r.community(r.square()); ch.Tell {
			t.Error("following the link has allowed it")
		}
		r.presses(ada, "Yes")
		if _, ch := r.community(r.square()); !ch.Tell {
			t.Error("the button hasn't")
		}
		r.types(r.platform.Person("ben").In(r.square()), "suggest", "What do you miss on Mondays?")
		ben := r.platform.Person("ben").Opened()
		r.presses(ben.In(r.square()), english.Community.Label.WithName)
		r.wantLastIs(ben, english.Links.Credit, english.Community.Label.WithName)
		r.presses(ben, english.Community.Label.WithName)
		r.wantLast(ben, english.Community.Suggestions.Named)
	})
}

// A pause is ended by the button, and not by the command that every link gives.
func TestStartEndsNoPause(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.types(ada, "pause", "")
		r.types(ada, "start", "whatever")
		r.wantLastIs(ada, english.OnPause, "Resume")
		if sub := r.subscription(ada); sub.State != reflection.Paused {
			t.Errorf("it is %v", sub.State)
		}
		r.presses(ada, "Resume")
		if sub := r.subscription(ada); sub.State != reflection.Active {
			t.Errorf("it is %v", sub.State)
		}
	})
}
