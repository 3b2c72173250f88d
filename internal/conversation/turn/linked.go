package turn

import (
	"time"

	"stillpoint/internal/chat"
)

// Linked remembers which page that asks for words a link has shown in a private chat:
// following one changes no row. After a restart what is written there is what it is
// without the link.
type Linked struct{ pages Recent[chat.Chat, linkedPage] }

type linkedPage struct {
	ref chat.Ref
	at  time.Time
}

// Show says that a link has shown a page just now, and what that is about.
func (l *Linked) Show(t *Turn, ref chat.Ref) {
	l.pages.Put(t.Meta.Space.Chat, linkedPage{ref, t.Meta.At})
}

// Lately is what the page is about that a link has shown here, and until when that counts;
// ok is false if none did lately.
func (l *Linked) Lately(t *Turn) (ref chat.Ref, until time.Time, ok bool) {
	p, known := l.pages.Get(t.Meta.Space.Chat)
	until = p.at.Add(Ownership)
	return p.ref, until, known && t.Meta.At.Before(until)
}

// Forget forgets which page a link has shown in a chat.
func (l *Linked) Forget(in chat.Chat) { l.pages.Drop(in) }

// Offer is what somebody is asked about the words that they wrote after a link's page:
// whether they are what it is about. Takes is the button that says so of a draft.
type Offer struct {
	Text  string
	Takes func(draft int64) chat.Action
}
