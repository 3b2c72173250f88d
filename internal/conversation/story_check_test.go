package conversation_test

import (
	"slices"
	"strings"
	"time"

	"stillpoint/internal/reflection"
)

// check asserts what must hold whatever happened.
func (s *story) check() {
	st := s.open()
	defer st.Close()
	givenUp := strings.Count(s.log.String(), "given up: perhaps shown")
	for _, w := range s.writers {
		if got := s.kept(st, w); !slices.Equal(got, w.words) {
			s.t.Errorf("%s: kept %q, wrote %q\n%s", w.Account(), got, w.words, w.Transcript())
		}
		for _, name := range w.commands {
			n, most := 0, 2
			if w.exact {
				most = 1
			}
			for _, m := range w.platform.Shown(w.Chat()) {
				if m.Author == "" && strings.Contains(m.Text, "/"+name) {
					n++
				}
			}
			if n == 0 && !w.exact && givenUp > 0 {
				givenUp--
				continue
			}
			if n < 1 || n > most {
				s.t.Errorf("%s: /%s was answered %d times, at most %d\n%s", w.Account(), name, n, most, w.Transcript())
			}
		}
	}
	for _, p := range s.platforms {
		if passed := p.PassedOver(); len(passed) > 0 {
			s.t.Errorf("%d events were passed over", len(passed))
		}
	}
	if strings.Contains(s.log.String(), "wrote ") {
		s.t.Error("the log holds somebody's words")
	}
}

// kept are the words that are kept of somebody, in the order they were written.
func (s *story) kept(st reflection.Store, w *writer) (words []string) {
	err := st.View(s.t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity(w.platform.Platform(), w.Account())
		if err != nil {
			return err
		}
		parts, err := tx.PartsBetween(id.Person, time.Time{}, time.Now().Add(time.Hour))
		for _, p := range parts {
			words = append(words, p.Text)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return words
}
