package delivery_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// ask adds an approved question of a channel's own.
func (r *rig) ask(s room, text, credit string, state reflection.QuestionState) (q reflection.OwnQuestion) {
	r.t.Helper()
	author := r.identity("author")
	r.update(func(tx reflection.Tx) error {
		q = reflection.OwnQuestion{
			Subscription: s.sub, Author: author.Person, Text: text, Credit: credit, State: state, Created: time.Now().UTC(),
		}
		return tx.AddQuestion(&q)
	})
	return q
}

// TestOwnQuestionsComeFirst: approved ones are asked before the pack's, the oldest
// first, each once, with the name that its author wants shown.
func TestOwnQuestionsComeFirst(t *testing.T) {
	onEach(t, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		books := r.room("reflections")
		r.ask(books, "What waits?", "", reflection.Suggested)
		r.ask(books, "Which book did you give away?", "Ada", reflection.Approved)
		r.ask(books, "Which one came back?", "", reflection.Approved)
		r.ask(books, "Which one is gone?", "", reflection.Removed)
		r.sleepUntil(due.AddDate(0, 0, 3))
		first := r.post(books, day0)
		if want := "Today's question | Which book did you give away? | a question from Ada"; texts([]chattest.Shown{first})[0] != want {
			t.Errorf("the first says %q, want %q", first.Text, want)
		}
		if second := r.post(books, day0.AddDays(1)); !strings.HasSuffix(second.Text, "Which one came back?\none of this channel's own questions") {
			t.Errorf("the second says %q", second.Text)
		}
		for _, day := range []int{2, 3} {
			del := r.delivery(books.someone, day0.AddDays(day))
			if del.Prompt.Pack != r.packs.Pack("").ID || del.Prompt.Source == "" {
				t.Errorf("on day %d the question is from %q, %q", day, del.Prompt.Pack, del.Prompt.Source)
			}
		}
		if del := r.delivery(books.someone, day0); del.Prompt.Source != "" {
			t.Errorf("the author's name is kept with the delivery: %q", del.Prompt.Source)
		}
	})
}

// TestOwnQuestionGivenBack: one that never arrived is asked the next time.
func TestOwnQuestionGivenBack(t *testing.T) {
	onEach(t, func(r *rig) {
		books := r.room("reflections")
		q := r.ask(books, "Which book did you give away?", "", reflection.Approved)
		r.platform.FailNext(chattest.OpSend, refusal())
		r.sleepUntil(due)
		r.view(func(tx reflection.Tx) (err error) {
			q, err = tx.Question(q.ID)
			return err
		})
		if del := r.delivery(books.someone, day0); del.State != reflection.DeliveryDropped || q.Asked != 0 {
			t.Errorf("delivery in state %d, asked by %d", del.State, q.Asked)
		}
		r.sleepUntil(due.AddDate(0, 0, 1))
		if got := r.post(books, day0.AddDays(1)).Text; !strings.Contains(got, "give away?") {
			t.Errorf("the next question is %q", got)
		}
		r.sleepUntil(due.AddDate(0, 0, 2))
		if del := r.delivery(books.someone, day0.AddDays(2)); del.Prompt.Pack == reflection.OwnPack {
			t.Errorf("asked again: %q", del.Prompt.Question)
		}
	})
}

// TestForgottenAuthor: whoever asked a question is named no more once the question
// is theirs no more.
func TestForgottenAuthor(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		books := r.room("reflections")
		q := r.ask(books, "Which book did you give away?", "Ada", reflection.Approved)
		r.sleepUntil(due)
		r.update(func(tx reflection.Tx) error {
			q, err := tx.Question(q.ID)
			q.Credit = ""
			return errors.Join(err, tx.UpdateQuestion(q))
		})
		r.answer(r.delivery(books.someone, day0), "bob", "Something.")
		r.sleepUntil(due.Add(time.Minute))
		if got := r.post(books, day0).Text; strings.Contains(got, "Ada") || !strings.Contains(got, "channel's own") {
			t.Errorf("the post says %q", got)
		}
	})
}

// TestAhead: what comes next is known without changing anything, and so is how much
// is left.
func TestAhead(t *testing.T) {
	onEach(t, func(r *rig) {
		books := r.room("reflections")
		ahead := func() (next reflection.Asked, left int) {
			r.view(func(tx reflection.Tx) (err error) {
				sub, ch := r.subscription(books.someone), r.channelOf(books)
				if next, err = r.out.Next(tx, sub, ch); err != nil {
					return err
				}
				left, err = r.out.LeftInRound(tx, sub, ch)
				return err
			})
			return next, left
		}
		whole := prompts.State{}.LeftInRound(r.packs.Pack(""))
		next, left := ahead()
		if left != whole {
			t.Errorf("%d left, want %d", left, whole)
		}
		r.sleepUntil(due)
		if got := r.delivery(books.someone, day0).Prompt; got != next {
			t.Errorf("asked %q, though %q was next", got.Question, next.Question)
		}
		if _, left = ahead(); left != whole-1 {
			t.Errorf("%d left after one, want %d", left, whole-1)
		}
		r.ask(books, "Which book did you give away?", "Ada", reflection.Approved)
		next, left = ahead()
		if next.Question != "Which book did you give away?" || next.Source != "a question from Ada" || left != whole {
			t.Errorf("next is %q %q, %d left", next.Question, next.Source, left)
		}
	})
}

// TestMet: a prompt that somebody answered in a channel doesn't come in their own
// round; one that is in no pack changes nothing.
func TestMet(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		pack := r.packs.Pack("")
		r.update(func(tx reflection.Tx) error {
			for _, p := range pack.Prompts[1:] {
				if err := r.out.Met(tx, ada.id, pack.ID, p.ID); err != nil {
					return err
				}
			}
			return errors.Join(
				r.out.Met(tx, ada.id, pack.ID, "no-such-prompt"),
				r.out.Met(tx, ada.id, reflection.OwnPack, "7"),
			)
		})
		if left := r.choice(ada).LeftInRound(pack); left != 1 {
			t.Errorf("%d left in the round, want 1", left)
		}
		r.sleepUntil(due)
		if got := r.delivery(ada, day0).Prompt.Prompt; got != pack.Prompts[0].ID {
			t.Errorf("asked %q, want the only one left", got)
		}
	})
}

// TestSideBySide: a channel and a person are asked at one hour, each by their own
// order, and neither's answer is the other's.
func TestSideBySide(t *testing.T) {
	onEach(t, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		books, ada := r.room("reflections"), r.ada()
		var of, asked []string
		for day := range 10 {
			r.sleepUntil(due.AddDate(0, 0, day))
			of = append(of, r.delivery(books.someone, day0.AddDays(day)).Prompt.Prompt)
			asked = append(asked, r.delivery(ada, day0.AddDays(day)).Prompt.Prompt)
			r.answer(r.delivery(books.someone, day0.AddDays(day)), "ada", "Something.")
		}
		if slices.Equal(of, asked) {
			t.Errorf("both were asked %q", of)
		}
		slices.Sort(of)
		if n := len(slices.Compact(of)); n != 10 {
			t.Errorf("%d prompts in ten days", n)
		}
		r.wantShown(ada, 8) // From the eighth on they come weekly.
		if n := len(r.facts(ada, reflection.FactAsked)); n != 8 {
			t.Errorf("%d facts of asking", n)
		}
		var state prompts.State
		r.view(func(tx reflection.Tx) error {
			blob, err := tx.ChannelChoice(books.sub, r.packs.Pack("").ID)
			return errors.Join(err, state.UnmarshalBinary(blob))
		})
		if state.Asked() != 10 {
			t.Errorf("the channel was asked %d", state.Asked())
		}
	})
}

// TestSourced: a question of the channel's own whose number means nothing is from
// somebody; any other is as it is.
func TestSourced(t *testing.T) {
	w := words.For("")
	lost := func(id string) reflection.Asked { return reflection.Asked{Pack: reflection.OwnPack, Prompt: id} }
	for _, c := range []struct{ asked, want reflection.Asked }{
		{reflection.Asked{Pack: "p", Source: "from an essay"}, reflection.Asked{Pack: "p", Source: "from an essay"}},
		{lost("7"), reflection.Asked{Pack: reflection.OwnPack, Prompt: "7", Source: w.Post.Ours}},
		{lost("x"), reflection.Asked{Pack: reflection.OwnPack, Prompt: "x", Source: w.Post.Ours}},
		{lost(strconv.Itoa(1)), reflection.Asked{Pack: reflection.OwnPack, Prompt: "1", Source: w.Post.OursBy("Eve"), By: "5"}},
		// An admin typed that one's: it is nobody's account.
		{lost(strconv.Itoa(2)), reflection.Asked{Pack: reflection.OwnPack, Prompt: "2", Source: w.Post.OursBy("Mallory")}},
	} {
		got, err := planning.Sourced(credited{1: "Eve", 2: "Mallory"}, w, "discord", c.asked)
		if err != nil || got != c.want {
			t.Errorf("%+v: %+v, %v", c.asked, got, err)
		}
	}
}

// credited are questions with their credits.
type credited map[reflection.QuestionID]string

func (c credited) Question(id reflection.QuestionID) (reflection.OwnQuestion, error) {
	credit, ok := c[id]
	if !ok {
		return reflection.OwnQuestion{}, reflection.ErrNotFound
	}
	return reflection.OwnQuestion{ID: id, Author: 9, Credit: credit, Named: credit == "Eve"}, nil
}

func (credited) Identities(reflection.PersonID) ([]reflection.Identity, error) {
	return []reflection.Identity{
		{Account: "4", Private: chat.Chat{Platform: "telegram"}}, {Account: "5", Private: chat.Chat{Platform: "discord"}},
	}, nil
}
