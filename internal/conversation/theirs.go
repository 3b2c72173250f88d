package conversation

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/carry"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/settings"
)

// AlwaysTheirs reports whether an event is one of the ways to carry away or delete what
// one wrote, to be asked no longer, or to learn what is kept: those stay open to whoever
// something is kept of, though the host lets them in no more.
func AlwaysTheirs(e chat.Event) bool {
	switch e := e.(type) {
	case chat.Command:
		switch e.Name {
		case "export", "forget", "pause", "privacy":
			return true
		}
	case chat.Pressed:
		switch e.Action.Verb {
		case carry.VerbExport, journal.VerbForget, settings.VerbPause:
			return true
		}
	}
	return false
}
