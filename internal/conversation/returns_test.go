package conversation_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// sign finds the number of the day in words that came back.
var sign = regexp.MustCompile(`day (\d+)\.`)

// cameBack is the day of which the newest message brings words back.
func (r *rig) cameBack(p *chattest.Person) int {
	r.t.Helper()
	found := sign.FindAllStringSubmatch(p.Last().Text, -1)
	if len(found) != 1 {
		r.t.Errorf("%d days come back:\n%s", len(found), p.Last().Text)
		return -1
	}
	n, err := strconv.Atoi(found[0][1])
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}

// TestReturns: somebody who answers each day gets back their own words, once a week:
// each a month old, never twice, none that were turned away or named. Each return is
// linked to what they write to it, and is a question like any to the streak.
func TestReturns(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "20:00")
		const days = 42
		var returns []int // the days on which something came back
		asked := map[int]schedule.Date{0: r.openDelivery(p.Chat()).Date}
		turned := -1
		write := func(day int) {
			text := fmt.Sprintf("What I think of is the work, and that it was mine: day %d.", day)
			if day == 4 {
				text = "I was thinking of Orsolya and what she would say about it, day 4."
			}
			r.says(p, text)
		}
		write(0)
		r.presses(p, "Ask me this again in a year")
		r.wantAlert(p, "I'll ask you this again on 1 June 2027.")
		r.types(p, "settings", "")
		r.presses(p, "What comes back")
		r.wantLast(p, "Words of yours come back.")
		r.presses(p, "Never bring back …")
		r.says(p, "orsolya\n25 December\nThe 3rd of May, 2026\n"+strings.Repeat("long", 20))
		r.wantLast(p, "longer than 60 letters")
		r.says(p, "orsolya\n25 December\nThe 3rd of May, 2026")
		r.wantLast(p, "orsolya\n25 December, of any year\n3 May 2026")
		r.presses(p, "Remove 3 May 2026")
		r.wantLast(p, "orsolya\n25 December, of any year")
		if strings.Contains(p.Last().Text, "3 May") {
			t.Errorf("it is still there:\n%s", p.Last().Text)
		}
		for day := 1; day <= days; day++ {
			d := r.nextQuestion(p)
			asked[day] = d.Date
			r.soon()
			if d.Prompt.Pack != reflection.ReturnPack {
				if sign.MatchString(p.Last().Text) {
					t.Errorf("day %d: a question brings words back:\n%s", day, p.Last().Text)
				}
				write(day)
				continue
			}
			r.wantLast(p, "What has changed?")
			if want := []string{"Not this one again", "Not today", "Later"}; !slices.Equal(p.Last().Labels, want) {
				t.Errorf("buttons %q, want %q", p.Last().Labels, want)
			}
			was := r.cameBack(p)
			if age := asked[was].DaysUntil(d.Date); age < 26 || age > 34 || was == 0 || was == 4 || was == turned {
				t.Errorf("day %d comes back after %d days", was, age)
			}
			if n := len(returns); n > 0 && day-returns[n-1] != 7 {
				t.Errorf("returns on days %d and %d", returns[n-1], day)
			}
			returns = append(returns, day)
			if len(returns) == 2 {
				turned = was
				r.presses(p, "Not this one again")
				if text := p.Last().Text; strings.Contains(text, "What has changed?") || sign.MatchString(text) {
					t.Errorf("after it was turned away:\n%s", text)
				}
				write(day)
				continue
			}
			write(day)
			r.linked(p, d, was)
		}
		if len(returns) != 3 {
			t.Errorf("returns on %v", returns)
		}
		if h := r.history(p); h.Run != days+1 {
			t.Errorf("run %d, want %d", h.Run, days+1)
		}
		r.unlogged("Orsolya", "orsolya", "that it was mine")
	})
}

// linked fails unless what was written to a return can be found from what came back,
// and the other way.
func (r *rig) linked(p *chattest.Person, d reflection.Delivery, day int) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		back, err := tx.ReturnOn(d.ID)
		if err != nil {
			return err
		}
		parts, err := tx.Parts(back.Reply)
		if err != nil {
			return err
		}
		if want := fmt.Sprintf("day %d.", day); len(parts) != 1 || !strings.Contains(parts[0].Text, want) {
			r.t.Errorf("%v came back, want %s", parts, want)
		}
		all, err := tx.ReturnsOf(back.Reply)
		if err != nil || len(all) != 1 || all[0].Delivery != d.ID {
			r.t.Errorf("its returns are %v, %v", all, err)
		}
		_, err = tx.AnswerTo(d.ID, d.Person)
		return err
	})
	r.oneUnderTheOther(p, fmt.Sprintf("day %d.", day))
}

// oneUnderTheOther fails unless the journal shows what came back over what was just
// written to it, in its list and on the page of each of the two.
func (r *rig) oneUnderTheOther(p *chattest.Person, earlier string) {
	r.t.Helper()
	r.types(p, "journal", "")
	newest, _, _ := strings.Cut(p.Last().Text, "\n2 · ")
	r.inOrder(newest, " you wrote:", earlier, "What has changed?", "day ")
	r.presses(p, "Open 1")
	r.inOrder(p.Last().Text, "What has changed?", " you wrote:", earlier, "day ")
	i := slices.IndexFunc(p.Last().Labels, func(l string) bool { return strings.HasPrefix(l, "That of ") })
	if i < 0 {
		r.t.Errorf("buttons %q", p.Last().Labels)
		return
	}
	r.presses(p, p.Last().Labels[i])
	r.inOrder(p.Last().Text, earlier, " you wrote:", "day ")
	for _, as := range []string{"book", "markdown"} { // Each has it twice: where it was written, and where it came back.
		r.inOrder(strings.ReplaceAll(string(r.exported(p, as).Data), `\`, ""), earlier, " you wrote:", earlier, "What has changed?", "day ")
	}
}

// inOrder fails unless a text holds some others one after the other.
func (r *rig) inOrder(text string, parts ...string) {
	r.t.Helper()
	rest, found := text, true
	for _, part := range parts {
		if _, rest, found = strings.Cut(rest, part); !found {
			r.t.Errorf("no %q in its place in:\n%s", part, text)
			return
		}
	}
}

// untilAReturn has somebody answer for as long as it takes until something would come
// back with the next question.
func (r *rig) untilAReturn() *chattest.Person {
	r.t.Helper()
	p := r.begin("ada", "Berlin", "20:00")
	r.says(p, "What I think of is the work, and that it was mine: day 0.")
	for day := 1; day < 26; day++ {
		r.nextQuestion(p)
		r.soon()
		r.says(p, fmt.Sprintf("What I think of is the work, and that it was mine: day %d.", day))
	}
	return p
}

// TestAReturnThatIsTakenBack: words that are taken back between the planning of a
// return and its sending are in no message, and another question comes.
func TestAReturnThatIsTakenBack(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.untilAReturn()
		next := r.subscription(p).Next.At
		r.skip(next.Add(-2 * time.Minute))
		r.until(next.Add(-time.Minute))
		r.says(p, "I am still writing, so that the question waits.")
		r.until(next.Add(time.Minute))
		r.view(func(tx reflection.Tx) error {
			d, err := tx.Latest(r.subscription(p).ID)
			if err == nil && (d.Prompt.Pack != reflection.ReturnPack || d.State != reflection.DeliveryPlanned) {
				t.Errorf("planned is %+v", d)
			}
			return err
		})
		undo := func(tx reflection.Tx) error {
			d, err := tx.Latest(r.subscription(p).ID)
			if err != nil {
				return err
			}
			back, err := tx.ReturnOn(d.ID)
			if err != nil {
				return err
			}
			parts, err := tx.Parts(back.Reply)
			if err != nil {
				return err
			}
			parts[0].Deleted, parts[0].Text = time.Now(), ""
			return tx.UpdatePart(parts[0])
		}
		if err := r.store.Update(r.t.Context(), undo); err != nil {
			t.Fatal(err)
		}
		r.until(next.Add(20 * time.Minute))
		d := r.openDelivery(p.Chat())
		if d.Prompt.Pack == reflection.ReturnPack || strings.Contains(p.Last().Text, "What has changed") {
			t.Errorf("it asks %+v\n%s", d.Prompt, p.Last().Text)
		}
	})
}

// TestReturnsSwitchedOff: nothing comes back then; and a return that was never shown
// is another day's.
func TestReturnsSwitchedOff(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.untilAReturn()
		letThrough := r.refuseQuestions(chat.Rejected)
		next := r.subscription(p).Next.At
		r.skip(next.Add(-5 * time.Minute))
		r.until(next.Add(time.Minute))
		letThrough()
		r.types(p, "today", "")
		if d := r.openDelivery(p.Chat()); d.Prompt.Pack != reflection.ReturnPack {
			t.Errorf("asked again: %+v", d.Prompt)
		}
		first := r.cameBack(p)
		r.soon()
		r.says(p, "Nothing much, and that is what I wanted: day 26.")
		r.types(p, "settings", "")
		r.presses(p, "What comes back")
		r.presses(p, "Bring nothing back")
		r.wantLast(p, "Nothing comes back")
		for range 9 {
			if d := r.nextQuestion(p); d.Prompt.Pack == reflection.ReturnPack {
				t.Errorf("something comes back: %+v", d)
			}
			r.soon()
			r.says(p, "What I think of is the work, and that it was mine: day 99.")
			r.presses(p, english.Returns.InAYear) // What they switched off stays off.
			r.wantAlert(p, "Nothing comes back to you now")
		}
		r.types(p, "settings", "")
		r.presses(p, "What comes back")
		r.presses(p, "Bring words back")
		if d := r.nextQuestion(p); d.Prompt.Pack != reflection.ReturnPack || r.cameBack(p) == first {
			t.Errorf("then comes %+v", d.Prompt)
		}
	})
}
