package terminal

import (
	"io"
	"os"

	"golang.org/x/term"
)

// maxWidth is the widest that a text is wrapped to: longer lines are hard to read.
const maxWidth = 80

// style is how the page looks.
type style struct {
	tty    bool // a terminal: prompt, don't repeat
	plain  bool // a terminal that obeys no escape sequences
	colour bool
	width  int // columns
}

// styleOf returns the style that suits an input and an output. Without a terminal
// on both sides the lines are repeated. A file or a pipe gets plain text, as do a
// terminal that takes no colours and everybody who has set NO_COLOR.
func styleOf(in io.Reader, out io.Writer) style {
	s := style{width: maxWidth}
	if !isTerminal(out) {
		return s
	}
	s.tty = isTerminal(in)
	s.plain = os.Getenv("TERM") == "dumb"
	s.colour = os.Getenv("NO_COLOR") == "" && !s.plain
	if columns, _ := (tty{out: out.(*os.File)}).Size(); columns > 0 {
		s.width = columns
	}
	return s
}

// isTerminal reports whether an input or an output is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// textWidth is how wide texts are; drawings take all there is.
func (s style) textWidth() int { return min(s.width, maxWidth) }

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
