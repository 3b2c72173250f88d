package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// lookedAfter has somebody look after the channel.
func (c asked) lookedAfter(m member, tell bool) {
	c.r.t.Helper()
	c.r.forges(m.Person, chat.Ref{Verb: "nothing"}) // So that the bot knows them.
	var id reflection.Identity
	c.r.view(func(tx reflection.Tx) (err error) {
		id, err = tx.Identity(c.r.platform.Platform(), m.Account())
		return err
	})
	c.change(func(ch *reflection.Channel) { ch.Installer, ch.Tell = id.ID, tell })
}

// notices are those that wait for somebody in the server.
func (c asked) notices(m member) (all []reflection.Notice) {
	c.r.t.Helper()
	id := m.id()
	c.r.view(func(tx reflection.Tx) (err error) {
		all, err = tx.Notices(c.r.platform.Platform(), "guild", id)
		return err
	})
	return all
}

// A report takes two taps, tells whoever looks after the channel once for an
// answer, and doesn't say whose it is.
func TestChannelReport(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		admin, ada, ben, cem := c.member("dora"), c.member("ada"), c.member("ben"), c.member("cem")
		c.lookedAfter(admin, false)
		ada.shares("Something unkind.")
		ben.answers("Ben's.")
		cem.answers("Cem's.")
		page := ben.reads()
		c.r.presses(ben.at, "Report 1")
		c.r.wantLastIs(ben.at, "Report this answer to the admins?\nSomething unkind.", w.ReportYes, w.NeverMind)
		c.r.presses(ben.at, w.NeverMind)
		c.r.wantLastIs(ben.at, w.ReportDropped)
		if n := len(c.notices(admin)); n != 0 {
			t.Errorf("%d notices of what was dropped", n)
		}
		for i, m := range []member{ben, cem} {
			if i == 1 {
				page = m.reads()
			}
			c.r.pressesOn(m.at, page.ID, "Report 1")
			c.r.presses(m.at, w.ReportYes)
			c.r.wantLastIs(m.at, w.Reported)
		}
		c.r.pressesOn(cem.at, page.ID, "Report 1")
		c.r.presses(cem.at, w.ReportYes)
		c.r.wantLastIs(cem.at, w.ReportedTwice)
		all := c.notices(admin)
		if len(all) != 1 || all[0].Text != w.ReportNotice("reflections") || strings.Contains(all[0].Text, "ben") {
			t.Errorf("notices %+v", all)
		}
		c.r.view(func(tx reflection.Tx) error {
			open, err := tx.Reports(c.r.platform.Platform(), "guild")
			if len(open) != 2 {
				t.Errorf("%d reports", len(open))
			}
			return err
		})
		reply, _ := ada.answer(d)
		c.r.forges(ada.at, posts.ReportRef(d.ID, reply.Sharing, ""))
		c.r.wantAlert(ada.at, w.ReportOwn)
		c.r.unlogged("unkind")
	})
}

// What can't be read can't be reported, nor looked into that way.
func TestChannelReportOfNothing(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben, cem := c.member("ada"), c.member("ben"), c.member("cem")
		ada.shares("Readable.")
		ben.answers("Private.")
		public, _ := ada.answer(d)
		private, _ := ben.answer(d)
		report := func(sharing int64) chat.Ref { return posts.ReportRef(d.ID, sharing, "") }
		c.r.forges(cem.at, report(public.Sharing))
		c.r.wantAlert(cem.at, w.AnswerFirst)
		cem.answers("Cem's.")
		for _, id := range []int64{private.Sharing, int64(private.ID), int64(public.ID), 0, 1 << 40} {
			c.r.forges(cem.at, report(id))
			c.r.wantAlert(cem.at, w.NotHere)
		}
		c.r.presses(ada.at, w.TakeBack)
		c.r.forges(cem.at, report(public.Sharing))
		c.r.wantAlert(cem.at, w.NotHere)
		if got := cem.at.Transcript(); strings.Contains(got, "Readable.") || strings.Contains(got, "Private.") {
			t.Errorf("cem has seen too much:\n%s", got)
		}
	})
}

// The button under an answer in the thread serves whoever reads it there.
func TestChannelReportInTheThread(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		c := r.asks("guild", "reflections", func(ch *reflection.Channel) { ch.Thread = reflection.ThreadLive })
		d := c.post()
		c.member("ada").shares("In the thread.")
		r.soon()
		thread := c.in.ThreadUnder(r.delivery(d.ID).Message)
		ben := r.platform.Person("ben").In(thread)
		posted := ben.Last()
		r.pressesOn(ben, posted.ID, english.Post.Report)
		r.wantLastIs(ben, w.ReportAsk+"\nIn the thread.", w.ReportYes, w.NeverMind)
		r.presses(ben, w.ReportYes)
		r.wantLastIs(ben, w.Reported)
		if now := ben.Message(posted.ID); now.Text != posted.Text {
			t.Errorf("the thread's post reads %q", now.Text)
		}
	})
}

// The board shows who wants to be on it, by the name that they have at that
// moment, and lets everybody off.
func TestChannelBoard(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.Called("Ada\u202e L.", "en")
		ada.answers("Words.")
		board := chat.Ref{Verb: "board", ID: int64(c.sub)}
		lines := func() (names []string) {
			c.r.view(func(tx reflection.Tx) error {
				all, err := tx.Board(c.sub, d.Date, d.Date)
				for _, l := range all {
					names = append(names, l.Name)
				}
				return err
			})
			return names
		}
		c.r.forges(ada.at, board)
		c.r.wantLastIs(ada.at, w.OnBoard("Ada L."), w.LeaveBoard)
		if got := lines(); !slices.Equal(got, []string{"Ada L."}) {
			t.Errorf("on the board: %q", got)
		}
		c.r.presses(ada.at, w.LeaveBoard)
		c.r.wantLastIs(ada.at, w.OffBoard, w.JoinBoard)
		c.r.presses(ada.at, w.JoinBoard)
		c.r.forges(ada.at, board) // The button of the digest: it goes off again.
		c.r.wantLastIs(ada.at, w.OffBoard, w.JoinBoard)
		if got := lines(); len(got) != 0 {
			t.Errorf("on the board: %q", got)
		}
		// A name that was taken for a moment is gone from it with the next answer.
		ada.Called("The Boss", "en")
		c.r.presses(ada.at, w.JoinBoard)
		ada.Called("Ada L.", "en")
		if got := lines(); !slices.Equal(got, []string{"The Boss"}) {
			t.Errorf("on the board: %q", got)
		}
		c.post()
		ada.answers("Other words.")
		if got := lines(); !slices.Equal(got, []string{"Ada L."}) {
			t.Errorf("after another answer, on the board: %q", got)
		}
		ben := c.member("ben")
		ben.Called("\u200b", "en")
		c.r.forges(ben.at, board)
		c.r.wantAlert(ben.at, w.NoName)
		for _, m := range c.r.platform.Shown(c.in.Chat()) {
			if m.Seen == chat.ByAll && strings.Contains(m.Text, "board") {
				t.Errorf("all read %q", m.Text)
			}
		}
		ada.LeaveServer(c.in)
		c.r.forges(ada.Person, chat.Ref{Verb: "board", ID: int64(c.sub), Arg: "on"})
		c.r.wantAlert(ada.Person, w.NotHere)
		c.r.forges(ada.Person, chat.Ref{Verb: "board", ID: int64(c.sub), Arg: "off"})
		c.r.wantLast(ada.Person, w.OffBoard)
	})
}
