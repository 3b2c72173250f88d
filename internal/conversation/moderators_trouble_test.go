package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation/turn"
)

// A message that was perhaps shown isn't shown twice where that can be known, and once
// more at most where it can't; a crash in between loses nothing.
func TestModeratorsOfACutLine(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		c.member("ada").submits("A secret of ada.")
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Cut: chattest.CutAfter})
		m.comes()
		time.Sleep(15 * time.Minute)
		r.settle()
		n := 0
		for _, s := range m.shown() {
			if strings.Contains(s.Text, "A secret of ada.") {
				n++
			}
		}
		if most := map[bool]int{true: 1, false: 2}[r.platform.Limits().History]; n < 1 || n > most {
			t.Errorf("shown %d times, want at most %d\n%s", n, most, m.transcript())
		}
		c.member("ben").submits("A secret of ben.")
		r.stop()
		r.start()
		m.comes()
		s := m.find("A secret of ben.")
		r.stop()
		r.start()
		r.pressesOn(m.by(boss), s.ID, "Decline")
		time.Sleep(time.Second)
		r.settle()
		m.find(english.Moderation.NotShared("square", "Dora"))
	})
}

// A channel that was deleted is told of once, and what waits is in the lists.
func TestModeratorsChannelIsDeleted(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		m.in.Delete(boss)
		r.settle()
		for _, name := range []string{"ada", "ben"} {
			c.member(name).submits("A secret of " + name + ".")
			m.comes()
		}
		time.Sleep(2 * time.Minute)
		r.settle()
		told := english.Moderation.CantShow(turn.Name(m.community().Title), "")
		if n := strings.Count(boss.Transcript(), told); n != 1 {
			t.Errorf("told %d times\n%s", n, boss.Transcript())
		}
		at := c.approves(boss)
		r.wantLast(at, "Two answers wait")
	})
}

// The moderators' group gets another id: what waits is shown there from then on.
func TestModeratorsGroupIsUpgraded(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("acme", "square", approval)
		boss := r.admin("boss").Called("Dora", "en")
		c.installedBy(boss)
		m := c.showsModerators(boss)
		c.post()
		c.member("ada").submits("A secret of ada.")
		m.in = m.in.Migrate("upgraded")
		r.settle()
		if is := m.community().Moderators; is != m.in.Chat() {
			t.Fatalf("shown in %v", is)
		}
		m.comes()
		s := m.find("A secret of ada.")
		r.pressesOn(m.by(boss), s.ID, "Approve")
		time.Sleep(time.Second)
		r.settle()
		m.find(english.Moderation.Shared("square", "Dora"))
	})
}

// Who decided stands in the message, and in the log until they are forgotten; nothing
// else keeps it.
func TestModeratorsNamesAreNotKept(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		c.member("ada").submits("A secret of ada.")
		m.comes()
		r.pressesOn(m.by(boss), m.find("A secret of ada.").ID, "Approve")
		time.Sleep(time.Second)
		r.settle()
		m.find(english.Moderation.Shared("square", "Dora"))
		if row := r.rows()["matters"]; !strings.Contains(row, "decider=<nil>") {
			t.Errorf("it is kept: %s", row)
		}
	})
}
