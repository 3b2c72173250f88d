package main

import (
	"fmt"
	"io"
	"strings"
)

// reportWriter prints, and keeps the first error of its writer.
type reportWriter struct {
	out io.Writer
	err error
}

func (w *reportWriter) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.out, format, args...)
	}
}

// counted gives a number with its noun. One whose plural isn't made by an s names both,
// as in "reply|replies".
func counted(n int, noun string) string {
	one, more, both := strings.Cut(noun, "|")
	if !both {
		more = one + "s"
	}
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
