// Package rehearsal plays, on a real platform and with its host's consent, each thing
// that the adapters rely on and that only simulators have shown, and holds what comes back
// against what the simulators answer. What it reports holds no token, id, name or word.
package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
)

// Row is one step with what came of it.
type Row struct {
	Step    string `json:"step"`
	Outcome string `json:"outcome"`
	// Open says that either outcome is right: it is told, and not compared.
	Open      bool       `json:"open,omitempty"`
	Exchanges []Exchange `json:"exchanges,omitempty"`
}

// Stage is where a rehearsal is played.
type Stage struct {
	Adapter  chat.Adapter
	Recorder *Recorder // what the adapter's requests go through
	Chat     chat.Chat
	// Account is somebody who is in the chat; empty where it is a private one.
	Account string
	// Picture is a small picture, PNG.
	Picture []byte
	// Nonce makes the nonces of this rehearsal unlike those of any other; at most 12
	// bytes.
	Nonce string
	// Settle is how long a request that was cut is given to be carried out.
	Settle time.Duration
}

// play is a rehearsal that goes on.
type play struct {
	Stage
	rows []Row
	left []chat.MessageID // what is to be tidied up
}

// Play plays everything in one chat and tidies up after itself. It takes some seconds;
// an error is only that of ctx.
func Play(ctx context.Context, s Stage) ([]Row, error) {
	p := &play{Stage: s}
	p.Recorder.taken()
	began := time.Now().Add(-5 * time.Second)
	first := p.send(ctx, "send a message", chat.Message{Blocks: []chat.Block{
		{Kind: chat.Heading, Text: "Rehearsal"}, chat.P("This is a test of <b>words</b> & *signs* that mean nothing."), {Kind: chat.Quote, Text: "a quote"},
	}})
	p.edits(ctx, first)
	p.signs(ctx, first)
	p.send(ctx, "send buttons", chat.Message{Blocks: []chat.Block{chat.P("Two buttons that do nothing.")}, Actions: []chat.Action{
		{Label: "One", Ref: chat.Ref{Verb: "rehearse"}}, {Label: "Two", Ref: chat.Ref{Verb: "rehearse", ID: 2}},
	}})
	p.send(ctx, "send a reply", chat.Message{Blocks: []chat.Block{chat.P("A reply.")}, ReplyTo: first.Message})
	if p.Adapter.Limits().Pictures {
		p.send(ctx, "send a picture with its description", chat.Message{
			Blocks:  []chat.Block{chat.P("A picture.")},
			Picture: &chat.Picture{Name: "rehearsal.png", PNG: p.Picture, Alt: "A plain square."},
		})
	}
	p.twice(ctx, began)
	p.cut(ctx, began)
	p.place(ctx, first)
	p.tidy(ctx)
	return p.rows, ctx.Err()
}

// row notes a step with what was asked for it.
func (p *play) row(step, outcome string, open bool) {
	p.rows = append(p.rows, Row{Step: step, Outcome: outcome, Open: open, Exchanges: p.Recorder.taken()})
}

// outcome is how an error is told: by its kind.
func outcome(err error) string {
	if err == nil {
		return "done"
	}
	return chat.KindOf(err).String()
}

func (p *play) send(ctx context.Context, step string, m chat.Message) chat.Sent {
	m.To = p.Chat
	sent, err := p.Adapter.Send(ctx, m)
	if err == nil {
		p.left = append(p.left, sent.Message)
	}
	told := outcome(err)
	if err == nil && (sent.At.IsZero() || time.Since(sent.At).Abs() > time.Minute) {
		told = "done, with a time that isn't now"
	}
	p.row(step, told, false)
	return sent
}

func (p *play) edits(ctx context.Context, first chat.Sent) {
	changed := chat.Message{To: p.Chat, Blocks: []chat.Block{chat.P("Changed.")}}
	p.row("edit it", outcome(p.Adapter.Edit(ctx, first.Message, changed)), false)
	p.row("edit it to what it is", outcome(p.Adapter.Edit(ctx, first.Message, changed)), false)
}

func (p *play) signs(ctx context.Context, first chat.Sent) {
	if !p.Adapter.Limits().Reactions {
		return
	}
	p.row("set a sign on it", outcome(p.Adapter.React(ctx, p.Chat, first.Message, chat.Kept)), false)
	p.row("take the sign away", outcome(p.Adapter.React(ctx, p.Chat, first.Message, chat.NoReaction)), false)
}

// numbered is a message with a nonce, and with a button as every question has: what is
// looked for in a history is found by that.
func (p *play) numbered(text, nonce string) chat.Message {
	return chat.Message{
		To: p.Chat, Nonce: p.Nonce + nonce, Blocks: []chat.Block{chat.P(text)},
		Actions: []chat.Action{{Label: "One", Ref: chat.Ref{Verb: "rehearse"}}},
	}
}

// twice sends the same nonce twice, and looks for it in the history.
func (p *play) twice(ctx context.Context, began time.Time) {
	m := p.numbered("Sent twice.", "twice")
	one, err := p.Adapter.Send(ctx, m)
	two, err2 := p.Adapter.Send(ctx, m)
	told := outcome(errors.Join(err, err2))
	if err == nil && err2 == nil {
		p.left = append(p.left, one.Message)
		if told = "the same message"; one.Message != two.Message {
			told = "two messages"
			p.left = append(p.left, two.Message)
		}
	}
	p.row("send one nonce twice", told, false)
	if !p.Adapter.Limits().History {
		return
	}
	found, ok, err := p.Adapter.Find(ctx, p.Chat, m.Nonce, began)
	told = outcome(err)
	switch {
	case err == nil && !ok:
		told = "not found"
	case err == nil && found.Message != one.Message:
		told = "another message"
	}
	p.row("find it in the history", told, false)
}

// cut sends a message whose connection is closed once it is written, and finds out what
// that left behind, where the history can be read.
func (p *play) cut(ctx context.Context, began time.Time) {
	m := p.numbered("Cut after it was written.", "cut")
	p.Recorder.cutNext()
	_, err := p.Adapter.Send(ctx, m)
	p.row("send a message that is cut after it was written", outcome(err), false)
	if !p.Adapter.Limits().History {
		return
	}
	select {
	case <-time.After(p.Settle):
	case <-ctx.Done():
		return
	}
	found, ok, err := p.Adapter.Find(ctx, p.Chat, m.Nonce, began)
	told := outcome(err)
	if err == nil {
		if told = "nothing"; ok {
			told = "the message"
			p.left = append(p.left, found.Message)
		}
	}
	p.row("what the cut request left behind", told, true)
}

// place asks how the bot stands there, and opens a thread where that can be.
func (p *play) place(ctx context.Context, first chat.Sent) {
	p.row("ask for a sign of life", outcome(p.Adapter.Probe(ctx, p.Chat)), false)
	if p.Account == "" {
		return
	}
	standing, err := p.Adapter.Inspect(ctx, p.Chat, chat.Need{Threads: p.Adapter.Limits().Threads})
	told := outcome(err)
	if err == nil && (standing.Mute || len(standing.Missing) > 0) {
		told = fmt.Sprintf("permissions are missing: %v", standing.Missing)
	}
	p.row("ask how the bot stands", told, false)
	member, err := p.Adapter.Member(ctx, p.Chat, p.Account)
	told = outcome(err)
	if err == nil && !member.Member {
		told = "no member"
	}
	p.row("ask whether somebody is a member", told, false)
	if !p.Adapter.Limits().Threads {
		return
	}
	opened, err := p.Adapter.Thread(ctx, p.Chat, first.Message, "Rehearsal")
	p.row("open a thread", outcome(err), false)
	if err != nil {
		return
	}
	again, err := p.Adapter.Thread(ctx, p.Chat, first.Message, "Rehearsal")
	told = outcome(err)
	if err == nil && again != opened {
		told = "another thread"
	}
	p.row("open it again", told, false)
	_, err = p.Adapter.Send(ctx, chat.Message{To: opened, Blocks: []chat.Block{chat.P("In the thread.")}})
	p.row("send into the thread", outcome(err), false)
}

// tidy deletes what was sent. A message that is gone already is as good as deleted.
func (p *play) tidy(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	for i, m := range p.left {
		err := p.Adapter.Delete(ctx, p.Chat, m)
		if i == 0 {
			p.row("delete it", outcome(err), false)
			p.row("delete it again", outcome(p.Adapter.Delete(ctx, p.Chat, m)), false)
		} else if err != nil {
			p.row("tidy up", outcome(err), false)
		}
	}
	p.Recorder.taken()
}
