package streak

import (
	"testing"
	"time"
)

func TestPauseWithinTheSecondOfOpeningOrClosingGoesByMessage(t *testing.T) {
	for _, c := range []struct {
		name    string
		pauses  map[string]time.Time // by message
		outcome Outcome
	}{
		{"before the question", map[string]time.Time{"499": at(2, "21:00")}, Rested},
		{"after it", map[string]time.Time{"501": at(2, "21:00")}, Optional},
		{"before the next one", map[string]time.Time{"599": at(3, "21:00")}, Optional},
		{"after the next one", map[string]time.Time{"601": at(3, "21:00")}, Rested},
		{"by a form and before the next one", map[string]time.Time{
			"": at(3, "21:00"), "599": at(3, "21:00"),
		}, Optional},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := begun()
			d.arrived(d.plan(2), at(2, "21:00"), at(2, "21:00")).Message = "500"
			d.arrived(d.plan(3), at(3, "21:00"), at(3, "21:00")).Message = "600"
			for id, when := range c.pauses {
				d.pause(onTelegram, when)
				p := &d.facts[len(d.facts)-1]
				p.Chat, p.Message = chats[onTelegram], messageID(id)
			}
			d.ask(4)
			o, _ := d.history(later).On(march(2))
			equal(t, "outcome", o.Outcome, c.outcome)
		})
	}
}
