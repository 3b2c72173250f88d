package community

import (
	"slices"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// What waits for an admin, as it is announced.
func reportWaits(w *words.Words, channel string) string { return w.Channel.ReportNotice(channel) }
func submissionWaits(w *words.Words, channel string) string {
	return w.Community.Approvals.Waiting(channel)
}
func suggestionIsThere(w *words.Words, channel string) string {
	return w.Community.Suggestions.Waiting(channel)
}

// shown drops the notices that would announce, below a page, what the page itself shows:
// those of the server or group, or of one channel. In a private chat none is told by a
// page, and a link changes nothing.
func (f *Flow) shown(tx reflection.Tx, t *turn.Turn, announces func(*words.Words, string) string, of ...reflection.Channel) error {
	in := t.Meta.Space
	if t.Person.ID == 0 || in.Private || in.Parent == "" {
		return nil
	}
	waiting, err := tx.Notices(in.Platform, in.Parent, t.Person.ID)
	if err != nil || len(waiting) == 0 {
		return err
	}
	if len(of) == 0 {
		if of, err = tx.ChannelsIn(in.Platform, in.Parent); err != nil {
			return err
		}
	}
	var texts []string
	for _, ch := range of {
		texts = append(texts, announces(t.Words, turn.Name(ch.Title)), announces(t.Words, title(t, ch)))
	}
	for _, n := range waiting {
		if !slices.Contains(texts, n.Text) {
			continue
		}
		if err := tx.DeleteNotice(n.ID); err != nil {
			return err
		}
	}
	return nil
}
