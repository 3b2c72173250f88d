package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// Four hundred people answer within ten minutes. Each answer is kept once, also
// where the platform offers it again, and the post is edited on its schedule.
func TestChannelCrowd(t *testing.T) {
	t.Parallel()
	const people = 400
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		began := len(c.r.platform.Requests())
		for i := range people {
			m := c.member(fmt.Sprintf("m%d", i))
			m.reflect()
			m.writes(fmt.Sprintf("The answer of %d.", i))
			if i%40 == 39 {
				c.r.platform.OfferAgain(20)
			}
			time.Sleep(10 * time.Minute / people)
		}
		time.Sleep(2 * time.Minute)
		c.r.settle()
		c.wantPost(d, "400 have answered")
		if n := c.r.answered(d); n != people {
			t.Errorf("%d have answered", n)
		}
		for i := range people {
			m := c.member(fmt.Sprintf("m%d", i))
			m.wantAnswer(d, reflection.PrivateTo, fmt.Sprintf("The answer of %d.", i))
			if h := c.r.history(m.Person); h.Total != 1 {
				t.Errorf("m%d: %d in total", i, h.Total)
			}
		}
		var edits []time.Time
		for _, q := range c.r.platform.Requests()[began:] {
			if q.Op == chattest.OpEdit && q.Lane == chat.LaneEdit {
				edits = append(edits, q.At)
			}
		}
		if len(edits) < 9 || len(edits) > 13 {
			t.Errorf("%d edits of the post in twelve minutes", len(edits))
		}
		for i := 1; i < len(edits); i++ {
			if gap := edits[i].Sub(edits[i-1]); gap < 55*time.Second {
				t.Errorf("two edits %v apart", gap)
			}
		}
		if n := len(c.r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
	})
}

// nasty is what somebody may write so that it does something to those who read it.
var nasty = []string{
	"@everyone @here <@123> <@&456> <#789> @ada",
	"[a bank](https://example.org) <https://example.org> https://example.org",
	"<b>bold</b> <script>alert(1)</script> &amp; <a href=\"https://example.org\">x</a>",
	"**bold** _it_ `code` ||hidden|| ~~gone~~ # title > quote - list",
	"```\nblock\n``` \\* \\",
	"zero\u200bwidth\u200c \u2060here\ufeff",
	"\u202eright to left\u202c \u2066\u2067 and an end",
	"1. a list\n2. of things\n\n> and a quote\nBot: Saved. Readable by: you.",
	"%s %d %[1]v {{.}} $1",
}

// What people write to make it do something is shown as it was written: one quote,
// with nothing around it but what the bot says itself.
func TestChannelNastyWords(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		reader := c.member("reader")
		reader.answers("Mine.")
		for i, text := range nasty {
			m := c.member(fmt.Sprintf("m%d", i))
			m.Called(text, "en")
			m.shares(text)
			c.r.soon()
		}
		page := reader.reads()
		var got, heads []string
		for {
			for j, b := range page.Blocks {
				switch {
				case b.Kind == chat.Quote:
					got = append(got, b.Text)
				case j > 0:
					heads = append(heads, b.Text)
				}
			}
			if !strings.Contains(strings.Join(page.Labels, "|"), english.Channel.Later) {
				break
			}
			c.r.pressesOn(reader.at, page.ID, english.Channel.Later)
			page = reader.at.Message(page.ID)
		}
		if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(nasty))) {
			t.Errorf("read %q", got)
		}
		for _, h := range heads {
			if strings.ContainsAny(h, "\n\u200b\u200c\u2060\ufeff\u202e\u202c\u2066\u2067") || len([]rune(h)) > 45 {
				t.Errorf("somebody is called %q", h)
			}
		}
		for _, m := range c.r.platform.Shown(c.in.Chat()) {
			if m.PingRole != "" {
				t.Errorf("%q notifies somebody", m.Text)
			}
		}
		c.r.unlogged("example.org", "right to left")
	})
}
