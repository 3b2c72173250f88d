package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestCarriedAcrossPlatforms carries a journal from Discord to Telegram by the one
// bot: each platform's own way of sending a file and of taking one.
func TestCarriedAcrossPlatforms(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "carry.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		defer s.onFailure()
		defer s.stop()
		ada, bea := s.beginBoth()
		ada.Write("My own plumage.")
		nap()
		ada.Command("export", map[string]any{"as": "json"})
		nap()
		file := lastFile(ada)
		if !bytes.Contains(file.Bytes, []byte("My own plumage.")) || !strings.HasSuffix(file.Name, "stillpoint-everything.json") {
			t.Fatalf("Discord brought %q with %d bytes", file.Name, len(file.Bytes))
		}
		long := bytes.Repeat([]byte(" "), 300<<10) // more than a list of questions may have
		bea.File(telegramtest.File{Name: "mine.json", Bytes: append(file.Bytes, long...)}, "application/json", "/import")
		nap()
		if got := bea.Last().Text; !strings.Contains(got, "One message is in your journal now.") {
			t.Errorf("Telegram said %q", got)
		}
		bea.Command("export", "book")
		nap()
		book := bea.Last()
		if book.Document == nil || book.Document.Name != "stillpoint-journal.html" || !bytes.Contains(book.Document.Bytes, []byte("My own plumage.")) ||
			!strings.HasPrefix(book.Text, "Your journal. Open it in a browser") {
			t.Errorf("Telegram brought %+v", book.Document)
		}
		bea.Command("export", "")
		nap()
		bea.Press("Markdown")
		nap()
		if d := bea.Last().Document; d == nil || d.Name != "stillpoint-journal.md" {
			t.Errorf("the button brought %+v", d)
		}
		ada.Command("import", map[string]any{"file": discordtest.File{Name: "diary.md", Type: "text/markdown", Bytes: []byte("## 1 May 2020\nRain.\n")}})
		nap()
		if got := ada.Last().Content; !strings.Contains(got, "One message is in your journal now.") {
			t.Errorf("Discord said %q", got)
		}
		time.Sleep(time.Minute)
	})
}

// lastFile is the newest file that somebody was sent.
func lastFile(p *discordtest.Person) (f discordtest.File) {
	for _, s := range p.Sees() {
		for _, one := range s.Files {
			f = one
		}
	}
	return f
}
