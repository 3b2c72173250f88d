package conversation_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// exported asks for a file and returns it.
func (r *rig) exported(p *chattest.Person, as string) *chat.File {
	r.t.Helper()
	r.types(p, "export", as)
	f := p.Last().File
	if f == nil {
		r.t.Fatalf("/export %s sent no file:\n%s", as, p.Transcript())
	}
	return f
}

// brings sends /import with a file.
func (r *rig) brings(p *chattest.Person, file string) {
	r.t.Helper()
	p.CommandWith("import", "", map[string]string{"file": file})
	r.settle()
}

// identity is a person's account.
func (r *rig) identity(p *chattest.Person) (id reflection.Identity) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) {
		id, err = tx.Identity(p.Chat().Platform, p.Account())
		return err
	})
	return id
}

// written has a person live three weeks: answers, days without one, a day skipped, a
// follow-up, a note, free writing and questions of their own.
func (r *rig) written(p *chattest.Person) {
	r.t.Helper()
	r.types(p, "questions", "add Which desk is still yours?")
	r.presses(p, "Half")
	r.types(p, "write", "The snow came early, and nobody minded.")
	for day := range 21 {
		r.nextQuestion(p)
		r.soon()
		switch {
		case day%6 == 4: // Left open.
		case day == 9:
			r.types(p, "skip", "")
		default:
			r.says(p, "My own plumage, day "+strings.Repeat("i", day+1)+".")
			if day == 3 {
				r.says(p, "And one line more, in a second message.")
			}
		}
	}
}

// TestCarriedAwayAndBrought exports everything, forgets the person, and imports it as
// somebody who writes anew: the streak and the summary are the same, and the file is
// the same to the byte. Once more adds nothing.
func TestCarriedAwayAndBrought(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.types(ada, "import", "")
		r.wantLast(ada, "Send me the file")
		r.written(ada)
		r.types(ada, "export", "")
		r.wantLast(ada, "It comes as one file.")
		r.presses(ada, "Everything")
		file := ada.Last().File
		if file == nil || !strings.HasSuffix(file.Name, ".json") {
			t.Fatalf("no file came:\n%s", ada.Transcript())
		}
		history := r.history(ada)
		r.types(ada, "summary", "")
		told := ada.Last().Text
		due := r.subscription(ada).Next

		r.update(func(tx reflection.Tx) error { return tx.DeletePerson(r.identity(ada).Person) })
		r.brings(ada, string(file.Data))
		r.wantLast(ada, "messages are in your journal now.")
		r.wantLast(ada, "The next question comes")
		if again := r.exported(ada, "json"); !bytes.Equal(again.Data, file.Data) {
			t.Errorf("the file is another:\n%s", cmp.Diff(string(file.Data), string(again.Data)))
		}
		if h := r.history(ada); h.Run != history.Run || h.Best != history.Best || h.Total != history.Total || h.RestDays != history.RestDays ||
			h.Kept != history.Kept || h.Counted != history.Counted {
			t.Errorf("the streak is %+v, was %+v", h, history)
		}
		if r.types(ada, "summary", ""); ada.Last().Text != told {
			t.Errorf("the summary is %q, was %q", ada.Last().Text, told)
		}
		if got := r.subscription(ada).Next; got != due {
			t.Errorf("the next question is due %v, was %v", got, due)
		}
		r.brings(ada, string(file.Data))
		r.wantLast(ada, "Everything in it is in your journal already.")
		if again := r.exported(ada, "json"); !bytes.Equal(again.Data, file.Data) {
			t.Error("bringing it twice changed something")
		}
		r.nextQuestion(ada) // Life goes on.
		r.soon()
		r.says(ada, "A new day.")
		r.unlogged("plumage", "snow came", "Which desk")
	})
}

// TestEveryKindOfFile: each is what it says, holds the words, and is one's own.
func TestEveryKindOfFile(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada, bob := r.begin("ada", "Berlin", "21:00"), r.begin("bob", "Berlin", "21:00")
		r.soon()
		r.says(ada, "My plumage & <i>mine</i>.")
		r.says(bob, "Bob's brass.")
		for as, want := range map[string][]string{
			"book":      {"stillpoint-journal.html", "<!doctype html>", "My plumage &amp; &lt;i&gt;mine&lt;/i&gt;."},
			"md":        {"stillpoint-journal.md", "# Your journal", `My plumage \& \<i>mine\</i>.`},
			"csv":       {"stillpoint-journal.csv", "date,time,kind", "My plumage & <i>mine</i>."},
			"json":      {"stillpoint-everything.json", `"format": "stillpoint"`, "My plumage & <i>mine</i>."},
			"book 2026": {"stillpoint-journal-2026.html", "My plumage"},
		} {
			f := r.exported(ada, as)
			if f.Name != want[0] {
				t.Errorf("%s is called %q", as, f.Name)
			}
			for _, part := range want[1:] {
				if !bytes.Contains(f.Data, []byte(part)) {
					t.Errorf("%s doesn't hold %q", as, part)
				}
			}
			if bytes.Contains(f.Data, []byte("brass")) {
				t.Errorf("%s of ada's holds what bob wrote", as)
			}
		}
		for _, as := range []string{"pdf", "json 2026", "book 1850", "json csv"} {
			r.types(ada, "export", as)
			if r.wantLast(ada, "These I can make"); ada.Last().File != nil {
				t.Errorf("/export %s sent a file", as)
			}
		}
		stranger := r.platform.Person("carl")
		r.types(stranger, "export", "json")
		r.wantLast(stranger, "I hold nothing of yours yet.")
		r.unlogged("plumage", "brass")
	})
}

// TestFilesStayPrivate: in a server or group nothing is handed over, by the command or
// by a forged button, and nothing is taken in.
func TestFilesStayPrivate(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.soon()
		r.says(ada, "My plumage.")
		file := r.exported(ada, "json")
		c := r.platform.Channel("reflections")
		in := ada.In(c)
		before := r.rows()
		in.Command("export", "json")
		r.settle()
		in.CommandWith("import", "", map[string]string{"file": strings.ReplaceAll(string(file.Data), "plumage", "forgery")})
		r.settle()
		in.Forge("", chat.Ref{Verb: "export", Arg: "json"})
		r.settle()
		for _, s := range in.Sees() {
			if s.File != nil || strings.Contains(s.Text, "plumage") {
				t.Errorf("the channel was shown %q", s.Text)
			}
		}
		for table, rows := range r.rows() {
			if (table == "parts" || table == "replies") && rows != before[table] {
				t.Errorf("%s changed", table)
			}
		}
	})
}

// TestAFileThatIsTooLarge: a year at a time is offered, and what fits is sent.
func TestAFileThatIsTooLarge(t *testing.T) {
	t.Parallel()
	few := chattest.WithLimits(func(l *chat.Limits) { l.MaxFile = 3000 })
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.brings(ada, "2024-03-01\n"+strings.Repeat("A long winter. ", 100)+"\n\n2025-03-01\n"+strings.Repeat("A long spring. ", 100))
		r.wantLast(ada, "2 messages are in your journal now.")
		r.types(ada, "export", "md")
		r.wantLast(ada, "A year at a time fits.")
		r.presses(ada, "2025")
		f := ada.Last().File
		if f == nil || !bytes.Contains(f.Data, []byte("spring")) || bytes.Contains(f.Data, []byte("winter")) {
			r.t.Errorf("the year that was asked for didn't come:\n%s", ada.Transcript())
		}
		r.types(ada, "export", "json")
		r.wantLast(ada, "Whoever hosts me can hand you the whole file.")
		r.unlogged("winter", "spring")
	}, few)
}

// TestFilesThatAreWrong: what is wrong is said, with the line, and nothing is taken in.
func TestFilesThatAreWrong(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.soon()
		good := string(r.exported(ada, "json").Data)
		before := r.rows()
		for file, want := range map[string]string{
			"":                            "I couldn't read that file.",
			"   \n":                       "there is nothing in it",
			"No date at all":              "Line 1: I can't tell on which day",
			"{\"format\": \"stillpoint\"": "goes wrong there",
			"{\"some\": 1}":               "of a program that I don't know",
			"{\"format\": \"stillpoint\", \"version\": 9}":                                 "a newer version of me",
			strings.Replace(good, `"hour":"21:00"`, `"hour":"27:00"`, 1):                   "there is a value that can't be",
			strings.Replace(good, `"zone":"Europe/Berlin"`, `"zone":"Europe/Atlantis"`, 1): "It is called “zone”.",
		} {
			r.brings(ada, file)
			r.wantLast(ada, want)
		}
		for _, table := range []string{"parts", "replies", "facts", "subscriptions"} {
			if r.rows()[table] != before[table] {
				r.t.Errorf("%s changed", table)
			}
		}
	})
}
