package conversation_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

// typedCases reads the table of what people type and what it should come to.
func typedCases(t *testing.T) (cases [][2]string) {
	t.Helper()
	f, err := os.Open("testdata/typed.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if line := lines.Text(); line != "" && line[0] != '#' {
			text, want, ok := strings.Cut(line, "\t")
			if !ok {
				t.Fatalf("%q says not what it should come to", line)
			}
			cases = append(cases, [2]string{text, want})
		}
	}
	return cases
}

func TestWhatIsTypedAlone(t *testing.T) {
	t.Parallel()
	cases := typedCases(t)
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		for i, c := range cases {
			p := r.begin(fmt.Sprint("person", i), "Berlin", "21:00")
			d := r.openDelivery(p.Chat())
			r.lived(p, "k")
			if c[1] == "kept" {
				r.says(p, c[0])
				r.wantWords(p, d, strings.TrimSpace(c[0]))
				continue
			}
			r.says(p, c[0])
			want := c[1]
			if want == "question" {
				want = r.delivery(d.ID).Prompt.Question
				if want == d.Prompt.Question {
					t.Errorf("%q swapped nothing", c[0])
				}
			}
			if got := p.Last().Text; !strings.HasPrefix(got, want) {
				t.Errorf("%q: the bot says %q, want %q", c[0], got, want)
			}
			if !r.delivery(d.ID).Answered.IsZero() {
				t.Errorf("%q was kept as the answer", c[0])
			}
		}
	})
}

// What was offered can be pressed, and kept as the answer all the same, at the
// instant at which it was written; once.
func TestAnOfferIsKeptAsTheAnswer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		wrote := time.Now()
		r.says(p, "Stop.")
		r.wantLastIs(p, "Shall I stop asking? Nothing is lost, and /resume brings the questions back.",
			"Pause", "Pause for a week", "Keep it as my answer")
		offer := p.Last().ID
		r.soon()
		r.presses(p, "Keep it as my answer")
		r.wantLast(p, "Kept.")
		r.wantWords(p, d, "Stop.")
		r.wantOutcome(p, d, streak.Kept)
		if got := r.delivery(d.ID).Answered; got.Sub(wrote) > time.Second {
			t.Errorf("it counts as of %v, want %v", got, wrote)
		}
		r.pressesOn(p, offer, "Keep it as my answer")
		r.wantAlert(p, "That is settled already.")
		r.wantWords(p, d, "Stop.")
		if r.subscription(p).State != 0 {
			t.Error("it paused, too")
		}
	})
}

// The label of what is offered presses it, typed; the offer takes no answer away.
func TestAnOfferIsTaken(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "is this private?")
		r.says(p, "who can read it")
		r.wantLast(p, "What you write here is kept for you")
		r.says(p, "help")
		r.presses(p, "What you do")
		r.wantLast(p, "I ask one question a day.")
		r.says(p, "skip")
		r.wantLastIs(p, "Shall I let this one go for today?", "Another", "Not today", "Keep it as my answer")
		r.says(p, "stop")
		r.says(p, "pause")
		r.wantLast(p, "Paused. /resume when you like")
		r.says(p, "resume")
		r.wantLast(p, "Welcome back.")
		r.says(p, "keep it as my answer")
		r.wantWords(p, d, "stop") // it is still before them
	})
}

// Labels under what was said earlier are typed too, while it is waited for.
func TestLabelsThatAreShownLater(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "later")
		r.says(p, "nothing that is a button")
		r.says(p, "undo")
		r.says(p, "in an hour")
		r.wantLast(p, "You have answered this one already.")
		r.says(p, "in an hour")
		r.wantWords(p, d, "", "in an hour") // only what is shown is pressed
	})
}

// The choice of when, typed, books it; once.
func TestLaterIsTyped(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "later")
		r.says(p, "in an hour")
		r.wantLast(p, "I'll ask again today at 15:00.")
		r.says(p, "in an hour")
		r.wantWords(p, d, "in an hour") // only what is shown is pressed
		r.says(p, "undo")
		r.wantLast(p, "Taken back. The words are gone")
		r.wantWords(p, d, "")
		r.says(p, "an answer")
		r.says(p, "go deeper")
		r.wantLast(p, d.Prompt.FollowUp)
		r.says(p, "later")
		r.wantWords(p, d, "", "an answer", "later") // the follow-up shows no buttons
		r.says(p, "another")
		r.wantLast(p, "You have begun to answer this one, so it stays.")
	})
}

// A choice that was made by its button is made: the label of another is words.
func TestWhatWasChosenIsNoLongerTyped(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.presses(p, "Later")
		r.presses(p, "In an hour")
		r.says(p, "This evening")
		r.wantWords(p, d, "This evening")
	})
}

func TestAFollowUpIsAnsweredByAnOfferedWord(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "an answer")
		r.presses(p, "Go deeper")
		r.says(p, "stop")
		r.presses(p, "Keep it as my answer")
		r.wantWords(p, d, "an answer", "stop")
	})
}

// A draft whose message is deleted is gone, and is no answer without words.
func TestAnOfferedWordIsDeleted(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		m := r.says(p, "stop")
		p.Delete(m)
		r.settle()
		r.presses(p, "Keep it as my answer")
		r.wantAlert(p, "That is settled already.")
		if !r.delivery(d.ID).Answered.IsZero() {
			t.Error("it was kept as an answer without words")
		}
	})
}

// With no question open what is offered can be kept as a note; a reply to an older
// message is written to that.
func TestOffersWithoutAQuestion(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		letThrough := r.refuseQuestions(chat.Rejected)
		p := r.begin("ada", "Berlin", "21:00")
		letThrough()
		r.says(p, "skip")
		r.wantLastIs(p, "No question is open right now. Keep this as a note?", "Keep it", "Let it go")
		r.says(p, "let it go")
		r.wantLast(p, "Gone.")
		r.says(p, "what did I write?")
		r.wantLastIs(p, "Is that for me? I can show what you wrote last.", "What I wrote last", "Keep it")
		r.says(p, "keep it")
		r.wantLast(p, "Kept as a note.")
	})
}

func TestWhatWasWrittenLast(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		first := r.openDelivery(p.Chat())
		question := p.Last().ID
		r.says(p, "what did I write yesterday?")
		r.presses(p, "What I wrote last")
		r.wantLast(p, "Nothing before this question yet.")
		r.says(p, "a plain line")
		r.nextQuestion(p)
		r.soon()
		r.says(p, "What did I write yesterday?")
		r.presses(p, "What I wrote last")
		r.wantLast(p, first.Prompt.Question)
		r.wantLast(p, "Yesterday you wrote:")
		r.wantLast(p, "a plain line")
		r.replies(p, question, "stop")
		r.wantWords(p, first, "a plain line", "stop")
	})
}

// Whatever stands under the question or on the settings page is pressed by its label.
func TestRarerLabelsAreTyped(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "the first of all")
		r.longAsked(p)
		r.untilTender(p)
		r.says(p, "Not this kind")
		r.wantLast(p, "No more of that kind.")
		r.types(p, "settings", "")
		r.says(p, "tender questions too")
		r.wantLast(p, "Tender questions come now and then")
		r.says(p, "no tender questions")
		r.wantLast(p, "No tender questions.")
		r.says(p, "themes and essays")
		r.wantLast(p, english.Themes.Ask)
		r.beginsSeries(p, "Staying")
		r.nextQuestion(p)
		r.says(p, "leave the series")
		r.wantLast(p, "You have left “Staying”.")
	})
}
