package chat

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// A text reads the same in whatever encoding people's programs write it.
func TestFileText(t *testing.T) {
	const text = "What did you keep?\r\nWas fiel dir schwer – und warum, Frau Müller?\n"
	encode := func(content []byte, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	for name, content := range map[string]string{
		"UTF-8":             text,
		"UTF-8 with a mark": "\ufeff" + text,
		"UTF-16":            encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))),
		"UTF-16, big":       encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))),
		"UTF-16, unmarked":  encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))),
		"big, unmarked":     encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))),
		"Windows":           encode(charmap.Windows1252.NewEncoder().Bytes([]byte(text))),
	} {
		if got := FileText([]byte(content)); got != text {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, content := range map[string]string{
		"a picture": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "an archive": "PK\x03\x04\x14\x00\x00\x00\x08\x00", "nothing": "",
	} {
		if got := FileText([]byte(content)); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A damaged file of a program's is no text, rather than one of mangled words.
func TestFileTextThatIsDamaged(t *testing.T) {
	for _, content := range []string{"{\"text\": \"für €\xff\"}", "\ufeff [\"ü\xff\"]"} {
		if got := FileText([]byte(content)); got != "" {
			t.Errorf("%q is read as %q", content, got)
		}
	}
}
