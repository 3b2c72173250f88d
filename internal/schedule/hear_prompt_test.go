package schedule

import (
	"slices"
	"strings"
	"testing"
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
	t.Logf("%d texts", count)
}
