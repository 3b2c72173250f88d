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

// In a forum each question is a post of its own: members answer in it, its count is
// edited in it, and what is shared stands in it once it closes.
func TestCommunityForum(t *testing.T) {
	onDiscord(t, func(r *rig) {
		forum := r.platform.ChannelIn("acme", "forum").Forum(false, "daily", "other")
		ada := r.admin("ada").In(r.square())
		ada.CommandWith("community", "setup", map[string]string{
			"zone": "Europe/Berlin", "time": "9:00", "thread": "closed", "channel": forum.Chat().ID,
		})
		r.wantSeen(ada, english.Community.Kinds.ForumThread)
		r.wantSeen(ada, english.Community.Kinds.NoTag)
		r.presses(ada, english.Community.Kinds.Tag)
		r.presses(ada, "daily")
		r.wantSeen(ada, "Posts are tagged “daily”.")
		r.waits(nine)
		posts := forum.Posts()
		if len(posts) != 1 || r.sayings(forum.Chat()) != 0 {
			t.Fatalf("%d posts, %d messages beside them", len(posts), r.sayings(forum.Chat()))
		}
		post := posts[0]
		first := r.platform.Shown(post.Chat())[0]
		if first.Tag != "tag-daily" || !strings.Contains(first.Text, strings.TrimSuffix(post.Title(), "…")) {
			t.Errorf("post %q tagged %q: %q", post.Title(), first.Tag, first.Text)
		}
		in := asked{r: r, in: post}
		in.member("ben").in.Reply(first.ID, "The badge.")
		r.settle()
		carla := in.member("carla")
		carla.answers("The view from the stairs.")
		r.presses(carla.at, english.Channel.ShareUnnamed)
		r.until(nine.Add(3 * time.Minute))
		if first = r.platform.Shown(post.Chat())[0]; !strings.Contains(first.Text, "2 have answered") {
			t.Errorf("the post says %q", first.Text)
		}
		r.waits(nine.Add(24 * time.Hour))
		r.until(nine.Add(24*time.Hour + time.Minute))
		if n := len(forum.Posts()); n != 2 {
			t.Fatalf("%d posts", n)
		}
		shown := r.platform.Shown(post.Chat())
		if !strings.Contains(shown[0].Text, "open to everyone now") {
			t.Errorf("closed it says %q", shown[0].Text)
		}
		if !slices.ContainsFunc(shown, func(s chattest.Shown) bool { return strings.Contains(s.Text, "The view from the stairs.") }) {
			t.Errorf("what was shared isn't in the post: %v", shown)
		}
	})
}

// In an announcement channel posts are published if the admin wants it: from the next
// one on, each once, also when that is refused for a while; and never what was asked
// before.
func TestCommunityAnnounces(t *testing.T) {
	onDiscord(t, func(r *rig) {
		r.square().Be(chat.KindAnnouncement)
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.wantSeen(ada, english.Community.Kinds.AnnounceOffer)
		announced := func() (all []bool) {
			for _, s := range r.posted(r.square()) {
				all = append(all, s.Announced)
			}
			return all
		}
		r.waits(nine)
		r.orders(ada, "announce on")
		r.wantLast(ada, english.Community.Kinds.AnnounceIs)
		asked{r: r, in: r.square()}.member("ben").answers("Words.")
		r.until(nine.Add(30 * time.Minute))
		if got := announced(); !slices.Equal(got, []bool{false}) {
			t.Errorf("what stood before: %v", got)
		}
		r.platform.FailNext(chattest.OpAnnounce, chat.SendError{Kind: chat.Throttled, Wait: 10 * time.Minute, Scope: chat.ScopeRoute, Err: errDead})
		r.waits(nine.Add(24 * time.Hour))
		if got := announced(); !slices.Equal(got, []bool{false, false}) {
			t.Errorf("while it must wait: %v", got)
		}
		r.until(nine.Add(24*time.Hour + 15*time.Minute))
		if got := announced(); !slices.Equal(got, []bool{false, true}) {
			t.Errorf("then: %v", got)
		}
		r.orders(ada, "announce off")
		r.waits(nine.Add(48 * time.Hour))
		if got := announced(); !slices.Equal(got, []bool{false, true, false}) {
			t.Errorf("switched off: %v", got)
		}
	})
}

// Only where there is something to publish, or to tag, is it offered.
func TestCommunityKindsAreOffered(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		for order, want := range map[string]string{
			"announce on": english.Community.Kinds.NoNews, "tag": english.Community.Kinds.NoTags,
		} {
			r.orders(ada, order)
			r.wantLast(ada, want)
		}
		_, ch := r.community(r.square())
		if ch.Announce {
			t.Error("it publishes")
		}
		w := english.Community.Kinds
		for _, c := range []struct {
			kind chat.ChannelKind
			want string
		}{{chat.KindText, ""}, {chat.KindAnnouncement, w.Announce}, {chat.KindForum, w.Tag}} {
			r.square().Forum(true, "daily").Be(c.kind)
			r.orders(ada, "")
			r.presses(ada, "More")
			for _, label := range []string{w.Announce, w.Tag} {
				if offered := slices.Contains(ada.Last().Labels, label); offered != (label == c.want) {
					t.Errorf("kind %d: %q is offered: %v", c.kind, label, offered)
				}
			}
		}
		ch.Tag = "tag-gone"
		r.update(func(tx reflection.Tx) error { return tx.UpdateChannel(ch) })
		r.orders(ada, "status")
		r.wantLast(ada, "Posts here need a tag: I use “daily”.")
	})
}
