package conversation_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// TestATakenNameIsToldApart: somebody who calls themselves as another does, or nearly,
// shares under a name that isn't the other's; and each name is tied to its account.
func TestATakenNameIsToldApart(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, _ reflection.Delivery) {
		boss, ada, cem := c.member("boss"), c.member("ada-4821"), c.member("cem")
		boss.Called("The Boss", "en")
		boss.shares("Mine.")
		ada.Called("Тhe  BОSS.", "en") // two letters are Cyrillic
		ada.shares("Not the boss's.")
		ada.Called("Ada", "en")
		cem.Called("The Bass", "en")
		cem.shares("Somebody else's.")
		heads := map[string]string{} // by account
		for _, b := range cem.reads().Blocks {
			if b.Kind == chat.Paragraph && b.Account != "" {
				heads[b.Account] = b.Text[strings.Index(b.Text, ". ")+2:]
			}
		}
		want := map[string]string{boss.Account(): "The Boss", ada.Account(): "Тhe BОSS. (4821)", cem.Account(): w.Yours("The Bass")}
		for account, name := range want {
			if heads[account] != name {
				t.Errorf("%s stands as %q, want %q\n%s", account, heads[account], name, cem.at.Transcript())
			}
		}
		// Shared without a name, it belongs to no account.
		c.r.presses(ada.at, w.TakeBack)
		c.r.presses(ada.at, w.ShareUnnamed)
		if slices.ContainsFunc(cem.reads().Blocks, func(b chat.Block) bool { return b.Account == ada.Account() }) {
			t.Errorf("an answer without a name is tied to its account\n%s", cem.at.Transcript())
		}
	})
}

// TestACreditIsItsAuthors: the name with a suggested question leads to the account that
// suggested it; one that looks like another's is told apart, and once it is approved it
// can be taken away, and not be changed.
func TestACreditIsItsAuthors(t *testing.T) {
	t.Parallel()
	w := english.Community
	inChannels(t, func(t *testing.T, c asked, _ reflection.Delivery) {
		r := c.r
		ada, ben := c.member("ada-4821"), c.member("ben")
		byName := func(m member) {
			r.presses(m.in, w.Label.WithName)
			if m.at != m.in { // The button led into the private chat.
				r.presses(m.at, w.Label.WithName)
			}
		}
		named := func(m member, called, question string) {
			m.Called(called, "en")
			r.types(m.in, "suggest", question)
			byName(m)
		}
		named(ben, "The Boss", "Which desk was yours?")
		named(ada, "Тhe  BОSS.", "Which chair was yours?")
		credits := map[string]string{}
		r.view(func(tx reflection.Tx) error {
			all, err := tx.Questions(c.sub, reflection.Suggested)
			for _, q := range all {
				account, wrong := planning.Credited(tx, r.platform.Platform(), q)
				credits[account], err = q.Credit, errors.Join(err, wrong)
			}
			return err
		})
		if want := map[string]string{ben.Account(): "The Boss", ada.Account(): "Тhe BОSS. (4821)"}; !maps.Equal(credits, want) {
			t.Errorf("credited are %q, want %q", credits, want)
		}
		// Approved, it is asked with the name tied to its account.
		r.update(func(tx reflection.Tx) error {
			all, err := tx.Questions(c.sub, reflection.Suggested)
			all[1].State = reflection.Approved
			return errors.Join(err, tx.UpdateQuestion(all[1]))
		})
		c.post()
		posted := r.platform.Shown(c.in.Chat())
		m := posted[len(posted)-1]
		source := m.Blocks[slices.IndexFunc(m.Blocks, func(b chat.Block) bool { return b.Kind == chat.Source })]
		if want := english.Post.OursBy("Тhe BОSS. (4821)"); source.Text != want || source.Account != ada.Account() {
			t.Errorf("it is asked as %+v, want %q", source, want)
		}
		// Whoever is called otherwise now doesn't change what was approved.
		ada.Called("Somebody Else", "en")
		byName(ada)
		r.wantAlert(ada.at, w.Suggestions.Gone)
	})
}
