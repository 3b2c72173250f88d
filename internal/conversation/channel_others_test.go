package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// Others' answers open after one's own, or once the question has closed.
func TestChannelAnswerFirstThenRead(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben, cem := c.member("ada"), c.member("ben"), c.member("cem")
		ada.shares("Ada's.")
		ben.reads()
		c.r.wantLastIs(ben.at, "Answer first, then read.", "Reflect")
		c.r.presses(ben.at, "Reflect")
		ben.writes("Ben's, for himself.")
		ben.wantReads("Ada's.")
		post := c.r.delivery(d.ID).Message
		c.post()
		c.r.pressesOn(cem.in, post, english.Post.Others)
		c.r.wantLast(cem.at, "1. ada\nAda's.")
		cem.reads()
		c.r.wantLastIs(cem.at, "Answer first, then read.", "Reflect")
		for _, m := range c.r.platform.Shown(c.in.Chat()) {
			if m.Seen == chat.ByAll && strings.Contains(m.Text, "Ada's") {
				t.Errorf("all of the channel can read %q", m.Text)
			}
		}
	})
}

// Many answers come in pages of at most five, each of them once, both ways.
func TestChannelPages(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, _ reflection.Delivery) {
		var want []string
		for i := range 23 {
			text := fmt.Sprintf("Answer %d.", i+1)
			if i%7 == 3 {
				text += strings.Repeat(" And it goes on.", 50)
			}
			want = append(want, text)
			c.member(fmt.Sprintf("m%d", i)).shares(text)
			c.r.soon()
		}
		ada := c.member("ada")
		ada.answers("Ada's.")
		page := ada.reads()
		var got []string
		var pages int
		turned := func(label string) bool {
			if !slices.Contains(ada.at.Message(page.ID).Labels, label) {
				return false
			}
			c.r.pressesOn(ada.at, page.ID, label)
			page = ada.at.Message(page.ID)
			return true
		}
		quotes := func() (texts []string) {
			runes, reports := 0, 0
			for _, b := range page.Blocks {
				runes += utf8.RuneCountInString(b.Text)
				if b.Kind == chat.Quote {
					texts = append(texts, b.Text)
				}
			}
			for _, l := range page.Labels {
				if strings.HasPrefix(l, "Report ") {
					reports++
				}
			}
			if runes > 1800 || len(texts) > 5 || len(texts) == 0 || reports != len(texts) {
				t.Errorf("a page of %d runes, with %d answers and %d buttons to report", runes, len(texts), reports)
			}
			return texts
		}
		for {
			got, pages = append(got, quotes()...), pages+1
			if !turned(w.Later) {
				break
			}
		}
		if slices.Sort(want); !slices.Equal(slices.Sorted(slices.Values(got)), want) || pages < 5 {
			t.Errorf("read in %d pages: %q", pages, got)
		}
		if !strings.Contains(page.Text, fmt.Sprint(len(want), ". ")) {
			t.Errorf("the last page reads %q", page.Text)
		}
		forwards := got
		got = nil
		for {
			got = append(quotes(), got...)
			if !turned(w.Earlier) {
				break
			}
		}
		if !slices.Equal(got, forwards) {
			t.Errorf("read backwards: %q", got)
		}
	})
}

// A long answer can be read whole, piece by piece, and back again; and pages that
// aren't there lead to some that are.
func TestChannelLongAnswers(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		long := "It begins. " + strings.TrimSpace(strings.Repeat("And on it goes. ", 230))
		ada, ben, cem := c.member("ada"), c.member("ben"), c.member("cem")
		cem.shares("Cem's.")
		c.r.soon()
		ada.shares(long)
		c.r.soon()
		ben.shares("Ben's.")
		page := ben.reads()
		var forth, back []string
		texts := func() (all []string) {
			for _, b := range page.Blocks {
				if b.Kind == chat.Quote {
					all = append(all, b.Text)
				}
			}
			if n := utf8.RuneCountInString(page.Text); n > 1800 {
				t.Errorf("a page of %d runes", n)
			}
			return all
		}
		for forth = texts(); slices.Contains(page.Labels, w.Later); forth = append(forth, texts()...) {
			c.r.pressesOn(ben.at, page.ID, w.Later)
			page = ben.at.Message(page.ID)
		}
		for back = texts(); slices.Contains(page.Labels, w.Earlier); back = append(texts(), back...) {
			c.r.pressesOn(ben.at, page.ID, w.Earlier)
			page = ben.at.Message(page.ID)
		}
		if got := strings.Join(forth, " "); len(got) != len("Cem's. "+long+" Ben's.") || len(forth) < 4 ||
			!strings.Contains(got, long) || !strings.Contains(got, "Cem's.") || !strings.Contains(got, "Ben's.") {
			t.Errorf("%d pieces: %q", len(forth), got)
		}
		if !slices.Equal(forth, back) {
			t.Errorf("backwards %q", back)
		}
		for _, arg := range []string{"99", "b99", "b0", "-1", "b-1", "x", "bb", "9999999999999999999", "1-99", "b1-99", "b3-0", "0-7", "٣"} {
			c.r.forges(ben.at, chat.Ref{Verb: posts.VerbOthers, ID: int64(d.ID), Arg: arg})
			page = ben.at.Last()
			if len(texts()) == 0 {
				t.Errorf("%q: %q", arg, page.Text)
			}
		}
	})
}

// Nobody reads anything any more who has left, and nobody at all once the bot has.
func TestChannelOthersNeedMembership(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada, ben := c.member("ada"), c.member("ben")
		ada.shares("Ada's.")
		ben.answers("Ben's.")
		ben.wantReads("Ada's.")
		open := chat.Ref{Verb: posts.VerbOthers, ID: int64(d.ID), Arg: "0"}

		ben.LeaveServer(c.in)
		r.forges(ben.Person, open)
		r.wantAlert(ben.Person, english.Channel.NotHere)
		ben.JoinServer(c.in)
		c.in.Hide(ben.Person)
		r.forges(ben.Person, open)
		r.wantAlert(ben.Person, english.Channel.NotHere)

		r.platform.FailNext(chattest.OpMember, chat.SendError{Kind: chat.Unsent})
		r.forges(ada.Person, open)
		r.wantAlert(ada.Person, english.Channel.CantCheck)
		c.in.Remove(ada.Person)
		r.forges(ada.Person, open)
		r.wantAlert(ada.Person, english.Channel.ChannelGone)
		// What is one's own can be taken back and deleted all the same.
		reply, _ := ada.answer(d)
		r.forges(ada.Person, chat.Ref{Verb: "takeback", ID: int64(reply.ID)})
		ada.wantAnswer(d, reflection.PrivateTo, "Ada's.")
		r.forges(ada.Person, chat.Ref{Verb: "share", ID: int64(reply.ID)})
		r.wantAlert(ada.Person, english.Channel.ChannelGone)
		r.forges(ada.Person, chat.Ref{Verb: "erase", ID: int64(reply.ID), Arg: "yes"})
		ada.wantAnswer(d, reflection.PrivateTo, "")
	})
}
