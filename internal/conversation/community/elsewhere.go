package community

import (
	"slices"

	"stillpoint/internal/conversation/turn"
)

// ofServer are the orders and verbs that are about all channels of a server or group.
var ofServer = []string{
	"reports", "stopped", "managers", "moderators", "log", verbUnstop, verbManagers, verbModerators, verbShowing,
}

// nameElsewhere has what is said of a channel name it, where whoever did something to it
// isn't in it: by an order, or by a button or words that change something.
func nameElsewhere(t *turn.Turn, g target, what string) {
	of, name := subjects[what], turn.Name(g.ch.Title)
	does := of == noSubject || deeds[what] != "" && (of == ofChannel || of == ofQuestion)
	if g.sub.ID == 0 || g.sub.Chat == t.Meta.Space.Chat || name == "" || !does || slices.Contains(ofServer, what) {
		return
	}
	w := t.Words.Community.Page
	t.Lead(w.In(name), w.Quoted(name))
}
