package portable_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/chat"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// takeIn reads a file and takes it in, for a person who writes as an account.
func takeIn(t testing.TB, s reflection.Store, who reflection.Identity, file []byte, now time.Time) portable.Taken {
	t.Helper()
	parsed, err := portable.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	taken, err := portable.Import(t.Context(), s, portable.Bearer{Person: who.Person, Identity: who, Zone: berlin, Now: now}, parsed)
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

// history is a person's streak.
func history(t testing.TB, s reflection.Store, p reflection.PersonID, now time.Time) (h streak.History) {
	t.Helper()
	err := s.View(t.Context(), func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(p)
		if err != nil {
			return err
		}
		aways, err := tx.AwaySince(time.Time{})
		h = streak.Count(facts, aways, now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// outcomes is a history without the store's ids.
func outcomes(h streak.History) []streak.Occasion {
	var out []streak.Occasion
	for _, o := range h.Occasions {
		o.Deliveries = make([]reflection.DeliveryID, len(o.Deliveries))
		out = append(out, o)
	}
	return out
}

func figures(h streak.History) [6]int {
	return [6]int{h.Run, h.Best, h.Total, h.RestDays, h.Kept, h.Counted}
}

const lived = 100

// TestForgottenAndTakenInAgain exports a person, forgets them, and takes the file in
// as the account that writes anew: the streak is the same, and the file to the byte,
// also after it is taken in twice.
func TestForgottenAndTakenInAgain(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	now := at(begun.AddDays(lived)).Add(-time.Hour)
	var l *life
	update(t, s, func(tx reflection.Tx) (err error) {
		if l, err = live(tx, "41", lived); err != nil {
			return err
		}
		away := at(begun.AddDays(60)).Add(time.Hour)
		return tx.AddAway(reflection.Away{Platform: "telegram", From: away, To: away.Add(5 * time.Hour)})
	})
	before, counted := written(t, s, l.person.ID), history(t, s, l.person.ID, now)

	var again reflection.Identity
	update(t, s, func(tx reflection.Tx) (err error) {
		if err := tx.DeletePerson(l.person.ID); err != nil {
			return err
		}
		_, again, err = meet(tx, "41", now)
		return err
	})
	for _, time := range []string{"first", "second"} {
		taken := takeIn(t, s, again, before, now)
		if time == "first" && taken.Texts == 0 || time == "second" && taken.Texts != 0 {
			t.Errorf("%s time: %d texts taken in, %d known", time, taken.Texts, taken.Known)
		}
		if after := written(t, s, again.Person); !bytes.Equal(before, after) {
			t.Errorf("%s time: the file is another:\n%s", time, cmp.Diff(string(before), string(after)))
		}
	}
	h := history(t, s, again.Person, now)
	if figures(h) != figures(counted) {
		t.Errorf("the streak is %v, was %v", figures(h), figures(counted))
	}
	if d := cmp.Diff(outcomes(counted), outcomes(h)); d != "" {
		t.Errorf("the days came to something else:\n%s", d)
	}
	if counted.Kept == 0 || counted.Total < 50 {
		t.Errorf("the life was too plain to show anything: %+v", figures(counted))
	}
}

// TestTakenInElsewhere takes a file in on another instance, under another account,
// where the outages that excused a day are not known: the streak is the same, twice
// adds nothing, and what they had set there stays.
func TestTakenInElsewhere(t *testing.T) {
	t.Parallel()
	here, there := openStore(t), openStore(t)
	now := at(begun.AddDays(lived)).Add(-time.Hour)
	var l *life
	update(t, here, func(tx reflection.Tx) (err error) {
		if l, err = live(tx, "41", lived); err != nil {
			return err
		}
		for _, day := range []int{6, 19, 32, 45, 58, 71} { // Unanswered ones.
			from := at(begun.AddDays(day)).Add(time.Hour)
			if err := tx.AddAway(reflection.Away{Platform: "telegram", From: from, To: from.Add(5 * time.Hour)}); err != nil {
				return err
			}
		}
		return nil
	})
	file, counted := written(t, here, l.person.ID), history(t, here, l.person.ID, now)
	var other reflection.Identity
	update(t, there, func(tx reflection.Tx) (err error) {
		_, other, err = meet(tx, "7000", now)
		return err
	})
	takeIn(t, there, other, file, now)
	once := written(t, there, other.Person)
	if taken := takeIn(t, there, other, file, now); taken.Texts != 0 {
		t.Errorf("%d texts were taken in twice", taken.Texts)
	}
	if twice := written(t, there, other.Person); !bytes.Equal(once, twice) {
		t.Errorf("taking it in twice changed something:\n%s", cmp.Diff(string(once), string(twice)))
	}
	h := history(t, there, other.Person, now)
	if figures(h) != figures(counted) {
		t.Errorf("the streak is %v, was %v", figures(h), figures(counted))
	}
	if len(h.Occasions) != len(counted.Occasions) {
		t.Fatalf("%d days were asked, not %d", len(h.Occasions), len(counted.Occasions))
	}
	for n, o := range h.Occasions { // Why may differ: the outages are not this instance's.
		if was := counted.Occasions[n]; o.Date != was.Date || o.Outcome != was.Outcome {
			t.Errorf("%v came to %v, was %v", o.Date, o.Outcome, was.Outcome)
		}
	}
	if bytes.Contains(once, []byte(`"message":"`)) && bytes.Contains(once, []byte(`"parts":[{"id":1,"platform":"telegram","chat":"7000","message"`)) {
		t.Error("messages of another instance's chat are taken for this one's")
	}
}

// TestSharedComesBackPrivate: what was shared under a channel's question is in the
// file, with the channel's name; taken in, it is its writer's alone, and the channel
// knows nothing of it.
func TestSharedComesBackPrivate(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	now := at(begun)
	var who reflection.Identity
	var asked reflection.Delivery
	update(t, s, func(tx reflection.Tx) (err error) {
		if _, who, err = meet(tx, "41", now); err != nil {
			return err
		}
		sub := reflection.Subscription{
			Chat: chat.Chat{Platform: "telegram", ID: "-100"}, Created: now,
			Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 9}, Days: schedule.Everyday, Zone: berlin},
		}
		if err := tx.AddSubscription(&sub); err != nil {
			return err
		}
		if err := tx.AddChannel(reflection.Channel{Subscription: sub.ID, Parent: "-100", Title: "Walkers"}); err != nil {
			return err
		}
		asked = reflection.Delivery{
			Subscription: sub.ID, Chat: sub.Chat, Date: begun, Zone: berlin, Due: now, State: reflection.DeliveryArrived, Arrived: now, Message: "5",
			Prompt: reflection.Asked{Question: "What did you once give up?"},
		}
		if err := tx.AddDelivery(&asked); err != nil {
			return err
		}
		r := reflection.Reply{
			Person: who.Person, Identity: who.ID, Delivery: asked.ID, Question: asked.Prompt.Question, Created: now,
			Audience: reflection.Shared, Shared: now, Name: "Ada",
		}
		if err := tx.AddReply(&r); err != nil {
			return err
		}
		p := reflection.Part{Reply: r.ID, Chat: sub.Chat, Message: "6", At: now, Text: "The piano."}
		if err := tx.AddPart(&p); err != nil {
			return err
		}
		return tx.AddFact(&reflection.Fact{
			Kind: reflection.FactReplied, Person: who.Person, Subscription: sub.ID, Delivery: asked.ID, Part: p.ID, Chat: p.Chat, Message: "6", At: now, Date: begun, Zone: berlin,
		})
	})
	file, counted := written(t, s, who.Person), history(t, s, who.Person, now)
	if !bytes.Contains(file, []byte(`"channel":"Walkers","audience":"shared","name":"Ada"`)) {
		t.Errorf("the file doesn't say where it was shared:\n%s", file)
	}
	update(t, s, func(tx reflection.Tx) (err error) {
		if err := tx.DeletePerson(who.Person); err != nil {
			return err
		}
		_, who, err = meet(tx, "41", now)
		return err
	})
	if taken := takeIn(t, s, who, file, now); taken.Texts != 1 || !taken.Shared {
		t.Errorf("%+v", taken)
	}
	err := s.View(t.Context(), func(tx reflection.Tx) error {
		all, err := tx.RepliesOf(who.Person)
		if err != nil || len(all) != 1 || all[0].Audience != reflection.PrivateTo || all[0].Name != "" || !all[0].Shared.IsZero() {
			t.Errorf("%+v, %v", all, err)
		}
		if n, err := tx.Answered(asked.ID); n != 0 || err != nil {
			t.Errorf("the channel counts %d answers, %v", n, err)
		}
		if n, err := tx.CountShared(asked.ID); n != 0 || err != nil {
			t.Errorf("the channel can read %d, %v", n, err)
		}
		_, err = tx.PartByMessage(asked.Chat, "6")
		if !errors.Is(err, reflection.ErrNotFound) {
			t.Errorf("a message of the channel's is one of the file's: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if h := history(t, s, who.Person, now); h.Total != counted.Total {
		t.Errorf("%d answers in all, were %d", h.Total, counted.Total)
	}
	again := written(t, s, who.Person)
	takeIn(t, s, who, file, now)
	if !bytes.Equal(again, written(t, s, who.Person)) {
		t.Error("twice changed something")
	}
}
