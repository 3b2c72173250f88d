package summary

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A sketch that was written down draws what it did before, for every sample.
func TestSketchesKeepThePicture(t *testing.T) {
	p := newTestPainter(t)
	all, err := Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.Channel != nil && !s.Channel.Worth() {
			if sketch := s.Channel.Words().Sketch; sketch != nil {
				t.Errorf("%s has a picture", s.Name)
			}
			continue
		}
		var made Summary
		blocks := ""
		if s.Person != nil {
			made, err = p.Compose(*s.Person)
			blocks = Blocks(*s.Person)
		} else {
			made, err = p.ComposeChannel(*s.Channel)
			blocks = s.Channel.Blocks()
		}
		if err != nil {
			t.Fatal(err)
		}
		written, err := json.Marshal(made.Sketch)
		if err != nil {
			t.Fatal(err)
		}
		if len(written) > 2048 {
			t.Errorf("%s is written down in %d bytes", s.Name, len(written))
		}
		var read Sketch
		if err := json.Unmarshal(written, &read); err != nil {
			t.Fatal(err)
		}
		again, err := p.Draw(read)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again.PNG, made.Picture.PNG) || again.Alt != made.Alt || again.Name != made.Picture.Name {
			t.Errorf("%s is drawn otherwise from what was written down", s.Name)
		}
		if read.Blocks() != blocks {
			t.Errorf("%s has other blocks:\n%s\n%s", s.Name, read.Blocks(), blocks)
		}
	}
}

func TestACardIsASketchWithoutDays(t *testing.T) {
	s := CardSketch("en", Light, 100, date(2026, time.March, 3))
	if s.Blocks() != "" {
		t.Errorf("a card has blocks: %s", s.Blocks())
	}
	p := newTestPainter(t)
	drawn, err := p.Draw(s)
	if err != nil {
		t.Fatal(err)
	}
	card, err := p.Card("en", Light, 100, date(2026, time.March, 3))
	if err != nil || !bytes.Equal(drawn.PNG, card.PNG) || drawn.Alt != card.Alt || !strings.Contains(drawn.Alt, "100 reflections") {
		t.Errorf("drawn as %q, %v", drawn.Alt, err)
	}
}

// What can't have been written by us is drawn all the same.
func TestForgedSketches(t *testing.T) {
	p := newTestPainter(t)
	for _, days := range []string{"", "9", strings.Repeat("z", 5000), "\x00\xff1"} {
		if _, err := p.Draw(Sketch{Last: date(2026, time.November, 30), Days: days, Theme: 7}); err != nil {
			t.Errorf("%.10q: %v", days, err)
		}
	}
}

// A period that is due is due at the hour that When says.
func TestWhenAgreesWithDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prefs := drawPrefs(t)
		prefs.Week.Off = false
		now := time.Unix(rapid.Int64Range(1.7e9, 2.1e9).Draw(t, "now"), 0).UTC()
		zone := rapid.SampledFrom([]string{"Europe/Berlin", "Pacific/Apia", "America/St_Johns", "Africa/Cairo"}).Draw(t, "zone")
		turn, ok, err := Next(prefs, Settled{}, now, zone)
		if err != nil || !ok {
			t.Fatalf("%v, %v", ok, err)
		}
		at, until, err := prefs.When(turn.Period, zone)
		if err != nil || !at.Equal(turn.At) || !until.Equal(turn.Until) {
			t.Fatalf("%v: %v to %v, Next says %v to %v (%v)", turn.Period, at, until, turn.At, turn.Until, err)
		}
	})
}

func TestTheBoard(t *testing.T) {
	c := sampleChannel(3, 14)
	if board := c.Words().Board; board != nil {
		t.Errorf("nobody stands on it, and it says %q", board)
	}
	c.Board = []Standing{{"Ada", 6}, {"line\nbreak  and   space", 5}, {"@everyone **bold**", 1}}
	want := "On the board:\nAda · 6\nline break and space · 5\n@everyone **bold** · 1"
	if got := strings.Join(c.Words().Board, "\n"); got != want {
		t.Errorf("the board reads\n%s", got)
	}
	for range 20 {
		c.Board = append(c.Board, Standing{"Somebody else", 1})
	}
	board := c.Words().Board
	if n := len(board); n != 12 || board[11] != "and 13 more" {
		t.Errorf("%d lines, the last %q", n, board[n-1])
	}
	c.People = 2
	if c.Words().Board != nil {
		t.Error("below three people the board is shown")
	}
}
