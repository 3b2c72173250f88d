package telegram

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// A text file whose caption is a command comes along with it.
func TestFileWithACommand(t *testing.T) {
	list := "What did you keep?\nWhat did you give up?"
	add := "/community questions add"
	most := strings.Repeat("x", chat.MaxFile)
	for name, c := range map[string]struct {
		sends func(u *telegramtest.User)
		bar   func(s *telegramtest.Server)
		want  string // the file; "none" for no file, "no command" for words
		asks  int    // downloads
	}{
		"a list":          {func(u *telegramtest.User) { u.TextFile("q.txt", list, add) }, nil, list, 1},
		"as much as fits": {func(u *telegramtest.User) { u.TextFile("q.txt", most, add) }, nil, most, 1},
		"more":            {func(u *telegramtest.User) { u.TextFile("q.txt", most+"x", add) }, nil, "", 0},
		"an empty one":    {func(u *telegramtest.User) { u.TextFile("q.txt", "", add) }, nil, "", 1},
		"what is no text": {func(u *telegramtest.User) { u.Document(add) }, nil, "", 0},
		"unsaid, by its name": {func(u *telegramtest.User) {
			u.File(telegramtest.File{Name: "Q.MD", Bytes: []byte(list)}, "application/octet-stream", add)
		}, nil, list, 1},
		"unsaid, a program": {func(u *telegramtest.User) {
			u.File(telegramtest.File{Name: "q.exe", Bytes: []byte(list)}, "application/octet-stream", add)
		}, nil, "", 0},
		"JSON": {func(u *telegramtest.User) {
			u.File(telegramtest.File{Name: "q.json", Bytes: []byte(list)}, "application/json", add)
		}, nil, list, 1},
		"what says it is": {func(u *telegramtest.User) { u.TextFile("q.txt", "\xff\xfe", add) }, nil, "", 1},
		"no file":         {func(u *telegramtest.User) { u.Write(add) }, nil, "none", 0},
		"no command":      {func(u *telegramtest.User) { u.TextFile("q.txt", private, "my list") }, nil, "no command", 0},
		"a photo":         {func(u *telegramtest.User) { u.Photo(add) }, nil, "no command", 0},
		"a file that's gone": {func(u *telegramtest.User) { u.TextFile("q.txt", list, add) }, func(s *telegramtest.Server) {
			s.FaultNext(telegramtest.Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable"), "getFile")
		}, "", 0},
		"a server that fails": {func(u *telegramtest.User) { u.TextFile("q.txt", list, add) }, func(s *telegramtest.Server) {
			s.FaultNext(telegramtest.Refusal(502, "Bad Gateway"), telegramtest.Download)
		}, "", 1},
		"a server that hangs": {func(u *telegramtest.User) { u.TextFile("q.txt", list, add) }, func(s *telegramtest.Server) {
			s.FaultNext(telegramtest.Fault{Delay: time.Hour}, telegramtest.Download)
		}, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.run()
				if c.bar != nil {
					c.bar(r.server)
				}
				g := r.server.Supergroup("walkers")
				c.sends(r.server.User("ada").In(g))
				if c.want == "no command" {
					c.sends(r.server.User("ada")) // In the group nobody tells the bot.
				}
				r.pass(time.Minute)
				if c.want == "no command" {
					only[chat.Text](r)
					return
				}
				e := only[chat.Command](r)
				file, came := e.Options[fileOption]
				if e.Name != "community" || e.Args != "questions add" || came != (c.want != "none") || came && file != c.want {
					r.Errorf("/%s %s, with a file of %d bytes: %v", e.Name, e.Args, len(file), came)
				}
				if n := len(r.server.Requests(telegramtest.Download)); n != c.asks {
					r.Errorf("downloaded %d times", n)
				}
				if c.bar != nil && r.logged.lines("level=WARN") != 1 {
					r.Errorf("logged:\n%s", r.logged)
				}
			})
		})
	}
}

// A bot that is stopped while a file comes in gets the command again.
func TestStoppedWhileDownloading(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		r.server.FaultNext(telegramtest.Fault{Delay: 20 * time.Second}, telegramtest.Download)
		r.server.User("ada").TextFile("q.txt", "one", "/community questions add")
		r.pass(5 * time.Second)
		r.restart()
		r.pass(5 * time.Second)
		if e := only[chat.Command](r); e.Options[fileOption] != "one" {
			r.Errorf("%+v", e.Options)
		}
	})
}

// A file in a private chat comes along with what was written, since the bot may have
// asked for it; what is no text comes as a file that can't be read, and from a group
// none does.
func TestFileWithoutACommand(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		ada := r.server.User("ada")
		ada.TextFile("q.txt", "What did you keep?", "")
		ada.TextFile("q.txt", "What did you keep?", "my list")
		ada.Document("")
		ada.Write("no file")
		r.pass(time.Minute)
		var got []string
		for _, e := range r.in.seen() {
			text := e.(chat.Text)
			file := "none"
			if text.File != nil {
				file = "“" + *text.File + "”"
			}
			got = append(got, text.Body+": "+file)
		}
		if want := []string{": “What did you keep?”", "my list: “What did you keep?”", ": “”", "no file: none"}; !slices.Equal(got, want) {
			r.Errorf("came %q, want %q", got, want)
		}
	})
}
