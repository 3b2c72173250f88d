package channel

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
)

// Links are the verbs of this package's that the bot puts into links.
var Links = map[string]turn.Page{
	posts.VerbReflect: nil, posts.VerbOthers: nil, posts.VerbAsked: nil, summaries.VerbBoard: nil,
}

// Followed shows what a link leads to, where the button's own answer would change
// something; handled is false for any other.
func (f *Flow) Followed(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (handled bool, err error) {
	switch ref.Verb {
	case posts.VerbReflect:
		return true, f.showQuestion(tx, t, ref.ID)
	case summaries.VerbBoard:
		return true, f.showBoard(tx, t, ref.ID)
	}
	return false, nil
}

// showQuestion shows a question and opens the app's reply function under it: a reply to
// this message is the answer, by the message that it replies to, so that following the
// link changes nothing and nobody's next words become an answer without being one. What
// is written without that function is offered as the answer. Who has answered already
// gets the receipt.
func (f *Flow) showQuestion(tx reflection.Tx, t *turn.Turn, id int64) error {
	p, ok, err := reach(tx, t, id)
	if err != nil || !ok {
		return err
	}
	a, err := answerOf(tx, p.ID, t.Person.ID)
	if err != nil {
		return err
	}
	if a.living() {
		return f.showAnswer(tx, t, p, a)
	}
	m, err := question(tx, t, p)
	if err != nil {
		return err
	}
	m.Blocks = append(m.Blocks, chat.P(t.Words.Channel.ReplyAnswer))
	m.Placeholder = t.Words.WriteHint
	t.Show(m, p.ID)
	f.Linked.Show(t, chat.Ref{Verb: posts.VerbReflect, ID: int64(p.ID)})
	return nil
}

// question is a channel's question, as it is shown privately.
func question(tx reflection.Tx, t *turn.Turn, p place) (chat.Message, error) {
	q, err := planning.Sourced(tx, t.Words, p.Delivery.Chat.Platform, p.Prompt)
	if err != nil {
		return chat.Message{}, err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(q.Question)}}
	if q.Source != "" {
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Source, Text: q.Source, Account: q.By})
	}
	m.Blocks = append(m.Blocks, posts.More(t.Words, q.More)...)
	return m, nil
}

// showBoard says whether somebody stands on a channel's board, with the button that
// changes it.
func (f *Flow) showBoard(tx reflection.Tx, t *turn.Turn, id int64) error {
	sub, ch, ok, err := channelOf(tx, reflection.SubscriptionID(id))
	if err != nil {
		return err
	}
	if !ok || sub.Person != 0 {
		t.Alert(t.Words.Channel.NotHere)
		return nil
	}
	on, err := tx.OnBoard(sub.ID, t.Person.ID)
	if err != nil || !on && !allowed(t, sub, ch) {
		return err
	}
	sayBoard(t, id, on)
	return nil
}

// sayBoard says it, with the button that changes it.
func sayBoard(t *turn.Turn, id int64, on bool) {
	w := t.Words.Channel
	button := chat.Action{Label: w.JoinBoard, Ref: chat.Ref{Verb: summaries.VerbBoard, ID: id, Arg: argOn}, Follow: chat.Private}
	if !on {
		t.Say(w.OffBoard, button)
		return
	}
	button.Label, button.Ref.Arg = w.LeaveBoard, argOff
	t.Say(w.OnBoard(turn.Name(t.Meta.Actor.Name)), button)
}
