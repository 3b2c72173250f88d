package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// When five in a row stay unanswered, whoever set the channel up is told once, with
// the figures, and offered another hour, lighter questions or a pause.
func TestCommunityQuietChannelsWayBack(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		r.presses(ada.In(r.square()), english.Community.Label.Yes)
		home := ada
		if !r.platform.Limits().Forms {
			r.presses(home, english.Community.Label.Yes)
		}
		for day := range 9 {
			r.waits(nine.AddDate(0, 0, day))
			if day < 3 && day != 1 {
				asked{r: r, in: r.square()}.member("ben").answers("Words.")
			}
		}
		r.until(time.Now().Add(2 * time.Minute))
		const want = "The last five questions in “square” stayed unanswered, so I ask there once a week until somebody answers. Of the 3 before, 2 were answered."
		if n := strings.Count(home.Transcript(), want); n != 1 {
			t.Fatalf("told %d times\n%s", n, home.Transcript())
		}
		sub, _ := r.community(r.square())
		if !sub.BackOff {
			t.Error("it isn't asked weekly")
		}
		for _, label := range []string{english.Community.Kinds.AnotherHour, english.Themes.Light, english.Button.Pause} {
			if !slices.Contains(home.Last().Labels, label) {
				t.Errorf("%q isn't offered: %q", label, home.Last().Labels)
			}
		}
		r.presses(home, english.Themes.Light)
		if _, ch := r.community(r.square()); !ch.Taste.Light {
			t.Error("the questions aren't lighter")
		}
	})
}

// What stands above the questions is the admins' to choose, on one line without what
// nobody can see; none brings the usual one back.
func TestCommunityHeading(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Kinds
		ada := r.admin("ada").Opened().In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "heading")
		r.wantLast(ada, w.HeadingUsual)
		for given, want := range map[string]string{
			"Frage\u202e des\u200b Tages": "Frage des Tages", "Above it all": "Above it all", "none": "", "\u200b": "",
		} {
			r.orders(ada, "heading "+given)
			if _, ch := r.community(r.square()); ch.Heading != want && !(given == "\u200b" && ch.Heading != "\u200b") {
				t.Errorf("%q becomes %q, want %q", given, ch.Heading, want)
			}
		}
		r.orders(ada, "heading "+strings.Repeat("a", 61))
		r.wantLast(ada, w.HeadingLong)
		if !r.platform.Limits().Forms { // What is written next is heard.
			r.replies(ada, ada.Last().ID, "Above it all, once more")
			r.wantLast(ada, w.HeadingIs("Above it all, once more"))
		}
		r.orders(ada, "heading Question of the day")
		r.wantLast(ada, w.HeadingIs("Question of the day"))
		r.waits(nine)
		found := false
		for _, s := range r.platform.Shown(r.square().Chat()) {
			found = found || len(s.Blocks) > 1 && s.Blocks[0].Text == "Question of the day"
		}
		if !found || len(r.posted(r.square())) != 0 {
			t.Error("the post has another heading")
		}
	})
}
