package conversation_test

import (
	"strings"
	"testing"
)

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

// An order that there is none of gets the nearest that there is, with what followed it.
func TestOrdersThatThereAreNot(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		group := ada.In(r.square())
		says := english.Community.Hints.NoOrder
		for order, near := range map[string]string{
			"quesions": "questions", "quesions add What did you keep?": "questions add What did you keep?", "statsu": "status",
			"mod": "moderators", "questions ad": "questions add", "questions What did you keep?": "questions add What did you keep?",
			"nonsense": "", "rol": "", "of": "off",
		} {
			r.orders(group, order)
			word, _, _ := strings.Cut(order, " add What")
			word, _, _ = strings.Cut(strings.ToLower(word), " did")
			r.wantLast(group, says(word, near))
		}
	})
}

// So it does where an order could be about several channels; help lists them all.
func TestOrdersAreListed(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		for _, in := range []string{"one", "two"} {
			r.orders(ada.In(r.platform.ChannelIn("acme", in)), "setup 09:00 Berlin")
		}
		third := ada.In(r.platform.ChannelIn("acme", "three"))
		r.orders(third, "quesions")
		r.wantLast(third, english.Community.Hints.NoOrder("quesions", "questions"))
		r.types(ada, "start", "")
		r.orders(third, "help")
		r.wantLast(ada, english.Community.Hints.Orders)
		for _, line := range []string{"“/community setup 09:00 Europe/Berlin weekdays” · Set a channel up", "“/community questions add What did you keep for too long?” · ", "“/community log” · "} {
			r.wantLast(ada, line)
		}
		if strings.Contains(ada.Last().Text, "/community role") {
			t.Errorf("it lists what there is on Discord alone\n%s", ada.Last().Text)
		}
	})
}
