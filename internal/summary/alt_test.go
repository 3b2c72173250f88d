package summary

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

// unkind is what the words leave out, in whatever words it could be said.
var unkind = regexp.MustCompile(`(?i)\b(miss\w*|unanswered|not answered|rest days?|skipped|lost|failed|only|without an answer|open|free|didn't)\b`)

// What is told of a picture, as its description or under it, is what the picture that
// is drawn shows: as many kept days as it has marks for, a line and a compass only if
// they are on it. It says nothing of the days that weren't kept.
func TestAltSaysWhatIsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			in := drawInput(t)
			if rapid.Bool().Draw(t, "line") {
				in.Line = "Sunday evening used to start at noon."
			}
			for _, to := range []chat.Space{{Private: true}, {}} {
				if s := Words(in).Sketch; s != nil {
					altIsDrawn(t, in, s.For(to))
				}
			}
		}
	})
}

func altIsDrawn(t *rapid.T, in Input, s *Sketch) {
	drawn := 0
	for _, code := range s.Days {
		if strings.ContainsRune("123x", code) {
			drawn++
		}
	}
	said := 0
	if found := inAlt.FindStringSubmatch(s.Alt); found != nil {
		said = number(t, found[1])
	}
	if in.Quiet {
		drawn = 0 // No count is said.
	}
	if said != drawn {
		t.Fatalf("%q, and %d kept days are drawn in %q", s.Alt, drawn, s.Days)
	}
	year := strconv.Itoa(in.Period.First().Year)
	if numbers := regexp.MustCompile(`\d+`).FindAllString(strings.ReplaceAll(s.Alt, year, ""), -1); len(numbers) > 1 || len(numbers) == 1 && numbers[0] != strconv.Itoa(drawn) {
		t.Fatalf("%q says other numbers than %d", s.Alt, drawn)
	}
	if strings.Contains(s.Alt, "line of yours") != (s.Line != "") {
		t.Fatalf("%q, and the line is %q", s.Alt, s.Line)
	}
	if strings.Contains(s.Alt, "compass") != (len(s.Compass) > 0) {
		t.Fatalf("%q, and the compass is %v", s.Alt, s.Compass)
	}
	if found := unkind.FindString(s.Alt + " " + strings.Join(s.Facts, " ")); found != "" {
		t.Fatalf("%q and %q say what the words leave out: %s", s.Alt, s.Facts, found)
	}
	if n := strings.Count(s.Alt, "."); n != 1 || !strings.HasSuffix(s.Alt, ".") {
		t.Fatalf("%q is not one sentence", s.Alt)
	}
}
