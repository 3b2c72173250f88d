package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// greet says what the bot does, and how to begin, once it was added to a server or
// group in which nothing is set up: to whoever added it, if they have a private chat
// with it, and else to all, where it may write. Where only admins write, whoever added it
// is told that nobody could answer there. Added again within the days for which events
// are remembered it says nothing.
func (f *Flow) greet(tx reflection.Tx, t *turn.Turn, e chat.Joined) error {
	in := e.Space
	if in.Parent == "" || e.Welcome.IsZero() && t.Home.IsZero() {
		return nil
	}
	all, err := listedIn(tx, in)
	if err != nil || len(all) > 0 {
		return err
	}
	if said, err := tx.Seen(in.Platform, "greeted "+in.Parent, e.At); err != nil || said {
		return err
	}
	w := t.Words.Community
	if !t.Home.IsZero() {
		name := turn.Name(in.Title)
		if name == "" {
			name = w.Page.Untitled
		}
		says := []chat.Block{chat.P(w.Greeting.ToOne(name)), chat.P(w.Greeting.Begin)}
		if in.Announces {
			says = []chat.Block{chat.P(w.Greeting.Announces(name))}
		}
		t.ShowHome(chat.Message{Blocks: says}, 0)
		return nil
	}
	t.ShowIn(e.Welcome, chat.Message{
		Blocks:  []chat.Block{chat.P(w.Greeting.ToAll), chat.P(w.Greeting.Begin)},
		Actions: []chat.Action{{Label: w.Label.SetUp, Ref: chat.Ref{Verb: verbSetUp}}},
	})
	return nil
}
