package schedule

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// What people type where a place was asked for.
func TestZonePrompt(t *testing.T) {
	count := 0
	for _, row := range rowsOf(t, "zone_prompt.txt", 2) {
		want, texts := row[0], row[1]
		mark := strings.TrimRight(want[:1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		zone := strings.TrimPrefix(want, mark)
		for text := range strings.SplitSeq(texts, "|") {
			count++
			heard := HearZone(text, "en", hearingTime, 5)
			right := false
			if zone != "" {
				number, ok := zoneIndex().number(zone)
				if !ok {
					t.Fatalf("%s is no zone", zone)
				}
				right = slices.ContainsFunc(heard.Places[:min(3, len(heard.Places))], func(p Place) bool {
					got, _ := zoneIndex().number(p.Zone)
					return sameClock(got, number, hearingTime)
				})
			}
			switch mark {
			case "-":
				right = len(heard.Places) == 0
			case "=":
				right = right && heard.Sure
			case "?":
				right = right && !heard.Sure
			}
			if !right {
				t.Errorf("%q: got %v, want %s", text, heard, want)
			}
		}
	}
	if count < 1000 {
		t.Errorf("only %d texts", count)
	}
}

// What means no place means none in a sentence either.
func TestChatterInSentences(t *testing.T) {
	for _, row := range rowsOf(t, "zone_prompt.txt", 2) {
		for text := range strings.SplitSeq(row[1], "|") {
			if row[0] != "-" {
				continue
			}
			for _, sentence := range []string{"um, %", "no, %", "oh % man", "% of course", "northern %", "8pm %", "% UTC+1"} {
				said := strings.ReplaceAll(sentence, "%", text)
				if heard := HearZone(said, "en", hearingTime, 5); heard.Sure {
					t.Errorf("%q is set to %v", said, heard.Places)
				}
			}
		}
	}
}

// unquoted reads the escapes that stand for what can't be seen in a table.
var unquoted = strings.NewReplacer(`\u200f`, "\u200f", `\u202e`, "\u202e", `\x00`, "\x00")

// What people type where an hour was asked for. A text that ends in "?" and
// isn't a question only says that its writer wasn't sure.
func TestHourPrompt(t *testing.T) {
	count := 0
	for _, row := range rowsOf(t, "hour_prompt.txt", 2) {
		for text := range strings.SplitSeq(row[1], "|") {
			count++
			text = unquoted.Replace(text)
			if got := changeOf(ParseSchedule(text)); got != row[0] {
				t.Errorf("%q: got %s, want %s", text, got, row[0])
			}
		}
	}
	if count < 1000 {
		t.Errorf("only %d texts", count)
	}
}

// changeOf writes a change as the table has it.
func changeOf(c Change, err error) string {
	switch {
	case errors.Is(err, ErrAlternate):
		return "~"
	case err != nil:
		return "-"
	}
	var parts []string
	if c.At != nil {
		parts = append(parts, c.At.String())
	}
	if c.Days != nil {
		parts = append(parts, c.Days.String())
	}
	return strings.Join(parts, " ")
}

// What people type after /pause, on a Friday.
func TestPausePrompt(t *testing.T) {
	count := 0
	today := DateOf(hearingTime, time.UTC)
	for _, row := range rowsOf(t, "pause_prompt.txt", 2) {
		for text := range strings.SplitSeq(row[1], "|") {
			count++
			text = unquoted.Replace(text)
			if got := breaksOf(ParseBreaks(text, today)); got != row[0] {
				t.Errorf("%q: got %s, want %s", text, got, row[0])
			}
		}
	}
	if count < 1000 {
		t.Errorf("only %d texts", count)
	}
}

// breaksOf writes breaks as the table has them: two dates each, or "for good".
func breaksOf(list []Break, err error) string {
	switch {
	case errors.Is(err, ErrPast):
		return "past"
	case errors.Is(err, ErrFar):
		return "far"
	case err != nil:
		return "-"
	case list[0].Forever:
		return "for good"
	}
	var spans []string
	for _, b := range list {
		spans = append(spans, b.From.String()+" "+b.Until.String())
	}
	return strings.Join(spans, " ")
}
