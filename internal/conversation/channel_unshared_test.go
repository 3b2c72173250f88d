package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// TestAnEditThatEndsSharingIsTold: whoever edits a message so that others can't read
// their answer any more is told so, and why.
func TestAnEditThatEndsSharingIsTold(t *testing.T) {
	w := english.Channel
	for name, c := range map[string]struct {
		change func(*reflection.Channel)
		want   string
	}{
		"listed":   {func(ch *reflection.Channel) { ch.WordList = "schmidt" }, w.Saved + " " + w.HasListed + " " + w.ByYou},
		"approval": {approval, w.Saved + " " + w.Waits},
	} {
		t.Run(name, func(t *testing.T) {
			onTelegram(t, func(r *rig) {
				in := r.asks("acme", "square")
				d := in.post()
				ada := in.member("ada")
				ada.reflect()
				said := r.replies(ada.at, ada.at.Last().ID, "It was somebody.")
				r.presses(ada.at, w.ShareUnnamed)
				ada.wantAnswer(d, reflection.Anonymous, "It was somebody.")
				in.change(c.change)
				ada.at.Edit(said, "It was Schmidt.")
				r.settle()
				ada.wantAnswer(d, reflection.PrivateTo, "It was Schmidt.")
				r.wantLast(ada.at, c.want)
			})
		})
	}
}

// TestAnEditThatIsSharedOnIsNotTold: the sign on the message is enough.
func TestAnEditThatIsSharedOnIsNotTold(t *testing.T) {
	onTelegram(t, func(r *rig) {
		in := r.asks("acme", "square")
		d := in.post()
		ada := in.member("ada")
		ada.reflect()
		said := r.replies(ada.at, ada.at.Last().ID, "It was somebody.")
		r.presses(ada.at, english.Channel.Share)
		before := ada.at.Transcript()
		ada.at.Edit(said, "It was somebody else.")
		r.settle()
		ada.wantAnswer(d, reflection.Shared, "It was somebody else.")
		if ada.at.Message(said).Reaction != chat.Kept || strings.Count(ada.at.Transcript(), english.Channel.ByAll) != strings.Count(before, english.Channel.ByAll) {
			t.Errorf("an edit that changes no reader is answered with more than a sign\n%s", ada.at.Transcript())
		}
	})
}
