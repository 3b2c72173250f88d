package door

import (
	"testing"

	"stillpoint/internal/chat"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, " ": 0, "telegram:1": 1, "telegram:1,discord:2": 2, "Telegram:-100123, discord:2\ntelegram:3": 3,
		"telegram": -1, "telegram:": -1, "telegram:ada": -1, "signal:1": -1, "telegram:1-2": -1, "telegram:123456789012345678901": -1,
	} {
		l, err := Parse(text, "telegram", "discord")
		n := len(l.Of("telegram")) + len(l.Of("discord"))
		if (err != nil) != (want < 0) || err == nil && n != want || l.Everyone() != (n == 0) {
			t.Errorf("%q: %d entries, %v", text, n, err)
		}
	}
	l, err := Parse("telegram:1,discord:2", "telegram", "discord")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		p    chat.Platform
		ids  []string
		want bool
	}{{"telegram", []string{"1"}, true}, {"telegram", []string{"2"}, false}, {"telegram", []string{"", "1"}, true}, {"discord", []string{""}, false}, {"discord", []string{"2"}, true}} {
		if got := l.Holds(c.p, c.ids...); got != c.want {
			t.Errorf("%v of %s: %v", c.ids, c.p, got)
		}
	}
}
