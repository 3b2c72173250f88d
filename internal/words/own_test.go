package words

import "testing"

func TestIsOwn(t *testing.T) {
	w := For("en")
	for text, want := range map[string]bool{
		w.Stale:                            true,
		w.Stale + "\n" + w.NothingOpen:     true,
		"":                                 false,
		w.Stale + " /pause":                false,
		w.UnknownCommand("pause"):          false,
		w.KeptWith("What did you /pause?"): false,
		"/pause":                           false,
		w.Stale + "\nsomebody's own words": false,
		w.Streak.Hidden:                    true,
		w.Post.OursBy("/pause, a member"):  false,
	} {
		if got := w.IsOwn(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
