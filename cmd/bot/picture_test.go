package main

import (
	"bytes"
	"image/png"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/words"
)

// TestPictureOnTelegram: a line of one's own comes as a photo, with what it is as the
// caption and the toggle under it.
func TestPictureOnTelegram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "picture.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)))
		s := serveTelegram(t, path)
		defer s.stop()
		ada := s.server.User("ada")
		for _, step := range []func(){
			func() { ada.Start("") },
			func() { ada.Write("Berlin") },
			func() { ada.Write("21:00") },
			func() {
				ada.Write("I keep the key to an office that is gone. It is <b>heavier</b> than it looks & I like that.")
			},
			func() { ada.Command("summary", "") },
			func() { ada.Press("Make a picture") },
		} {
			step()
			nap()
		}
		for _, b := range slices.Concat(ada.Last().Buttons...) {
			if strings.Contains(b.Data, "key") || strings.Contains(b.Data, "office") {
				t.Errorf("a button carries %q", b.Data)
			}
		}
		// What could be markup stands in no card, so the other line comes at once.
		caption := words.For("").Card.Here + "\nThe picture is a card with your line on it."
		for _, label := range []string{"With the question", "Without it"} {
			last := ada.Last()
			if last.Photo == nil || last.Text != caption || !slices.Equal(last.Labels(), []string{label}) {
				t.Fatalf("it shows %q with %q\n%s", last.Text, last.Labels(), ada.Transcript())
			}
			if img, err := png.DecodeConfig(bytes.NewReader(last.Photo.Bytes)); err != nil || img.Width != 1080 {
				t.Errorf("a picture of %d × %d, %v", img.Width, img.Height, err)
			}
			ada.Press(label)
			nap()
		}
		if n := len(s.server.Requests("sendPhoto")); n < 3 {
			t.Errorf("%d photos", n)
		}
	})
}

// TestPictureOnDiscord: there a card is a file with a description, and each press is
// answered by one.
func TestPictureOnDiscord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "picture.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)))
		s := serveDiscord(t, path, discordtest.FailLateInteractions())
		defer s.stop()
		ada := s.discord.Person("ada")
		nap()
		for _, step := range []func(){
			func() { ada.Command("start", nil) },
			func() { ada.Write("Berlin") },
			func() { ada.Press("", "21:00") },
			func() { ada.Write("I keep the key to an office that is *gone*. Nobody has asked me for it since.") },
			func() { ada.Command("summary", nil) },
			func() { ada.Press("", "Make a picture") },
			func() { ada.Press("", "Nobody has asked me for it since.") },
		} {
			step()
			nap()
		}
		var sizes []int
		for _, label := range []string{"With the question", "Without it", "With the question"} {
			last := ada.Last()
			if last.Text != words.For("").Card.Here || !slices.Equal(last.Labels(), []string{label}) || len(last.Files) != 1 {
				t.Fatalf("it shows %q with %q and %d files\n%s", last.Text, last.Labels(), len(last.Files), ada.Transcript())
			}
			file := last.Files[0]
			if file.Description != "The picture is a card with your line on it." || file.Name != "stillpoint-card.png" {
				t.Errorf("the file %q is described as %q", file.Name, file.Description)
			}
			if img, err := png.DecodeConfig(bytes.NewReader(file.Bytes)); err != nil || img.Width != 1080 {
				t.Errorf("a picture of %d × %d, %v", img.Width, img.Height, err)
			}
			sizes = append(sizes, len(file.Bytes))
			ada.Press("", label)
			nap()
		}
		if sizes[0] != sizes[2] || sizes[0] == sizes[1] {
			t.Errorf("pictures of %d bytes without, with and again without the question", sizes)
		}
		if n := len(ada.Failed()); n != 0 {
			t.Errorf("%d interactions failed", n)
		}
	})
}

// TestPictureInTheTerminal: there, the card is a quotation, and /streak draws nothing.
func TestPictureInTheTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	r := run(t, "Lisbon\n21:00\nI keep the key to an office that is gone.\n/streak\n/summary\n:press make a picture\n:press with the question\n", "try")
	if r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %s", r.code, r.err)
	}
	streak := r.out[strings.Index(r.out, "/streak"):strings.Index(r.out, "/summary")]
	if strings.Contains(streak, "■") || strings.Contains(streak, "Mo ") {
		t.Errorf("/streak draws:\n%s", streak)
	}
	_, card, found := strings.Cut(r.out, words.For("").Card.Here)
	if !found || strings.Count(card, "I keep the key to an office that is gone.") != 2 || !strings.Contains(card, "Without it") {
		t.Errorf("the card is:\n%s", r.out)
	}
}
