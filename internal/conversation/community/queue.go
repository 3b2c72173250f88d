package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// suggested shows the oldest suggestion that waits.
func (f *Flow) suggested(tx reflection.Tx, t *turn.Turn, g target) error {
	return f.nextSuggestion(tx, t, g, "")
}

// nextSuggestion shows it after what was done with the one before, if anything.
func (f *Flow) nextSuggestion(tx reflection.Tx, t *turn.Turn, g target, done string) error {
	w := t.Words.Community
	if err := f.shown(tx, t, suggestionWaits, g.ch); err != nil {
		return err
	}
	queue, err := tx.Questions(g.sub.ID, reflection.Suggested)
	if err != nil {
		return err
	}
	var m chat.Message
	if done != "" {
		m.Blocks = append(m.Blocks, chat.P(done))
	}
	if len(queue) == 0 {
		m.Blocks = append(m.Blocks, chat.P(w.Suggestions.None))
		m.Actions = []chat.Action{f.aloneButton(t, g, w.Label.Questions, verbQuestions)}
		t.Update(m, 0)
		return nil
	}
	g.question = queue[0]
	m.Blocks = append(m.Blocks, chat.P(w.Suggestions.Head(len(queue))), chat.Block{Kind: chat.Quote, Text: g.question.Text})
	m.Blocks = append(m.Blocks, posts.More(t.Words, g.question.More)...)
	if g.question.Credit != "" {
		account, err := planning.Credited(tx, g.sub.Chat.Platform, g.question)
		if err != nil {
			return err
		}
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Paragraph, Text: w.Suggestions.By(g.question.Credit), Account: account})
	}
	m.Actions = []chat.Action{
		g.questionButton(w.Label.Approve, verbApprove), g.questionButton(w.Label.Decline, verbDecline),
	}
	t.Update(m, 0)
	return nil
}

// settle approves or declines a suggestion, once, and tells its author.
func (f *Flow) settle(tx reflection.Tx, t *turn.Turn, g target, state reflection.QuestionState) error {
	if g.question.State != reflection.Suggested {
		t.Alert(t.Words.Community.Suggestions.Settled)
		return nil
	}
	done, refusal, err := f.decideSuggestion(tx, t, g, state)
	if err != nil {
		return err
	}
	if refusal != "" {
		t.Alert(refusal)
		return nil
	}
	return f.nextSuggestion(tx, t, g, done)
}

// decideSuggestion approves or declines one that waits, and returns what to say of it;
// refusal says why it can't be, and nothing was done then.
func (f *Flow) decideSuggestion(tx reflection.Tx, t *turn.Turn, g target, state reflection.QuestionState) (done, refusal string, err error) {
	w := t.Words.Community
	done, text, became := w.Suggestions.Declined, wasDeclined, reflection.MatterDeclined
	if state == reflection.Approved {
		all, err := tx.Questions(g.sub.ID, reflection.Approved)
		if err != nil {
			return "", "", err
		}
		if len(all) >= bounds.Most {
			return "", w.Questions.NotTaken(w.Questions.Full), nil
		}
		done, text, became = w.Suggestions.Approved, wasApproved, reflection.MatterApproved
	}
	q := g.question
	q.State = state
	if err := tx.UpdateQuestion(q); err != nil {
		return "", "", err
	}
	if q.Author != 0 {
		if err := f.notify(tx, t, g, q.Author, q.Tell, text); err != nil {
			return "", "", err
		}
	}
	return done, "", f.settled(tx, t, reflection.MatterSuggestion, int64(q.ID), became)
}
