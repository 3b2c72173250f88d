package conversation_test

import (
	"strings"
	"testing"
	"time"
)

// Own questions come on their dates and by their order, with their author's credit,
// however they were given.
func TestCommunityQuestionsHaveTheirTurns(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened().In(r.square())
		r.isSetUp(ada)
		day := func(n int) string { return nine.AddDate(0, 0, n).Format("2006-01-02") }
		ada.CommandWith("community", "questions add", map[string]string{"file": "question,date,author\n" +
			"What did you keep too long?,,\nWhat did you lend and miss?," + day(2) + ",Grace\nWhat is too late?,2001-01-01,\nshort,,\nWhich door stuck?,,"})
		r.settle()
		r.wantLast(ada, "Added three questions.")
		r.wantLast(ada, r.refused(4, "What is too late?", english.Community.Questions.NoDate))
		r.wantLast(ada, r.refused(5, "short", english.Community.Questions.TooShort))
		r.orders(ada, "questions next 3")
		r.wantLast(ada, english.Community.Questions.First)
		r.orders(ada, "questions date 3 someday")
		r.wantLast(ada, "I don't get its date")
		r.orders(ada, "questions date 9 24 Dec")
		r.wantLast(ada, english.Community.Questions.NoNumber(3))
		r.orders(ada, "questions date 2 "+day(1))
		for n := range 3 {
			r.waits(nine.AddDate(0, 0, n))
		}
		// What was first of the list has the second day now, and what was third comes first.
		want := "Which door stuck? | What did you keep too long? | What did you lend and miss?"
		if got := strings.Join(r.questionsPosted(), " | "); got != want {
			t.Errorf("asked %q, want %q", got, want)
		}
		posts := r.posted(r.square())
		if last := posts[len(posts)-1].Text; !strings.Contains(last, "a question from Grace") {
			t.Errorf("the post says %q", last)
		}
		r.waits(nine.Add(72 * time.Hour))
		if n := len(r.posted(r.square())); n != 4 {
			t.Errorf("%d posts", n)
		}
	})
}
