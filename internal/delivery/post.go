package delivery

import (
	"strings"
	"unicode"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
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
		Blocks: []chat.Block{{Kind: chat.Heading, Text: w.Post.Heading}, chat.P(d.Prompt.Question)},
		Lane:   chat.LaneQuestion,
	}
	if source != "" {
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Source, Text: source})
	}
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

// shownPost is Post as a platform shows it, with the source of a question of the
// channel's own. Where no form can follow a press, the button says where it leads.
func shownPost(tx interface {
	Question(reflection.QuestionID) (reflection.OwnQuestion, error)
}, d reflection.Delivery, ch reflection.Channel, answered int, closed bool, limits chat.Limits) (chat.Message, error) {
	w := words.For(ch.Locale)
	var err error
	if d.Prompt, err = Sourced(tx, w, d.Prompt); err != nil {
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

// publishedRoom bounds what is posted of a shared answer. It is one message
// everywhere, because a message is what can be taken back: of one that a platform
// shows in several pieces, all but the last would stay. A rune that an adapter may
// have to escape, or to begin a quoted line with, takes up more than one.
const publishedRoom = 1700

// fitted returns the blocks of a shared answer as far as they fit in one message.
func fitted(w *words.Words, blocks []chat.Block) []chat.Block {
	left := publishedRoom
	for i, b := range blocks {
		end, whole := fits(b.Text, left)
		if whole {
			left -= width(b.Text)
			continue
		}
		blocks = append(blocks[:i:i], chat.Block{Kind: b.Kind, Text: strings.TrimSpace(b.Text[:end]) + "…"})
		return append(blocks, chat.P(w.Post.Longer))
	}
	return blocks
}

// fits returns the byte up to which a text fits in the room, at a space where there
// is one in its second half, and whether that is all of it.
func fits(text string, room int) (end int, whole bool) {
	space := 0
	for i, r := range text {
		if room -= runeWidth(r); room < 0 {
			if space > i/2 {
				return space, false
			}
			return i, false
		}
		if unicode.IsSpace(r) {
			space = i
		}
	}
	return len(text), true
}

func width(text string) (n int) {
	for _, r := range text {
		n += runeWidth(r)
	}
	return n
}

// runeWidth is the most characters that a rune takes up once it is written down
// as a platform wants it.
func runeWidth(r rune) int {
	switch {
	case r == '\n':
		return 4
	case r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
		return 2
	case r > 0xffff:
		return 2
	}
	return 1
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
