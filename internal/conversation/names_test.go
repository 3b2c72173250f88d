package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
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
