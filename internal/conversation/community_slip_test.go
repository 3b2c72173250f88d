package conversation_test

import "testing"

// TestSetupNamesTheHour: the question for a zone names the hour that was given.
func TestSetupNamesTheHour(t *testing.T) {
	onTelegram(t, func(r *rig) {
		group := r.admin("ada").In(r.square())
		r.orders(group, "setup 18:00")
		r.wantLast(group, "I ask at 18:00 there")
		r.orders(group, "setup 19:00 New Yorrk")
		r.wantLast(group, "I didn't get “New Yorrk”.")
		r.orders(group, "setup 19:00 Europe/Berln")
		r.wantLast(group, english.ZoneGuess)
	})
}
