package terminal

import (
	"bufio"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/internal/chat"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]input{
		"":                        {},
		"  \t":                    {},
		"hello":                   {kind: inputText, rest: "hello"},
		" hello ":                 {kind: inputText, rest: "hello"},
		"3":                       {kind: inputNumber, rest: "3"},
		"0":                       {kind: inputText, rest: "0"},
		"21":                      {kind: inputNumber, rest: "21"},
		"021":                     {kind: inputText, rest: "021"},
		"100":                     {kind: inputText, rest: "100"},
		"/today":                  {kind: inputCommand, word: "today"},
		"/schedule 8:30 weekdays": {kind: inputCommand, word: "schedule", rest: "8:30 weekdays"},
		"/home/ada":               {kind: inputText, rest: "/home/ada"},
		"/ or not":                {kind: inputText, rest: "/ or not"},
		":as ada":                 {kind: inputControl, word: "as", rest: "ada"},
		":nonsense":               {kind: inputControl, word: "nonsense"},
		":)":                      {kind: inputText, rest: ":)"},
		":D":                      {kind: inputText, rest: ":D"},
		":smile: hello":           {kind: inputText, rest: ":smile: hello"},
		":say /x":                 {kind: inputControl, word: "say", rest: "/x"},
		":":                       {kind: inputText, rest: ":"},
		"/skip is a word\nhere":   {kind: inputText, rest: "/skip is a word\nhere"},
		":quit\nthe job":          {kind: inputText, rest: ":quit\nthe job"},
		"3\n":                     {kind: inputNumber, rest: "3"},
	} {
		if got := parse(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}

// Whatever is typed is understood as something, and its words are kept.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "hello", "3", "/a b", ":a  b", ":)", "//", "/\t", ": x", "日本語", "\x00", "/a\u00a0b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := parse(s)
		switch got.kind {
		case inputNothing:
			if strings.TrimSpace(s) != "" {
				t.Errorf("%q is nothing", s)
			}
		case inputText, inputNumber:
			if got.rest != strings.TrimSpace(s) {
				t.Errorf("%q is the text %q", s, got.rest)
			}
		case inputCommand, inputControl:
			if got.word == "" || !strings.HasSuffix(strings.TrimSpace(s), got.rest) {
				t.Errorf("%q is %+v", s, got)
			}
		}
	})
}

func TestReadLine(t *testing.T) {
	r := bufio.NewReader(strings.NewReader("one\r\n\ntwo\xff\nlast"))
	for _, want := range []string{"one", "", "two\uFFFD", "last"} {
		if got := readLine(r); got.text != want || got.dropped != 0 || got.end {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
	for range 2 {
		if got := readLine(r); !got.end || got.err != nil {
			t.Errorf("at the end: %+v", got)
		}
	}
}

func TestLongLines(t *testing.T) {
	for name, c := range map[string]struct {
		line    string
		kept    int
		dropped int
	}{
		"just fits":          {strings.Repeat("a", maxLine), maxLine, 0},
		"one too long":       {strings.Repeat("a", maxLine+1), maxLine, 1},
		"two too long":       {strings.Repeat("a", maxLine+2), maxLine, 2},
		"far too long":       {strings.Repeat("a", 300_000), maxLine, 300_000 - maxLine},
		"a rune on the edge": {"a" + strings.Repeat("é", maxLine/2), maxLine - 1, 2},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			t.Run(name, func(t *testing.T) {
				r := bufio.NewReader(strings.NewReader(c.line + end + "next\n"))
				got := readLine(r)
				if len(got.text) != c.kept || !utf8.ValidString(got.text) || !strings.HasPrefix(c.line, got.text) {
					t.Errorf("kept %d bytes, want %d", len(got.text), c.kept)
				}
				if got.dropped != c.dropped {
					t.Errorf("dropped %d bytes, want %d", got.dropped, c.dropped)
				}
				if next := readLine(r); next.text != "next" {
					t.Errorf("the next line is %q", next.text)
				}
			})
		}
	}
}

func TestALongLineIsTold(t *testing.T) {
	c := &core{}
	got := pipe(t, style{width: 80}, c, strings.Repeat("word ", 30_000)+"\n", nil)
	if !strings.Contains(got, "I took the first 64 KB") {
		t.Error("nothing is said")
	}
	if len(got) > 2000 {
		t.Errorf("%d bytes are repeated", len(got))
	}
	if len(c.got) != 1 {
		t.Errorf("%d events, want one", len(c.got))
	}
}

// What keys leave in a line that nobody edits is no words.
func TestKeysAreNoWords(t *testing.T) {
	for typed, want := range map[string]string{
		"\x1b[A": "", "a\x1b[Db\x1bOCc": "abc", "\x1b[1;5Cx": "x", "plain": "plain", "a\x1b": "a", "a\x1b[": "a", "\x1bé!": "!",
	} {
		if got := unescaped(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

// A digit above the buttons that are shown is no answer; without buttons it is.
func TestADigitWithoutAButton(t *testing.T) {
	c := &core{}
	got := pipe(t, style{width: 80}, c, "3\n/today\n3\n2\n:say 3\n", func(term *Terminal, e chat.Event) error {
		if _, ok := e.(chat.Command); !ok {
			return nil
		}
		_, err := term.Send(contextOf(), say(private("you"), "Well?", "Another", "Later"))
		return err
	})
	if want := "(There is no button 3; the last is 2. :say 3 writes it.)"; strings.Count(got, want) != 1 {
		t.Errorf("shown\n%s", got)
	}
	if len(c.got) != 4 || c.got[0].(chat.Text).Body != "3" || c.got[2].(chat.Pressed).Action.Verb != "later" || c.got[3].(chat.Text).Body != "3" {
		t.Errorf("events %+v", c.got)
	}
}

// A number of two digits presses a button where there are so many, and is words else.
func TestAButtonOfTwoDigits(t *testing.T) {
	c := &core{}
	labels := strings.Split("a b c d e f g h i j k", " ")
	got := pipe(t, style{width: 80}, c, "/today\n11\n12\n99\n/few\n10\n", func(term *Terminal, e chat.Event) error {
		command, ok := e.(chat.Command)
		if !ok {
			return nil
		}
		shown := labels
		if command.Name == "few" {
			shown = labels[:9]
		}
		_, err := term.Send(contextOf(), say(private("you"), "Well?", shown...))
		return err
	})
	for _, want := range []string{"(There is no button 12; the last is 11. :say 12 writes it.)", "(There is no button 99;"} {
		if strings.Count(got, want) != 1 {
			t.Errorf("shown\n%s", got)
		}
	}
	if len(c.got) != 4 || c.got[1].(chat.Pressed).Action.Verb != "k" || c.got[3].(chat.Text).Body != "10" {
		t.Errorf("events %+v", c.got)
	}
}

// A number after :press is that of a button, and never the beginning of an older
// one's label.
func TestPressingANumber(t *testing.T) {
	c := &core{}
	shown := 0
	pipe(t, style{width: 80}, c, "/today\n/today\n:press 2\n:press 12\n", func(term *Terminal, e chat.Event) error {
		if _, ok := e.(chat.Command); !ok {
			return nil
		}
		labels := [][]string{{"12:30", "21:00"}, {"Another", "Later"}}[shown]
		shown++
		_, err := term.Send(contextOf(), say(private("you"), "Well?", labels...))
		return err
	})
	var verbs []string
	for _, e := range c.got {
		if p, ok := e.(chat.Pressed); ok {
			verbs = append(verbs, p.Action.Verb)
		}
	}
	if want := []string{"later"}; !slices.Equal(verbs, want) {
		t.Errorf("pressed %q, want %q", verbs, want)
	}
}
