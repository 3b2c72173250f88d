package conversation_test

import (
	"testing"

	"stillpoint/internal/reflection"
)

// Where an admin who has no hour of their own was asked for questions in private, a file
// is read as with the command. What can't be read, and what isn't words, is said to be
// that: the bot waits on, and greets nobody.
func TestCommunityQuestionsComeAsAFile(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		asks := func() {
			t.Helper()
			r.orders(ada.In(r.square()), "questions add")
			r.presses(ada.In(r.square()), english.Community.Label.Add)
			r.presses(ada, english.Community.Label.WriteIt)
			r.wantLast(ada, english.Community.Questions.AskAdd)
		}
		asks()
		ada.Sticker()
		r.wantLast(ada, english.OnlyWords)
		ada.File("", "")
		r.wantLast(ada, english.Community.Questions.BadFile)
		ada.File("What would you do twice?\r\nWhat would you never do twice?\r\n", "")
		r.wantLast(ada, "Added two questions.")
		asks()
		ada.File("Where does your week begin?", "Who taught you to rest?")
		r.wantLast(ada, "Added two questions.")
		r.wantOwn(reflection.Approved, "What would you do twice?", "What would you never do twice?", "Who taught you to rest?", "Where does your week begin?")
	})
}

// A file answers the request for questions of one's own as well.
func TestOwnQuestionsComeAsAFile(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.types(ada, "questions", "")
		r.presses(ada, english.Own.Add)
		r.wantLast(ada, english.Own.AskAdd)
		ada.File("What would you do twice?\nWhat would you never do twice?", "")
		r.wantLast(ada, "Added 2.")
		if all := r.ownOf(ada); len(all) != 2 {
			t.Errorf("there are %q", all)
		}
	})
}

// A voice message where free writing is awaited is said to be no words, before there is
// an hour as after.
func TestWritingAtTheBeginningTakesWordsOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.platform.Person("ada").Opened()
		r.types(ada, "write", "")
		ada.Voice()
		r.wantLast(ada, english.OnlyWords)
		r.says(ada, "A line of mine.")
		r.wantLast(ada, english.Written)
	})
}
