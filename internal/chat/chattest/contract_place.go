package chattest

import (
	"errors"
	"testing"

	"stillpoint/internal/chat"
)

// placeContract is what an adapter knows of people and community channels. All
// but the first part is for harnesses that have a channel.
func placeContract(run func(string, func(*rig))) {
	run("a private chat is found by its account", privateByAccount)
	run("how the bot stands in a channel", standsInChannel)
	run("who is in a channel", whoIsInChannel)
	run("a thread under a message", threadUnderMessage)
	run("a post in a forum", postInForum)
	run("published to those who follow", announcedToFollowers)
	run("pinned and unpinned", pinnedInChannel)
}

func privateByAccount(r *rig) {
	ada := r.Peer("ada")
	for range 2 {
		c, err := r.adapter.Private(r.Context(), ada.Account())
		if err != nil || c != ada.Chat() {
			r.Fatalf("Private: %v, %v, want %v", c, err, ada.Chat())
		}
	}
	r.send(question(ada.Chat(), "You asked to be told?"))
}

func standsInChannel(r *rig) {
	place, ok := r.Channel()
	if !ok {
		return
	}
	s, err := r.adapter.Inspect(r.Context(), place.Chat, chat.Need{})
	switch {
	case err != nil:
		r.Fatalf("Inspect: %v", err)
	case s.Space.Chat != place.Chat || s.Space.Private || s.Space.Parent == "" || s.Space.Title == "":
		r.Errorf("in %+v, want the channel %v", s.Space, place.Chat)
	case len(s.Missing) != 0:
		r.Errorf("missing %q where nothing is", s.Missing)
	}
	r.send(question(place.Chat, "What did you keep?"))
	_, err = r.adapter.Inspect(r.Context(), r.Nowhere(), chat.Need{})
	wantKind(r.T, err, chat.Gone)
}

func whoIsInChannel(r *rig) {
	place, ok := r.Channel()
	if !ok {
		return
	}
	for account, want := range map[string]chat.Membership{
		place.Admin:    {Member: true, Admin: true},
		place.Member:   {Member: true},
		place.Stranger: {},
		place.Bearer:   {Member: true, Roles: chat.RolesOf(place.Role)},
	} {
		if account == "" {
			continue
		}
		got, err := r.adapter.Member(r.Context(), place.Chat, account)
		if account != place.Bearer {
			got.Roles = "" // What others have is the harness's affair.
		}
		if err != nil || got != want {
			r.Errorf("account %q: %+v, %v, want %+v", account, got, err, want)
		}
	}
}

func threadUnderMessage(r *rig) {
	place, ok := r.Channel()
	if !ok {
		return
	}
	post := r.send(question(place.Chat, "What did you keep?"))
	thread, err := r.adapter.Thread(r.Context(), place.Chat, post.Message, "What did you keep?")
	if !r.limits.Threads {
		wantKind(r.T, err, chat.Rejected)
		return
	}
	if err != nil || thread == place.Chat || thread.Platform != place.Chat.Platform {
		r.Fatalf("Thread: %v, %v", thread, err)
	}
	if again, err := r.adapter.Thread(r.Context(), place.Chat, post.Message, "once more"); err != nil || again != thread {
		r.Errorf("a second time: %v, %v, want %v", again, err, thread)
	}
	r.send(question(thread, "An answer"))
}

func postInForum(r *rig) {
	place, ok := r.Channel()
	if !ok || place.Forum.IsZero() {
		return
	}
	s, err := r.adapter.Inspect(r.Context(), place.Forum, chat.Need{})
	if err != nil || s.Kind != chat.KindForum || s.Mute || !s.Kind.Posts() || !s.Kind.Threads() {
		r.Fatalf("Inspect: %+v, %v", s, err)
	}
	m := question(place.Forum, "What did you keep?")
	m.Title, m.Nonce = "What did you keep?", "n1"
	sent := r.send(m)
	if sent.In.IsZero() || sent.In == place.Forum || sent.In.Platform != place.Forum.Platform {
		r.Fatalf("it stands in %v", sent.In)
	}
	if again := r.send(m); again.Message != sent.Message || again.In != sent.In {
		r.Errorf("the same once more: %+v, want %+v", again, sent)
	}
	m.To, m.Blocks = sent.In, []chat.Block{chat.P("What did you keep, and why?")}
	if err := r.adapter.Edit(r.Context(), sent.Message, m); err != nil {
		r.Errorf("Edit: %v", err)
	}
	r.send(question(sent.In, "An answer"))
	untitled := question(place.Forum, "The week in numbers")
	if other := r.send(untitled); other.In.IsZero() || other.In == sent.In {
		r.Errorf("without a title it stands in %v", other.In)
	}
}

func announcedToFollowers(r *rig) {
	place, ok := r.Channel()
	if !ok {
		return
	}
	post := r.send(question(place.Chat, "What did you keep?"))
	wantKind(r.T, r.adapter.Announce(r.Context(), place.Chat, post.Message), chat.Rejected)
	if place.News.IsZero() {
		return
	}
	post = r.send(question(place.News, "What did you keep?"))
	for range 2 {
		if err := r.adapter.Announce(r.Context(), place.News, post.Message); err != nil {
			r.Errorf("Announce: %v", err)
		}
	}
}

func pinnedInChannel(r *rig) {
	place, ok := r.Channel()
	if !ok {
		return
	}
	post := r.send(question(place.Chat, "What did you keep?"))
	if !r.limits.Pins {
		wantKind(r.T, r.adapter.Pin(r.Context(), place.Chat, post.Message, true), chat.Rejected)
		return
	}
	for _, pinned := range []bool{false, true, true, false, false} {
		if err := r.adapter.Pin(r.Context(), place.Chat, post.Message, pinned); err != nil {
			r.Errorf("Pin %v: %v", pinned, err)
		}
	}
}

// wantKind wants a failure of a kind, with its cause.
func wantKind(t *testing.T, err error, want chat.SendKind) {
	t.Helper()
	failed, ok := errors.AsType[*chat.SendError](err)
	if !ok || failed.Kind != want || failed.Err == nil {
		t.Errorf("%v, want %v with its cause", err, want)
	}
}
