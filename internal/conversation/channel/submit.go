package channel

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// submit has an answer wait for an admin before it is shared without a name. Until
// then it is its author's alone.
func (f *Flow) submit(tx reflection.Tx, t *turn.Turn, p place, a *answer) error {
	if err := f.readBy(tx, t, p, a, reflection.PrivateTo); err != nil {
		return err
	}
	if waits, err := isSubmitted(tx, a.ID); err != nil || waits {
		return err
	}
	others, err := awaitsAdmin(tx, p)
	if err != nil {
		return err
	}
	shown, err := f.showModerators(tx, t, p, a)
	if err != nil || shown || others {
		return err // With others the installer has been told that something waits.
	}
	return f.noticeInstaller(tx, t, p, func(w *words.Words) string {
		return w.Community.Approvals.Waiting(turn.Name(p.channel.Title))
	})
}

// showModerators has an answer wait, and shows it in the moderators' channel, where
// there is one.
func (f *Flow) showModerators(tx reflection.Tx, t *turn.Turn, p place, a *answer) (shown bool, err error) {
	s := reflection.Submission{Reply: a.ID, At: t.Meta.At.UTC()}
	if err := tx.AddSubmission(&s); err != nil {
		return false, err
	}
	return moderation.Begin(tx, p.sub, p.channel, reflection.MatterSubmission, int64(s.ID), t.Now)
}

// awaitsAdmin reports whether something waits in a channel that an admin is shown.
func awaitsAdmin(tx reflection.Tx, p place) (bool, error) {
	all, err := tx.Submissions(p.sub.ID)
	return len(all) > 0, err
}

// isSubmitted reports whether an answer waits for an admin.
func isSubmitted(tx reflection.Tx, id reflection.ReplyID) (bool, error) {
	_, err := tx.SubmissionOf(id)
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// resubmit follows up on words that changed while their answer waited for an admin:
// they wait anew, so that nothing is approved that wasn't read. What stands in the
// channel with a name, is listed, or is of an author who is kept from sharing, doesn't
// wait any more.
func (f *Flow) resubmit(tx reflection.Tx, t *turn.Turn, p place, a *answer) error {
	waits, err := isSubmitted(tx, a.ID)
	if err != nil || !waits {
		return err
	}
	stopped, err := isStopped(tx, p, t.Person.ID)
	if err != nil {
		return err
	}
	_, others := a.editable(p)
	if stopped || !a.living() || others || a.Audience != reflection.PrivateTo || listed(p.channel.WordList, joined(a.parts)) {
		return tx.DeleteSubmission(a.ID)
	}
	_, err = f.showModerators(tx, t, p, a)
	return err
}

// passes reports whether an answer may be read by an audience at once; if not, its
// words are listed, or an admin looks at it first.
func (a answer) passes(ch reflection.Channel, who reflection.Audience) (free, isListed bool) {
	if who != reflection.Anonymous {
		return true, false
	}
	isListed = listed(ch.WordList, joined(a.parts))
	return !isListed && !ch.Approval, isListed
}

// waitingReceipt is the receipt of an answer that waits for an admin.
func (f *Flow) waitingReceipt(t *turn.Turn, a answer, before string) chat.Message {
	w := t.Words.Channel
	line := w.Waits
	if before != "" {
		line = before + " " + line
	}
	button := func(label, verb string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: verb, ID: int64(a.ID)}, Follow: chat.Update}
	}
	edit := button(w.Edit, VerbReword)
	edit.Follow = f.opens(t)
	return chat.Message{
		Blocks:  []chat.Block{chat.P(line)},
		Actions: []chat.Action{button(w.TakeBack, VerbTakeBack), edit, button(w.Delete, VerbErase)},
	}
}
