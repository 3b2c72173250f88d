package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/words"
)

func TestHelpAndPrivacy(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "help", "")
		for _, c := range words.For("").Commands {
			r.wantLast(p, "\n/"+c.Name+" ")
			r.wantLast(p, " · "+c.About)
		}
		r.wantLast(p, "findahelpline.com")
		r.wantLast(p, "host@example.org")
		r.types(p, "privacy", "and some words")
		for _, part := range []string{"nobody else is shown it", "Whoever hosts this bot holds the key", "What you take back or delete is removed", "No AI reads", "host@example.org"} {
			r.wantLast(p, part)
		}
		if in := r.platform.Person("bob").In(r.platform.Channel("square")); !r.platform.Limits().Ephemeral {
			r.types(in, "privacy", "")
			r.wantLast(in, english.PrivacyPrivately)
		}
		// Asking for help is no beginning: the greeting comes when it is asked for.
		r.says(p, "hm")
		r.wantLast(p, "What time is it for you?")
	})
}

func TestEveryCommandIsKnown(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for _, c := range words.For("").Commands {
			before := len(p.Sees())
			r.types(p, c.Name, "")
			if strings.Contains(p.Last().Text, "I don't know") || len(p.Sees()) == before {
				t.Errorf("/%s: %q", c.Name, p.Last().Text)
			}
			r.types(p, c.Name, c.Usage)
			if strings.Contains(p.Last().Text, "I didn't get") || strings.Contains(p.Last().Text, "I don't know") {
				t.Errorf("/%s %s: %q", c.Name, c.Usage, p.Last().Text)
			}
		}
	})
}
