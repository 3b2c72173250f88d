package channel

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// others shows what was shared, a page at a time, to whoever has answered, and
// to every member once the question has closed. What was hidden is shown to its
// author alone.
func (f *Flow) others(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	p, ok, err := reach(tx, t, id)
	if err != nil || !ok {
		return err
	}
	mine, err := answerOf(tx, p.ID, t.Person.ID)
	if err != nil {
		return err
	}
	may, err := mayRead(tx, p, mine)
	if err != nil {
		return err
	}
	w := t.Words.Channel
	if !may {
		t.Say(w.AnswerFirst, chat.Action{
			Label: t.Words.Post.Reflect, Ref: chat.Ref{Verb: posts.VerbReflect, ID: id}, Follow: f.opens(t),
		})
		return nil
	}
	all, err := tx.CountShared(p.ID)
	if err != nil {
		return err
	}
	here, err := pageAt(tx, t, p, arg, all)
	if err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(p.Prompt.Question)}}
	for i, e := range here.entries {
		m.Blocks = append(m.Blocks, e.blocks...)
		if e.Person != t.Person.ID {
			m.Actions = append(m.Actions, chat.Action{
				Label: w.Report(here.from.answer + i + 1), Ref: posts.ReportRef(p.ID, e.Sharing, ""), Follow: chat.Private,
			})
		}
	}
	hidden := mine.Hidden && mine.living()
	if hidden && here.from == (position{}) {
		m.Blocks = append(m.Blocks, chat.P(w.YoursHidden), chat.Block{Kind: chat.Quote, Text: cut(joined(mine.parts), answerRoom)})
	}
	if all == 0 && !hidden {
		m.Blocks = append(m.Blocks, chat.P(w.Nobody))
	}
	if here.from != (position{}) {
		m.Actions = append(m.Actions, turnTo(id, w.Earlier, backwards+here.from.String()))
	}
	if here.next.answer < all {
		m.Actions = append(m.Actions, turnTo(id, w.Later, here.next.String()))
	}
	m.Actions = append(m.Actions, chat.Action{
		Label: t.Words.Community.Next.Asked, Ref: chat.Ref{Verb: posts.VerbAsked, ID: int64(p.Subscription)},
	})
	if arg == "" { // The button stands under a post, which stays.
		t.Show(m, 0)
		return nil
	}
	return update(tx, t, p, m)
}

// turnTo is the button to another page.
func turnTo(id int64, label, arg string) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: posts.VerbOthers, ID: id, Arg: arg}}
}

// mayRead reports whether somebody may read what others answered: they have
// answered too, or the question has closed.
func mayRead(tx reflection.Tx, p place, mine answer) (bool, error) {
	if mine.ID != 0 {
		return true, nil
	}
	open, err := planning.IsOpen(tx, p.Delivery)
	return !open && p.State == reflection.DeliveryArrived, err
}
