package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestAllowTakesNobodysWords: who began before the host made a list that they aren't on
// still carries away and deletes what they wrote, and ends the questions, on both
// platforms; all else they say is turned away, with that said, and a stranger is told
// nothing of it.
func TestAllowTakesNobodysWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		defer s.onFailure()
		ada, bea := s.beginBoth()
		trudy, mallory := s.server.User("trudy"), s.discord.Person("mallory")
		ada.Write("ada's own words")
		bea.Write("bea's own words")
		nap()
		s.stop()
		s.allow = listOf(t, "discord:1,telegram:1")
		s.start()
		nap()
		ada.Write("more of ada's words")
		bea.Write("more of bea's words")
		ada.Command("streak", nil)
		trudy.Command("forget", "everything")
		mallory.Command("export", nil)
		nap()
		for who, transcript := range map[string]string{"ada": ada.Transcript(), "bea": bea.Transcript()} {
			if !strings.Contains(transcript, "kept for a few people") || !strings.Contains(transcript, "What you wrote before is yours") {
				t.Errorf("%s isn't told:\n%s", who, transcript)
			}
		}
		for who, transcript := range map[string]string{"trudy": trudy.Transcript(), "mallory": mallory.Transcript()} {
			if !strings.Contains(transcript, "kept for a few people") || strings.Contains(transcript, "yours") {
				t.Errorf("%s is told:\n%s", who, transcript)
			}
		}
		bea.Command("export", "")
		ada.Command("export", map[string]any{"as": "json"})
		nap()
		bea.Press("Everything")
		nap()
		d := bea.Last().Document
		if d == nil || !strings.Contains(string(d.Bytes), "bea's own words") || strings.Contains(string(d.Bytes), "more of") {
			t.Errorf("bea carries away %+v", d)
		}
		if got := string(lastFile(ada).Bytes); !strings.Contains(got, "ada's own words") || strings.Contains(got, "more of") {
			t.Errorf("ada carries away\n%s", got)
		}
		bea.Command("pause", "")
		nap()
		if said := bea.Transcript(); !strings.Contains(said, "Paused") {
			t.Errorf("bea still is asked:\n%s", said)
		}
		questions := strings.Count(bea.Transcript(), "Another question")
		time.Sleep(48 * time.Hour)
		if n := strings.Count(bea.Transcript(), "Another question"); n != questions {
			t.Errorf("bea was asked %d times more", n-questions)
		}
		bea.Command("forget", "everything")
		ada.Command("forget", map[string]any{"what": "everything"})
		nap()
		bea.Press("Yes, delete everything")
		ada.Press("", "Yes, delete everything")
		nap()
		if st, err := s.store.Stats(t.Context()); err != nil || st.People != 0 {
			t.Errorf("%d people are known, want none (%v)\n%s\n%s", st.People, err, ada.Transcript(), bea.Transcript())
		}
		s.stop()
	})
}
