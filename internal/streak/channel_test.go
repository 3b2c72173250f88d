package streak

import (
	"testing"

	"stillpoint/internal/reflection"
)

// channelStory turns a story into a channel's questions: a answered, a dot not
// answered; the last one is open if open is set.
func channelStory(story string, open bool) []ChannelQuestion {
	var asked []ChannelQuestion
	for i, c := range story {
		asked = append(asked, ChannelQuestion{
			Delivery: channelQuestion + reflection.DeliveryID(i),
			Open:     open && i == len(story)-1,
			Answered: c == 'a',
		})
	}
	return asked
}

func TestChannelRunIsQuestionsInARowWithAReply(t *testing.T) {
	for _, c := range []struct {
		story string
		open  bool
		want  int
	}{
		{"", false, 0},
		{"aaa", false, 3},
		{"a.aa", false, 2},
		{"aa.", false, 0},
		{"aa.", true, 2}, // the open one does not end it
		{"aaa", true, 2}, // and does not count
		{"a", true, 0},
	} {
		if got := ChannelRun(channelStory(c.story, c.open)); got != c.want {
			t.Errorf("%q, open %v: %d, want %d", c.story, c.open, got, c.want)
		}
	}
}

func TestChannelRunOfAPersonIsWhatTheyAnsweredInARow(t *testing.T) {
	for _, c := range []struct {
		mine string // x for what this person answered
		open bool
		want int
	}{
		{"xxx", false, 3},
		{"x.x", false, 1},
		{"xx.", false, 0},
		{"xx.", true, 2}, // the open one does not end it
		{"xxx", true, 3}, // and counts once it is answered
	} {
		d := new(diary)
		asked := channelStory("aaaaaa"[:len(c.mine)], c.open)
		for i, m := range c.mine {
			if m == 'x' {
				d.reply(asked[i].Delivery, at(30, "08:00")) // whenever they did
			}
		}
		h := d.history(later)
		if got := h.ChannelRun(asked); got != c.want {
			t.Errorf("%q, open %v: %d, want %d", c.mine, c.open, got, c.want)
		}
	}
}

func TestWithoutAnOwnSubscriptionThereIsATotalAndNoRestDays(t *testing.T) {
	d := new(diary)
	d.reply(channelQuestion, at(1, "08:00"))
	d.reply(channelQuestion+1, at(2, "08:00"))
	h := d.want(t, "")
	equal(t, "total", h.Total, 2)
	equal(t, "rest days", h.RestDays, 0)
	equal(t, "run", h.Run, 0)
	_, _, ok := h.Recent()
	equal(t, "recent is shown", ok, false)
}
