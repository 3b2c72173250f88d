package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// A server has several series, each a channel's: with a heading, an hour and questions
// of its own, which the others have nothing of.
func TestCommunityTitledSeries(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		series := []struct{ channel, heading, hour, question string }{
			{"work", "The working week", "09:00", "What did the meeting leave unsaid?"},
			{"letters", "A letter a day", "18:30", "Who is still waiting for your answer?"},
			{"garden", "", "21:00", "What grew while you looked away?"},
		}
		at := func(name string) *chattest.Channel { return r.platform.ChannelIn("acme", name) }
		for _, s := range series {
			in := ada.In(at(s.channel))
			if r.platform.Limits().Forms {
				in.CommandWith("community", "setup", map[string]string{"zone": "Europe/Berlin", "time": s.hour, "title": s.heading})
				r.settle()
			} else {
				r.orders(in, "setup "+s.hour+" Europe/Berlin")
				r.orders(in, "heading "+s.heading)
			}
			r.orders(in, "questions add "+s.question)
		}
		r.orders(ada.In(r.platform.ChannelIn("acme", "lobby")), "status")
		r.wantLast(ada.In(r.platform.ChannelIn("acme", "lobby")), "“letters”, headed “A letter a day”: every day at 18:30.")
		r.until(time.Now().Add(24 * time.Hour))
		for _, s := range series {
			var posts []chattest.Shown
			for _, m := range r.platform.Shown(at(s.channel).Chat()) {
				if m.Seen == chat.ByAll && len(m.Blocks) > 1 && m.Blocks[0].Kind == chat.Heading {
					posts = append(posts, m)
				}
			}
			heading := s.heading
			if heading == "" {
				heading = english.Post.Heading
			}
			if len(posts) != 1 || posts[0].Blocks[0].Text != heading || posts[0].Blocks[1].Text != s.question {
				t.Errorf("%s: %+v", s.channel, posts)
				continue
			}
			if got := posts[0].At.UTC().Add(2 * time.Hour).Format("15:04"); got != s.hour {
				t.Errorf("%s: posted at %s, want %s", s.channel, got, s.hour)
			}
		}
		long := strings.Repeat("x", 61)
		if r.platform.Limits().Forms {
			in := ada.In(at("work"))
			in.CommandWith("community", "setup", map[string]string{"title": long})
			r.settle()
			r.wantLast(in, english.Community.Kinds.HeadingLong)
			if _, ch := r.community(at("work")); ch.Heading != "The working week" {
				t.Errorf("headed %q", ch.Heading)
			}
		}
	})
}
