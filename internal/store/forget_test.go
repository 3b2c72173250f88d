package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func TestForgettingAPersonTakesAllOfThem(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	for _, h := range []home{h, other} {
		own, _ := written(t, s, h)
		w := writtenIn(t, s, h)
		update(t, s, func(tx reflection.Tx) error {
			if _, err := tx.AddReport(&reflection.Report{Reply: w.reply.ID, By: h.Person.ID}); err != nil {
				return err
			}
			d := reflection.Delivery{Subscription: h.Subscription.ID, Person: h.Person.ID, Chat: h.Identity.Private, Date: today}
			if err := tx.AddDelivery(&d); err != nil {
				return err
			}
			return errors.Join(
				tx.MapMessage(chat.Chat{Platform: "telegram", ID: h.Identity.Account}, "9", d.ID),
				tx.AddDispatch(&reflection.Dispatch{Delivery: d.ID, Chat: h.Identity.Private, Ready: noon}),
				tx.AddFact(&reflection.Fact{Person: h.Person.ID, Delivery: d.ID, At: noon}),
				tx.SetChoice(h.Person.ID, "", []byte("state")),
				tx.Stop("discord", "server", h.Person.ID, reflection.Stop{}),
				tx.SetSummaries(reflection.Summaries{Subscription: h.Subscription.ID, Next: noon}),
				tx.AddDispatch(&reflection.Dispatch{Subscription: h.Subscription.ID, Period: "2026-W47", Purpose: reflection.Summarise}),
				tx.SetCheckpoint(reflection.Checkpoint{Person: h.Person.ID, State: []byte("state")}),
				tx.AddSubmission(&reflection.Submission{Reply: w.reply.ID}),
				tx.AddQuestion(&reflection.OwnQuestion{Subscription: h.Subscription.ID, Author: h.Person.ID, Text: "Why?"}),
				tx.SetAwaiting(reflection.Awaiting{Chat: h.Identity.Private, For: "zone"}),
				tx.AddHostAct(h.Person.ID, reflection.HostAct{Act: "export", At: noon}),
				inASeries(tx, h, d), countedToday(tx, h),
				tx.AddReturn(reflection.Return{Delivery: d.ID, Reply: own.ID}),
				tx.SetBooking(reflection.Booking{Reply: own.ID, Person: h.Person.ID, Away: true}),
				tx.SetRecall(reflection.Recall{Person: h.Person.ID, Never: []string{"a name"}}),
				tx.SetCompass(reflection.Compass{Person: h.Person.ID, Named: "a job"}),
				tx.SetTap(reflection.Tap{Person: h.Person.ID, Date: today, Place: 1}),
				tx.SetLinkCode(reflection.LinkCode{Identity: h.Identity.ID, Hash: []byte(h.Identity.Account), Until: noon}),
				tx.AddLinkTry(h.Identity.ID, noon, noon))
		})
	}
	tables := []string{"persons", "identities", "choices", "dispatches", "replies", "parts", "facts", "summaries", "messages",
		"questions", "reports", "stops", "board", "notices", "checkpoints", "amounts", "submissions", "series", "evenings", "awaiting", "host_acts",
		"returns", "bookings", "recalls", "compasses", "taps", "link_codes", "link_tries"}
	// What they did as admins stays, and names them no more (storetest, Acts).
	before := countRows(t, s, tables...)
	update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(h.Person.ID) })
	for table, n := range countRows(t, s, tables...) {
		if table == "dispatches" { // An answer that is nobody's stays until its window has passed.
			n, before[table] = n-2, before[table]-2
		}
		if n == 0 || n*2 != before[table] {
			t.Errorf("%s: %d rows, then %d; want half, the other person's", table, before[table], n)
		}
	}
	// The channels, and what they were asked, stay.
	for table, want := range map[string]int{"channels": 2, "subscriptions": 3, "deliveries": 3} {
		if n := countRows(t, s, table)[table]; n != want {
			t.Errorf("%s: %d rows are left, want %d", table, n, want)
		}
	}
}

// inASeries makes a delivery the first evening of a series that runs.
func inASeries(tx reflection.Tx, h home, d reflection.Delivery) error {
	runs := reflection.Series{Subscription: h.Subscription.ID, Pack: "core", Theme: "staying"}
	if err := tx.AddSeries(&runs); err != nil {
		return err
	}
	h.Subscription.Series = runs.ID
	return errors.Join(tx.UpdateSubscription(h.Subscription), tx.AddEvening(runs.ID, reflection.Evening{Number: 1, Delivery: d.ID}))
}

// countedToday counts a message of the person's.
func countedToday(tx reflection.Tx, h home) error {
	_, err := tx.AddAmount(h.Person.ID, today, 5)
	return err
}

// TestForgettingClearsTheFiles: once a person is forgotten, nothing that was theirs
// alone is in the files, and neither are the keys that opened it.
func TestForgettingClearsTheFiles(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	written(t, s, h)
	writtenIn(t, s, h)
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.SetCheckpoint(reflection.Checkpoint{Person: h.Person.ID, State: []byte("how-far-it-is-counted")}),
			tx.SetRecall(reflection.Recall{Person: h.Person.ID, Never: []string{"a-name-that-never-comes-back"}}),
			tx.SetCompass(reflection.Compass{Person: h.Person.ID, Named: "what-the-compass-points-at"}),
			tx.SetTap(reflection.Tap{Person: h.Person.ID, Date: today, Place: 5}),
			tx.SetChoice(h.Person.ID, "", []byte("what-was-chosen-so-far")))
	})
	var theirs [][]byte
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		theirs, err = many(rtx.(*tx), "theirs", cell[[]byte], `SELECT sealed FROM parts UNION ALL SELECT question FROM replies
			UNION ALL SELECT name FROM replies WHERE name IS NOT NULL UNION ALL SELECT seal FROM replies
			UNION ALL SELECT key FROM identities UNION ALL SELECT seal FROM identities
			UNION ALL SELECT body FROM dispatches WHERE identity IS NOT NULL
			UNION ALL SELECT text FROM questions UNION ALL SELECT credit FROM questions UNION ALL SELECT more FROM questions UNION ALL SELECT name FROM board
			UNION ALL SELECT text FROM notices UNION ALL SELECT never FROM recalls UNION ALL SELECT named FROM compasses
			UNION ALL SELECT place FROM taps UNION ALL SELECT state FROM checkpoints UNION ALL SELECT state FROM choices`)
		return err
	})
	holds := func() (n int) {
		all := files(t, s)
		for _, blob := range theirs {
			if bytes.Contains(all, blob) {
				n++
			}
		}
		return n
	}
	if n := holds(); n != len(theirs) || n < 14 {
		t.Fatalf("%d of %d are in the files: this test looks in the wrong place", n, len(theirs))
	}
	update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(h.Person.ID) })
	if err := s.Erased(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := holds(); n != 0 {
		t.Errorf("%d of %d are still on the disk", n, len(theirs))
	}
}

// TestKilledBeforeTheFilesWereCleared: what was deleted by a commit, and was still in
// the log when the process was killed, is gone once the database is opened again.
func TestKilledBeforeTheFilesWereCleared(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	written(t, s, h)
	var theirs [][]byte
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		theirs, err = many(rtx.(*tx), "theirs", cell[[]byte],
			`SELECT sealed FROM parts UNION ALL SELECT question FROM replies UNION ALL SELECT key FROM identities`)
		return err
	})
	update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(h.Person.ID) })
	// The files as they are at this instant are what a kill leaves behind.
	left := filepath.Join(t.TempDir(), "left.db")
	for from, to := range map[string]string{s.path + "-wal": left + "-wal", s.path + ".key": left + ".key"} {
		text, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(left, copyOf(t, s.path), 0o600); err != nil {
		t.Fatal(err)
	}
	holds := func(path string) (n int) {
		var all []byte
		for _, name := range []string{path, path + "-wal"} {
			if _, err := os.Stat(name); err == nil {
				all = append(all, copyOf(t, name)...)
			}
		}
		for _, blob := range theirs {
			if bytes.Contains(all, blob) {
				n++
			}
		}
		return n
	}
	if n := holds(left); n == 0 {
		t.Fatal("nothing was left behind: this test looks in the wrong place")
	}
	again, err := Open(t.Context(), Options{Path: left})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if n := holds(left); n != 0 {
		t.Errorf("%d of %d are still in the files", n, len(theirs))
	}
}
