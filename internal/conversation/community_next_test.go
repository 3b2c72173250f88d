package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// alone is where an admin sees what nobody else should.
func (r *rig) alone(p *chattest.Person) *chattest.Person {
	if r.platform.Limits().Ephemeral {
		return p.In(r.square())
	}
	return p.Opened()
}

// previews has an admin see the next post, and returns its question.
func (r *rig) previews(p *chattest.Person) string {
	r.t.Helper()
	r.orders(p.In(r.square()), "preview")
	if !r.platform.Limits().Ephemeral {
		r.presses(p.In(r.square()), english.Community.Label.ShowMe)
	}
	return r.previewed(p)
}

// previewed is the question of the preview that an admin sees.
func (r *rig) previewed(p *chattest.Person) string {
	r.t.Helper()
	last := r.alone(p).Last()
	i := slices.IndexFunc(last.Blocks, func(b chat.Block) bool { return b.Kind == chat.Heading })
	if i < 0 || len(last.Blocks) < i+2 {
		r.t.Fatalf("no preview: %q", last.Text)
	}
	return last.Blocks[i+1].Text
}

// asks are the questions that a channel was asked, oldest first.
func (r *rig) questionsPosted() (all []string) {
	for _, s := range r.posted(r.square()) {
		all = append(all, s.Blocks[1].Text)
	}
	return all
}

// What the preview shows is what comes; something else instead, never, and after all
// hold; and a press under what isn't next any more changes nothing.
func TestCommunityNextIsTheirs(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Next
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		at := r.alone(ada)
		first := r.previews(ada)
		ref := at.Last().Refs[slices.Index(at.Last().Labels, w.Instead)]
		r.presses(at, w.Instead)
		second := r.previewed(ada)
		if second == first {
			t.Fatalf("the same instead: %q", second)
		}
		r.forges(at, ref) // of the first
		if got := r.previewed(ada); got != second {
			t.Errorf("pressed again under the first: %q, want %q", got, second)
		}
		r.presses(at, w.NeverHere)
		third := r.previewed(ada)
		if third == second || third == first {
			t.Errorf("never %q, and then %q", second, third)
		}
		r.wantLast(at, w.Never)
		r.presses(at, w.AfterAll)
		r.wantLast(at, w.Back)
		if got := r.previewed(ada); got != third {
			t.Errorf("after all %q comes next, want %q", got, third)
		}
		r.presses(at, w.Ahead)
		list := at.Last().Text
		if !strings.Contains(list, third) || strings.Contains(list, first) || strings.Contains(list, second) || strings.Count(list, "09:00") != 5 {
			t.Errorf("the next five:\n%s", list)
		}
		for day := range 5 {
			r.waits(nine.AddDate(0, 0, day))
		}
		for i, q := range r.questionsPosted() {
			if !strings.Contains(list, q) || (i == 0 && q != third) {
				t.Errorf("asked %q, which wasn't among\n%s", q, list)
			}
		}
	})
}

// Own questions come first in their order; another instead puts one behind, or, where
// it is alone, off by a day; never removes it, which can be undone.
func TestCommunityNextOfTheirOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Next
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		at := r.alone(ada)
		r.orders(ada.In(r.square()), "questions add What did you keep too long?\nWhat did you lend and miss?")
		if got := r.previews(ada); got != "What did you keep too long?" {
			t.Fatalf("next is %q", got)
		}
		r.presses(at, w.Instead)
		if got := r.previewed(ada); got != "What did you lend and miss?" {
			t.Fatalf("instead: %q", got)
		}
		r.presses(at, w.NeverHere)
		if got := r.previewed(ada); got != "What did you keep too long?" {
			t.Fatalf("then: %q", got)
		}
		r.wantOwn(reflection.Approved, "What did you keep too long?")
		r.presses(at, w.Instead)
		if got := r.previewed(ada); got == "What did you keep too long?" {
			t.Errorf("alone, and still next")
		}
		r.waits(nine)
		r.waits(nine.Add(24 * time.Hour))
		if got := r.questionsPosted(); len(got) != 2 || got[1] != "What did you keep too long?" {
			t.Errorf("asked %q", got)
		}
	})
}

// Post now posts the day's question, once, and the next comes on the next day.
func TestCommunityPostNow(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Next
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		next := r.previews(ada)
		at := r.alone(ada)
		r.presses(at, w.PostNow)
		r.wantLast(at, w.SurePost)
		if len(r.posted(r.square())) != 0 {
			t.Fatal("posted at the first tap")
		}
		r.presses(at, w.ReallyPost)
		r.wantSeen(at, "It is on its way. The next one comes tomorrow at 09:00.")
		if got := r.questionsPosted(); len(got) != 1 || got[0] != next {
			t.Fatalf("posted %q, want %q", got, next)
		}
		sub, _ := r.community(r.square())
		ref := chat.Ref{Verb: "cnow", ID: int64(sub.ID), Arg: "yes"}
		r.forges(at, ref)
		r.wantLast(at, w.PostedOnce)
		r.waits(nine)
		if n := len(r.posted(r.square())); n != 2 {
			t.Errorf("%d posts the next day", n)
		}
		r.forges(at, ref)
		if n := len(r.posted(r.square())); n != 2 {
			t.Errorf("%d posts after another one was asked for", n)
		}
		r.orders(ada.In(r.square()), "off")
		r.presses(ada.In(r.square()), english.Community.Label.SwitchOff)
		r.forges(at, ref)
		r.wantLast(at, w.CantPost)
	})
}

// Members read what was asked, by its day, with how many answered; what was shared
// opens by answering first, while the question is open.
func TestCommunityAskedBefore(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Next
		c := r.asks("acme", "square")
		first := c.post()
		c.member("ada").shares("The stairs.")
		for range 8 {
			c.post()
		}
		bo := c.member("bo")
		bo.answers("The bench.")
		bo.reads()
		r.presses(bo.at, w.Asked)
		r.wantLast(bo.at, "1 has answered")
		if n := strings.Count(bo.at.Last().Text, "answered"); n != 7 {
			t.Errorf("%d lines\n%s", n, bo.at.Last().Text)
		}
		r.presses(bo.at, w.Earlier)
		r.wantLast(bo.at, first.Prompt.Question[:20])
		r.presses(bo.at, w.Read(2))
		r.wantLast(bo.at, "The stairs.")
		dora := c.member("dora")
		r.forges(dora.at, chat.Ref{Verb: posts.VerbAsked, ID: int64(c.sub)})
		r.presses(dora.at, w.Read(1)) // open, and not answered
		r.wantLast(dora.at, english.Channel.AnswerFirst)
		eve := c.member("eve")
		eve.LeaveServer(c.in)
		before := eve.at.Last().Text
		r.forges(eve.Person.Opened(), chat.Ref{Verb: posts.VerbAsked, ID: int64(c.sub)})
		if got := eve.Person.Last().Text; strings.Contains(got, "answered") {
			t.Errorf("a stranger reads %q, before that %q", got, before)
		}
	})
}
