package moderation

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Compose is how a matter shows, in the channel's own language. There are no blocks
// where nothing is left to decide about. Of an answer that was hidden its author can
// still be stopped.
func Compose(tx reflection.Tx, m reflection.Matter, s Subject, limits chat.Limits) (chat.Message, error) {
	w := words.For(s.Channel.Locale)
	out := chat.Message{To: m.Chat}
	if m.State != reflection.MatterOpen {
		out.Blocks = []chat.Block{chat.P(became(w, m, s))}
		switch {
		case m.State != reflection.MatterHidden:
		case m.Stopped:
			out.Blocks = append(out.Blocks, chat.P(w.Moderation.AuthorStopped))
		case !s.Gone:
			out.Actions = []chat.Action{stopButton(w, m, limits)}
		}
		return out, nil
	}
	body, err := shown(tx, w, m, s)
	if err != nil || len(body) == 0 {
		return out, err
	}
	out.Blocks = append([]chat.Block{chat.P(heading(w, m, s))}, posts.Fitted(w, body)...)
	if m.Stopped {
		out.Blocks = append(out.Blocks, chat.P(w.Moderation.AuthorStopped))
	}
	out.Actions = actions(w, m, s, limits)
	return out, nil
}

// title is the channel's, as it can be said.
func title(w *words.Words, s Subject) string {
	if name := words.Name(s.Channel.Title); name != "" {
		return name
	}
	return w.Community.Page.Untitled
}

func heading(w *words.Words, m reflection.Matter, s Subject) string {
	of := map[reflection.MatterKind]func(string) string{
		reflection.MatterSuggestion: w.Moderation.Suggestion, reflection.MatterReport: w.Moderation.Report,
		reflection.MatterSubmission: w.Moderation.Submission,
	}
	return of[m.Kind](title(w, s))
}

// shown is what members wrote, as moderators may read it: nothing of what waits says
// whose it is; what is reported reads as it does to others.
func shown(tx reflection.Tx, w *words.Words, m reflection.Matter, s Subject) ([]chat.Block, error) {
	if m.Kind == reflection.MatterSuggestion {
		blocks := append([]chat.Block{{Kind: chat.Quote, Text: s.Question.Text}}, posts.More(w, s.Question.More)...)
		if s.Question.Credit == "" {
			return blocks, nil
		}
		account, err := planning.Credited(tx, m.Chat.Platform, s.Question)
		return append(blocks, chat.Block{Kind: chat.Paragraph, Text: w.Community.Suggestions.By(s.Question.Credit), Account: account}), err
	}
	parts, err := tx.Parts(s.Reply.ID)
	if err != nil {
		return nil, err
	}
	var answer []chat.Block
	if m.Kind == reflection.MatterReport {
		answer, err = posts.Published(tx, w, s.Reply, parts)
	} else {
		unnamed := s.Reply
		unnamed.Audience = reflection.Anonymous
		answer = posts.PublishedText(w, unnamed, parts)
	}
	if err != nil || len(answer) == 0 {
		return nil, err
	}
	blocks := []chat.Block{chat.P(s.Reply.Question)}
	if m.Kind == reflection.MatterReport && Changed(parts, s.Report.At) {
		blocks = append(blocks, chat.P(w.Community.Reports.Changed))
	}
	return append(blocks, answer...), nil
}

// Changed reports whether words of an answer were written, changed or taken back after an
// instant; not for the zero one, which isn't known.
func Changed(parts []reflection.Part, since time.Time) bool {
	return !since.IsZero() && slices.ContainsFunc(parts, func(p reflection.Part) bool {
		return p.At.After(since) || p.Edited.After(since) || p.Deleted.After(since)
	})
}

// became says what became of a settled matter; it holds nothing that members wrote.
func became(w *words.Words, m reflection.Matter, s Subject) string {
	in, of := title(w, s), w.Moderation
	suggested := m.Kind == reflection.MatterSuggestion
	switch m.State {
	case reflection.MatterApproved:
		if suggested {
			return of.Taken(in, m.By)
		}
		return of.Shared(in, m.By)
	case reflection.MatterDeclined:
		if suggested {
			return of.NotTaken(in, m.By)
		}
		return of.NotShared(in, m.By)
	case reflection.MatterHidden:
		return of.Hidden(in, m.By)
	case reflection.MatterLeft:
		return of.Left(in, m.By)
	case reflection.MatterElsewhere:
		return of.InList(in)
	case reflection.MatterWithdrawn, reflection.MatterOpen:
	}
	return of.Withdrawn(in)
}

// actions are what moderators can do with an open matter.
func actions(w *words.Words, m reflection.Matter, s Subject, limits chat.Limits) []chat.Action {
	l := w.Community.Label
	button := func(label, verb string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: verb, ID: int64(m.ID)}, Follow: chat.Alert}
	}
	if m.Kind != reflection.MatterReport {
		return []chat.Action{button(l.Approve, VerbApprove), button(l.Decline, VerbDecline)}
	}
	all := []chat.Action{button(l.HideIt, VerbHide), button(l.LeaveIt, VerbLeave)}
	if !m.Stopped {
		all = append(all, stopButton(w, m, limits))
	}
	if s.Reply.Audience == reflection.Anonymous && !s.Channel.NamedOnly {
		all = append(all, button(l.NameOnly, VerbNamed))
	}
	return all
}

// stopButton keeps the author of what was reported from sharing.
func stopButton(w *words.Words, m reflection.Matter, limits chat.Limits) chat.Action {
	stop := chat.Action{Label: w.Community.Label.StopAuthor, Ref: chat.Ref{Verb: VerbStop, ID: int64(m.ID)}, Follow: chat.Private}
	if !limits.Ephemeral { // It asks in the place of the message.
		stop.Follow = chat.Update
	}
	return stop
}

// digest tells whether a message shows something else than before.
func digest(m chat.Message) string {
	text := m.Text()
	for _, a := range m.Actions {
		text += "\x00" + a.Label
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
