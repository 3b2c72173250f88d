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

// The author of an answer that was hidden can be stopped from the page that follows, as
// before it was hidden, with another report on it or none. What its author did since, and
// whether they were stopped over something else, changes nothing of what is said.
func TestCommunityStopsTheAuthorOfAHiddenAnswer(t *testing.T) {
	t.Parallel()
	w, l := english.Community.Reports, english.Community.Label
	for _, since := range []string{"nothing", "taken back", "shared with a name", "stopped over something else"} {
		t.Run(since, func(t *testing.T) {
			t.Parallel()
			inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
				admin, ada, ben := c.member("dora"), c.member("ada"), c.member("ben")
				admin.MakeAdminOf("guild")
				ada.Called("Ada Lovelace", "")
				c.reported(ada, ben, "Something unkind.", true)
				reply, _ := ada.answer(d)
				if since == "stopped over something else" {
					c.r.update(func(tx reflection.Tx) error {
						return tx.Stop(c.r.platform.Platform(), "guild", reply.Person, reflection.Stop{At: time.Now().UTC()})
					})
				}
				desk := c.looksAtReports(admin)
				c.r.presses(desk, l.HideIt)
				c.r.wantLastIs(desk, w.Hidden+"\n"+w.None, stoppable(since)...)
				switch since {
				case "taken back":
					c.r.forges(ada.at, chat.Ref{Verb: "takeback", ID: int64(reply.ID)})
				case "shared with a name":
					c.r.forges(ada.at, chat.Ref{Verb: "share", ID: int64(reply.ID)})
				}
				c.r.presses(desk, l.StopAuthor)
				c.r.wantLastIs(desk, w.SureStop, l.ReallyStop, l.Back)
				c.r.presses(desk, l.Back)
				c.r.wantLastIs(desk, w.None, stoppable(since)...)
				c.r.presses(desk, l.StopAuthor)
				c.r.presses(desk, l.ReallyStop)
				c.r.wantLastIs(desk, w.Stopped+"\n"+w.None, w.StoppedOnes)
				c.r.view(func(tx reflection.Tx) error {
					if is, err := tx.Stopped(c.r.platform.Platform(), "guild", reply.Person); err != nil || !is {
						t.Errorf("stopped: %t, %v", is, err)
					}
					return nil
				})
				if seen := desk.Transcript() + admin.in.Transcript(); strings.Contains(seen, "Lovelace") {
					t.Errorf("the author is named\n%s", seen)
				}
			})
		})
	}
}

// stoppable are the buttons below what says that an answer was hidden and no other waits:
// those who were stopped can be looked at where there are any.
func stoppable(since string) []string {
	buttons := []string{english.Community.Label.StopAuthor}
	if since == "stopped over something else" {
		buttons = append(buttons, english.Community.Reports.StoppedOnes)
	}
	return buttons
}

// With another report below what was hidden, each author has a button of their own; one
// who was stopped first isn't offered again.
func TestCommunityHidesOneOfSeveral(t *testing.T) {
	t.Parallel()
	l := english.Community.Label
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben, cem := c.member("dora"), c.member("ada"), c.member("ben"), c.member("cem")
		admin.MakeAdminOf("guild")
		ada.shares("Something unkind.")
		ben.shares("Something worse.")
		cem.answers("Mine.")
		cem.reads()
		for _, n := range []string{"Report 1", "Report 2"} {
			c.r.presses(cem.at, n)
			c.r.presses(cem.at, english.Channel.ReportYes)
			cem.reads()
		}
		desk := c.looksAtReports(admin)
		first, second := ada, ben
		if strings.Contains(desk.Last().Text, "worse") {
			first, second = ben, ada
		}
		stopped := func(m member) (is bool) {
			id := m.id()
			c.r.view(func(tx reflection.Tx) (err error) {
				is, err = tx.Stopped(c.r.platform.Platform(), "guild", id)
				return err
			})
			return is
		}
		c.r.presses(desk, l.HideIt)
		c.r.presses(desk, l.StopHidden)
		c.r.presses(desk, l.ReallyStop)
		if !stopped(first) || stopped(second) {
			t.Errorf("stopped: %t of the hidden one, %t of the other", stopped(first), stopped(second))
		}
		c.r.presses(desk, l.StopAuthor)
		c.r.presses(desk, l.ReallyStop)
		c.r.presses(desk, l.HideIt)
		if labels := desk.Last().Labels; slices.Contains(labels, l.StopAuthor) || slices.Contains(labels, l.StopHidden) {
			t.Errorf("who was stopped just before can be stopped again: %q", labels)
		}
		if !stopped(second) {
			t.Error("the other isn't stopped")
		}
	})
}

// In the moderators' channel what was hidden keeps that one button, until its author is
// stopped or the answer is nobody's any more.
func TestModeratorsStopTheAuthorOfAHiddenAnswer(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r, w, l := c.r, english.Moderation, english.Community.Label
		ada, ben := c.member("ada"), c.member("ben")
		c.reported(ada, ben, "Something unkind.", false)
		m.comes()
		at := m.by(boss)
		s := m.find("Something unkind.")
		r.pressesOn(at, s.ID, l.HideIt)
		r.soon()
		r.pressesOn(at, s.ID, l.StopAuthor)
		r.presses(at, l.ReallyStop)
		r.soon()
		id := ada.id()
		r.view(func(tx reflection.Tx) error {
			if is, err := tx.Stopped(r.platform.Platform(), "acme", id); err != nil || !is {
				t.Errorf("stopped: %t, %v", is, err)
			}
			return nil
		})
		if is := m.find(w.AuthorStopped); is.ID != s.ID || len(is.Labels) != 0 || !strings.Contains(is.Text, w.Hidden("square", "")) {
			t.Errorf("it became %q with %q", is.Text, is.Labels)
		}
	})
}

// A hidden answer whose author was forgotten since has nobody to stop any more.
func TestModeratorsStopNobodyOfAHiddenAnswer(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r, l := c.r, english.Community.Label
		ada, ben := c.member("ada"), c.member("ben")
		c.reported(ada, ben, "Something unkind.", false)
		m.comes()
		at := m.by(boss)
		s := m.find("Something unkind.")
		r.pressesOn(at, s.ID, l.HideIt)
		r.soon()
		r.update(func(tx reflection.Tx) error { return tx.DeletePerson(ada.id()) })
		r.pressesOn(at, s.ID, l.StopAuthor)
		r.wantAlert(at, english.Community.Approvals.Settled)
		r.soon()
		if is := m.find(english.Moderation.Hidden("square", "")); len(is.Labels) != 0 {
			t.Errorf("it keeps %q", is.Labels)
		}
	})
}
