package posts

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// The verbs under a channel's post, and under an answer posted in its thread:
// VerbReflect, VerbOthers and VerbReport are about a delivery, VerbAsked about a
// channel's subscription, and VerbAskMe about nothing but who presses. See ReportRef
// for which answer is reported.
const (
	VerbReflect = "reflect"
	VerbOthers  = "others"
	VerbAskMe   = "askme"
	VerbReport  = "report"
	VerbAsked   = "asked" // the date of the first not to show, or nothing
)

// Post shows a question in a community channel, with how many people have
// answered it. Closed is the form that it takes once the next one has come. What
// the prompt says of its source is shown as it is; Sourced fills it in.
func Post(w *words.Words, d reflection.Delivery, ch reflection.Channel, answered int, closed bool) chat.Message {
	source := d.Prompt.Source
	if source == "" && d.Prompt.Pack == reflection.OwnPack {
		source = w.Post.Ours
	}
	m := chat.Message{
		To:     d.Chat,
		Blocks: []chat.Block{{Kind: chat.Heading, Text: cmp.Or(ch.Heading, w.Post.Heading)}, chat.P(d.Prompt.Question)},
		Lane:   chat.LaneQuestion,
	}
	if source != "" {
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Source, Text: source, Account: d.Prompt.By})
	}
	m.Blocks = append(m.Blocks, More(w, d.Prompt.More)...)
	switch {
	case answered == 0:
	case closed:
		m.Blocks = append(m.Blocks, chat.P(w.Post.Closed(answered)))
	default:
		m.Blocks = append(m.Blocks, chat.P(w.Post.Count(answered)))
	}
	id := int64(d.ID)
	m.Actions = []chat.Action{
		{Label: w.Post.Reflect, Ref: chat.Ref{Verb: VerbReflect, ID: id}, Follow: chat.Opens},
		{Label: w.Post.Others, Ref: chat.Ref{Verb: VerbOthers, ID: id}, Follow: chat.Private},
		{Label: w.Post.AskMe, Ref: chat.Ref{Verb: VerbAskMe}, Follow: chat.Private},
	}
	return m
}

// More leads to what a question comes with: an address that can be followed, or a picture
// that the platform may show. It is nothing for most.
func More(w *words.Words, address string) []chat.Block {
	if address == "" {
		return nil
	}
	b := chat.Block{Kind: chat.Link, Text: w.Post.More + " " + address}
	if chat.IsPicture(address) {
		b.Kind = chat.LinkedPicture
	}
	return []chat.Block{b}
}

// shownPost is Post as a platform shows it, with the source of a question of the
// channel's own. Where no form can follow a press, the button says where it leads.
func shownPost(tx reflection.Tx, d reflection.Delivery, ch reflection.Channel, answered int, closed bool, limits chat.Limits) (chat.Message, error) {
	w := words.For(ch.Locale)
	var err error
	if d.Prompt, err = planning.Sourced(tx, w, d.Chat.Platform, d.Prompt); err != nil {
		return chat.Message{}, err
	}
	m := Post(w, d, ch, answered, closed)
	if !limits.Forms {
		m.Actions[0].Label = w.Post.Privately
	}
	return m, nil
}

// PublishedText is how a shared answer reads to others, wherever they read it:
// whose it is, and the words of its parts that still have some. It is empty if
// none has.
func PublishedText(w *words.Words, reply reflection.Reply, parts []reflection.Part) []chat.Block {
	name := w.Post.Somebody
	if reply.Audience == reflection.Shared && reply.Name != "" {
		name = reply.Name
	}
	blocks := []chat.Block{chat.P(name)}
	for _, p := range parts {
		if p.Deleted.IsZero() && strings.TrimSpace(p.Text) != "" {
			blocks = append(blocks, chat.Block{Kind: chat.Quote, Text: p.Text})
		}
	}
	if len(blocks) == 1 {
		return nil
	}
	return blocks
}

// Published is how a shared answer reads to others: its text, with the name tied to the
// account that wrote it.
func Published(tx reflection.Tx, w *words.Words, reply reflection.Reply, parts []reflection.Part) ([]chat.Block, error) {
	blocks := PublishedText(w, reply, parts)
	if len(blocks) == 0 || reply.Audience != reflection.Shared || reply.Name == "" {
		return blocks, nil
	}
	author, err := tx.IdentityOf(reply.Identity)
	if errors.Is(err, reflection.ErrNotFound) {
		return blocks, nil
	}
	blocks[0].Account = author.Account
	return blocks, err
}

// maxTitle is the longest title of a thread that every platform takes, in runes.
const maxTitle = 100

// threadTitle names the thread under a question.
func threadTitle(question string) string {
	title := []rune(strings.Join(strings.Fields(question), " "))
	if len(title) <= maxTitle {
		return string(title)
	}
	return strings.TrimSpace(string(title[:maxTitle-1])) + "…"
}

// Compose makes the message of a channel's question. The role is notified by
// the question alone, and once: where a repetition is another message, it isn't.
func Compose(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, limits chat.Limits) (chat.Message, error) {
	ch, err := tx.Channel(del.Subscription)
	if err != nil {
		return chat.Message{}, err
	}
	m, err := shownPost(tx, del, ch, 0, false, limits)
	m.To, m.Nonce = d.Chat, outbox.Nonce(d.ID)
	m.Title, m.Tag = threadTitle(del.Prompt.Question), ch.Tag
	if d.Unsure == 0 || limits.NonceWindow > 0 {
		m.PingRole = ch.Role
	}
	return m, err
}

// RoleGone notes that a channel's role is gone, and tells whoever chose it.
func RoleGone(tx reflection.Tx, id reflection.DeliveryID, now time.Time) error {
	p, err := targetOf(tx, id)
	if err != nil || p.ch.Role == "" {
		return err
	}
	p.ch.Role = ""
	if err := tx.UpdateChannel(p.ch); err != nil {
		return err
	}
	return planning.TellInstaller(tx, p.sub.Chat.Platform, p.ch, 0, now, func(w *words.Words) string {
		return w.Post.RoleGone(p.ch.Title)
	})
}
