package outbox

import (
	"testing"
	"testing/synctest"
	"time"
)

// A tick that was long in coming leaves the clock behind; At puts it right.
func TestTheClockIsCarriedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c clock
		o := &Outbox{}
		told := time.Now()
		time.Sleep(2 * time.Second)
		o.clock.set(told)
		time.Sleep(time.Second)
		if got := o.Now(); !got.Equal(told.Add(time.Second)) {
			t.Errorf("after a tick that was late it is %v", got.Sub(told))
		}
		o.At(time.Now())
		if got := o.Now(); !got.Equal(time.Now()) {
			t.Errorf("it is %v behind", time.Since(got))
		}
		if got := c.now(); !got.Equal(time.Now()) {
			t.Errorf("before the first tick it is %v", got)
		}
	})
}
