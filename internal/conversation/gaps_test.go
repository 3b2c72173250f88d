package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Before a first question, what was asked for is where to read: somebody may have
// typed their place, or their hour, while the bot was away.
func TestGapsBeforeAFirstQuestion(t *testing.T) {
	onDiscord(t, func(r *rig) {
		gaps := func() map[chat.Chat]chat.Gap {
			all, err := r.core.Gaps(r.t.Context(), r.platform.Platform())
			if err != nil {
				t.Fatal(err)
			}
			byChat := map[chat.Chat]chat.Gap{}
			for _, g := range all {
				if _, twice := byChat[g.Chat]; twice {
					t.Errorf("%v is there twice", g.Chat)
				}
				byChat[g.Chat] = g
			}
			return byChat
		}
		ada := r.platform.Person("ada").Opened()
		began := time.Now()
		r.types(ada, "start", "")
		if g, ok := gaps()[ada.Chat()]; !ok || !g.Since.Equal(began) || g.After != "" {
			t.Errorf("asked for a place: %+v, want since %v", g, began)
		}
		time.Sleep(time.Hour)
		r.says(ada, "Lisbon")
		asked := time.Now()
		if g, ok := gaps()[ada.Chat()]; !ok || !g.Since.Equal(asked) {
			t.Errorf("asked for an hour: %+v, want since %v", g, asked)
		}
		r.says(ada, "21:00")
		if g, ok := gaps()[ada.Chat()]; !ok || g.After == "" {
			t.Errorf("asked a question: %+v, want what is known", g)
		}
		// What waits for an answer in a channel is nobody's private chat.
		r.update(func(tx reflection.Tx) error {
			return tx.SetAwaiting(reflection.Awaiting{Chat: r.square().Chat(), For: "czone", Until: time.Now().Add(turn.Ownership)})
		})
		ben := r.begin("ben", "Berlin", "21:00")
		time.Sleep(9 * 24 * time.Hour)
		cem := r.platform.Person("cem").Opened()
		r.types(cem, "start", "")
		all, err := r.core.Gaps(r.t.Context(), r.platform.Platform())
		if err != nil || len(all) != 3 || all[0].Chat != cem.Chat() {
			t.Errorf("%+v, %v: want what was asked for last first, and %v and %v", all, err, ada.Chat(), ben.Chat())
		}
	})
}
