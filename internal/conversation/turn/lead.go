package turn

import (
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/answers"
)

// Lead puts a line before the last message that the turn says, unless that holds a text
// already. What answers a press alone, and a form, have no place for it.
func (t *Turn) Lead(line, unless string) {
	for i, o := range slices.Backward(t.out) {
		m := o.Message
		says := o.Op == answers.Send && m.Seen != chat.AsAlert || o.Op == answers.Edit
		if !says || m.Form != nil {
			continue
		}
		if !strings.Contains(m.Text(), unless) {
			m.Blocks = append([]chat.Block{chat.P(line)}, m.Blocks...)
			t.markOwn(&m)
			t.out[i].Message = m
		}
		return
	}
}
