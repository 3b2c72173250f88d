package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestNoticeHoldsWhatIsEmbedded: the licence of the fonts is in the notice as it
// stands beside them, and the files that the notice points to are there.
func TestNoticeHoldsWhatIsEmbedded(t *testing.T) {
	notice, err := os.ReadFile("../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	licence, err := os.ReadFile("../../internal/summary/type/LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(notice), strings.TrimSpace(string(licence))) {
		t.Error("NOTICE lacks the licence of the fonts")
	}
	head, _, _ := strings.Cut(string(notice), "\n====")
	files := regexp.MustCompile(`internal/[\w/.-]*\w`).FindAllString(head, -1)
	if len(files) == 0 {
		t.Error("NOTICE points to no licence of the places")
	}
	for _, file := range files {
		if _, err := os.Stat("../../" + file); err != nil {
			t.Error(err)
		}
	}
}
