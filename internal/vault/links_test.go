package vault

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// A link comes back as it was made, under the key it was made with alone, and no
// change to it goes unnoticed. The key outlasts a restart.
func TestLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.key")
	v, _, err := Open(path, true)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := Open(path, false)
	if err != nil {
		t.Fatal(err)
	}
	others := open1(t).Links()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOf(rapid.Byte()).Draw(t, "text")
		sealed := v.Links().Seal(text)
		if back, ok := again.Links().Open(sealed); !ok || !bytes.Equal(back, text) {
			t.Errorf("%q comes back as %q, %v", text, back, ok)
		}
		if !bytes.Equal(sealed, again.Links().Seal(text)) {
			t.Error("the same text gives another link")
		}
		if len(text) > 4 && bytes.Contains(sealed, text) {
			t.Errorf("%q can be read in its link", text)
		}
		if _, ok := others.Open(sealed); ok {
			t.Error("another key opens it")
		}
		forged := bytes.Clone(sealed)
		forged[rapid.IntRange(0, len(forged)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		if got, ok := v.Links().Open(forged); ok {
			t.Errorf("a changed link opens as %q", got)
		}
		if _, ok := v.Links().Open(sealed[:rapid.IntRange(0, len(sealed)-1).Draw(t, "short")]); ok {
			t.Error("a cut link opens")
		}
	})
	if got := fmt.Sprintf("%v %+v %#v %s", v.Links(), v.Links(), v.Links(), v.Links()); got != "links links links links" {
		t.Errorf("it prints as %q", got)
	}
}
