package delivery_test

import (
	"log/slog"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// TestABrokenSubscriptionHoldsUpNobody: one that can't be planned is set aside
// and tried again; what comes after it is asked on time.
func TestABrokenSubscriptionHoldsUpNobody(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		broken, bob := r.ada(), r.subscribe(r.platform.Person("bob"), berlin, "21:00")
		setZone := func(zone string) {
			r.update(func(tx reflection.Tx) error {
				sub, err := tx.Subscription(broken.sub)
				if err != nil {
					return err
				}
				sub.Rule.Zone = zone
				return tx.UpdateSubscription(sub)
			})
		}
		setZone("Nowhere/Atlantis")
		r.sleepUntil(due.Add(15 * time.Minute))
		r.wantShown(bob, 1)
		r.wantShown(broken, 0)
		if n := len(r.log.at(slog.LevelError)); n != 2 {
			t.Errorf("%d errors in a quarter of an hour, want 2\n%s", n, r.log)
		}
		setZone(berlin)
		r.sleepUntil(due.Add(25 * time.Minute))
		r.wantShown(broken, 1)
	})
}

// TestABrokenDispatchHoldsUpNobody: one that can't be decided on is set aside.
func TestABrokenDispatchHoldsUpNobody(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		broken, bob := r.ada(), r.subscribe(r.platform.Person("bob"), berlin, "21:00")
		r.stop()
		r.startClosed()
		r.sleepUntil(due.Add(time.Minute))
		r.update(func(tx reflection.Tx) error {
			del, err := tx.DeliveryOn(broken.sub, day0)
			if err != nil {
				return err
			}
			del.Person = 1 << 40 // Nobody.
			return tx.UpdateDelivery(del)
		})
		r.out.Open(r.platform.Platform())
		r.sleepUntil(due.Add(5 * time.Minute))
		r.wantShown(bob, 1)
		r.wantShown(broken, 0)
		r.sleepUntil(due.Add(9 * time.Hour))
		if d := r.dispatch(r.delivery(broken, day0), reflection.Ask); d.State != reflection.DispatchDropped {
			t.Errorf("dispatch in state %d after its window", d.State)
		}
	})
}
