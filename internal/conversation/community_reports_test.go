package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// reported has somebody's shared answer reported by somebody else.
func (c asked) reported(author, by member, text string, anonymous bool) {
	c.r.t.Helper()
	author.answers(text)
	share := english.Channel.Share
	if anonymous {
		share = english.Channel.ShareUnnamed
	}
	c.r.presses(author.at, share)
	by.answers("Something of mine.")
	by.reads()
	c.r.presses(by.at, "Report 1")
	c.r.presses(by.at, english.Channel.ReportYes)
}

// looksAtReports has an admin ask for the reports, and returns where they read them.
func (c asked) looksAtReports(admin member) *chattest.Person {
	c.r.t.Helper()
	c.r.orders(admin.in, "reports")
	if !c.r.platform.Limits().Ephemeral {
		c.r.presses(admin.in, "Show me")
	}
	return admin.at
}

// An admin hides an answer: nobody else reads it any more, its author is told and
// keeps the words.
func TestCommunityHidesAnAnswer(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben := c.member("dora"), c.member("ada"), c.member("ben")
		admin.MakeAdminOf("guild")
		c.reported(ada, ben, "Something unkind.", false)
		before := c.r.sayings(c.in.Chat())
		desk := c.looksAtReports(admin)
		c.r.wantSeen(desk, "One answer was reported.")
		c.r.wantSeen(desk, "Something unkind.")
		if strings.Contains(desk.Transcript(), english.Community.Reports.Changed) {
			t.Error("it is said to have been changed")
		}
		if !c.r.platform.Limits().Ephemeral {
			before++ // The line that leads to the private chat.
		}
		if n := c.r.sayings(c.in.Chat()); n != before {
			t.Errorf("the report is for all to see\n%s", admin.in.Transcript())
		}
		c.r.presses(desk, "Hide it")
		c.r.wantSeen(desk, "Hidden. Its author is told, and keeps their words privately.\n  No reports are waiting.")
		if reply, _ := ada.answer(d); !reply.Hidden {
			t.Error("it isn't hidden")
		}
		ben.wantReads()
		ada.wantAnswer(d, reflection.Shared, "Something unkind.")
		c.r.soon()
		c.r.soon()
		c.r.types(ada.in, "help", "")
		told := ada.Transcript() + ada.in.Transcript()
		if n := strings.Count(told, "An admin hid an answer that you shared"); n != 1 {
			t.Errorf("the author is told %d times\n%s", n, told)
		}
		c.r.unlogged("Something unkind.")
	})
}

// Leaving it leaves it, and what was dealt with isn't dealt with twice.
func TestCommunityLeavesAnAnswer(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben := c.member("dora"), c.member("ada"), c.member("ben")
		admin.MakeAdminOf("guild")
		c.reported(ada, ben, "Something blunt.", false)
		desk := c.looksAtReports(admin)
		shown := desk.Last().ID
		c.r.presses(desk, "Leave it")
		c.r.wantSeen(desk, "Left as it is.")
		c.r.pressesOn(desk, shown, "Hide it")
		c.r.wantAlert(desk, english.Community.Reports.Settled)
		ben.wantReads("Something blunt.")
	})
}

// What its author took back since is nobody's to see, reported or not.
func TestCommunityReportOfWhatWasTakenBack(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben := c.member("dora"), c.member("ada"), c.member("ben")
		admin.MakeAdminOf("guild")
		c.reported(ada, ben, "Something rash.", true)
		desk := c.looksAtReports(admin)
		shown := desk.Last().ID
		c.r.presses(ada.at, english.Channel.TakeBack)
		c.r.pressesOn(desk, shown, "Hide it")
		c.r.wantAlert(desk, english.Community.Reports.Unshared)
		desk = c.looksAtReports(admin)
		c.r.wantLast(desk, "No reports are waiting.")
		if strings.Contains(desk.Last().Text, "Something rash.") {
			t.Error("it is shown all the same")
		}
		time.Sleep(time.Minute)
		ada.answersAgain("Something milder.")
		c.r.presses(ada.at, english.Channel.ShareUnnamed)
		desk = c.looksAtReports(admin)
		c.r.wantLast(desk, english.Community.Reports.Changed)
		c.r.wantLast(desk, "Something milder.")
		c.r.presses(desk, "Hide it")
		c.r.wantLast(desk, english.Community.Reports.Hidden)
		ben.wantReads()
	})
}

// What was reported without a name is no report any more once its author shares it with
// theirs: it would tell whose the reported words were.
func TestCommunityReportTellsNoName(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben := c.member("dora"), c.member("ada"), c.member("ben")
		admin.MakeAdminOf("guild")
		ada.Called("Ada Lovelace", "")
		c.reported(ada, ben, "Something rash.", true)
		c.r.presses(ada.at, english.Channel.TakeBack)
		time.Sleep(time.Minute)
		ada.answersAgain("Something milder.")
		c.r.presses(ada.at, english.Channel.Share)
		desk := c.looksAtReports(admin)
		c.r.wantLast(desk, "No reports are waiting.")
		if got := desk.Transcript(); strings.Contains(got, "Ada Lovelace") || strings.Contains(got, "Something milder.") {
			t.Errorf("the reports tell whose it was\n%s", got)
		}
	})
}

// The author of an anonymous answer is stopped without anybody learning who it is.
func TestCommunityStopsAnAuthor(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben := c.member("dora"), c.member("ada"), c.member("ben")
		admin.MakeAdminOf("guild")
		ada.Called("Ada Lovelace", "")
		c.reported(ada, ben, "Something unkind.", true)
		desk := c.looksAtReports(admin)
		c.r.presses(desk, "Names only from now on")
		c.r.presses(desk, "Stop this author here")
		c.r.wantSeen(desk, "I won't say who it is")
		stopped := func() (is bool) {
			id := ada.id()
			c.r.view(func(tx reflection.Tx) (err error) {
				is, err = tx.Stopped(c.r.platform.Platform(), "guild", id)
				return err
			})
			return is
		}
		if stopped() {
			t.Error("the first tap stopped them")
		}
		c.r.presses(desk, "Stop them")
		c.r.presses(desk, "Hide it")
		if !stopped() {
			t.Error("they aren't stopped")
		}
		c.r.view(func(tx reflection.Tx) error {
			ch, err := tx.Channel(c.sub)
			if !ch.NamedOnly {
				t.Error("sharing without a name is still possible")
			}
			return err
		})
		if seen := desk.Transcript() + admin.in.Transcript(); strings.Contains(seen, "Lovelace") || strings.Contains(seen, "ada") {
			t.Errorf("the author is named\n%s", seen)
		}
		c.r.types(ada.in, "suggest", "What do you miss on Mondays?")
		if w := english.Community.Suggestions; c.r.platform.Limits().Ephemeral {
			c.r.wantSeen(ada.in, w.NotFromYou)
		} else { // Others would learn whose the hidden answer was.
			c.r.wantSeen(ada.Opened(), w.NotFromYou)
			if strings.Contains(ada.in.Transcript(), w.NotFromYou) {
				t.Errorf("the group reads\n%s", ada.in.Transcript())
			}
		}

		w := english.Community.Reports
		c.r.presses(desk, w.StoppedOnes)
		c.r.wantLast(desk, "One author can't share here. I don't say who.")
		c.r.wantLast(desk, "1. Stopped today, over an answer to “"+d.Prompt.Question+"”")
		c.r.presses(desk, w.LetShare(1))
		c.r.wantLast(desk, w.NobodyStopped)
		if stopped() {
			t.Error("they are still stopped")
		}
		if last := desk.Last().Text; strings.Contains(last, "Lovelace") || strings.Contains(last, "ada") {
			t.Errorf("the author is named\n%s", last)
		}
		c.r.until(time.Now().Add(2 * time.Minute))
		c.r.types(ada.in, "suggest", "What do you miss on Mondays?")
		c.r.wantSeen(ada.at, "decided that you can share there again")
	})
}

// A report's buttons work for admins of that server alone, wherever they are
// pressed, and show nothing to anybody else.
func TestCommunityReportsOfAnotherServer(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben := c.member("dora"), c.member("ada"), c.member("ben")
		eve := c.r.platform.Person("eve").MakeAdminOf("other").Opened()
		c.reported(ada, ben, "Something unkind.", false)
		var report reflection.Report
		c.r.view(func(tx reflection.Tx) error {
			all, err := tx.Reports(c.r.platform.Platform(), "guild")
			report = all[0]
			return err
		})
		lounge := eve.In(c.r.platform.ChannelIn("other", "lounge"))
		for _, p := range []*chattest.Person{eve, lounge, eve.In(c.in), admin.Person, admin.in, ben.in} {
			for _, ref := range []chat.Ref{
				{Verb: "chide", ID: int64(report.ID)}, {Verb: "cleave", ID: int64(report.ID)}, {Verb: "cnamed", ID: int64(report.ID)},
				{Verb: "cstop", ID: int64(report.ID), Arg: "yes"}, {Verb: "creports", ID: int64(c.sub)},
			} {
				before := len(p.Sees())
				c.r.forges(p, ref)
				if n := len(p.Sees()); n != before || p.LastAlert() == "" {
					t.Errorf("%s in %s: %s\n%s", p.Account(), p.Chat().ID, ref.Verb, p.Transcript())
				}
			}
		}
		c.r.view(func(tx reflection.Tx) error {
			r, err := tx.Report(report.ID)
			if r.State != reflection.ReportOpen {
				t.Errorf("it is %v", r.State)
			}
			return err
		})
	})
}
