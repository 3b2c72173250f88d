package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// A code that somebody types where others read it is worth nothing from then on, on
// both platforms, and what is no code burns none.
func TestACodeTypedInAGroupIsBurnt(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		r.says(a, "Ada's own words.")
		for on, c := range map[string]struct{ gives, types, mallory *chattest.Person }{
			"Telegram": {b, a.In(r.platform.Channel("lobby")), r.platform.Person("mallory")},
			"Discord":  {a, b.In(r.other.Channel("lobby")), r.other.Person("mallory")},
		} {
			code, mallory := r.code(c.gives), c.mallory
			r.types(c.types, "link", "how does this work")
			if strings.Contains(c.types.Transcript(), english.Link.Burnt) {
				t.Errorf("%s: what is no code is said to be one\n%s", on, c.types.Transcript())
			}
			r.types(c.types, "link", code)
			r.wantLast(c.types, english.Link.Burnt)
			r.types(mallory, "link", code)
			if slices.Contains(mallory.Last().Labels, english.Link.Join) {
				t.Errorf("%s: a code that others have read joins\n%s", on, mallory.Transcript())
			}
		}
	})
}

// Joining asks once more: a second press, a no, a code that has run out, a fresh code of
// the giver's and somebody else's press join nothing.
func TestJoiningAsksOnceMore(t *testing.T) {
	t.Parallel()
	w := english.Link
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		eve := r.beginIn(r.other, "eve", "Berlin", "21:00")
		joined := func() bool { return r.personOf(a).ID == r.personOf(b).ID }
		asks := func() {
			r.types(b, "link", r.code(a))
			r.wantLastIs(b, w.Sure("Telegram"), w.Join, w.DontJoin)
			if joined() {
				t.Fatal("a code alone joins")
			}
		}
		asks()
		r.presses(b, w.DontJoin)
		r.wantLast(b, w.NotJoined)
		asks()
		ref := chat.Ref{Verb: "linkjoin"}
		r.view(func(tx reflection.Tx) error {
			giver, err := tx.Identity(a.Chat().Platform, a.Account())
			ref.ID = int64(giver.ID)
			return err
		})
		r.forges(eve, ref)
		if r.personOf(eve).ID == r.personOf(a).ID {
			t.Fatal("somebody else's press joins")
		}
		r.until(time.Now().Add(11 * time.Minute))
		r.presses(b, w.Join)
		r.wantLast(b, w.Wrong)
		asks()
		r.code(a) // A fresh one voids what was asked.
		r.presses(b, w.Join)
		if joined() {
			t.Fatal("a code that was replaced joins")
		}
		asks()
		r.presses(b, w.Join)
		if !joined() {
			t.Fatalf("not joined\n%s", b.Transcript())
		}
		n := len(a.Sees())
		r.forges(b, ref)
		if len(a.Sees()) != n {
			t.Error("pressed twice, it is said twice")
		}
	})
}

// What somebody asked to be spared goes with both accounts when they part, and a
// setting in the app that isn't asked takes no answer for it.
func TestWhatIsSparedPartsWithBoth(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		sets := func(id reflection.PersonID, entries ...string) {
			r.update(func(tx reflection.Tx) error {
				recall, err := tx.Recall(id)
				if err != nil {
					return err
				}
				recall.Person, recall.Never = id, append(recall.Never, entries...)
				return tx.SetRecall(recall)
			})
		}
		sets(r.personOf(a).ID, "mother")
		sets(r.personOf(b).ID, "mother", "the lake")
		r.joins(b, a, english.Link.There)
		sets(r.personOf(a).ID, "the badge")
		r.types(b, "timezone", "")
		r.presses(b, b.Last().Labels[0])
		r.says(b, "The stairs, of all places.")
		if got := r.journalled(a); !strings.Contains(got, "The stairs, of all places.") {
			t.Errorf("what was written after a setting isn't kept: %s\n%s", got, b.Transcript())
		}
		r.types(a, "unlink", "")
		r.presses(a, english.Link.PartYes)
		for who, p := range map[string]reflection.PersonID{"the one": r.personOf(a).ID, "the other": r.personOf(b).ID} {
			r.view(func(tx reflection.Tx) error {
				recall, err := tx.Recall(p)
				for _, entry := range []string{"mother", "the lake", "the badge"} {
					if !slices.Contains(recall.Never, entry) {
						t.Errorf("%s isn't spared %q any more: %s", who, entry, strings.Join(recall.Never, ", "))
					}
				}
				return err
			})
		}
	})
}

// journalled is what somebody's journal shows.
func (r *rig) journalled(p *chattest.Person) string {
	r.t.Helper()
	r.types(p, "journal", "")
	return p.Last().Text
}
