package chat_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

func TestRefEncoding(t *testing.T) {
	for want, ref := range map[string]chat.Ref{
		"skip:0:":             {Verb: "skip"},
		"later:0:3h":          {Verb: "later", Arg: "3h"},
		"undo:a:":             {Verb: "undo", ID: 10},
		"go:1y2p0ij32e8e7:é#": {Verb: "go", ID: math.MaxInt64, Arg: "é#"},
	} {
		if got := ref.String(); got != want {
			t.Errorf("%+v encodes as %q, want %q", ref, got, want)
		}
		if got, err := chat.ParseRef(want); err != nil || got != ref {
			t.Errorf("%q decodes as %+v, %v, want %+v", want, got, err, ref)
		}
	}
}

func TestForgedRefs(t *testing.T) {
	for _, s := range []string{
		"", ":", "::", "skip", "skip:1", ":1:", "Skip:1:", "sk1p:1:", "skip :1:", "skip::", "skip:-1:",
		"skip:+1:", "skip:01:", "skip:A:", "skip:1.0:", "skip:1y2p0ij32e8e8:", "skip:1:a:b",
		"skip:1:" + strings.Repeat("x", chat.MaxRef),
	} {
		ref, err := chat.ParseRef(s)
		if err == nil {
			t.Errorf("%q decodes as %+v", s, ref)
		} else if len(s) > 2 && strings.Contains(err.Error(), s) {
			t.Errorf("the error repeats the text: %v", err)
		}
	}
}

// Every ref comes back as it was; these fit, with ids of up to 13 digits and
// runes of up to four bytes.
func TestRefComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ref := chat.Ref{
			Verb: rapid.StringMatching(`[a-z]{1,9}`).Draw(t, "verb"),
			ID:   rapid.Int64Min(0).Draw(t, "id"),
			Arg:  rapid.StringMatching(`[^:]{0,3}`).Draw(t, "arg"),
		}
		if got, err := chat.ParseRef(ref.String()); err != nil || got != ref {
			t.Errorf("%+v comes back as %+v, %v", ref, got, err)
		}
	})
}

// Whatever decodes encodes to the very same text, so that no two texts are one
// action.
func FuzzParseRef(f *testing.F) {
	for _, s := range []string{"skip:0:", "later:zz:3h", "go:1y2p0ij32e8e7:x", "a:1:b:c", "::", "A:1:", "a:-1:", "a:00:", "\xff:1:\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, err := chat.ParseRef(s)
		if err != nil {
			if ref != (chat.Ref{}) {
				t.Errorf("%q fails and gives %+v", s, ref)
			}
			return
		}
		if got := ref.String(); got != s {
			t.Errorf("%q encodes again as %q", s, got)
		}
		if ref.ID < 0 || ref.Verb == "" || strings.Contains(ref.Arg, ":") || len(s) > chat.MaxRef {
			t.Errorf("%q decodes as %+v", s, ref)
		}
	})
}
