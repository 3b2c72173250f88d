package terminal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxLine is how much of one line is kept, in bytes: more than a person writes
// in an hour, little enough to be pasted by mistake.
const maxLine = 64 << 10

// line is one line of the input; of an editor's, all of what was pasted into it.
type line struct {
	text    string // valid UTF-8, without the last line break, at most maxLine bytes
	dropped int    // bytes beyond maxLine
	end     bool   // there was no line any more
	err     error  // why the input ended, if not by its end
}

// readLine reads one line. A last line without a line break is a line.
func readLine(r *bufio.Reader) line {
	var kept []byte
	var size int
	var end, beforeEnd byte
	for {
		part, err := r.ReadSlice('\n')
		size += len(part)
		kept = append(kept, part[:min(len(part), maxLine+2-len(kept))]...)
		switch n := len(part); {
		case n > 1:
			beforeEnd, end = part[n-2], part[n-1]
		case n == 1:
			beforeEnd, end = end, part[0]
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && size == 0:
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) {
				return line{end: true}
			}
			return line{end: true, err: fmt.Errorf("reading a line: %w", err)}
		}
		if end == '\n' {
			if size--; beforeEnd == '\r' {
				size--
			}
		}
		text := cut(kept[:min(len(kept), size)])
		return line{text: strings.ToValidUTF8(string(text), "\uFFFD"), dropped: size - len(text)}
	}
}

// unescaped takes out what keys such as the arrows leave in a line that nobody
// edits: they are no words.
func unescaped(text string) string {
	before, rest, found := strings.Cut(text, "\x1b")
	if !found {
		return text
	}
	var kept strings.Builder
	for ; found; before, rest, found = strings.Cut(rest, "\x1b") {
		kept.WriteString(before)
		b := append([]byte{escape}, rest...)
		n := sequence(b)
		if n == 0 { // it never ended
			return kept.String()
		}
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[min(max(n-1, size), len(rest)):]
	}
	kept.WriteString(before)
	return kept.String()
}

// cut keeps maxLine bytes at most, and no half of a rune at their end.
func cut(b []byte) []byte {
	if len(b) <= maxLine {
		return b
	}
	n := maxLine
	for n > maxLine-utf8.UTFMax && !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}
