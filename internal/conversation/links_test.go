package conversation_test

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// linkable are the verbs of the links that the bot makes. Whoever adds one says
// here that following it changes nothing.
var linkable = []string{
	"asked", "askme", "board", "cadd", "cahead", "canswer", "ccredit", "cedit", "cfigs", "clog", "cmods", "cpage", "cquest", "creports", "cshow", "cstatus", "cstopped", "csuggest", "csuggs", "ctable", "ctell",
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
		c, ids := r.belongings(ada, ada)
		ids = append(ids, 0)
		m := c.member("ada")
		m.says("A note.")
		r.soon()
		before, group := r.rows(), len(r.platform.Shown(r.square().Chat()))
		var followed []string
		heard := len(r.platform.Shown(ada.Chat()))
		for _, verb := range append(verbsInCode(t), "nonsense") {
			for _, id := range ids {
				args := []string{"", "yes"}
				if id == int64(c.sub) { // The channel's own, which has switches.
					args = append(args, "on", "off")
				}
				for _, arg := range args {
					m.Follow(chat.Ref{Verb: verb, ID: id, Arg: arg})
					r.settle()
				}
			}
			said := r.platform.Shown(ada.Chat())
			if slices.ContainsFunc(said[heard:], func(s chattest.Shown) bool { return s.Text != english.Stale }) {
				followed = append(followed, verb)
			}
			heard = len(said)
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
