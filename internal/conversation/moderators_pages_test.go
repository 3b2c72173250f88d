package conversation_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/reflection"
)

// pages are what admins and moderators can look at, of which none may say whose an answer
// without a name is: by their buttons, seen where nobody else reads.
func (c asked) pages(boss *chattest.Person) map[string]string {
	c.r.t.Helper()
	at := boss.In(c.in)
	if !c.r.platform.Limits().Ephemeral {
		at = boss.Opened()
	}
	all := map[string]string{}
	for _, ref := range []chat.Ref{
		{Verb: "cpage"}, {Verb: "cpage", Arg: "more"}, {Verb: "cpage", Arg: "mod"}, {Verb: "cstatus"}, {Verb: "capprs"}, {Verb: "cwaits"},
		{Verb: "creports"}, {Verb: "csuggs"}, {Verb: "cstopped"}, {Verb: "cmanage"}, {Verb: "cmods"}, {Verb: "clog"},
	} {
		ref.ID = int64(c.sub)
		all[ref.Verb+ref.Arg] = c.r.hears(at, func() { c.r.forges(at, ref) })
	}
	return all
}

// modWorld plays a day on which the first of two people submits one answer and the second
// another, one is approved, one is reported, hidden, and its author stopped; and returns all that
// admins and moderators see of it, with the ten minutes at which it shows.
func modWorld(t *testing.T, liking chattest.Option, first, second string) (seen []string) {
	t.Helper()
	inBubble(t, monday, liking, func(r *rig) {
		c := r.asks("acme", "square", approval)
		boss := r.admin("boss").Called("Dora", "en")
		c.installedBy(boss)
		m := c.showsModerators(boss)
		c.post()
		one, two, other := c.member(first), c.member(second), c.member("other")
		one.submits("The first words.")
		time.Sleep(40 * time.Second)
		two.submits("The second words.")
		m.comes()
		r.pressesOn(m.by(boss), m.find("The first words.").ID, "Approve")
		other.answers("Something.")
		other.reads()
		r.presses(other.at, "Report 1")
		r.presses(other.at, english.Channel.ReportYes)
		m.comes()
		s := m.find("was reported")
		r.pressesOn(m.by(boss), s.ID, english.Community.Label.HideIt)
		time.Sleep(time.Second)
		r.settle()
		r.pressesOn(m.by(boss), s.ID, english.Community.Label.StopAuthor)
		r.presses(m.by(boss), english.Community.Label.ReallyStop)
		time.Sleep(time.Second)
		r.settle()
		for _, s := range m.shown() {
			if s.Seen == chat.ByAll {
				seen = append(seen, s.At.Truncate(10*time.Minute).Format("15:04")+" "+s.Text)
			}
		}
		for page, text := range c.pages(boss) {
			seen = append(seen, page+": "+text)
		}
		for _, s := range r.platform.Shown(boss.Chat()) { // What is told privately.
			if s.Author == "" {
				seen = append(seen, "privately: "+s.Text)
			}
		}
	})
	slices.Sort(seen)
	return seen
}

// What admins and moderators see is the same whoever of two wrote which: in the
// moderators' channel, on every page, in the log and in what they are told privately.
func TestModeratorsTwoWorlds(t *testing.T) {
	t.Parallel()
	for name, liking := range map[string]chattest.Option{"discord": chattest.LikeDiscord(), "telegram": chattest.LikeTelegram()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			one, other := modWorld(t, liking, "ada", "ben"), modWorld(t, liking, "ben", "ada")
			if !slices.Equal(one, other) {
				t.Errorf("it shows:\n%s\nand the other way around:\n%s", strings.Join(one, "\n"), strings.Join(other, "\n"))
			}
			if len(one) < 14 {
				t.Errorf("only %d things are looked at", len(one))
			}
		})
	}
}

// What each page holds, and what none does: the name or the account of whoever wrote
// without one, and an instant finer than a day or, for what the channel does, a minute.
func TestModeratorsPagesTable(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		zoe := c.member("zoebehindit")
		zoe.Called("Zoe Behindit", "en")
		zoe.submits("Whose is this?")
		c.member("ben").submits("And this?")
		r.types(zoe.in, "suggest", "What do you miss on Mondays?")
		m.comes()
		r.pressesOn(m.by(boss), m.find("Whose is this?").ID, "Approve")
		other := c.member("other")
		other.answers("Mine.")
		other.reads()
		r.presses(other.at, "Report 1")
		r.presses(other.at, english.Channel.ReportYes)
		m.comes()
		s := m.find("was reported")
		r.pressesOn(m.by(boss), s.ID, english.Community.Label.StopAuthor)
		r.presses(m.by(boss), english.Community.Label.ReallyStop)
		w := english.Moderation
		pages := c.pages(boss)
		for page, holds := range map[string][]string{
			"cpagemod": {w.About}, "cwaits": {"And this?", english.Post.Somebody}, "creports": {"Whose is this?", english.Post.Somebody},
			"csuggs": {"on Mondays?"}, "capprs": {"One answer waits"}, "cstopped": {"1."}, "cmods": {w.ShownIn(m.community().Title)},
			"clog": {"Dora had an answer shared without a name in “square”", "Dora stopped an author in “square”", w.LogHead(90)},
		} {
			for _, part := range holds {
				if !strings.Contains(pages[page], part) {
					t.Errorf("%s holds no %q:\n%s", page, part, pages[page])
				}
			}
		}
		for _, s := range m.shown() {
			pages["channel "+string(s.ID)] = s.Text
		}
		fine := regexp.MustCompile(`\d\d?:\d\d:\d\d`)
		hour := regexp.MustCompile(`\d\d?:\d\d`)
		for page, text := range pages {
			if lower := strings.ToLower(text); strings.Contains(lower, "behindit") || fine.MatchString(text) {
				t.Errorf("%s says too much:\n%s", page, text)
			}
			if rule := page == "cpage" || page == "cstatus" || page == "cpagemore"; !rule && hour.MatchString(text) {
				t.Errorf("%s names an hour:\n%s", page, text)
			}
		}
		for _, a := range r.logged() {
			if strings.Contains(fmt.Sprintf("%+v", a), "Whose is this") || strings.Contains(fmt.Sprintf("%+v", a), "Mondays") {
				t.Errorf("the log holds what members wrote: %+v", a)
			}
		}
	})
}

// threeHundred are texts that try to be more than words.
func threeHundred() (all []string) {
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		text := nasty[i%len(nasty)]
		for range rng.IntN(3) {
			text += " " + nasty[rng.IntN(len(nasty))]
		}
		if r := []rune(text); len(r) > 200 {
			text = string(r[:200])
		}
		all = append(all, fmt.Sprintf("%s Number %d?", text, i))
	}
	return all
}

// Three hundred nasty texts as what is suggested, as the name that it is suggested under,
// as the channel's title, and as the name of whoever decides: in the moderators' channel
// and in the log each is words, on one line where it is a name.
func TestModeratorsNastyWords(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r, texts := c.r, threeHundred()
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(c.sub)
			if err != nil {
				return err
			}
			ch, err := tx.Channel(c.sub)
			if err != nil {
				return err
			}
			for i, text := range texts {
				q := reflection.OwnQuestion{Subscription: c.sub, Text: text, Credit: turn.Name(texts[len(texts)-1-i]), State: reflection.Suggested, Created: time.Now().UTC()}
				if err := tx.AddQuestion(&q); err != nil {
					return err
				}
				if _, err := moderation.Begin(tx, sub, ch, reflection.MatterSuggestion, int64(q.ID), time.Now()); err != nil {
					return err
				}
			}
			return nil
		})
		m.comes()
		shown := map[string]chattest.Shown{}
		for _, s := range m.shown() {
			for _, b := range s.Blocks {
				if b.Kind == chat.Quote {
					shown[b.Text] = s
				} else if !oneLine(b.Text) {
					t.Errorf("beside it stands %q", b.Text)
				}
			}
			if s.PingRole != "" {
				t.Errorf("%q notifies somebody", s.Text)
			}
		}
		for i, text := range texts {
			s, ok := shown[text]
			if !ok {
				t.Fatalf("%q isn't shown as it was written", text)
			}
			title, by := texts[(i*7+1)%300], texts[(i*3+2)%300]
			c.change(func(ch *reflection.Channel) { ch.Title = title })
			boss.Called(by, "en")
			r.pressesOn(m.by(boss), s.ID, "Decline")
			is := m.by(boss).Message(s.ID)
			if want := english.Moderation.NotTaken(turn.Name(title), turn.Name(by)); is.Text != want || !oneLine(is.Text) {
				t.Errorf("it became %q, want %q", is.Text, want)
			}
		}
		at := boss.In(c.in)
		if !r.platform.Limits().Ephemeral {
			at = boss.Opened()
		}
		for skip := 0; skip < len(texts); skip += 10 {
			r.forges(at, chat.Ref{Verb: "clog", ID: int64(c.sub), Arg: strconv.Itoa(skip)})
			for _, b := range at.Last().Blocks {
				if !oneLine(b.Text) {
					t.Errorf("the log has %q", b.Text)
				}
			}
		}
		r.unlogged("example.org", "right to left")
		if n := len(r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
	})
}

// oneLine reports whether a text has nothing that leaves its line, or that nobody sees.
func oneLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r == '\n' || unicode.In(r, unicode.Cf, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point)
	})
}
