package chat

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// FileText is the text of a file that somebody sent, in one of the encodings that
// people's programs write: UTF-8, UTF-16 with its mark or without, or else Windows'
// for western languages. It is empty for what is no text.
func FileText(content []byte) string {
	text, ok := decoded(content)
	if !ok || strings.ContainsFunc(text, unprintable) {
		return ""
	}
	return text
}

func decoded(content []byte) (string, bool) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(content, []byte{0xff, 0xfe}), bytes.HasPrefix(content, []byte{0xfe, 0xff}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case halfZero(content, 1):
		from = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case halfZero(content, 0):
		from = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case utf8.Valid(content):
		return strings.TrimPrefix(string(content), "\ufeff"), true
	case structured(content): // It is UTF-8 by its rules, and damaged.
		return "", false
	default:
		from = charmap.Windows1252
	}
	out, err := from.NewDecoder().Bytes(content)
	return string(out), err == nil && !bytes.ContainsRune(out, utf8.RuneError)
}

// structured reports whether a text is JSON, which programs write and read in UTF-8.
func structured(content []byte) bool {
	text := bytes.TrimSpace(bytes.TrimPrefix(content, []byte("\ufeff")))
	return bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("["))
}

// halfZero reports whether every second byte, from one on, is mostly 0: text of
// western letters in UTF-16 that bears no mark.
func halfZero(content []byte, from int) bool {
	zero, all := 0, 0
	for i := from; i < len(content); i += 2 {
		if all++; content[i] == 0 {
			zero++
		}
	}
	return all >= 4 && len(content)%2 == 0 && zero*4 > all*3 && !halfZeroOnly(content, 1-from)
}

// halfZeroOnly reports whether a 0 is among every second byte, as in no text.
func halfZeroOnly(content []byte, from int) bool {
	for i := from; i < len(content); i += 2 {
		if content[i] == 0 {
			return true
		}
	}
	return false
}

// unprintable reports whether a rune stands in no text: a control but for the ends of
// lines and tabs.
func unprintable(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v' && r != 0x1b
}
