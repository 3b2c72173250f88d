package delivery_test

import (
	"database/sql"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
)

// TestWhatDoesNotOpenStopsNobody: whoever's list of what never comes back, compass,
// booked answer or old answer was changed in the file is asked all the same, and nothing
// of it is shown; nor is anybody else's question late.
func TestWhatDoesNotOpenStopsNobody(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"nothing":               ``,
		"the list":              `UPDATE recalls SET never = zeroblob(60)`,
		"the compass":           `UPDATE compasses SET named = zeroblob(60)`,
		"a booked answer":       `UPDATE replies SET question = zeroblob(60)`,
		"a booked answer's end": `UPDATE parts SET sealed = zeroblob(60)`,
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada, bo := r.ada(), r.subscribe(r.platform.Person("bo"), berlin, "21:00")
				r.sleepUntil(due.Add(time.Minute))
				d := r.delivery(ada, day0)
				r.update(func(tx reflection.Tx) error {
					account, err := tx.Identity(ada.Chat().Platform, ada.Account())
					if err != nil {
						return err
					}
					reply := reflection.Reply{Person: ada.id, Identity: account.ID, Delivery: d.ID, Created: time.Now(), Question: d.Prompt.Question}
					if err := tx.AddReply(&reply); err != nil {
						return err
					}
					part := reflection.Part{Reply: reply.ID, Chat: ada.Chat(), At: reply.Created, Text: "The badge still opens the door."}
					if err := tx.AddPart(&part); err != nil {
						return err
					}
					d.Answered = reply.Created
					if err := tx.UpdateDelivery(d); err != nil {
						return err
					}
					if err := tx.SetBooking(reflection.Booking{Reply: reply.ID, Person: ada.id, Due: day0.AddDays(1)}); err != nil {
						return err
					}
					if err := tx.SetRecall(reflection.Recall{Person: ada.id, Never: []string{"orsolya"}}); err != nil {
						return err
					}
					return tx.SetCompass(reflection.Compass{Person: ada.id, On: true, Named: "the studio"})
				})
				r.outside(change)
				r.sleepUntil(due.AddDate(0, 0, 1).Add(time.Minute))
				for _, who := range []someone{ada, bo} {
					d := r.delivery(who, day0.AddDays(1))
					if d.State != reflection.DeliveryArrived {
						t.Fatalf("%s: %+v", who.Account(), d)
					}
					isReturn := d.Prompt.Pack == reflection.ReturnPack
					if want := who == ada && (change == "" || name == "the compass"); isReturn != want {
						t.Errorf("%s: a return %v, want %v", who.Account(), isReturn, want)
					}
				}
				r.view(func(tx reflection.Tx) error {
					recall, err := tx.Recall(ada.id) // as /settings reads it
					if off := name == "the list"; err != nil || recall.Off != off || (len(recall.Never) == 0) != off {
						t.Errorf("what comes back: %+v, %v", recall, err)
					}
					return nil
				})
				shown := r.platform.Shown(ada.Chat())
				tap := func(ref chat.Ref) bool { return ref.Verb == delivery.VerbTap }
				if got, want := slices.ContainsFunc(shown[len(shown)-1].Refs, tap), name != "the compass"; got != want {
					t.Errorf("a compass stands under it: %v, want %v", got, want)
				}
			})
		})
	}
}

// outside changes the database as something else than the bot would.
func (r *rig) outside(statement string) {
	r.t.Helper()
	if statement == "" {
		return
	}
	db, err := sql.Open("sqlite", "file:"+r.path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	done, err := db.Exec(statement)
	if err != nil {
		r.t.Fatal(err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		r.t.Fatalf("%s changed %d rows, %v", statement, n, err)
	}
}
