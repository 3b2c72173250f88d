package telegram

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// An album is one message: its captions are the words, wherever they stand, and
// answer to the picture that has the first of them; without any it is one kind of
// picture. An album that is offered again is the same.
func TestAlbumsAreOneMessage(t *testing.T) {
	for name, c := range map[string]struct {
		captions []string
		body     string
		medium   chat.Medium
		message  int // which picture's
	}{
		"none":          {[]string{"", "", ""}, "", chat.Image, 0},
		"on the first":  {[]string{"three of them", "", ""}, "three of them", chat.Words, 0},
		"on the last":   {[]string{"", "", "at the lake"}, "at the lake", chat.Words, 2},
		"on every one":  {[]string{"one", "two", "three"}, "one\n\ntwo\n\nthree", chat.Words, 0},
		"of ten at all": {append(make([]string, 9), "the end"), "the end", chat.Words, 9},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.in.handle = func(_ chat.Event, offer int) error {
					if offer == 1 {
						return errFull
					}
					return nil
				}
				r.run()
				ada := r.server.User("ada")
				ids := ada.Album(c.captions...)
				ada.Write("behind it")
				r.pass(10 * time.Second)
				events := r.in.seen()
				if len(events) != 4 {
					r.Fatalf("%d offers, want two of each: %+v", len(events), r.bares())
				}
				for i, e := range events {
					got := e.(chat.Text)
					switch {
					case i < 2 && (got.Body != c.body || got.Medium != c.medium || got.Message != messageID(int64(ids[c.message]))):
						r.Errorf("offered %+v", got)
					case i >= 2 && got.Body != "behind it":
						r.Errorf("then %+v", got)
					}
				}
				if n := r.server.Waiting(); n != 0 {
					r.Errorf("%d updates still wait", n)
				}
			})
		})
	}
}

// A stop in the middle of an album leaves all of it for the next start.
func TestStoppingInAnAlbum(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		r.server.User("ada").Album("", "words")
		time.Sleep(albumWithin / 2)
		r.restart()
		r.pass(5 * time.Second)
		if got := r.in.bodies(); !slices.Equal(got, []string{"words"}) || r.server.Waiting() != 0 {
			r.Errorf("offered %q, %d updates wait", got, r.server.Waiting())
		}
	})
}

// By webhook the pictures of an album come one after another. They are spoken of
// once, and their captions are kept.
func TestAlbumsByWebhook(t *testing.T) {
	withWebhook(t, func(r *rig) {
		r.run()
		ada := r.server.User("ada")
		ada.Album("", "", "")
		ada.Album("words", "", "")
		r.pass(10 * time.Second)
		r.wantEvents(chat.Text{Medium: chat.Image}, chat.Text{Body: "words"})
	})
}
