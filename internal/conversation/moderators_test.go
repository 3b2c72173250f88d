package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// onMods runs a test in a channel with a moderators' channel, and an admin of both.
func onMods(t *testing.T, test func(t *testing.T, c asked, m mods, boss *chattest.Person)) {
	t.Helper()
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("acme", "square", approval)
		boss := r.admin("boss").Called("Dora", "en")
		c.installedBy(boss)
		m := c.showsModerators(boss)
		c.post()
		test(t, c, m, boss)
	})
}

// submits answers and asks to share that without a name.
func (m member) submits(text string) {
	m.answers(text)
	m.c.r.presses(m.at, english.Channel.ShareUnnamed)
}

// What waits comes to the moderators' channel with its buttons; the press of one decides
// it, a second press does nothing, and the message says what became of it, who decided,
// and nobody's words.
func TestModeratorsDecide(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r, w := c.r, english.Moderation
		ada, ben, cem := c.member("ada"), c.member("ben"), c.member("cem")
		r.types(cem.in, "suggest", "What do you miss on Mondays?")
		r.types(cem.in, "suggest", "What do you miss on Fridays?")
		c.reported(ada, ben, "Something unkind.", false)
		ben.answersAgain("A secret of mine.")
		r.presses(ben.at, english.Channel.ShareUnnamed)
		if n := len(m.shown()); n != 0 {
			t.Errorf("%d messages at once, which tells whose they are", n)
		}
		m.comes()
		if n := len(m.shown()); n != 4 {
			t.Fatalf("%d messages\n%s", n, m.transcript())
		}
		for _, step := range []struct {
			words, press, alert, became string
			check                       func()
		}{
			{"on Mondays?", "Approve", english.Community.Suggestions.Approved, w.Taken("square", "Dora"), func() {
				r.wantOwn(reflection.Approved, "What do you miss on Mondays?")
			}},
			{"on Fridays?", "Decline", english.Community.Suggestions.Declined, w.NotTaken("square", "Dora"), func() {
				r.wantOwn(reflection.Declined, "What do you miss on Fridays?")
			}},
			{"Something unkind.", "Hide it", english.Community.Reports.Hidden, w.Hidden("square", "Dora"), func() {
				if reply, _ := ada.answer(r.openDelivery(c.in.Chat())); !reply.Hidden {
					t.Error("it isn't hidden")
				}
			}},
			{"A secret of mine.", "Approve", english.Community.Approvals.Accepted, w.Shared("square", "Dora"), func() {
				ben.wantAnswer(r.openDelivery(c.in.Chat()), reflection.Anonymous, "A secret of mine.")
			}},
		} {
			s := m.find(step.words)
			r.pressesOn(m.by(boss), s.ID, step.press)
			r.wantAlert(m.by(boss), step.alert)
			step.check()
			time.Sleep(time.Second)
			r.settle()
			m.lacks(step.words)
			var left []string
			if step.press == english.Community.Label.HideIt {
				left = []string{english.Community.Label.StopAuthor}
			}
			if is := m.find(step.became); is.ID != s.ID || !slices.Equal(is.Labels, left) {
				t.Errorf("%q became %q with %q", step.words, is.Text, is.Labels)
			}
			before, rows := len(r.platform.Shown(m.in.Chat())), r.rows("persons", "facts")
			r.pressesOn(m.by(boss), s.ID, step.press)
			r.wantAlert(m.by(boss), english.Community.Approvals.Settled)
			if diff := changed(rows, r.rows("persons", "facts")); diff != "" {
				t.Errorf("a second press of %q changed %s", step.press, diff)
			}
			if n := len(r.platform.Shown(m.in.Chat())); n > before+1 {
				t.Errorf("a second press of %q shows something", step.press)
			}
		}
		if got := boss.Transcript(); strings.Contains(got, "waits to be shared") || strings.Contains(got, "was reported") {
			t.Errorf("whoever set it up is told of it besides\n%s", got)
		}
	})
}

// What is decided by a command shows in the channel as well, and what is decided there is
// gone from the lists.
func TestModeratorsAndTheLists(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		ada := c.member("ada")
		ada.submits("A secret of ada.")
		r.types(ada.in, "suggest", "What do you miss on Mondays?")
		m.comes()
		m.find("A secret of ada.")
		at := c.approves(boss)
		r.presses(at, english.Community.Label.Decline)
		time.Sleep(time.Second)
		r.settle()
		m.find(english.Moderation.NotShared("square", "Dora"))
		m.lacks("A secret of ada.")
		s := m.find("on Mondays?")
		r.pressesOn(m.by(boss), s.ID, "Approve")
		r.forges(at, chat.Ref{Verb: "csuggs", ID: int64(c.sub)})
		r.wantLast(at, english.Community.Suggestions.None)
	})
}

// What its author takes back, changes or has forgotten leaves the channel by itself, at
// the next instant at which anything shows; what was changed waits there anew.
func TestModeratorsKeepNoWords(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		ada, ben, cem := c.member("ada"), c.member("ben"), c.member("cem")
		ada.submits("First words.")
		ben.submits("Taken back words.")
		cem.submits("Forgotten words.")
		m.comes()
		for _, words := range []string{"First", "Taken back", "Forgotten"} {
			m.find(words + " words.")
		}
		ada.answersAgain("Second words.")
		r.presses(ben.at, english.Channel.TakeBack)
		r.update(func(tx reflection.Tx) error { return tx.DeletePerson(cem.id()) })
		// Pressed meanwhile, it is said that it can't be decided any more.
		s := m.find("Taken back words.")
		r.pressesOn(m.by(boss), s.ID, "Approve")
		r.wantAlert(m.by(boss), english.Community.Approvals.Settled)
		ben.wantAnswer(r.openDelivery(c.in.Chat()), reflection.PrivateTo, "Taken back words.")
		m.comes()
		for _, words := range []string{"First", "Taken back", "Forgotten"} {
			m.lacks(words + " words.")
		}
		s = m.find("Second words.")
		r.pressesOn(m.by(boss), s.ID, "Approve")
		ada.wantAnswer(r.openDelivery(c.in.Chat()), reflection.Anonymous, "Second words.")
	})
}

// Whose answer it is can be told by nothing that shows: not by its place among others,
// nor by the second, nor by what happens to one when another's author is stopped.
func TestModeratorsCantTellWhose(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		names := []string{"ada", "ben", "cem", "dan", "eli", "fay", "gil", "hal"}
		began := map[time.Time]bool{}
		for _, name := range names {
			c.member(name).submits("A secret of " + name + ".")
			began[time.Now().Truncate(time.Second)] = true
			time.Sleep(7 * time.Second)
		}
		m.comes()
		var order []string
		for _, s := range m.shown() {
			_, name, _ := strings.Cut(s.Text, "A secret of ")
			order = append(order, strings.TrimSuffix(strings.TrimSpace(name), "."))
			if at := s.At; began[at.Truncate(time.Second)] || at.Sub(at.Truncate(10*time.Minute)) > 62*time.Second {
				t.Errorf("%s's shows at %v", order[len(order)-1], at)
			}
			if strings.Contains(strings.Replace(s.Text, "A secret of", "", 1), "Somebody") == false {
				t.Errorf("%q names somebody", s.Text)
			}
		}
		if len(order) != len(names) {
			t.Fatalf("shown are %q", order)
		}
		if slices.Equal(order, names) { // One in forty thousand.
			t.Errorf("they show in the order in which they came: %q", order)
		}
		// Ben shares another answer, which is reported, and its author is stopped: what
		// of his waits stays as it is, so that nobody learns that it is his.
		d := r.openDelivery(c.in.Chat())
		id := c.member("ben").id()
		r.update(func(tx reflection.Tx) error {
			return tx.Stop(r.platform.Platform(), "acme", id, reflection.Stop{Delivery: d.ID})
		})
		m.comes()
		s := m.find("A secret of ben.")
		if len(s.Labels) != 2 || len(s.Edits) != 0 {
			t.Errorf("it was touched: %q, %q", s.Labels, s.Edits)
		}
		// To decide about it comes to the same as about any other's.
		said := map[string]bool{}
		for name, label := range map[string]string{"ben": "Approve", "cem": "Approve"} {
			s := m.find("A secret of " + name + ".")
			r.pressesOn(m.by(boss), s.ID, label)
			said[boss.LastAlert()] = true
			c.member(name).wantAnswer(d, reflection.Anonymous, "A secret of "+name+".")
		}
		if len(said) != 1 {
			t.Errorf("the moderator is told %v", said)
		}
		// And what he sends in afterwards isn't shown.
		c.member("ben").answersAgain("Another secret.")
		m.comes()
		m.lacks("Another secret.")
	})
}

// An author is stopped from there at the second tap, and the report still waits.
func TestModeratorsStopAnAuthor(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r, l := c.r, english.Community.Label
		ada, ben := c.member("ada"), c.member("ben")
		c.reported(ada, ben, "Something unkind.", false)
		m.comes()
		s := m.find("Something unkind.")
		r.pressesOn(m.by(boss), s.ID, l.StopAuthor)
		if stopped := c.stopped(ada); stopped {
			t.Fatal("stopped at the first tap")
		}
		if !r.platform.Limits().Ephemeral {
			r.presses(m.by(boss), l.Back)
			m.find("Something unkind.")
			r.pressesOn(m.by(boss), s.ID, l.StopAuthor)
		}
		r.presses(m.by(boss), l.ReallyStop)
		time.Sleep(time.Second)
		r.settle()
		if !c.stopped(ada) {
			t.Error("not stopped")
		}
		s = m.find("Something unkind.")
		if !strings.Contains(s.Text, english.Moderation.AuthorStopped) || slices.Contains(s.Labels, l.StopAuthor) {
			t.Errorf("%q with %q", s.Text, s.Labels)
		}
		r.pressesOn(m.by(boss), s.ID, l.LeaveIt)
		time.Sleep(time.Second)
		r.settle()
		m.find(english.Moderation.Left("square", "Dora"))
	})
}

// stopped reports whether a member is kept from sharing.
func (c asked) stopped(m member) (is bool) {
	id := m.id()
	c.r.view(func(tx reflection.Tx) (err error) {
		is, err = tx.Stopped(c.r.platform.Platform(), "acme", id)
		return err
	})
	return is
}
