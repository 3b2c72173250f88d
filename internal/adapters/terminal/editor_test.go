package terminal

import (
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

// screen is a device whose settings are watched.
type screen struct {
	raw     bool
	columns int
}

func (s *screen) Raw() (func(), error) {
	s.raw = true
	return func() { s.raw = false }, nil
}

func (s *screen) Size() (int, int) { return s.columns, 24 }

// edited returns the lines that an editor reads from the keys, up to the end.
func edited(t *testing.T, keys io.Reader) (lines []string, shown string) {
	t.Helper()
	var out strings.Builder
	d := &screen{columns: 80}
	e := newEditor(keys, &out, d)
	for {
		l := e.read("> ")
		if d.raw {
			t.Fatal("the terminal isn't as it was")
		}
		if l.err != nil {
			t.Fatal(l.err)
		}
		if l.end {
			return lines, out.String()
		}
		lines = append(lines, l.text)
	}
}

func paste(text string) string { return "\x1b[200~" + text + "\x1b[201~" }

const up, down, left, home, end = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[H", "\x1b[F"

func TestEditing(t *testing.T) {
	fifty := strings.TrimSuffix(strings.Repeat("/a line of many words, as it stands\n", 50), "\n")
	long := strings.Repeat("äb ", 3000) + "end"
	for name, c := range map[string]struct {
		keys string
		want []string
	}{
		"typed":                      {"hello\rthere\r", []string{"hello", "there"}},
		"backspace":                  {"helloo\x7f\r", []string{"hello"}},
		"arrows":                     {"hllo" + left + left + left + "e\r", []string{"hello"}},
		"home and end":               {"ell" + home + "h" + end + "o\r", []string{"hello"}},
		"home and end, as others do": {"ell\x1b[1~h\x1b[4~o\r", []string{"hello"}},
		"application mode":           {"hllo\x1bOD\x1bOD\x1bODe\r", []string{"hello"}},
		"by a word, Ctrl":            {"one three\x1b[1;5Dtwo \r", []string{"one two three"}},
		"by a word, Alt":             {"one three\x1bbtwo \r", []string{"one two three"}},
		"and back":                   {"one two" + home + "\x1bf\x1bf, three\r", []string{"one two, three"}},
		"a word deleted":             {"one two\x17three\r", []string{"one three"}},
		"up":                         {"one\rtwo\r" + up + up + "\r", []string{"one", "two", "one"}},
		"up and down":                {"one\rtwo\r" + up + up + down + "!\r", []string{"one", "two", "two!"}},
		"up where nothing was":       {up + up + "x\r", []string{"x"}},
		"unknown keys":               {"\x1b[15~\x1b[5~a\x1b[99;9Zb\x1bOPc\x1bxd\r", []string{"abcd"}},
		"Ctrl-C drops":               {"nonsense\x03hello\r", []string{"hello"}},
		"Ctrl-C on nothing ends":     {"one\r\x03two\r", []string{"one"}},
		"Ctrl-D ends":                {"one\r\x04two\r", []string{"one"}},
		"Ctrl-D within a line":       {"onex" + left + "\x04\r", []string{"one"}},
		"a paste":                    {paste("one\ntwo\r\nthree\rfour") + "\r", []string{"one\ntwo\nthree\nfour"}},
		"a paste of fifty lines":     {paste(fifty) + "\r", []string{fifty}},
		"with a break at its end":    {paste("one\ntwo\n") + "\rnext\r", []string{"one\ntwo", "next"}},
		"between what is typed":      {"so: " + paste("one\ntwo") + ", yes\r", []string{"so: one\ntwo, yes"}},
		"empty lines in it":          {paste("one\n\n\ntwo") + "\r", []string{"one\n\n\ntwo"}},
		"two pastes":                 {paste("one\n") + paste("two") + "\r", []string{"one\ntwo"}},
		"a paste of one line":        {paste("/today") + "\r", []string{"/today"}},
		"a paste that is dropped":    {paste("one\ntwo") + "\x03hello\r", []string{"hello"}},
		"commands in a paste":        {paste("a\x03\x04\x1b[A\x1b]0;x\x07\tb\x7f") + "\r", []string{"a[A]0;x b"}},
		"a long line in a paste":     {paste(long) + "\r", []string{long}},
		"the end within a paste":     {paste("one\ntwo"), nil},
		"Ctrl-D behind a paste":      {paste("one\ntwo\n") + "\x04x", []string{"one\ntwo"}},
		"other letters":              {"žluťoučký 日本 🙂\r", []string{"žluťoučký 日本 🙂"}},
	} {
		t.Run(name, func(t *testing.T) {
			for how, keys := range map[string]io.Reader{
				"at once":      strings.NewReader(c.keys),
				"byte by byte": iotest.OneByteReader(strings.NewReader(c.keys)),
			} {
				got, _ := edited(t, keys)
				if !slices.Equal(got, c.want) {
					t.Errorf("%s: lines\n%.300q, want\n%.300q", how, got, c.want)
				}
			}
		})
	}
}

// At the end of the input, what follows begins on a line of its own.
func TestTheEndIsClean(t *testing.T) {
	for _, keys := range []string{"\x03", "\x04", ""} {
		if _, shown := edited(t, strings.NewReader(keys)); !strings.HasSuffix(shown, "> \r\n"+unbracketed) {
			t.Errorf("after %q the screen ends with %q", keys, shown)
		}
	}
}

// A text that is too long is cut, and says by how much.
func TestALongPaste(t *testing.T) {
	e := newEditor(strings.NewReader(paste(strings.Repeat("a word\n", 20_000))+"\r"), io.Discard, &screen{columns: 80})
	if l := e.read("> "); len(l.text) != maxLine || len(l.text)+l.dropped != 7*20_000-1 {
		t.Errorf("%d bytes, and %d left out", len(l.text), l.dropped)
	}
}

// Whatever comes from a keyboard, the editor gets through it, and nothing in a line
// would command a terminal.
func FuzzKeys(f *testing.F) {
	for _, s := range []string{"a\r", paste("a\nb") + "\r", up + "\r", "\x1b", "\x1b[", "\x1b[200~\x1b[201", "\x03\x03", "é\xff\r", "\x1b[200~" + paste("x")} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := newEditor(strings.NewReader(s), io.Discard, &screen{columns: 7})
		for range len(s) + 2 {
			l := e.read("> ")
			if l.end {
				return
			}
			if !utf8.ValidString(l.text) || visible(l.text) != strings.ReplaceAll(l.text, "\t", " ") && strings.ContainsAny(l.text, "\x1b\x03\x07") {
				t.Errorf("%q became %q", s, l.text)
			}
		}
		t.Errorf("%q never ends", s)
	})
}

// What comes while somebody types is shown above their line.
func TestShownWhileTyping(t *testing.T) {
	var out strings.Builder
	keys, typing := io.Pipe()
	term := newTerminal(strings.NewReader(""), &out, &steering{}, style{tty: true, width: 40})
	term.edit(newEditor(keys, &out, &screen{columns: 40}))
	term.page.prompt()
	term.read("> ")
	_, _ = typing.Write([]byte("half a"))
	_, _ = typing.Write([]byte(" ")) // The one before was taken.
	if _, err := term.Send(contextOf(), say(private("you"), "Well?")); err != nil {
		t.Fatal(err)
	}
	_, _ = typing.Write([]byte("word\r"))
	if l := <-term.lines; l.text != "half a word" {
		t.Errorf("typed %q", l.text)
	}
	shown := out.String()
	at := strings.Index(shown, "  Well?\r\n> half a")
	if at < 0 || !strings.Contains(shown[:at], "> half a") {
		t.Errorf("shown %q", shown)
	}
}
