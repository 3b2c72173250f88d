package terminal

import (
	"io"
	"os"
)

// maxWidth is the widest that a text is wrapped to: longer lines are hard to read.
const maxWidth = 80

// style is how the page looks.
type style struct {
	tty    bool // a terminal: prompt, don't repeat
	colour bool
	width  int // columns
}

// styleOf returns the style that suits an output. A file or a pipe gets plain
// text, and so does everybody who has set NO_COLOR.
func styleOf(out io.Writer) style {
	s := style{width: maxWidth}
	f, ok := out.(*os.File)
	if !ok {
		return s
	}
	columns, ok := terminalWidth(f)
	if !ok {
		return s
	}
	s.tty = true
	s.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if columns > 0 {
		s.width = min(columns, maxWidth)
	}
	return s
}

func plainText(s string) string { return s }

func (s style) bold(text string) string { return s.paint("1", text) }

func (s style) dim(text string) string { return s.paint("2", text) }

func (s style) button(text string) string { return s.paint("36", text) }

func (s style) paint(code, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
