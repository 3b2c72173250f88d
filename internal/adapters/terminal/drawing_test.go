package terminal

import (
	"bytes"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// A drawing keeps its columns, goes on below where the page ends, and can't command
// the terminal.
func TestDrawing(t *testing.T) {
	for name, c := range map[string]struct {
		width       int
		drawn, want string
	}{
		"as it stands":  {40, "Mon  ■ ·   ■\n     □ -\n\nlegend\n", "  Mon  ■ ·   ■\n       □ -\n\n  legend\n"},
		"one long line": {18, "■ kept   ◖ rested   - missed", "  ■ kept ◖ rested\n  - missed\n"},
		"narrowed": {
			18, "Mon    Tue   Wed\n 1 ■         31 ■",
			"  Mon   Tue  Wed\n   1 ■       31 ■\n",
		},
		"folded between months": {
			18, "     Jan   Feb   Mar\nMon  ■ ■   ■ ■   ■ ■\n     □ -   □ -   □ -",
			"       Jan   Feb\n  Mon  ■ ■   ■ ■\n       □ -   □ -\n\n       Mar\n  Mon  ■ ■\n       □ -\n",
		},
		"folded within a month": {
			18, "     December\nMon  ■ ■ ■ ■ ■ ■ ■ ■\n     □ - □ - □ - □ -",
			"       December\n  Mon  ■ ■ ■ ■ ■ ■\n       □ - □ - □ -\n\n\n  Mon  ■ ■\n       □ -\n",
		},
		"without a gap": {18, "aaaaaaaaaaaaaaaaaaaa\nbb", "  aaaaaaaaaaaaaaaa\n  bb\n\n  aaaa\n\n"},
		"harmless":      {40, "a\x1b[31m  b", "  a[31m  b\n"},
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

// A picture that was the last thing shown is shown again at another width, and
// nothing is where it looks the same.
func TestADrawingFollowsTheWidth(t *testing.T) {
	var out bytes.Buffer
	d := &screen{columns: 80}
	e := newEditor(&bytes.Buffer{}, &out, d)
	p := &page{style: style{tty: true, width: 80}, out: e, editor: e}
	m := chat.Message{Blocks: []chat.Block{{Kind: chat.Drawing, Text: "     Jan   Feb   Mar\nMon  ■ ■   ■ ■   ■ ■"}}}
	for _, step := range []struct {
		columns int
		want    string
	}{
		{60, ""},
		{20, "\n      Jan  Feb  Mar\n  Mon ■ ■  ■ ■  ■ ■\n"},
		{18, "\n       Jan   Feb\n  Mon  ■ ■   ■ ■\n\n       Mar\n  Mon  ■ ■\n"},
		{18, ""},
		{90, "\n       Jan   Feb   Mar\n  Mon  ■ ■   ■ ■   ■ ■\n"},
	} {
		if step.columns == 60 {
			if err := p.message(m, &shown{}, time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		out.Reset()
		d.columns = step.columns
		p.resized()
		if out.String() != step.want {
			t.Errorf("at %d columns: %q, want %q", step.columns, out.String(), step.want)
		}
	}
	p.note("something else")
	out.Reset()
	d.columns = 20
	if p.resized(); out.Len() != 0 {
		t.Errorf("shown again though it wasn't the last thing: %q", out.String())
	}
}
