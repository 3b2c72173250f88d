package conversation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/reflection"
)

// personOf is the person of an account.
func (r *rig) personOf(p *chattest.Person) (one reflection.Person) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) {
		_, one, err = tx.Whom(p.Chat().Platform, p.Account())
		return err
	})
	return one
}

// TestJoiningDeletesNobodysWords: whoever keeps words for a time, and whoever keeps them
// for good, keep them for good once they are one, are told so, and still do
// when they have parted; and a compass that only one has comes along.
func TestJoiningDeletesNobodysWords(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		r.says(a, "words in the one")
		r.says(b, "words in the other")
		r.update(func(tx reflection.Tx) error {
			_, p, err := tx.Whom(b.Chat().Platform, b.Account())
			if err != nil {
				return err
			}
			p.KeepMonths, p.Explained = 12, reflection.ExplainedSpending
			return tx.UpdatePerson(p)
		})
		r.types(b, "compass", "the bakery")
		was := r.personOf(b)
		r.types(b, "link", r.code(a))
		r.presses(b, english.Link.Join)
		r.wantLast(b, english.Keeping.Is(0))
		r.wantLast(a, english.Keeping.Is(0))
		one := r.personOf(b)
		if one.ID != r.personOf(a).ID || one.KeepMonths != 0 || one.Explained != reflection.ExplainedSpending || one.Seen.Before(was.Seen) {
			t.Errorf("joined: %+v", one)
		}
		r.types(a, "compass", "")
		r.wantLast(a, "the bakery")
		r.types(b, "unlink", "")
		r.presses(b, "Part them")
		if p := r.personOf(b); p.ID != was.ID || p.KeepMonths != 0 { // As both were told.
			t.Errorf("parted: %+v, was %+v", p, was)
		}
		r.types(a, "compass", "")
		if strings.Contains(a.Last().Text, "bakery") {
			t.Errorf("the other's compass stays:\n%s", a.Last().Text)
		}
		r.types(b, "compass", "")
		r.wantLast(b, "the bakery")
	})
}

// TestAJoinedAccountMayAlwaysPart: whose an account was before it was joined is not
// taken for somebody who never came back, and everything that there is goes with them
// when they want it forgotten.
func TestAJoinedAccountMayAlwaysPart(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		r.says(a, "words in the one")
		was := r.personOf(b)
		r.joins(b, a, "Here")
		r.core.Hosting(settings.Hosting{KeepMonths: 6, Platforms: []string{"Discord", "Telegram"}})
		for _, days := range []int{300, 340, 380} { // They are there all the time, and only there as one.
			at := time.Now().UTC().AddDate(0, 0, days)
			r.update(func(tx reflection.Tx) error {
				_, one, err := tx.Whom(a.Chat().Platform, a.Account())
				if err != nil {
					return err
				}
				one.Seen = at
				return errors.Join(tx.UpdatePerson(one), tx.SetTakenIn(r.platform.Platform(), at))
			})
			if err := r.core.Expire(t.Context(), at); err != nil {
				t.Fatal(err)
			}
		}
		r.view(func(tx reflection.Tx) error {
			_, err := tx.Person(was.ID)
			return err
		})
		if t.Failed() {
			t.Fatal("whose the account was is gone")
		}
		r.types(b, "unlink", "")
		r.wantLast(b, english.Link.Part)
		r.presses(b, "Part them")
		if p := r.personOf(b); p.ID != was.ID {
			t.Errorf("parted into %d, was %d", p.ID, was.ID)
		} else if p.Seen.Before(r.personOf(a).Seen) {
			t.Errorf("last there on %v, as one on %v", p.Seen, r.personOf(a).Seen)
		}
		r.joins(b, a, "Here")
		r.types(a, "forget", "everything")
		r.presses(a, english.Forget.YesAll)
		r.view(func(tx reflection.Tx) error {
			if _, err := tx.Person(was.ID); !errors.Is(err, reflection.ErrNotFound) {
				t.Errorf("whose the account was: %v", err)
			}
			return nil
		})
	})
}

// TestJoinedBeforeAnHour: accounts that are joined before either has an hour are asked in
// the one that gets one, and answer from both.
func TestJoinedBeforeAnHour(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a, b := r.platform.Person("ada"), r.other.Person("ada.d")
		r.types(b, "start", "")
		r.types(b, "link", r.code(a))
		r.presses(b, english.Link.Join)
		r.wantLast(b, "Joined.")
		r.beginIn(r.platform, "ada", "Berlin", "20:00")
		r.says(b, "An answer from the other app, which has no hour.")
		r.wantLast(b, "Kept")
		if h, _ := r.historyOf(a); h.Total != 1 {
			t.Errorf("a total of %d", h.Total)
		}
		r.until(r.local("2026-06-02 20:30"))
		r.says(b, "And the next day.")
		r.wantLast(b, "Kept")
		if h, _ := r.historyOf(a); h.Total != 2 {
			t.Errorf("a total of %d", h.Total)
		}
	})
}
