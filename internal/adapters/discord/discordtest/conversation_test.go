package discordtest

import "testing"

// TestConversation goes once through what a bot does: it identifies, is written
// to, answers, and handles a press.
func TestConversation(t *testing.T) {
	s := New(t)
	ada := s.Person("ada")
	c := online(t, s, usual)
	id := ada.Write("hello")
	m := c.event("MESSAGE_CREATE").object()
	if m["content"] != "hello" || m["id"] != id || m["channel_id"] != ada.ChannelID() {
		t.Errorf("told %v", m)
	}
	sent := ok(t, s, "POST", messages(ada.ChannelID()), said("What time is it?", "components", []any{row(button("09:00", "zone:1:"))}))
	c.event("MESSAGE_CREATE")
	pressed := ada.Press("", "09:00")
	i := c.event("INTERACTION_CREATE").object()
	if i["id"] != pressed || objectOf(i["data"])["custom_id"] != "zone:1:" || objectOf(i["message"])["id"] != sent.id() {
		t.Errorf("told %v", i)
	}
	ok(t, s, "POST", "/interactions/"+pressed+"/"+stringOf(i["token"])+"/callback", object{"type": 7, "data": said("Thanks.")})
	if got := ada.Last(); got.Text != "Thanks." || !got.Edited {
		t.Errorf("sees %+v", got)
	}
	if len(s.Failed()) > 0 {
		t.Error("the press failed")
	}
}
