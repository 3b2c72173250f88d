package terminal

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"stillpoint/internal/chat"
)

// filling is a form that somebody has before them. A line fills one field, and
// the last one submits it.
type filling struct {
	form   *chat.Form
	filled map[string]string // by the field's id
	next   int               // the field that the next line fills
}

func (f *filling) field() chat.Field { return f.form.Fields[f.next] }

// sendForm shows a form to the one who pressed for it. One that somebody has
// open makes way for it.
func (t *Terminal) sendForm(m chat.Message) error {
	_, who, answers := strings.Cut(m.Answer, "/")
	if !answers || len(m.Form.Fields) == 0 {
		return &chat.SendError{Kind: chat.Rejected, Err: errors.New("a form answers a press, and has fields")}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.room(m.To).forms[who] = &filling{form: m.Form, filled: map[string]string{}}
	if err := t.page.form(m.To, m.Form, who); err != nil {
		return &chat.SendError{Kind: chat.Uncertain, Err: err}
	}
	return nil
}

// filling returns the form that the person at the keyboard has open here; nil if
// there is none.
func (t *Terminal) filling() *filling {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.room(t.here()).forms[t.who]
}

// closeForm takes the form away.
func (t *Terminal) closeForm() {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.room(t.here()).forms, t.who)
}

// fill takes a line for the next field, in which nothing, or a full stop alone,
// keeps what stands there.
func (t *Terminal) fill(ctx context.Context, in chat.Intake, f *filling, text string) {
	field := f.field()
	if text == "" || text == "." {
		text = field.Value
	}
	if text == "" && field.Required {
		t.page.note(fmt.Sprintf("%s can't be left empty. :cancel drops the form.", field.Label))
		return
	}
	f.filled[field.ID] = text
	if f.next++; f.next < len(f.form.Fields) {
		t.page.field(f.field())
		return
	}
	t.closeForm()
	t.offer(ctx, in, chat.Submitted{Meta: t.answerable(), Action: f.form.Action, Fields: f.filled})
}

// cancel drops the form that is open here.
func (t *Terminal) cancel() {
	if t.filling() == nil {
		t.page.note("There is no form to drop here.")
		return
	}
	t.closeForm()
	t.page.note("Dropped.")
}

// form shows a form: its title, and each field with what stands in it.
func (p *page) form(to chat.Chat, f *chat.Form, who string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	prefix := p.addressee(to)
	if to == channelChat {
		prefix += onlyFor(who)
	}
	var b strings.Builder
	if p.talking {
		b.WriteString("\n")
	}
	b.WriteString(p.lines(prefix, p.style.bold, f.Title))
	for _, field := range f.Fields {
		b.WriteString(p.fieldLine(field))
	}
	hint := "Type it, or . to keep what is there; :cancel drops the form."
	if len(f.Fields) > 1 {
		hint = fmt.Sprintf("Type %d lines, one for each; . keeps what is there, :cancel drops the form.", len(f.Fields))
	}
	b.WriteString(p.lines("", p.style.dim, "("+hint+")"))
	err := p.print(b.String())
	p.talking = true
	return err
}

// field shows the field that the next line fills.
func (p *page) field(f chat.Field) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.print(p.fieldLine(f))
}

func (p *page) fieldLine(f chat.Field) string {
	value, label := f.Value, visible(f.Label)
	if value == "" && f.Placeholder != "" {
		value = "(" + f.Placeholder + ")"
	}
	if !strings.ContainsAny(label[max(len(label)-1, 0):], "?!.:") {
		label += ":"
	}
	return p.lines(label+" ", plainText, value)
}
