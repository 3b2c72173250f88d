package chattest_test

import (
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// A shared place is told in a private chat, and not in a channel.
func TestLocate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, in := chattest.New(t, chattest.LikeTelegram()), &intake{}
		stop := run(t, p, in)
		ada := p.Person("ada")
		id := ada.Locate(52.5, 13.4)
		ada.In(p.Channel("walkers")).Locate(1, 2)
		time.Sleep(time.Second)
		stop()
		if len(in.events()) != 1 {
			t.Fatalf("%d events, want one", len(in.events()))
		}
		e, ok := in.events()[0].(chat.Located)
		if !ok || e.Message != id || e.Latitude != 52.5 || e.Longitude != 13.4 || e.Space.Chat != ada.Chat() {
			t.Errorf("got %+v", in.events()[0])
		}
	})
}
