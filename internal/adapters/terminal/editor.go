package terminal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"
)

const (
	// bracketed has the terminal say where a paste begins and ends.
	bracketed, unbracketed = "\x1b[?2004h", "\x1b[?2004l"
	// goesOn stands before the further lines of a text that is pasted.
	goesOn = "… "
)

// device is a terminal's settings.
type device interface {
	// Raw has the terminal hand over keys instead of lines, and returns how to
	// set it back.
	Raw() (restore func(), err error)
	// Size is how large it is; zero where nobody knows.
	Size() (columns, rows int)
}

// editor reads lines from a terminal's keyboard, and lets them be edited. Between
// two lines the terminal is as it was.
type editor struct {
	device device
	out    io.Writer
	keys   *keys
	term   *term.Terminal
	past   *history
	text   []byte // of the lines that belong together, but for the last

	mu      sync.Mutex
	restore func() // set while a line is edited
}

func newEditor(in io.Reader, out io.Writer, d device) *editor {
	e := &editor{device: d, out: out, keys: &keys{in: in}, past: &history{}}
	e.term = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{e.keys, out}, "")
	e.term.History = e.past
	e.term.AutoCompleteCallback = e.interrupted
	return e
}

// interrupted is called for keys that nothing else knows. Ctrl-C drops what is
// typed; where nothing is, it ends the input as Ctrl-D does.
func (e *editor) interrupted(typed string, _ int, key rune) (string, int, bool) {
	switch {
	case key != interrupt:
	case typed == "" && len(e.text) == 0:
		e.keys.insert(ctrlD)
	default:
		e.keys.insert('\r')
	}
	return "", 0, false
}

// read reads one line, or all of a paste and what is typed behind it up to Enter.
func (e *editor) read(prompt string) line {
	if err := e.begin(); err != nil {
		return line{end: true, err: fmt.Errorf("reading a line: %w", err)}
	}
	defer e.end()
	e.text = e.text[:0]
	e.term.SetPrompt(prompt)
	for {
		typed, err := e.term.ReadLine()
		if err != nil {
			_, _ = io.WriteString(e.out, "\r\n") // What follows begins on a line of its own.
			switch {
			case len(e.text) > 0 && !e.keys.over(): // Ctrl-D behind a paste
				return e.finish()
			case errors.Is(err, io.EOF):
				return line{end: true}
			}
			return line{end: true, err: fmt.Errorf("reading a line: %w", err)}
		}
		e.text = append(e.text, typed...)
		switch e.keys.end() {
		case typedEnd:
			return e.finish()
		case droppedEnd:
			e.text = e.text[:0]
			e.term.SetPrompt(prompt)
		case pastedEnd:
			e.text = append(e.text, '\n')
			e.term.SetPrompt(goesOn)
		case foldedEnd:
			e.term.SetPrompt(goesOn)
		}
	}
}

// finish makes a line of the text.
func (e *editor) finish() line {
	text := strings.TrimRight(strings.ToValidUTF8(string(e.text), "\uFFFD"), "\n")
	kept := cut([]byte(text))
	e.past.keep(string(kept))
	return line{text: string(kept), dropped: len(text) - len(kept)}
}

// begin prepares the terminal for editing.
func (e *editor) begin() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	restore, err := e.device.Raw()
	if err != nil {
		return err
	}
	e.restore = restore
	e.fit()
	_, err = io.WriteString(e.out, bracketed)
	return err
}

// end sets the terminal back.
func (e *editor) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.restore != nil {
		_, _ = io.WriteString(e.out, unbracketed)
		e.restore()
		e.restore = nil
	}
}

// close sets the terminal back while a line is edited, and leaves it.
func (e *editor) close() {
	e.mu.Lock()
	editing := e.restore != nil
	e.mu.Unlock()
	e.end()
	if editing {
		_, _ = io.WriteString(e.out, "\n")
	}
}

// Write shows text. While a line is edited, that goes above it.
func (e *editor) Write(b []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.restore != nil {
		return e.term.Write(b)
	}
	return e.out.Write(b)
}

// resized has the line that is edited fit the terminal's width.
func (e *editor) resized() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.fit()
}

func (e *editor) fit() {
	if columns, rows := e.device.Size(); columns > 0 && rows > 0 {
		_ = e.term.SetSize(columns, rows) // A line that can't be shown again is still read.
	}
}

// tty is a real terminal.
type tty struct{ in, out *os.File }

// Raw implements device.
func (t tty) Raw() (restore func(), err error) {
	was, err := term.MakeRaw(int(t.in.Fd()))
	if err != nil {
		return nil, err
	}
	return func() { _ = term.Restore(int(t.in.Fd()), was) }, nil
}

// Size implements device.
func (t tty) Size() (columns, rows int) {
	columns, rows, err := term.GetSize(int(t.out.Fd()))
	if err != nil {
		return 0, 0
	}
	return columns, rows
}
