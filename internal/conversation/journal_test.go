package conversation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// fills has somebody press a button and give the words that it asks for: in a form,
// where the platform has forms, or by the next text.
func (r *rig) fills(p *chattest.Person, label, field, words string) {
	r.t.Helper()
	r.presses(p, label)
	if !r.platform.Limits().Forms {
		r.says(p, words)
		return
	}
	p.Submit(map[string]string{field: words})
	r.settle()
}

// What people wrote is found again, with its question as it was asked and what was
// left open, and can be changed and deleted where it stands.
func TestJournal(t *testing.T) {
	t.Parallel()
	w := english.Journal
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.types(ada, "journal", "")
		r.wantLast(ada, w.LeftOpen) // The first question is open.
		first := r.openDelivery(ada.Chat())
		r.soon()
		r.says(ada, "The badge is in a drawer.\nI can't say why.")
		r.soon()
		r.says(ada, "Nobody asked for it back.")
		left := r.nextQuestion(ada)
		third := r.nextQuestion(ada)
		r.soon()
		r.says(ada, "Sundays used to start at noon.")
		r.types(ada, "write", "Free words about Élodie’s café.")

		r.types(ada, "journal", "")
		r.wantLastIs(ada, strings.Join([]string{
			w.Title,
			"1 · Wednesday 3 June 2026 · Written freely", "Free words about Élodie’s café.",
			"2 · Wednesday 3 June 2026", short100(third.Prompt.Question), "Sundays used to start at noon.",
			"3 · Tuesday 2 June 2026 · left open", short100(left.Prompt.Question),
			"4 · Monday 1 June 2026", short100(first.Prompt.Question), "The badge is in a drawer. I can't say why. Nobody asked for it back.",
			w.HowTo,
		}, "\n"), "Open 1", "Open 2", "Answer 3 now", "Open 4")

		r.presses(ada, "Open 4")
		r.wantLastIs(ada, "Monday 1 June 2026 · only you can read it\n"+first.Prompt.Question+
			"\nThe badge is in a drawer.\nI can't say why.\n\nNobody asked for it back.", w.Edit, w.Delete, w.Day, w.Back)
		r.presses(ada, w.Day)
		r.wantLast(ada, "Monday 1 June 2026\n1 · ")
		r.presses(ada, "Open 1")
		r.fills(ada, w.Edit, "words", "The badge is on the wall.")
		r.wantLast(ada, w.Edited+"\nMonday 1 June 2026 · only you can read it\n"+first.Prompt.Question+"\nThe badge is on the wall.")
		r.wantWords(ada, first, "The badge is on the wall.", "")
		r.presses(ada, w.Delete)
		r.wantLastIs(ada, w.DeleteAsk, w.DeleteYes, w.Keep)
		r.presses(ada, w.Keep)
		r.wantLast(ada, "The badge is on the wall.")
		r.presses(ada, w.Delete)
		r.presses(ada, w.DeleteYes)
		r.wantLastIs(ada, w.Deleted, w.Back)
		r.wantWords(ada, first, "", "")
		if h := r.history(ada); h.Total != 2 {
			t.Errorf("total %d, want 2: the bare fact stays", h.Total)
		}
		r.presses(ada, w.Back)
		if strings.Contains(ada.Last().Text, "badge") {
			t.Errorf("deleted words are shown:\n%s", ada.Last().Text)
		}

		for looked, want := range map[string]string{
			"ELODIE":                "Free words about Élodie’s café.",
			"cafés":                 "Free words about Élodie’s café.",
			"sunday start":          "Sundays used to start at noon.",
			"“starting”":            "Sundays used to start at noon.",
			"3 June":                "2 · Wednesday 3 June 2026",
			"today":                 w.NoYears,
			"badge":                 "No entry with “badge”.",
			"last may":              w.NoneThen,
			"<b>*[x](y)":            "No entry with",
			strings.Repeat("x", 99): "No entry with",
			"???":                   "No entry with",
		} {
			r.types(ada, "journal", looked)
			r.wantLast(ada, want)
		}
		r.types(ada, "journal", "june")
		r.wantLast(ada, w.AsWord("june"))
		r.unlogged("badge", "Élodie", "Sundays", "ELODIE")
	})
}

// short100 is a question as a page shows it.
func short100(s string) string {
	if r := []rune(s); len(r) > 100 {
		s = string(r[:99])
		return strings.TrimRight(s[:strings.LastIndex(s, " ")], " ,;:.") + "…"
	}
	return s
}

// A question that was left open is answered by its button, whatever has come since.
func TestAnswerItNow(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		left := r.nextQuestion(ada)
		now := r.nextQuestion(ada)
		r.types(ada, "journal", "")
		r.fills(ada, "Answer 2 now", "answer", "Later")
		r.wantLast(ada, english.KeptWith(short80(left.Prompt.Question)))
		r.wantWords(ada, left, "Later")
		r.soon()
		r.says(ada, "And the new one.")
		r.wantWords(ada, now, "And the new one.")
		r.types(ada, "journal", "")
		r.pressesOn(ada, ada.Last().ID, "Open 2")
		r.wantLast(ada, "Later")
	})
}

func short80(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80])
		s = strings.TrimRight(s[:strings.LastIndex(s, " ")], " ,;:.?") + " …"
	}
	return s
}

// Pages are turned either way, show every entry once, and what comes meanwhile moves
// none of them.
func TestJournalPages(t *testing.T) {
	t.Parallel()
	w := english.Journal
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		for i := range 13 {
			r.types(ada, "write", fmt.Sprintf("Entry number %d of mine.", i))
			if i%3 > 0 {
				r.soon()
			} // Of three, two have one second in common.
		}
		r.types(ada, "journal", "")
		seen := map[string]int{}
		note := func() {
			for line := range strings.Lines(ada.Last().Text) {
				if strings.HasPrefix(line, "Entry") {
					seen[line]++
				}
			}
		}
		note()
		for range 2 {
			r.presses(ada, w.Earlier)
			note()
		}
		if len(seen) != 13 {
			t.Errorf("%d entries were shown: %v\n%s", len(seen), seen, ada.Transcript())
		}
		for line, n := range seen {
			if n != 1 {
				t.Errorf("%q was shown %d times", line, n)
			}
		}
		last := ada.Last().Text
		r.presses(ada, w.Later)
		if ada.Last().Text == last || strings.Contains(ada.Last().Text, "number 0 ") {
			t.Errorf("turned back to\n%s", ada.Last().Text)
		}
		r.types(ada, "journal", "entries number")
		r.wantLast(ada, "13 entries with “entries number”")
		r.presses(ada, w.Earlier)
		r.wantLast(ada, "Entry number 7 of mine.")
		r.presses(ada, w.Later)
		r.wantLast(ada, "Entry number 12 of mine.")
		on := ada.Last().ID
		r.stop()
		r.start()
		r.pressesOn(ada, on, w.Earlier)
		r.wantAlert(ada, w.Again)
	})
}

// A long entry is read on, a piece at a time, and none of it is left out.
func TestJournalReadsOn(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		var long strings.Builder
		for i := range 500 {
			fmt.Fprintf(&long, "word%d ", i)
		}
		r.types(ada, "write", long.String())
		r.types(ada, "journal", "")
		r.presses(ada, "Open 1")
		all := ada.Last().Text
		for range 9 {
			if ada.Last().Labels[0] != english.Journal.More {
				break
			}
			r.presses(ada, english.Journal.More)
			all += ada.Last().Text
		}
		if n := strings.Count(all, "word"); n < 500 || !strings.Contains(all, "word499") {
			t.Errorf("%d words were shown", n)
		}
	})
}

// This day in earlier years.
func TestJournalToday(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		err := r.store.Update(r.t.Context(), func(tx reflection.Tx) error {
			id, p, err := tx.Whom(r.platform.Platform(), ada.Account())
			if err != nil {
				return err
			}
			p.Created = time.Now().AddDate(-3, 0, 0)
			if err := tx.UpdatePerson(p); err != nil {
				return err
			}
			for _, years := range []int{1, 3} {
				for _, day := range []int{0, 1} {
					at := time.Now().AddDate(-years, 0, day)
					reply := reflection.Reply{Person: p.ID, Identity: id.ID, Kind: reflection.Writing, Created: at}
					if err := tx.AddReply(&reply); err != nil {
						return err
					}
					text := fmt.Sprintf("%d years and %d days.", years, day)
					if err := tx.AddPart(&reflection.Part{Reply: reply.ID, Chat: ada.Chat(), At: at, Text: text}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			r.t.Fatal(err)
		}
		r.types(ada, "journal", "Today")
		r.wantLastIs(ada, strings.Join([]string{
			english.Journal.Years,
			"1 · Sunday 1 June 2025 · Written freely", "1 years and 0 days.",
			"2 · Thursday 1 June 2023 · Written freely", "3 years and 0 days.",
		}, "\n"), "Open 1", "Open 2")
		r.types(ada, "journal", "2023")
		r.wantLast(ada, "3 years and 1 days.")
		r.presses(ada, "Open 1")
		r.wantLast(ada, "Friday 2 June 2023 · Written freely · only you can read it")
	})
}
