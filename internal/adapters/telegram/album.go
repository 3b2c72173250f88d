package telegram

import (
	"slices"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// albumWithin is how long the pictures of one album may take to arrive. A poll is
// answered with the first of them at once.
const albumWithin = 700 * time.Millisecond

// wholeAlbum makes one text of the first picture of an album and of the others
// that wait behind it: their captions are its words. The others are done with
// the first. By webhook the next one comes only when this one is done with.
func (in *intake) wholeAlbum(q *queue, u *arrival, t chat.Text) chat.Text {
	if in.adapter.options.Webhook == "" {
		_ = pause(in.ctx, albumWithin)
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	q.waiting = slices.DeleteFunc(q.waiting, func(w *arrival) bool {
		if w.Message == nil || w.Message.Album != u.Message.Album {
			return false
		}
		u.album = append(u.album, w)
		if caption := w.Message.Caption; caption != "" {
			if t.Body == "" {
				t.Message, t.Medium = messageID(w.Message.ID), chat.Words
			}
			t.Body = strings.TrimPrefix(t.Body+"\n\n"+caption, "\n\n")
		}
		return true
	})
	return t
}

// albums remembers which albums were seen lately: Telegram sends the pictures of
// one as messages of their own, and one kind line about them is enough.
type albums struct {
	mu   sync.Mutex
	last [64]string
	next int
}

// seen reports whether the album was seen before, and notes it.
func (s *albums) seen(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, known := range s.last {
		if known == id {
			return true
		}
	}
	s.last[s.next] = id
	s.next = (s.next + 1) % len(s.last)
	return false
}
