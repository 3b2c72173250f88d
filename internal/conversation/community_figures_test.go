package conversation_test

import (
	"fmt"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// tabled has an admin ask for a table, and returns the file that only they got.
func (r *rig) tabled(ada *chattest.Person, verb, arg string) *chat.File {
	r.t.Helper()
	before := r.sayings(r.square().Chat())
	at := ada.In(r.square())
	if !r.platform.Limits().Ephemeral {
		at = ada
	}
	sub, _ := r.community(r.square())
	r.forges(at, chat.Ref{Verb: verb, ID: int64(sub.ID), Arg: arg})
	if r.sayings(r.square().Chat()) != before {
		r.t.Error("everybody saw it")
	}
	last := at.Last()
	if last.File == nil {
		r.t.Fatalf("no file: %q", last.Text)
	}
	return last.File
}

// A week's figures are told once it is over, and stay as they were first told, whatever
// comes late or is taken away. What could be somebody's alone is told nowhere: not below
// three people, nor by the difference to those who came back.
func TestCommunityFigures(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened()
		r.isSetUp(ada.In(r.square()))
		w := english.Community.Figures
		page := func() string {
			at := ada.In(r.square())
			if !r.platform.Limits().Ephemeral {
				at = ada
			}
			sub, _ := r.community(r.square())
			r.forges(at, chat.Ref{Verb: "cfigs", ID: int64(sub.ID)})
			return at.Last().Text
		}
		if got := page(); got != w.None {
			t.Errorf("at first: %q", got)
		}
		in := asked{r: r, in: r.square()}
		answer := func(names ...string) {
			for _, name := range names {
				in.member(name).answers("Words of " + name + ".")
			}
		}
		// Tuesday 2 June to Sunday; then three whole weeks.
		r.waits(day(0))
		answer("m1", "m2")
		r.waits(day(6)) // Monday: the first week is over, with two people
		answer("m1", "m2", "m3", "m4")
		r.waits(day(13)) // four people, two of whom came back: two are new
		answer("m1", "m2", "m3", "m4")
		r.waits(day(20)) // all four came back
		text := page()
		for _, part := range []string{
			"1 to 7 June: one question, answered by fewer than three people.",
			"8 to 14 June: one question, four answers from four people.\n",
			"15 to 21 June: one question, four answers from four people. All of them had answered in the four weeks before.",
		} {
			if !strings.Contains(text+"\n", part) {
				t.Errorf("the page lacks %q:\n%s", part, text)
			}
		}
		file := r.tabled(ada, "ctable", "figures")
		want := "\ufeff" + strings.Join(w.Columns, ",") + "\r\n" +
			"2026-06-01,1,,fewer than 3,\r\n2026-06-08,1,4,4,\r\n2026-06-15,1,4,4,4\r\n"
		if file.Name != "stillpoint-figures.csv" || string(file.Data) != want {
			t.Errorf("%s:\n%s\nwant\n%s", file.Name, file.Data, want)
		}
		for _, name := range []string{"m1", "Words of"} {
			if strings.Contains(string(file.Data)+text, name) {
				t.Errorf("%q is told", name)
			}
		}
		// Somebody answers late, and somebody takes their words away: it says the same.
		in.member("m5")
		r.update(func(tx reflection.Tx) error {
			all, err := tx.Figures(1, schedule.Date{Year: 2026, Month: 6, Day: 1}, schedule.Date{Year: 2026, Month: 6, Day: 30})
			if err == nil && len(all) > 0 {
				all[0].People = 99
				err = tx.AddFigures(all[0])
			}
			return err
		})
		if again := r.tabled(ada, "ctable", "figures"); string(again.Data) != want {
			t.Errorf("told again:\n%s", again.Data)
		}
	})
}

// Own questions go out as a table and come back as the same list, in another channel.
func TestCommunityQuestionsAreExported(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened()
		r.isSetUp(ada.In(r.square()))
		given := "question,date,author\r\n=1+1 is what you hoped for?,,Ada\r\n\"What, \"\"then\"\", did you keep?\",2026-12-24,\r\n'@home or away from it?,,=cmd\r\n" +
			"Who taught you to rest?,,\r\n"
		ada.In(r.square()).CommandWith("community", "questions add", map[string]string{"file": given})
		r.settle()
		r.orders(ada.In(r.square()), "questions next 4")
		all := func(c *chattest.Channel) (lines []string) {
			sub, _ := r.community(c)
			r.view(func(tx reflection.Tx) error {
				own, err := tx.Questions(sub.ID, reflection.Approved)
				for _, q := range own {
					lines = append(lines, fmt.Sprint(q.Text, "|", q.On, "|", q.Credit))
				}
				return err
			})
			return lines
		}
		want := strings.Join(all(r.square()), "\n")
		if len(all(r.square())) != 4 {
			t.Fatalf("added: %q", want)
		}
		file := r.tabled(ada, "ctable", "questions")
		if !strings.Contains(string(file.Data), "'=1+1") || !strings.Contains(string(file.Data), "'=cmd") {
			t.Errorf("a formula goes out:\n%s", file.Data)
		}
		hall := r.platform.ChannelIn("acme", "hall")
		r.orders(ada.In(hall), "setup 10:00 Europe/Berlin")
		ada.In(hall).CommandWith("community", "questions add", map[string]string{"file": string(file.Data)})
		r.settle()
		if got := strings.Join(all(hall), "\n"); got != want {
			t.Errorf("it came back as\n%s\nwant\n%s", got, want)
		}
	})
}
