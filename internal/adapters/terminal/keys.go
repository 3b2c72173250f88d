package terminal

import (
	"bytes"
	"io"
	"slices"
	"sync"
	"unicode/utf8"
)

// lineEnd says how a line that the editor returns has ended.
type lineEnd int

const (
	typedEnd   lineEnd = iota // Enter was pressed
	pastedEnd                 // a line break in what was pasted
	foldedEnd                 // no break at all: the editor takes only so much in one line
	droppedEnd                // Ctrl-C: what was typed is dropped
)

const (
	// foldAfter is how many signs of a pasted line the editor gets at once; its
	// lines end at 4,096.
	foldAfter = 1000

	ctrlC  = 0x03
	ctrlD  = 0x04
	escape = 0x1b
	// interrupt is handed on in place of Ctrl-C, which the editor would take for
	// the end of the input. It does nothing by itself.
	interrupt = 0x07
)

var (
	pasteStart = []byte("\x1b[200~")
	pasteEnd   = []byte("\x1b[201~")
)

// sameKeys are the sequences that terminals send for keys which the editor knows
// by another one.
var sameKeys = map[string]string{
	"\x1b[A": "\x1b[A", "\x1b[B": "\x1b[B", "\x1b[C": "\x1b[C", "\x1b[D": "\x1b[D",
	"\x1b[H": "\x1b[H", "\x1b[F": "\x1b[F", "\x1b[3~": "\x1b[3~",
	"\x1b[1;3C": "\x1b[1;3C", "\x1b[1;3D": "\x1b[1;3D",
	// Of keypads that are in application mode.
	"\x1bOA": "\x1b[A", "\x1bOB": "\x1b[B", "\x1bOC": "\x1b[C", "\x1bOD": "\x1b[D", "\x1bOH": "\x1b[H", "\x1bOF": "\x1b[F",
	// Home and End, as others send them.
	"\x1b[1~": "\x1b[H", "\x1b[7~": "\x1b[H", "\x1b[4~": "\x1b[F", "\x1b[8~": "\x1b[F",
	// By a word, with Ctrl, or with Alt as a prefix.
	"\x1b[1;5C": "\x1b[1;3C", "\x1b[1;5D": "\x1b[1;3D", "\x1bf": "\x1b[1;3C", "\x1bb": "\x1b[1;3D", "\x1b\x7f": "\x17",
}

// keys translates a keyboard's bytes for the editor: known keys get one sequence
// each, a paste reads as if it had been typed, and every other control sequence is
// left out. It remembers how each line ends.
type keys struct {
	in io.Reader

	mu      sync.Mutex
	raw     []byte // read and not yet translated
	ready   []byte // translated and not yet handed on
	failed  error  // of in; reported when all is handed on
	ends    []lineEnd
	pasting bool
	cr      bool // the last sign of a paste was \r
	signs   int  // of the pasted line, since the last break
}

// Read implements io.Reader.
func (k *keys) Read(p []byte) (int, error) {
	for {
		k.mu.Lock()
		if len(k.ready) == 0 {
			k.translate()
		}
		if n := copy(p, k.ready); n > 0 {
			k.ready = k.ready[n:]
			k.mu.Unlock()
			return n, nil
		}
		failed := k.failed
		k.mu.Unlock()
		if failed != nil {
			return 0, failed
		}
		chunk := make([]byte, 4096)
		n, err := k.in.Read(chunk)
		k.mu.Lock()
		k.raw, k.failed = append(k.raw, chunk[:n]...), err
		k.mu.Unlock()
	}
}

// end returns how the line that the editor has just returned ended.
func (k *keys) end() lineEnd {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.ends) == 0 {
		return typedEnd
	}
	end := k.ends[0]
	k.ends = k.ends[1:]
	return end
}

// over reports whether nothing more will be typed.
func (k *keys) over() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.failed != nil && len(k.raw)+len(k.ready) == 0
}

// insert has the editor get a line's end, or the end of the input, before what
// was typed after an interrupt.
func (k *keys) insert(b byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if b == '\r' {
		k.ends = append(k.ends, droppedEnd)
	}
	k.ready = append(k.ready, b)
}

// translate moves complete keys from raw to ready, up to an interrupt.
func (k *keys) translate() {
	for len(k.raw) > 0 {
		size := k.typed
		if k.pasting {
			size = k.pasted
		}
		n := size()
		if n == 0 {
			return
		}
		stop := !k.pasting && k.raw[0] == ctrlC
		k.raw = k.raw[n:]
		if stop {
			return
		}
	}
}

// typed translates one key. It returns its length; 0 if its rest is still to come.
func (k *keys) typed() int {
	switch b := k.raw[0]; b {
	case ctrlC:
		k.ready = append(k.ready, interrupt)
	case '\r', '\n':
		k.breakLine(typedEnd)
	case interrupt, 0:
	case escape:
		n := sequence(k.raw)
		if n == 0 {
			return 0
		}
		if bytes.Equal(k.raw[:n], pasteStart) {
			k.pasting, k.cr, k.signs = true, false, 0
			return n
		}
		k.ready = append(k.ready, sameKeys[string(k.raw[:n])]...)
		return n
	default:
		k.ready = append(k.ready, b)
	}
	return 1
}

// pasted translates one byte of a paste, or its end. What would command a
// terminal is left out.
func (k *keys) pasted() int {
	if bytes.HasPrefix(k.raw, pasteEnd) {
		k.pasting = false
		return len(pasteEnd)
	}
	if bytes.HasPrefix(pasteEnd, k.raw) {
		return 0
	}
	b := k.raw[0]
	followsCR := k.cr
	k.cr = b == '\r'
	switch {
	case b == '\n' && followsCR:
	case b == '\r' || b == '\n':
		k.breakLine(pastedEnd)
	case b == '\t':
		k.ready = append(k.ready, ' ')
	case b < ' ' || b == 0x7f:
	default:
		if utf8.RuneStart(b) {
			if k.signs == foldAfter {
				k.breakLine(foldedEnd)
			}
			k.signs++
		}
		k.ready = append(k.ready, b)
	}
	return 1
}

func (k *keys) breakLine(end lineEnd) {
	k.ready, k.ends, k.signs = append(k.ready, '\r'), append(k.ends, end), 0
}

// sequence is the length of the escape sequence that b begins with; 0 if its rest
// is still to come.
func sequence(b []byte) int {
	switch {
	case len(b) < 2:
		return 0
	case b[1] == '[':
		last := slices.IndexFunc(b[2:], func(c byte) bool { return c >= '@' && c <= '~' })
		if last < 0 {
			return 0
		}
		return len("\x1b[") + last + 1
	case b[1] != 'O':
		return 2
	case len(b) < 3:
		return 0
	}
	return 3
}
