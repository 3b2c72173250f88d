package terminal

import (
	"bytes"
	"testing"

	"stillpoint/internal/chat"
)

// A drawing keeps its columns, is cut at the page's edge, and can't command the
// terminal.
func TestDrawing(t *testing.T) {
	for name, c := range map[string]struct {
		width       int
		drawn, want string
	}{
		"as it stands": {40, "Mon  ■ ·   ■\n     □ -\n\nlegend\n", "  Mon  ■ ·   ■\n       □ -\n\n  legend\n"},
		"cut":          {18, "Mon  ■ ■ ■ ■ ■ ■ ■ ■ ■", "  Mon  ■ ■ ■ ■ ■ ■\n"},
		"harmless":     {40, "a\x1b[31m  b", "  a[31m  b\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			p := &page{style: style{width: c.width}, out: &out}
			if got := p.body(chat.Message{Blocks: []chat.Block{{Kind: chat.Drawing, Text: c.drawn}}}, &shown{}, ""); got != c.want {
				t.Errorf("drawn as\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
