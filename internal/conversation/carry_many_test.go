package conversation_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestManyFiles: what was asked for and waits is not written twice, and one person
// brings a few files a day.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		ada, bob := r.begin("ada", "Berlin", "21:00"), r.begin("bob", "Berlin", "21:00")
		r.soon()
		r.says(ada, "My plumage.")
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Delay: 5 * time.Second}) // While the first is on its way.
		for range 40 {
			ada.Command("export", "json")
		}
		time.Sleep(10 * time.Second)
		r.settle()
		files := 0
		for _, s := range ada.Sees() {
			if s.File != nil {
				files++
			}
		}
		if files != 2 {
			r.t.Errorf("%d files were sent for forty orders at once", files)
		}
		for n := range 9 {
			r.brings(ada, fmt.Sprintf("2024-03-%02d\nA day.", n+1))
		}
		r.wantLast(ada, "a lot of files for one day")
		r.brings(bob, "2024-03-01\nA day.")
		r.wantLast(bob, "One message is in your journal now.")
		r.until(monday.AddDate(0, 0, 1))
		r.brings(ada, "2024-03-30\nA day.")
		r.wantLast(ada, "One message is in your journal now.")
	})
}

// TestBroughtAfterStart: somebody who has begun anew, and then brings their file, gets
// their streak and settings, keeps the hour that they have just set, and is asked on.
func TestBroughtAfterStart(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.written(ada)
		r.types(ada, "settings", "")
		r.presses(ada, "Hide counts")
		file, was := r.exported(ada, "json"), r.history(ada)
		r.update(func(tx reflection.Tx) error { return tx.DeletePerson(r.identity(ada).Person) })
		r.soon()
		ada = r.begin("ada", "Berlin", "20:00")
		r.brings(ada, string(file.Data))
		r.wantLast(ada, "messages are in your journal now.")
		if h := r.history(ada); h.Total != was.Total || h.Best != was.Best {
			t.Errorf("the streak is %+v, was %+v", h, was)
		}
		if at := r.subscription(ada).Rule.At.String(); at != "20:00" {
			t.Errorf("the hour is %s", at)
		}
		r.view(func(tx reflection.Tx) error {
			p, err := tx.Person(r.identity(ada).Person)
			if !p.Quiet {
				t.Error("the counts are shown again")
			}
			return err
		})
		asked := map[string]bool{}
		for range 5 {
			d := r.nextQuestion(ada)
			if d.Prompt.Pack != reflection.OwnPack && (bytes.Contains(file.Data, []byte(`"prompt":"`+d.Prompt.Prompt+`"`)) || asked[d.Prompt.Prompt]) {
				t.Errorf("%s was asked again", d.Prompt.Prompt)
			}
			asked[d.Prompt.Prompt] = true
			r.soon()
			r.says(ada, "An answer.")
		}
	})
}

// TestALongJournal says first that it takes a moment.
func TestALongJournal(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		var diary strings.Builder
		for day := range 1600 {
			fmt.Fprintf(&diary, "%s\nDay %d.\n", time.Date(2015, 1, 1+day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), day)
		}
		r.brings(ada, diary.String())
		r.wantLast(ada, "1600 messages are in your journal now.")
		f := r.exported(ada, "csv")
		if n := bytes.Count(f.Data, []byte("\n")); n < 1600 {
			r.t.Errorf("%d lines of 1600", n)
		}
		if !strings.Contains(ada.Transcript(), "I'm writing it out. It takes a moment.") {
			r.t.Error("nothing was said before")
		}
	})
}
