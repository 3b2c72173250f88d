package conversation_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// ownOf lists a person's own questions.
func (r *rig) ownOf(p *chattest.Person) (texts []string) {
	r.t.Helper()
	sub := r.subscription(p)
	r.view(func(tx reflection.Tx) error {
		all, err := tx.Questions(sub.ID, reflection.Approved)
		for _, q := range all {
			texts = append(texts, q.Text)
		}
		return err
	})
	return texts
}

// TestOwnQuestions adds them, lists them, shares them out, and takes one back.
func TestOwnQuestions(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "questions", "")
		r.wantLast(p, "You have no questions of your own yet.")
		r.presses(p, "Add questions")
		r.wantLast(p, "one a line")
		r.says(p, "1. Which desk is still yours?\n\n- Who taught you to stay late?\nno\n"+strings.Repeat("long ", 60))
		r.wantLast(p, "Added 2.\nLine 4, “no”: that is very short for a question.\nLine 5, “long long long long long long long long…”: that is longer than a screen holds")
		r.wantLast(p, "How many of your questions should be your own?")
		want := []string{"Which desk is still yours?", "Who taught you to stay late?"}
		if got := r.ownOf(p); !slices.Equal(got, want) {
			t.Errorf("own questions %q, want %q", got, want)
		}
		r.presses(p, "Half")
		r.wantLast(p, "Every other question is one of them")
		r.types(p, "questions", "add which desk is still YOURS")
		r.wantLast(p, "that one is there already.")
		r.types(p, "questions", "What do you owe nobody?")
		r.wantLast(p, "Added one.")
		r.types(p, "questions", "remove 2")
		r.wantLast(p, "Removed. I won't ask it.")
		r.presses(p, "Show them")
		r.wantLast(p, "Your own questions, 1 to 2 of 2.")
		if strings.Contains(p.Last().Text, "stay late") {
			t.Errorf("it is still listed:\n%s", p.Last().Text)
		}
		r.presses(p, "Remove 1")
		r.presses(p, "Put it back")
		r.wantLast(p, "It is back.")
		r.types(p, "questions", "add Who taught you to stay late?")
		r.wantLast(p, "Added one.")
		r.types(p, "questions", "remove 9")
		r.wantLast(p, "There is no question of that number.")

		asked := map[string]int{}
		for range 12 {
			d := r.nextQuestion(p)
			if d.Prompt.Pack == reflection.OwnPack {
				asked[d.Prompt.Question]++
				r.wantLast(p, "One of your own")
				if slices.Contains(p.Last().Labels, "Go deeper") {
					t.Error("an own question has a second step")
				}
			}
			r.soon()
			r.says(p, "an answer")
		}
		if len(asked) != 3 || asked["What do you owe nobody?"] != 1 {
			t.Errorf("in twelve days, every other one: %v", asked)
		}
		r.unlogged("Which desk", "stay late", "owe nobody")
	})
}

// TestOwnQuestionsComeAgainAfterAMonth: and not before.
func TestOwnQuestionsComeAgainAfterAMonth(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "questions", "add Which desk is still yours?")
		r.presses(p, "Some")
		var days []time.Time
		for range 45 {
			if d := r.nextQuestion(p); d.Prompt.Pack == reflection.OwnPack {
				days = append(days, d.Due)
			}
			r.soon()
			r.says(p, "an answer")
		}
		if len(days) != 2 || days[1].Sub(days[0]) < 30*24*time.Hour {
			r.t.Errorf("asked at %v", days)
		}
		// Neither the question nor the answers stand in the files in the clear.
		r.stop()
		for _, file := range []string{r.path, r.path + "-wal"} {
			content, err := os.ReadFile(file)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				r.t.Fatal(err)
			}
			if bytes.Contains(content, []byte("Which desk is")) {
				r.t.Errorf("the question stands in %s", file)
			}
		}
	})
}

// TestOwnQuestionsAreTheirs: nobody else is asked one or can take one away, another
// swaps one for the pack's, and there are at most a hundred.
func TestOwnQuestionsAreTheirs(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada, bob := r.begin("ada", "Berlin", "21:00"), r.begin("bob", "Berlin", "21:00")
		r.types(ada, "questions", "add Which desk is still yours?")
		r.presses(ada, "Half")
		r.types(bob, "questions", "half")
		var id int64
		r.view(func(tx reflection.Tx) error {
			all, err := tx.Questions(r.subscription(ada).ID, reflection.Approved)
			id = int64(all[0].ID)
			return err
		})
		for _, verb := range []string{"ownout", "ownback", "cremove"} {
			r.forges(bob, chat.Ref{Verb: verb, ID: id})
			if got := r.ownOf(ada); len(got) != 1 {
				t.Fatalf("after bob's %s ada has %q", verb, got)
			}
		}
		for range 3 {
			d := r.nextQuestion(ada)
			if got := r.openDelivery(bob.Chat()).Prompt; got.Pack == reflection.OwnPack {
				t.Errorf("bob is asked %q", got.Question)
			}
			if d.Prompt.Pack != reflection.OwnPack {
				continue
			}
			r.presses(ada, "Another")
			if now := r.delivery(d.ID).Prompt; now.Pack != r.packs.Pack("").ID {
				t.Errorf("swapped for %+v", now)
			}
			if slices.Contains(ada.Last().Labels, "Never ask that one again") {
				t.Error("one's own question is removed by /questions")
			}
		}
		var many []string
		for i := range 120 {
			many = append(many, fmt.Sprintf("Number %d of what I ask?", i))
		}
		r.types(ada, "questions", "add "+strings.Join(many, "\n"))
		r.wantLast(ada, "a hundred is as many as I can hold for you.")
		r.wantLast(ada, "more.")
		if n := len(r.ownOf(ada)); n != 100 {
			t.Errorf("%d questions", n)
		}
	})
}

// TestOwnQuestionsByFile: where the platform has text files.
func TestOwnQuestionsByFile(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		p.CommandWith("questions", "", map[string]string{"file": "Which desk is still yours?\r\nWho taught you to stay late?\r\n"})
		r.wantLast(p, "Added 2.")
		p.CommandWith("questions", "", map[string]string{"file": ""})
		r.wantLast(p, "I couldn't read that file.")
	})
}

// A question that could be one to the bot is added where questions were asked for;
// what stops the bot is offered there as anywhere.
func TestAnOwnQuestionIsNoneToTheBot(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "questions", "add")
		r.says(p, "Who are you?")
		r.wantLast(p, "Added one.")
		if got := r.ownOf(p); !slices.Equal(got, []string{"Who are you?"}) {
			t.Errorf("own questions %q", got)
		}
		r.types(p, "questions", "add")
		r.says(p, "stop")
		r.wantLast(p, "Shall I stop asking?")
	})
}
