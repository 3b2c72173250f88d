package conversation_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/words"
)

func FuzzClean(f *testing.F) {
	for _, c := range texts[1:] {
		f.Add(c.sent)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := daily.Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		if daily.Clean(got) != got {
			t.Errorf("%q is not clean: %q", got, daily.Clean(got))
		}
		if got != strings.TrimSpace(got) {
			t.Errorf("%q has space around", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				t.Errorf("%q holds %U", got, r)
			}
		}
		if daily.HasWords(s) != daily.HasWords(got) {
			t.Errorf("%q has words or not, cleaned or not", s)
		}
		if daily.HasWords(s) && got == "" {
			t.Errorf("the words of %q are gone", s)
		}
	})
}

// verbs are those of all buttons, and one that is none.
var verbs = []string{
	"kind", "leave", "series", "seriesin", "themes", "own", "ownadd", "ownout", "ownback", "ownshare", "cthemes", "cdepth",
	"zone", "zoneother", "hour", "hourother", "days", "resume", "pause", "set", "pack", "often",
	"another", "skip", "later", "latein", "deeper", "undo", "refile", "never", "keep", "letgo", "today", "blorp",
	"offer", "keepas", "keepfor", "notfor", "last", "about", "picture", "card",
}

// marker marks what was written, to look for it where it mustn't be.
const marker = " zqxj"

// player plays a conversation out of bytes: each step takes what it needs.
type player struct {
	*rig
	p     *chattest.Person
	steps []byte
	text  string
	sent  []chat.MessageID
}

func (f *player) next() int {
	if len(f.steps) == 0 {
		return 0
	}
	b := f.steps[0]
	f.steps = f.steps[1:]
	return int(b)
}

func (f *player) step() {
	commands := words.For("").Commands
	switch f.next() % 10 {
	case 0:
		f.sent = append(f.sent, f.p.Write(f.text))
	case 1:
		f.sent = append(f.sent, f.p.Write(f.text+marker))
	case 2:
		f.p.Command(commands[f.next()%len(commands)].Name, "")
	case 3:
		f.p.Command(commands[f.next()%len(commands)].Name, f.text)
	case 4, 5:
		f.pressAny()
	case 6:
		f.p.Forge("", chat.Ref{Verb: verbs[f.next()%len(verbs)], ID: int64(f.next()), Arg: strings.ReplaceAll(f.text, ":", "")})
	case 7:
		if len(f.sent) > 0 {
			f.p.Edit(f.sent[f.next()%len(f.sent)], f.text+marker+" edited")
		}
	case 8:
		if all := f.platform.History(f.p.Chat()); len(all) > 0 {
			f.sent = append(f.sent, f.p.Reply(all[f.next()%len(all)].ID, f.text+marker))
		}
	case 9:
		time.Sleep(time.Duration(f.next()) * 6 * time.Minute)
	}
	f.settle()
}

// pressAny presses one of all the buttons there ever were.
func (f *player) pressAny() {
	type button struct {
		on    chat.MessageID
		label string
	}
	var all []button
	for _, m := range f.platform.Shown(f.p.Chat()) {
		for _, label := range m.Labels {
			all = append(all, button{m.ID, label})
		}
	}
	if len(all) > 0 {
		b := all[f.next()%len(all)]
		f.p.PressOn(b.on, b.label)
	}
}

// FuzzConversation plays any sequence of texts, commands, presses, edits and
// replies. Whatever comes, each event is taken in at once, no flow panics, the
// bot breaks no rule of the platform, and the text stays out of the log.
func FuzzConversation(f *testing.F) {
	f.Add([]byte{2, 0, 0, 4, 3, 4, 0, 0, 5, 6, 4, 9, 250, 0, 4, 1, 8, 7, 7, 0}, "an answer")
	f.Add([]byte{0, 4, 2, 4, 8, 0, 4, 12, 3, 5, 4, 30, 6, 3, 1, 9, 240, 4, 9, 6, 10, 2}, "Berlin")
	f.Add([]byte{0, 4, 1, 4, 7, 2, 11, 4, 20, 4, 19, 4, 21, 6, 12, 6, 13, 6, 14, 2, 1, 2, 2, 2, 3, 2, 4}, "21:00 weekdays")
	f.Add([]byte{0, 4, 1, 4, 7, 3, 5, 3, 7, 3, 8, 3, 9, 2, 10, 6, 7, 6, 8, 9, 255, 9, 255, 4, 40, 4, 41}, "2 weeks")
	f.Fuzz(func(t *testing.T, steps []byte, text string) {
		if len(steps) > 60 || len(text) > 20_000 {
			return
		}
		inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
			play := &player{rig: r, p: r.platform.Person("ada").Opened(), steps: steps, text: text}
			for len(play.steps) > 0 {
				play.step()
			}
			if n := len(r.platform.PassedOver()); n != 0 {
				t.Errorf("%d events were passed over\n%s", n, r.log.String())
			}
			if log := r.log.String(); strings.Contains(log, "panic") || strings.Contains(log, marker) {
				t.Errorf("the log reads\n%s", log)
			}
		})
	})
}
