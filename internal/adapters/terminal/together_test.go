package terminal

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What comes at once was pasted, and is one text; what is typed, however far ahead,
// stays a line each.
func TestLinesTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe()
		g := newTogether(bufio.NewReader(r))
		want := func(text string) {
			t.Helper()
			if got := g.read(); got.text != text || got.end || got.dropped != 0 {
				t.Errorf("read %q (%v), want %q", got.text, got, text)
			}
		}
		fifty := make([]string, 50)
		for i := range fifty {
			fifty[i] = fmt.Sprint("/skip ", i)
		}
		_, _ = io.WriteString(w, strings.Join(fifty, "\n")+"\n")
		want(strings.Join(fifty, "\n"))
		for _, text := range []string{"typed\n", "ahead\n", "a\n\nb\n"} {
			_, _ = io.WriteString(w, text)
			time.Sleep(time.Second)
		}
		want("typed")
		want("ahead")
		want("a\n\nb")
		_, _ = io.WriteString(w, strings.Repeat("x", maxLine)+"\nyz\n")
		if got := g.read(); len(got.text) != maxLine || got.dropped != 3 {
			t.Errorf("kept %d bytes, dropped %d", len(got.text), got.dropped)
		}
		_, _ = io.WriteString(w, "the last")
		w.Close()
		want("the last")
		for range 2 {
			if got := g.read(); !got.end || got.err != nil {
				t.Errorf("behind the end: %v", got)
			}
		}
	})
}
