package conversation_test

import (
	"slices"
	"testing"

	"stillpoint/internal/reflection"
)

// TestEveryButtonOfAPageCanBeTyped: with a question open, the words of any button of
// the settings and of the pages behind them press it, and are no answer; once another
// text has come they are words again.
func TestEveryButtonOfAPageCanBeTyped(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		kept := func() (n int) {
			r.view(func(tx reflection.Tx) error {
				_, one, err := tx.Whom(p.Chat().Platform, p.Account())
				if err != nil {
					return err
				}
				all, err := tx.RepliesOf(one.ID)
				n = len(all)
				return err
			})
			return n
		}
		page := func(path ...string) []string {
			r.types(p, "settings", "")
			for _, label := range path {
				r.says(p, label)
			}
			return p.Last().Labels
		}
		pages := []string{"Themes and essays", "What comes back", "Summaries", "How long words are kept"}
		tried := 0
		var walk func(path []string)
		walk = func(path []string) {
			for _, label := range page(path...) {
				if label == "Back" || label == english.Button.Pause {
					continue
				}
				if !slices.Contains(page(path...), label) {
					continue // It was changed meanwhile, and has the other word.
				}
				before := p.Last()
				r.says(p, label)
				if n := kept(); n != 0 {
					t.Fatalf("%q under %q was kept as an answer\n%s", label, path, p.Transcript())
				}
				if after := p.Last(); after.ID == before.ID && slices.Equal(after.Labels, before.Labels) && after.Text == before.Text {
					t.Errorf("%q under %q did nothing", label, path)
				}
				if tried++; len(path) == 0 && slices.Contains(pages, label) {
					walk([]string{label})
				}
			}
		}
		walk(nil)
		if tried < 25 {
			t.Errorf("%d buttons were tried", tried)
		}
		r.types(p, "settings", "")
		r.says(p, "What comes back")
		r.says(p, "Never bring back …")
		r.says(p, "Orsolya")
		r.wantLast(p, "Orsolya")
		r.says(p, "I thought of something else entirely.")
		r.wantLast(p, "Kept")
		r.says(p, "Never bring back …")
		if kept() != 1 {
			t.Errorf("%d replies", kept())
		}
	})
}
