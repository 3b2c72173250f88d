package community

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// preview shows the next post as it will look.
func (f *Flow) preview(tx reflection.Tx, t *turn.Turn, g target) error {
	m, err := f.previewOf(tx, t, g)
	if err == nil {
		m.Actions = append(m.Actions, backToPage(t, g))
		t.Show(m, 0)
	}
	return err
}

// previewAgain shows it in the place of the one under which was pressed, after a line
// about what was done.
func (f *Flow) previewAgain(tx reflection.Tx, t *turn.Turn, g target, done string) error {
	m, err := f.previewOf(tx, t, g)
	if err != nil {
		return err
	}
	if done != "" {
		m.Blocks = append([]chat.Block{chat.P(done)}, m.Blocks...)
	}
	m.Actions = append(m.Actions, backToPage(t, g))
	t.Update(m, 0)
	return nil
}

// previewOf is the next post, marked as a preview: its buttons do nothing, and it
// notifies nobody.
func (f *Flow) previewOf(tx reflection.Tx, t *turn.Turn, g target) (chat.Message, error) {
	w := t.Words.Community.Page
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Preview)}}
	asked, err := f.Delivery.Next(tx, g.sub, g.ch)
	if errors.Is(err, planning.ErrNothingLeft) {
		m.Blocks = []chat.Block{chat.P(w.PreviewNone)}
		return m, nil
	}
	if err != nil {
		return m, err
	}
	s := t.Prepared.Standing
	if told := inspected(t, g); g.ch.Role != "" && !(told && (s.RoleMute || s.RoleGone)) {
		m.Blocks[0].Text += " " + w.PreviewRole
	}
	post := f.post(t, g, asked)
	m.Blocks = append(m.Blocks, post.Blocks...)
	for _, a := range post.Actions {
		m.Actions = append(m.Actions, chat.Action{Label: a.Label, Ref: chat.Ref{Verb: verbInert}, Follow: chat.Alert})
	}
	now, err := postable(tx, t, g)
	if err != nil {
		return m, err
	}
	m.Actions = append(m.Actions, nextButtons(t, g, asked, now)...)
	return m, nil
}

// post is a channel's post of a prompt, in the channel's own language.
func (f *Flow) post(t *turn.Turn, g target, asked reflection.Asked) chat.Message {
	w := words.For(g.ch.Locale)
	m := posts.Post(w, reflection.Delivery{Chat: g.sub.Chat, Prompt: asked}, g.ch, 0, false)
	if !t.Limits.Forms && len(m.Actions) > 0 {
		m.Actions[0].Label = w.Post.Privately
	}
	return m
}
