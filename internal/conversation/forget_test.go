package conversation_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// sealed are the words in the file as they stand there, sealed.
func (r *rig) sealed() (all [][]byte) {
	r.t.Helper()
	db, err := sql.Open("sqlite", "file:"+r.path+"?mode=ro")
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, text := range r.column(db, `SELECT sealed FROM parts WHERE sealed IS NOT NULL UNION ALL SELECT question FROM replies
		WHERE question IS NOT NULL UNION ALL SELECT key FROM identities`) {
		all = append(all, []byte(text))
	}
	return all
}

// inFiles counts the texts that stand in any file of the database. Another process
// reads them, since opening the database file here would drop its locks.
func (r *rig) inFiles(texts [][]byte) (n int) {
	r.t.Helper()
	all, err := exec.Command("sh", "-c", `cat "$0"*`, r.path).Output()
	if err != nil {
		r.t.Fatal(err)
	}
	for _, text := range texts {
		if bytes.Contains(all, text) {
			n++
		}
	}
	return n
}

// The last reply and a day go in two taps, with what goes and what stays said before;
// what counted still counts, and nothing is left in the files.
func TestForget(t *testing.T) {
	t.Parallel()
	w := english.Forget
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		first := r.openDelivery(ada.Chat())
		r.types(ada, "forget", "last")
		r.wantLast(ada, w.None)
		r.says(ada, "The badge is in a drawer.")
		r.nextQuestion(ada)
		r.soon()
		r.says(ada, "Sundays used to start at noon.")
		r.soon()
		r.types(ada, "write", "Free words.")
		words := r.sealed()
		if n := r.inFiles(words); n != len(words) || n < 6 {
			t.Fatalf("%d of %d are in the files: this test looks in the wrong place", n, len(words))
		}
		r.types(ada, "forget", "")
		r.wantLastIs(ada, w.Ask+"\n"+w.DayHint, w.Last, w.All, w.Nothing)
		r.presses(ada, w.Last)
		r.wantLastIs(ada, w.LastGoes+" Tuesday 2 June 2026\nFree words.\n"+w.ChatStays+"\n"+w.BackupsStay, w.Yes, w.Keep)
		r.presses(ada, w.Keep)
		r.wantLastIs(ada, w.Kept)
		r.types(ada, "forget", "last")
		r.presses(ada, w.Yes)
		r.wantLastIs(ada, w.Gone(1))
		r.types(ada, "forget", "yesterday")
		r.wantLastIs(ada, w.SpanGoes(1, "Monday 1 June 2026")+"\n"+w.DayStays+"\n"+w.ChatStays+"\n"+w.BackupsStay, w.Yes, w.Keep)
		r.wantWords(ada, first, "The badge is in a drawer.")
		r.presses(ada, w.Yes)
		r.wantLastIs(ada, w.Gone(1))
		r.wantWords(ada, first, "")
		r.wantCounts(ada, 2, 2, 1)
		if n := r.inFiles(words); n != len(words)-2 {
			t.Errorf("%d of %d are in the files, want all but two", n, len(words))
		}
		for _, args := range []string{"the sea", "2031"} {
			r.types(ada, "forget", args)
			r.wantLastIs(ada, w.Unclear)
		}
	})
}

// Everything goes, the person with it: what they shared is taken out of the channel,
// nothing of theirs is in the files, and whoever writes again is somebody new.
func TestForgetEverything(t *testing.T) {
	t.Parallel()
	w := english.Forget
	for _, mode := range []reflection.ThreadMode{reflection.NoThread, reflection.ThreadLive} {
		inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
			r := c.r
			c.change(func(ch *reflection.Channel) { ch.Thread = mode })
			m := c.member("ada")
			ada := r.begin("ada", "Berlin", "21:00")
			r.says(ada, "My own words.")
			r.nextQuestion(ada)
			r.soon()
			r.types(ada, "questions", "add What would I do on a Monday?")
			r.types(ada, "journal", "words")
			m.shares("Shared by Ada.")
			r.soon()
			words, id := r.sealed(), m.id()
			r.types(ada, "forget", "everything")
			r.wantLastIs(ada, strings.Join([]string{w.AllGoes(2), w.SharedGoes, w.ChatStays, w.BackupsStay}, "\n"), w.YesAll, w.Keep)
			asks := ada.Last().ID
			r.presses(ada, w.YesAll)
			r.wantLastIs(ada, w.AllGone)
			r.soon()
			for _, s := range r.platform.Shown(c.in.Chat()) {
				if !s.Deleted && s.Seen == chat.ByAll && strings.Contains(s.Text, "Shared by Ada.") {
					t.Errorf("the channel still shows %q", s.Text)
				}
			}
			if n := r.inFiles(words); n != 0 {
				t.Errorf("%d of %d are still in the files", n, len(words))
			}
			if n := r.answered(d); n != 0 {
				t.Errorf("%d have answered, want none", n)
			}
			r.view(func(tx reflection.Tx) error {
				if _, err := tx.Person(id); !errors.Is(err, reflection.ErrNotFound) {
					t.Errorf("the person is still there: %v", err)
				}
				return nil
			})
			r.pressesOn(ada, asks, w.YesAll)
			r.wantSilence(ada, func() { r.until(time.Now().Add(25 * time.Hour)) })
			r.types(ada, "journal", "")
			r.wantLast(ada, english.Journal.None)
			r.begin("ada", "Lisbon", "20:00")
			r.says(ada, "Anew.")
			r.wantCounts(ada, 1, 1, 1)
			r.unlogged("My own words", "Shared by Ada", "Anew")
		})
	}
}

// What somebody posted in a channel themselves stays there, and that is said before.
func TestForgetOnesOwnMessageInAChannel(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		m := c.member("ada")
		m.Opened()
		m.in.Reply(d.Message, "In front of all.")
		c.r.settle()
		ada := m.Person
		c.r.types(ada, "forget", "last")
		c.r.wantLast(ada, english.Forget.OwnStays)
		c.r.wantLast(ada, english.Forget.SharedGoes)
		c.r.presses(ada, english.Forget.Yes)
		c.r.wantLast(ada, english.Forget.OwnStays)
		m.wantAnswer(d, reflection.PrivateTo, "")
		c.r.types(ada, "forget", "all")
		c.r.presses(ada, english.Forget.YesAll)
		c.r.wantLast(ada, english.Forget.AllGone)
	})
}

// While somebody goes, what is on its way to them and to others still goes out.
func TestForgetInTheMiddle(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada, ben := r.begin("ada", "Berlin", "21:00"), r.begin("ben", "Berlin", "21:00")
		r.says(ada, "Mine.")
		words := r.sealed()
		r.types(ada, "forget", "everything")
		asks := ada.Last().ID
		for range 5 {
			ada.Write("more") // Their answers are on their way when all goes.
			ben.Write("of Ben's")
		}
		ada.PressOn(asks, english.Forget.YesAll)
		ben.Write("of Ben's, too")
		r.settle()
		if !strings.Contains(ada.Transcript(), english.Forget.AllGone) {
			t.Errorf("it isn't said\n%s", ada.Transcript())
		}
		d := r.openDelivery(ben.Chat())
		if n := len(r.words(ben, d)); n != 6 {
			t.Errorf("%d of Ben's are kept, want 6", n)
		}
		if n := r.inFiles(words[:1]); n != 0 {
			t.Error("the words are still in the files")
		}
		r.soon()
		if strings.Contains(r.log.String(), "level=ERROR") {
			t.Errorf("the log:\n%s", r.log)
		}
	})
}
