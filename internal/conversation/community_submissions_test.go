package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// TestWhoSetItUpIsToldThatSomethingWaits: once, until nothing waits any more. That an
// answer of somebody who was stopped still waits keeps nobody from being told.
func TestWhoSetItUpIsToldThatSomethingWaits(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		boss := r.begin("boss", "Berlin", "21:00")
		c := r.asks("acme", "square", approval)
		r.update(func(tx reflection.Tx) error {
			id, err := tx.Identity(r.platform.Platform(), boss.Account())
			if err != nil {
				return err
			}
			ch, err := tx.Channel(c.sub)
			if err != nil {
				return err
			}
			ch.Installer, ch.Tell = id.ID, true
			return tx.UpdateChannel(ch)
		})
		c.post()
		told := func(name string) (member, int) {
			m := c.member(name)
			m.answers("A secret of " + name)
			r.presses(m.at, english.Channel.ShareUnnamed)
			time.Sleep(2 * time.Minute)
			r.settle()
			return m, strings.Count(boss.Transcript(), english.Community.Approvals.Waiting("square"))
		}
		ada, n := told("ada")
		if n != 1 {
			t.Errorf("told %d times of the first\n%s", n, boss.Transcript())
		}
		r.update(func(tx reflection.Tx) error {
			return tx.Stop(r.platform.Platform(), "acme", ada.id(), reflection.Stop{})
		})
		// A stopped author's waits like any other's: to be told again would tell whose it is.
		if _, n = told("bob"); n != 1 {
			t.Errorf("told %d times, where a stopped author's waits already\n%s", n, boss.Transcript())
		}
		if _, n = told("cem"); n != 1 {
			t.Errorf("told %d times, where something waits already", n)
		}
	})
}
