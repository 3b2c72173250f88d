package main

import (
	"fmt"
	"io"
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

// counted gives a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
