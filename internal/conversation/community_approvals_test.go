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

// approves has somebody open what waits in the channel, and returns where they see
// it: in the channel, or in their private chat.
func (c asked) approves(p *chattest.Person) *chattest.Person {
	at := p.In(c.in)
	if !c.r.platform.Limits().Ephemeral {
		at = p.Opened()
	}
	c.r.forges(at, chat.Ref{Verb: "cwaits", ID: int64(c.sub)})
	return at
}

// approval has an admin look at each answer first.
func approval(ch *reflection.Channel) { ch.Approval = true }

// waiting is what waits in the channel.
func (c asked) waiting() (all []reflection.Submission) {
	c.r.t.Helper()
	c.r.view(func(tx reflection.Tx) (err error) {
		all, err = tx.Submissions(c.sub)
		return err
	})
	return all
}

// An answer without a name waits for an admin, who reads it without learning whose
// it is; approved it is shared, declined it stays its author's, who is told.
func TestAnonymousAnswersAreApproved(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("acme", "square", approval)
		d := c.post()
		admin := r.admin("boss")
		ada, bob, reader := c.member("Ada Lovelace"), c.member("bob"), c.member("cem")
		for _, m := range []member{ada, bob} {
			m.answers("A secret of " + m.Account())
			r.presses(m.at, english.Channel.ShareUnnamed)
			r.wantLast(m.at, english.Channel.Waits)
			m.wantAnswer(d, reflection.PrivateTo, "A secret of "+m.Account())
		}
		reader.answers("Mine.")
		reader.wantReads()
		at := c.approves(admin)
		for range 2 { // In an order that is drawn.
			said := at.Last().Text
			r.wantLast(at, "A secret of ")
			r.wantLast(at, english.Post.Somebody)
			if strings.Contains(strings.ReplaceAll(said, "A secret of Ada Lovelace", ""), "Ada") {
				t.Errorf("it says whose it is\n%s", said)
			}
			decide := english.Community.Label.Approve
			if strings.Contains(said, "A secret of bob") {
				decide = english.Community.Label.Decline
			}
			r.presses(at, decide)
		}
		ada.wantAnswer(d, reflection.Anonymous, "A secret of Ada Lovelace")
		bob.wantAnswer(d, reflection.PrivateTo, "A secret of bob")
		r.wantLast(at, english.Community.Approvals.None)
		reader.wantReads("A secret of Ada Lovelace")
		time.Sleep(2 * time.Minute)
		for who, told := range map[*chattest.Person]string{
			ada.Person: english.Community.Approvals.WasAccepted("square"), bob.Person: english.Community.Approvals.WasRejected("square"),
		} {
			if r.platform.Limits().Ephemeral {
				who = who.In(c.in) // without a private chat, at their next doing
				r.presses(who, english.Post.Others)
			}
			r.wantSeen(who, told)
		}
	})
}

// What changes while it waits, waits anew: what an admin read is what is approved.
func TestApprovedIsWhatWasRead(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("acme", "square", approval)
		d := c.post()
		ada := c.member("ada")
		ada.answers("The first words.")
		r.presses(ada.at, english.Channel.ShareUnnamed)
		at := c.approves(r.admin("boss"))
		r.wantLast(at, "The first words.")
		before := c.waiting()
		ada.answersAgain("Other words.")
		if now := c.waiting(); len(now) != 1 || now[0].ID == before[0].ID {
			t.Fatalf("waiting: %+v, before %+v", now, before)
		}
		said := r.hears(at, func() { r.forges(at, chat.Ref{Verb: "caccept", ID: int64(before[0].ID)}) })
		if said != english.Community.Approvals.Settled {
			t.Errorf("the admin is told %q", said)
		}
		ada.wantAnswer(d, reflection.PrivateTo, "Other words.")
		// Taken back, it waits no more; and what is edited after it was approved waits again.
		r.presses(ada.at, english.Channel.TakeBack)
		if now := c.waiting(); len(now) != 0 {
			t.Errorf("taken back, and waiting: %+v", now)
		}
		r.presses(ada.at, english.Channel.ShareUnnamed)
		r.presses(c.approves(r.admin("boss")), english.Community.Label.Approve)
		ada.wantAnswer(d, reflection.Anonymous, "Other words.")
		ada.answersAgain("Third words.")
		ada.wantAnswer(d, reflection.PrivateTo, "Third words.")
		if now := c.waiting(); len(now) != 1 {
			t.Errorf("edited, and not waiting: %+v", now)
		}
		// With a name it needs nobody.
		r.presses(ada.at, english.Channel.TakeBack)
		r.presses(ada.at, english.Channel.Share)
		ada.wantAnswer(d, reflection.Shared, "Third words.")
	})
}

// Listed words aren't shared without a name, however they are written; with one
// they are.
func TestWordList(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("acme", "square", func(ch *reflection.Channel) { ch.WordList = "Schmidt\nbig boss\nslug*" })
		d := c.post()
		ada := c.member("ada")
		ada.answers("It was the BIG,  bóss who said so.")
		r.presses(ada.at, english.Channel.ShareUnnamed)
		ada.wantAnswer(d, reflection.PrivateTo, "It was the BIG,  bóss who said so.")
		ada.answersAgain("It was the bossy one, a blacksmith.")
		r.presses(ada.at, english.Channel.ShareUnnamed)
		ada.wantAnswer(d, reflection.Anonymous, "It was the bossy one, a blacksmith.")
		ada.answersAgain("Such slugs.")
		ada.wantAnswer(d, reflection.PrivateTo, "Such slugs.")
		ada.answersAgain("It was schmidt.")
		ada.wantAnswer(d, reflection.PrivateTo, "It was schmidt.")
		r.presses(ada.at, english.Channel.Share)
		ada.wantAnswer(d, reflection.Shared, "It was schmidt.")
	})
}

// Admins switch both on and off by buttons; setup says that there are such.
func TestApprovalsPage(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Approvals
		ada := r.admin("ada")
		group := ada.In(r.square())
		r.isSetUp(ada)
		r.wantSeen(group, w.AtSetup)
		r.orders(group, "approvals")
		r.wantLast(group, w.Off)
		r.presses(group, w.SwitchOn)
		r.wantLast(group, w.On)
		at, give := group, func(text string) { group.Submit(map[string]string{"text": text}); r.settle() }
		if !r.platform.Limits().Forms {
			at, give = ada, func(text string) { r.says(ada, text) }
		}
		r.presses(group, w.WordList)
		if at != group {
			r.presses(at, english.Community.Label.WriteIt)
		}
		give("  Schmidt\n\nschmidt\nbig boss ")
		r.wantLast(at, w.List(2))
		if _, ch := r.community(r.square()); !ch.Approval || ch.WordList != "Schmidt\nbig boss" {
			t.Errorf("%+v", ch)
		}
		// What can't be an entry is named; where nothing else was sent, the list stays.
		line := english.Community.Questions.Line
		r.presses(at, w.WordList)
		give("🙂")
		r.wantLast(at, w.ListKept+"\n"+line(1, "🙂", w.ListNoWord)+"\n"+w.On+"\n"+w.List(2))
		r.presses(at, w.WordList)
		give("Schmidt\n$$$\n*ish\nslug*")
		r.wantLast(at, line(2, "$$$", w.ListNoWord)+"\n"+line(3, "*ish", w.ListBeginning)+"\n"+w.On+"\n"+w.List(2))
		if _, ch := r.community(r.square()); ch.WordList != "Schmidt\nslug*" {
			t.Errorf("%q", ch.WordList)
		}
		r.presses(at, w.WordList)
		give("none")
		r.wantLast(at, w.ListEmpty)
		if strings.Contains(r.log.String(), "Schmidt") {
			t.Error("the list is in the log")
		}
	})
}

// Whoever may not, decides nothing and reads nothing; of another server's it is
// said as of what isn't there.
func TestApprovalRights(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("acme", "square", approval)
		d := c.post()
		ada := c.member("ada")
		ada.answers("For admins' eyes.")
		r.presses(ada.at, english.Channel.ShareUnnamed)
		id := int64(c.waiting()[0].ID)
		for name, p := range map[string]*chattest.Person{
			"its author":                 ada.in,
			"a member":                   r.platform.Person("ben").In(c.in),
			"a member, privately":        r.platform.Person("ben").Opened(),
			"an admin of another server": r.platform.Person("eve").MakeAdminOf("other").In(r.platform.ChannelIn("other", "lounge")),
			"the same, privately":        r.platform.Person("eve").Opened(),
			"an admin no more":           r.admin("dora").MakeAdmin(false).In(c.in),
		} {
			for _, verb := range []string{"caccept", "creject", "cwaits"} {
				ref := chat.Ref{Verb: verb, ID: id}
				if verb == "cwaits" {
					ref.ID = int64(c.sub)
				}
				said := r.hears(p, func() { r.forges(p, ref) })
				if !slices.Contains(append(refusals, english.Community.Approvals.Settled), said) || strings.Contains(said, "eyes") {
					t.Errorf("%s, %s: %q", name, verb, said)
				}
				missing := ref
				missing.ID = 1 << 40
				if other := r.hears(p, func() { r.forges(p, missing) }); other != said && verb != "cwaits" {
					t.Errorf("%s, %s: %q of what isn't there, and %q of what is", name, verb, other, said)
				}
			}
		}
		ada.wantAnswer(d, reflection.PrivateTo, "For admins' eyes.")
		if len(c.waiting()) != 1 {
			t.Error("it waits no more")
		}
		// What somebody handed in before they were stopped waits as before, and may be
		// approved: that it went just then would tell that it is theirs.
		id1 := ada.id()
		r.update(func(tx reflection.Tx) error { return tx.Stop(r.platform.Platform(), "acme", id1, reflection.Stop{}) })
		at := c.approves(r.admin("boss"))
		r.wantLast(at, "For admins' eyes.")
		if said := r.hears(at, func() { r.forges(at, chat.Ref{Verb: "caccept", ID: id}) }); !strings.Contains(said, english.Community.Approvals.Accepted) {
			t.Errorf("the admin is told %q", said)
		}
		ada.wantAnswer(d, reflection.Anonymous, "For admins' eyes.")
	})
}

// What its author replies to the post, in the channel and with their name, takes nothing
// from an answer that waits to be shared without one, and isn't part of it.
func TestAPublicReplyBesideWhatWaits(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("acme", "square", approval)
		d := c.post()
		ada := c.member("ada")
		ada.Person.Opened()
		r.says(ada.Person, "hello")
		ada.answers("A secret.")
		r.presses(ada.at, english.Channel.ShareUnnamed)
		ada.replied(d, "My public line.")
		ada.wantAnswer(d, reflection.PrivateTo, "A secret.")
		ada.wantNote("My public line.")
		if n := len(c.waiting()); n != 1 {
			t.Errorf("%d wait, want 1", n)
		}
		if got := ada.Person.Transcript(); !strings.Contains(got, english.Channel.AsideUnnamed) {
			t.Errorf("she isn't told\n%s", got)
		}
	})
}
