package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

func TestTheFirstFewSayWhoCanReadIt(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		for days, want := range map[string]string{
			"":      "Kept. Only you can read it.",
			"k":     "Kept. Only you can read it.",
			"kk":    "Kept. Only you can read it.",
			"kkk":   "Kept. 4 in a row.",
			"k..":   "Kept. Only you can read it.",
			"kkk..": "Good to see you again. 4 reflections so far.",
			"kk.k":  "Kept. 4 in a row.",
		} {
			p := r.begin("after "+days, "Berlin", "21:00")
			r.lived(p, days)
			r.soon()
			r.says(p, "an answer")
			if got := p.Last().Text; got != want {
				t.Errorf("after %q: %q, want %q", days, got, want)
			}
		}
	})
}

func TestARestDayThatWasSpentByItselfIsTold(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		skipped := r.openDelivery(p.Chat())
		d := r.nextQuestion(p)
		r.wantOutcome(p, skipped, streak.Rested)
		// The answer to Tuesday's comes on Wednesday morning, so the day that was
		// covered is Monday and not yesterday.
		time.Sleep(11 * time.Hour)
		r.says(p, "the morning after")
		r.wantLast(p, "Kept. A rest day covered Monday; none left. "+english.RestComes+" 5 in a row.")
		r.wantOutcome(p, d, streak.Kept)
		t.Log(p.Transcript())
	})
}

func TestTheSeventhKeptBringsARestDay(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkkk")
		r.soon()
		r.says(p, "the seventh")
		r.wantLast(p, "Kept. That makes 7. A rest day comes with it; two in hand.")
		r.wantCounts(p, 7, 7, 2)
		r.keeps(p, 1)
		r.wantLast(p, "Kept. 8 in a row.")
		t.Log(p.Transcript())
	})
}

func TestCountsAfterOneMiss(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkkk..kk")
		r.soon()
		r.says(p, "one more")
		r.wantLast(p, "Kept. 3 in a row; 9 of the last 10.")
		r.types(p, "streak", "")
		r.wantLastIs(p, "9 reflections so far.\n3 in a row; the longest was 6.\n9 of the last 10.\nOne rest day in hand.", "Month")
	})
}

func TestMilestonesAreSaidOnce(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, strings.Repeat("k", 29))
		r.soon()
		r.says(p, "the thirtieth")
		r.wantLast(p, "Kept. That makes 30.")
		r.presses(p, "Undo")
		r.says(p, "the thirtieth, once more")
		r.wantLast(p, "Kept. 30 in a row.")
		d := r.nextQuestion(p)
		time.Sleep(time.Hour)
		r.says(p, "one more")
		r.wantLast(p, "Kept. 31 in a row")
		if labels := p.Last().Labels; !slices.Contains(labels, "Undo") {
			t.Errorf("buttons %q", labels)
		}
		r.wantWords(p, d, "one more")
	})
}

// Quiet hides every count, everywhere.
func TestQuiet(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "settings", "")
		r.presses(p, "Hide counts")
		r.soon()
		r.says(p, "a first")
		// Who can read it is no count.
		r.wantLast(p, "Kept. Only you can read it.")
		r.lived(p, "kkkkk")
		seen := len(p.Sees())

		r.nextQuestion(p)
		r.presses(p, "Not today")
		r.wantLastIs(p, "All right. The question stays open until tomorrow at 21:00, if you want it.")
		r.soon()
		r.says(p, "the seventh, after all")
		r.wantLast(p, "Kept.")
		r.nextQuestion(p)
		r.presses(p, "Not today")
		r.nextQuestion(p)
		r.presses(p, "Not today")
		r.nextQuestion(p)
		r.presses(p, "Not today")
		r.wantLastIs(p, "All right. The question stays open until tomorrow at 21:00, if you want it.")
		r.nextQuestion(p)
		r.soon()
		r.says(p, "after a miss")
		r.wantLast(p, "Kept.")
		r.types(p, "streak", "")
		r.wantLastIs(p, "Counts are hidden. /settings shows them again.")
		r.types(p, "today", "")
		for _, m := range p.Sees()[seen:] {
			for _, count := range []string{"in a row", "of the last 30", "so far", "rest day", "That makes", "longest"} {
				if strings.Contains(m.Text, count) {
					t.Errorf("%q in %q", count, m.Text)
				}
			}
		}
		t.Log(p.Transcript())
	})
}
