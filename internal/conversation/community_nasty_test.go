package conversation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// clipped is the beginning of a text, in runes.
func clipped(text string, runes int) string {
	if r := []rune(text); len(r) > runes {
		return string(r[:runes])
	}
	return text
}

// shaped is a text without the joiners that some scripts need between letters, and that
// turn nothing.
var shaped = strings.NewReplacer("\u200c", "", "\u200d", "")

// Three hundred nasty texts as what stands above a channel's questions, given at setup
// and later: each is one line of plain words, in what the admin is told and in the post.
func TestCommunityNastyHeadings(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		for i, text := range threeHundred() {
			text = clipped(text, 50) + fmt.Sprint(" ", i)
			if r.platform.Limits().Forms && i%2 == 0 {
				ada.CommandWith("community", "setup", map[string]string{"title": text})
				r.settle()
			} else {
				r.orders(ada, "heading "+text)
			}
			_, ch := r.community(r.square())
			if want := strings.Join(strings.Fields(lines.Visible(text)), " "); ch.Heading != want || !oneLine(shaped.Replace(ch.Heading)) {
				t.Errorf("%q became %q", text, ch.Heading)
			}
			last := ada.Last()
			if i%2 == 1 && !strings.Contains(last.Text, ch.Heading) || last.PingRole != "" {
				t.Errorf("told of %q: %q", ch.Heading, last.Text)
			}
			if i%75 != 0 {
				continue // Five unanswered would make it ask once a week.
			}
			r.waits(day(i / 75))
			all := r.platform.Shown(r.square().Chat())
			if post := all[len(all)-1]; post.Blocks[0].Kind != chat.Heading || post.Blocks[0].Text != ch.Heading || post.PingRole != "" {
				t.Errorf("above the post stands %q, want %q", post.Blocks[0].Text, ch.Heading)
			}
		}
		if n := len(r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
		r.unlogged("example.org", "right to left")
	})
}

// Three hundred groups with nasty names, joined by people with nasty names: whoever can
// be told privately is told the name on one line, and all others hear no name at all.
func TestCommunityNastyGreetings(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w, texts := english.Community.Greeting, threeHundred()
		eve, ben := r.begin("eve", "Berlin", "21:00"), r.platform.Person("ben")
		for i, text := range texts {
			by := texts[len(texts)-1-i]
			eve.Called(by, "en")
			ben.Called(by, "en")
			told := r.platform.ChannelIn(fmt.Sprint("told ", i), text)
			told.Add(eve)
			hall := r.platform.ChannelIn(fmt.Sprint("open ", i), text)
			hall.Add(ben)
			r.settle()
			last := eve.Last()
			if want := w.ToOne(turn.Name(text)); len(last.Blocks) == 0 || last.Blocks[0].Text != want || !oneLine(last.Blocks[0].Text) {
				t.Errorf("added to %q: told %q, want %q", text, last.Text, want)
			}
			if n := len(r.greetings(hall.Chat(), w.ToAll)); n != 1 || r.sayings(hall.Chat()) != 1 {
				t.Errorf("%q was greeted %d times, among %d messages", text, n, r.sayings(hall.Chat()))
			}
		}
		r.unlogged("example.org", "right to left")
	})
}

// Three hundred nasty questions with nasty authors go out as a table that a spreadsheet
// takes for words, and come back as they were.
func TestCommunityNastyTable(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened()
		r.isSetUp(ada.In(r.square()))
		sub, _ := r.community(r.square())
		want, in := map[string]string{}, lines.Bounds{Shortest: 1, Longest: 300, Most: 300}
		r.update(func(tx reflection.Tx) error {
			for i, text := range threeHundred() {
				start := [...]string{"", "=1+1 ", "+2 ", "-3 ", "@x ", "'", "\"; DROP "}[i%7]
				text = lines.Read(start+strings.Join(strings.Fields(text), " "), nil, in)[0].Text
				q := reflection.OwnQuestion{Subscription: sub.ID, Text: text, Credit: turn.Name(text), State: reflection.Approved, Created: time.Now().UTC()}
				if err := tx.AddQuestion(&q); err != nil {
					return err
				}
				want[text] = q.Credit
			}
			return nil
		})
		file := r.tabled(ada, "ctable", "questions")
		for row := range strings.SplitSeq(string(file.Data), "\r\n") {
			if strings.HasPrefix(row, "=") || strings.HasPrefix(row, "+") || strings.HasPrefix(row, "-") || strings.HasPrefix(row, "@") ||
				strings.HasPrefix(row, "\"=") || strings.HasPrefix(row, "\"+") || strings.HasPrefix(row, "\"-") || strings.HasPrefix(row, "\"@") {
				t.Errorf("a formula goes out: %q", row)
			}
		}
		back, _ := lines.ReadTable(strings.TrimPrefix(string(file.Data), "\ufeff"), nil, in, schedule.Date{Year: 2026, Month: 6, Day: 1})
		if len(back) != len(want) {
			t.Errorf("%d came back of %d", len(back), len(want))
		}
		for _, l := range back {
			if credit, ok := want[l.Text]; !ok || l.Author != credit || l.Why != lines.Fine {
				t.Errorf("came back: %q by %q (%v), want %q", l.Text, l.Author, l.Why, credit)
			}
		}
	})
}

// A week of three hundred nasty answers under nasty names is the same row of figures as
// one of plain ones.
func TestCommunityNastyFigures(t *testing.T) {
	onDiscord(t, func(r *rig) {
		t := r.t
		ada := r.admin("ada").Opened()
		r.isSetUp(ada.In(r.square()))
		in, texts := asked{r: r, in: r.square()}, threeHundred()
		r.waits(day(0))
		for i, text := range texts {
			m := in.member(fmt.Sprint("m", i))
			m.in.Called(texts[len(texts)-1-i], "en")
			m.answers(text)
		}
		r.waits(day(6))
		r.waits(day(13))
		w := english.Community.Figures
		file := r.tabled(ada, "ctable", "figures")
		want := "\ufeff" + strings.Join(w.Columns, ",") + "\r\n2026-06-01,1,300,300,0\r\n2026-06-08,1,,fewer than 3,\r\n"
		if string(file.Data) != want {
			t.Errorf("it says\n%s\nwant\n%s", file.Data, want)
		}
	})
}
