package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// replied has somebody answer the post in the channel itself.
func (m member) replied(d reflection.Delivery, text string) chat.MessageID {
	m.c.r.t.Helper()
	return m.c.r.replies(m.in, m.c.r.delivery(d.ID).Message, text)
}

// A reply to the post is shared by nature: kept, marked, and nothing is said.
// Editing and deleting it are followed.
func TestChannelMessageIsShared(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben := c.member("ada"), c.member("ben")
		before := len(c.r.platform.Shown(c.in.Chat()))
		said := ada.replied(d, "For all to read.")
		if ada.in.Message(said).Reaction != chat.Kept {
			t.Error("no sign on the message")
		}
		if n := len(c.r.platform.Shown(c.in.Chat())); n != before {
			t.Errorf("the bot said something:\n%s", ada.in.Transcript())
		}
		ada.wantAnswer(d, reflection.Shared, "For all to read.")
		ben.answers("Ben's.")
		ben.wantReads("For all to read.")
		ada.in.Edit(said, "For all to read, edited.")
		c.r.settle()
		ben.wantReads("For all to read, edited.")
		if c.r.platform.Limits().TellsDeletions {
			ada.in.Delete(said)
			c.r.settle()
			ada.wantAnswer(d, reflection.PrivateTo, "")
			ben.wantReads()
			if h := c.r.history(ada.Person); h.Total != 1 || c.r.answered(d) != 1 {
				t.Errorf("total %d; %d have answered", h.Total, c.r.answered(d))
			}
		}
	})
}

// Whose words stand in the channel is told by Reflect, and that they are theirs to
// delete there.
func TestChannelMessageReceipt(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben := c.member("ada"), c.member("ben")
		ben.answers("Ben's.")
		said := ada.replied(d, "In the open.")
		ada.reflect()
		c.r.wantLastIs(ada.at, d.Prompt.Question+"\nIn the open.\n"+w.ByAll+" "+w.UnderOthers+"\n"+c.ownMessage(), w.TakeBack, w.Delete)
		c.r.presses(ada.at, w.TakeBack)
		ben.wantReads()
		c.r.wantLastIs(ada.at, w.ByYou+"\n"+c.ownMessage(), w.Share, w.Delete)
		reply, _ := ada.answer(d)
		c.r.forges(ada.at, chat.Ref{Verb: "share", ID: int64(reply.ID), Arg: "unnamed"})
		c.r.wantAlert(ada.at, w.OwnWordsOnly)
		c.r.presses(ada.at, w.Share)
		ben.wantReads("In the open.")
		c.r.presses(ada.at, w.Delete)
		c.r.presses(ada.at, w.DeleteYes)
		c.r.wantLast(ada.at, w.Deleted+"\n"+w.OwnMessage)
		if ada.in.Message(said).Deleted {
			t.Error("the bot deleted a member's message")
		}
		ben.wantReads()
	})
}

// What was written privately never gets readers by a reply in the channel, and
// what was shared without a name isn't given away by one.
func TestChannelMessageBesidePrivateWords(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben, cem := c.member("ada"), c.member("ben"), c.member("cem")
		cem.answers("Cem's.")
		ada.answers("For me alone.")
		ada.replied(d, "For all.")
		ada.wantAnswer(d, reflection.PrivateTo, "For me alone.|For all.")
		cem.wantReads()

		ben.Person.Opened()
		c.r.forges(ben.Person, chat.Ref{Verb: "nothing"}) // So that the bot knows where to tell them.
		ben.answers("Nobody knows who.")
		c.r.presses(ben.at, english.Channel.ShareUnnamed)
		said := ben.replied(d, "But this is me.")
		ben.wantAnswer(d, reflection.Anonymous, "Nobody knows who.")
		// Every reply gets the same sign; what it stands for is true, and told privately.
		if ben.in.Message(said).Reaction != chat.Kept {
			t.Error("the missing sign tells whose the answer without a name is")
		}
		ben.wantNote("But this is me.")
		if got := ben.Person.Transcript(); !strings.Contains(got, english.Channel.AsideUnnamed) {
			t.Errorf("its author isn't told\n%s", got)
		}
		cem.wantReads("Nobody knows who.")
		ben.in.Edit(said, "And this too.")
		c.r.settle()
		ben.wantNote("And this too.")
	})
}

// Words that come by the form after a reply in the channel don't get its readers.
func TestChannelPrivateWordsAfterAMessage(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.reflect()
		ada.replied(d, "For all.")
		c.r.soon()
		ada.writes("For me alone.")
		ada.wantAnswer(d, reflection.PrivateTo, "For all.|For me alone.")
		c.r.wantLast(ada.at, "Saved. Readable by: you.\n"+c.ownMessage())
	})
}

// What is no answer is told to its author alone, or to nobody; never in the channel.
func TestChannelMessageRefusedQuietly(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		post := c.r.delivery(d.ID).Message
		ada, ben := c.member("ada"), c.member("ben")
		c.r.types(ben.Person, "start", "")
		for _, m := range []member{ada, ben} {
			c.r.forges(m.at, chat.Ref{Verb: "nothing"}) // So that the bot knows them.
		}
		before := len(c.r.platform.Shown(c.in.Chat()))
		c.r.update(func(tx reflection.Tx) error {
			for _, m := range []member{ada, ben} {
				id, err := tx.Identity(c.r.platform.Platform(), m.Account())
				if err == nil {
					err = tx.Stop(c.r.platform.Platform(), "guild", id.Person, reflection.Stop{})
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		for _, m := range []member{ada, ben} {
			said := c.r.replies(m.in, post, "Let me in.")
			if m.in.Message(said).Reaction != chat.Kept {
				t.Errorf("%s: the missing sign tells who is stopped", m.Account())
			}
			m.wantAnswer(d, reflection.PrivateTo, "Let me in.")
		}
		c.r.wantLast(ben.Person, english.Channel.AsideStopped)
		cem := c.member("cem")
		c.r.says(cem.in, "not to the bot")
		cem.in.Mention("just a mention")
		c.r.replies(cem.in, cem.in.Mention("a question?"), "to each other")
		c.r.replies(cem.in, post, " \u200b")
		c.r.settle()
		if n := len(c.r.platform.Shown(c.in.Chat())); n != before {
			t.Errorf("the bot said something:\n%s", cem.in.Transcript())
		}
	})
}

// A message in another group that claims to reply to this post's number is none.
func TestChannelMessageElsewhere(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		other := c.r.asks("elsewhere", "talk")
		ada := other.member("ada")
		c.r.replies(ada.in, c.r.delivery(d.ID).Message, "From elsewhere.")
		if n := c.r.answered(d); n != 0 {
			t.Errorf("%d have answered", n)
		}
		if strings.Contains(c.r.log.String(), "From elsewhere") {
			t.Error("logged")
		}
	})
}

// wantNote fails unless the only note of somebody's reads so.
func (m member) wantNote(want string) {
	m.c.r.t.Helper()
	id := m.id()
	var got []string
	m.c.r.view(func(tx reflection.Tx) error {
		all, err := tx.RepliesOf(id)
		for _, reply := range all {
			if reply.Kind != reflection.Note || err != nil {
				continue
			}
			var parts []reflection.Part
			parts, err = tx.Parts(reply.ID)
			for _, p := range parts {
				got = append(got, p.Text)
			}
		}
		return err
	})
	if strings.Join(got, "|") != want {
		m.c.r.t.Errorf("%s has the notes %q, want %q", m.Account(), got, want)
	}
}

// ownMessage is what a receipt says of a message in the channel.
func (c asked) ownMessage() string {
	if c.r.platform.Limits().TellsDeletions {
		return english.Channel.OwnMessage
	}
	return english.Channel.OwnStays
}

// Where the bot isn't told of deletions, the receipt of a message in the channel
// comes to its author's private chat, says so, and takes it back.
func TestChannelMessageReceiptAtHome(t *testing.T) {
	onTelegram(t, func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada, ben := c.member("ada"), c.member("ben")
		r.begin("ada", "Berlin", "21:00")
		ben.answers("Ben's.")
		said := ada.replied(d, "In the open.")
		r.wantLastIs(ada.Person, "Saved. "+english.Channel.ByAll+" "+english.Channel.UnderOthers+"\n"+english.Channel.OwnStays, english.Channel.TakeBack, english.Channel.Delete)
		ada.in.Delete(said)
		ben.wantReads("In the open.")
		r.presses(ada.Person, english.Channel.TakeBack)
		ben.wantReads()
	})
}
