package community

import (
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// announcement is what waits for an admin: how it is announced, and whether any of it
// waits in a channel.
type announcement struct {
	says  func(w *words.Words, channel string) string
	waits func(*Flow, reflection.Tx, target) (bool, error)
}

var (
	reportWaits = announcement{
		says: func(w *words.Words, channel string) string { return w.Channel.ReportNotice(channel) },
		waits: func(f *Flow, tx reflection.Tx, g target) (bool, error) {
			open, err := f.open(tx, g)
			return slices.ContainsFunc(open, func(of target) bool { return of.sub.ID == g.sub.ID }), err
		},
	}
	submissionWaits = announcement{
		says: func(w *words.Words, channel string) string { return w.Community.Approvals.Waiting(channel) },
		waits: func(f *Flow, tx reflection.Tx, g target) (bool, error) {
			all, err := f.submitted(tx, g)
			return len(all) > 0, err
		},
	}
	suggestionWaits = announcement{
		says: func(w *words.Words, channel string) string { return w.Community.Suggestions.Waiting(channel) },
		waits: func(_ *Flow, tx reflection.Tx, g target) (bool, error) {
			all, err := tx.Questions(g.sub.ID, reflection.Suggested)
			return len(all) > 0, err
		},
	}
	announcements = []announcement{reportWaits, submissionWaits, suggestionWaits}
)

// of finds the channel that a notice makes this announcement for, by the name that it had
// then; ok is false for any other notice.
func (a announcement) of(w *words.Words, text string) (channel string, ok bool) {
	const name = "\x00"
	before, after, _ := strings.Cut(a.says(w, name), name)
	if !strings.HasPrefix(text, before) || !strings.HasSuffix(text, after) || len(text) < len(before)+len(after) {
		return "", false
	}
	return text[len(before) : len(text)-len(after)], true
}

// announces reports whether a notice tells that something waits.
func announces(w *words.Words, n reflection.Notice) bool {
	return slices.ContainsFunc(announcements, func(a announcement) bool {
		_, ok := a.of(w, n.Text)
		return ok
	})
}

// stillWaits reports whether a notice tells something that is so: what it announces may
// have been decided meanwhile, by somebody else or by whoever took it back. Of a channel
// that is called otherwise now, whatever waits in its server or group is meant.
func (f *Flow) stillWaits(tx reflection.Tx, w *words.Words, n reflection.Notice) (bool, error) {
	for _, a := range announcements {
		name, ok := a.of(w, n.Text)
		if !ok {
			continue
		}
		all, err := siblings(tx, chat.Space{Chat: chat.Chat{Platform: n.Platform}, Parent: n.Parent})
		if err != nil {
			return false, err
		}
		others := func(g target) bool { return turn.Name(g.ch.Title) != name }
		if called := slices.DeleteFunc(slices.Clone(all), others); len(called) > 0 {
			all = called
		}
		for _, g := range all {
			if waits, err := a.waits(f, tx, g); waits || err != nil {
				return waits, err
			}
		}
		return false, nil
	}
	return true, nil
}

// shown drops the notices that would announce, below a page, what the page itself shows:
// those of the server or group, or of one channel. In a private chat none is told by a
// page, and a link changes nothing.
func (f *Flow) shown(tx reflection.Tx, t *turn.Turn, what announcement, of ...reflection.Channel) error {
	in := t.Meta.Space
	if t.Person.ID == 0 || in.Private || in.Parent == "" {
		return nil
	}
	waiting, err := tx.Notices(in.Platform, in.Parent, t.Person.ID)
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, n := range waiting {
		name, ok := what.of(t.Words, n.Text)
		about := func(ch reflection.Channel) bool { return name == turn.Name(ch.Title) || name == title(t, ch) }
		if !ok || len(of) > 0 && !slices.ContainsFunc(of, about) {
			continue
		}
		if err := tx.DeleteNotice(n.ID); err != nil {
			return err
		}
	}
	return nil
}
