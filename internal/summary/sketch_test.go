package summary

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

// A sketch that was written down draws what it did before, for every sample.
func TestSketchesKeepThePicture(t *testing.T) {
	p := newTestPainter(t)
	for _, s := range someSamples(t) {
		for _, picture := range s.Pictures(Light) {
			if picture.Sketch == nil {
				continue
			}
			name := s.Name + "-" + picture.Name
			written, err := json.Marshal(picture.Sketch)
			if err != nil {
				t.Fatal(err)
			}
			if len(written) > 2048 {
				t.Errorf("%s is written down in %d bytes", name, len(written))
			}
			var read Sketch
			if err := json.Unmarshal(written, &read); err != nil {
				t.Fatal(err)
			}
			made, err := p.Draw(*picture.Sketch)
			again, err2 := p.Draw(read)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if !bytes.Equal(again.PNG, made.PNG) || again.Alt != made.Alt || again.Name != made.Name {
				t.Errorf("%s is drawn otherwise from what was written down", name)
			}
			if read.Blocks() != picture.Sketch.Blocks() {
				t.Errorf("%s has other blocks:\n%s\n%s", name, read.Blocks(), picture.Sketch.Blocks())
			}
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
	if err != nil || !bytes.Equal(drawn.PNG, card.PNG) || drawn.Alt != card.Alt || !strings.Contains(drawn.Alt, "100 dots") {
		t.Errorf("drawn as %q, %v", drawn.Alt, err)
	}
}

// What can't have been written by us is drawn all the same.
func TestForgedSketches(t *testing.T) {
	p := newTestPainter(t)
	forgeries := []string{strings.Repeat("1", 5000), "", "9", strings.Repeat("z", 5000), "\x00\xff1"}
	if testing.Short() {
		forgeries = forgeries[:1]
	}
	for _, days := range forgeries {
		for shows := Shows(-1); shows <= CompassCard+1; shows++ {
			forged := Sketch{
				Shows: shows, First: date(2020, time.March, 31), Last: date(2026, time.November, 30), Days: days, Theme: 7,
				Compass: []Point{{date(2020, time.April, 1), 9}, {date(2020, time.April, 1), 3}}, Line: "\xff", Total: -3,
				Lines: []Dated{{Text: "\xff"}, {Text: "a"}, {Text: "b"}, {Text: "c"}, {Text: "d"}},
			}
			if _, err := p.Draw(forged); err != nil {
				t.Errorf("%.10q: %v", days, err)
			}
			_ = forged.Blocks()
		}
		backwards := Sketch{Shows: YearGrid, First: date(2026, time.March, 31), Last: date(2020, time.November, 30), Days: days}
		if _, err := p.Draw(backwards); err != nil {
			t.Errorf("%.10q, backwards: %v", days, err)
		}
	}
}

// A person's own line stays out of a picture that others could see.
func TestTheLineStaysPrivate(t *testing.T) {
	in := sample(t, "ordinary").Week
	made := Words(in).Sketch
	if made.For(chat.Space{Private: true}).Line != in.Line || made.For(chat.Space{}).Line != "" || made.Line != in.Line {
		t.Errorf("privately %q, elsewhere %q", made.For(chat.Space{Private: true}).Line, made.For(chat.Space{}).Line)
	}
	if alt := made.For(chat.Space{}).Alt; strings.Contains(alt, "line") || !strings.Contains(made.Alt, "line of yours") || !strings.Contains(alt, "five days kept") {
		t.Errorf("privately %q, elsewhere %q", made.Alt, alt)
	}
	in.Line = "תמיד ידעתי שאצא מכאן ביום ראשון."
	if made := Words(in); made.Sketch.Line != "" || strings.Contains(made.Alt, "line") || !strings.Contains(made.Own, in.Line) {
		t.Errorf("a line that can't be set is promised: %q", made.Alt)
	}
	pair := Sketch{Shows: PairCard, Lines: []Dated{{Text: "mine"}}}
	if pair.For(chat.Space{}).Lines != nil || len(pair.Lines) != 1 {
		t.Error("the lines of a year's card go into a channel")
	}
	own, _ := OwnSketch(Own{Locale: "en", Line: "I keep the badge.", Question: "Which of my own do I ask?", Name: "Ada"})
	if made := own.For(chat.Space{}); made.Line+made.Question+made.By != "" || own.Question == "" || own.By == "" {
		t.Errorf("of a card of one's own a channel is shown %q, %q and %q", made.Line, made.Question, made.By)
	}
	if (*Sketch)(nil).For(chat.Space{}) != nil {
		t.Error("no sketch becomes one")
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
	c := sample(t, "ordinary").Channel
	if board := c.Words().Board; board != nil {
		t.Errorf("nobody stands on it, and it says %+v", board)
	}
	c.Board = []Standing{{"Ada", "7", 6}, {"line\nbreak  and   space", "", 5}, {"@everyone **bold**", "8", 1}}
	want := "On the board:\nAda · 6\nline break and space · 5\n@everyone **bold** · 1"
	got := c.Words().Board
	if got := (chat.Message{Blocks: got}).Text(); got != want {
		t.Errorf("the board reads\n%s", got)
	}
	if got[0].Account != "" || got[1].Account != "7" || got[2].Account != "" || got[3].Account != "8" {
		t.Errorf("the names are tied to %+v", got)
	}
	for range 20 {
		c.Board = append(c.Board, Standing{"Somebody else", "", 1})
	}
	board := c.Words().Board
	if n := len(board); n != 12 || board[11].Text != "and 13 more" {
		t.Errorf("%d lines, the last %q", n, board[n-1].Text)
	}
	c.People = 2
	if c.Words().Board != nil {
		t.Error("below three people the board is shown")
	}
}
