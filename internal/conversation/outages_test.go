package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// aways are the outages that are recorded.
func (r *rig) aways() (all []reflection.Away) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) {
		all, err = tx.AwaySince(time.Time{})
		return err
	})
	return all
}

// After the machine slept for a day a tick can come before anything is taken in:
// the gap is recorded first, and no question goes out until the intake has caught
// up; then the question says so.
func TestASleepIsKnownBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.until(time.Now().Add(time.Minute))
		wakes := time.Now().Add(33 * time.Hour)
		r.wantSilence(p, func() {
			if err := r.core.Tick(r.t.Context(), wakes); err != nil {
				t.Error(err)
			}
		})
		if all := r.aways(); len(all) != 1 || all[0].To != wakes.UTC() || all[0].To.Sub(all[0].From) < 32*time.Hour {
			t.Errorf("before the question the outages are %v", all)
		}
		if err := r.core.CaughtUp(r.t.Context(), r.platform.Platform(), wakes.Add(time.Minute)); err != nil {
			t.Error(err)
		}
		r.wantLast(p, "I was down from")
		if all := r.aways(); len(all) != 1 || all[0].To != wakes.Add(time.Minute).UTC() {
			t.Errorf("one sleep is the outages %v", all)
		}
	})
}

// Text that waited through an outage longer than the platform keeps is acknowledged
// with the outage at once, whichever part of the answer it is.
func TestALongOutageIsToldWithTheFirstAnswer(t *testing.T) {
	t.Parallel()
	for name, answered := range map[string]bool{"the first part": false, "a later part": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) { aLongOutage(r, answered) })
		})
	}
}

func aLongOutage(r *rig, answered bool) {
	t := r.t
	p := r.begin("ada", "Berlin", "21:00")
	d := r.openDelivery(p.Chat())
	if answered {
		r.says(p, "a first part")
	}
	r.crash()
	time.Sleep(40 * time.Hour)
	p.Write("written into the dark")
	time.Sleep(8 * time.Hour)
	r.start()
	r.settle()
	told := ""
	for _, m := range p.Sees() {
		if strings.Contains(m.Text, "I was down from") {
			told = m.Text
			break
		}
	}
	if !strings.Contains(told, "Kept") || !strings.Contains(told, "please send it again") {
		t.Errorf("the first message that tells of the outage is %q\n%s", told, p.Transcript())
	}
	if got := r.words(p, d); got[len(got)-1] != "written into the dark" {
		t.Errorf("kept %q", got)
	}
	r.until(time.Now().Add(30 * time.Hour))
	if n := strings.Count(p.Transcript(), "I was down from"); n != 1 {
		t.Errorf("the outage was told %d times\n%s", n, p.Transcript())
	}
}
