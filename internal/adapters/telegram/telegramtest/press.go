package telegramtest

import (
	"net/url"
	"slices"
)

// Press presses the button with that label under the newest message that has one.
func (u *User) Press(label string) {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.present()
	for _, m := range slices.Backward(u.room.messages) {
		if !m.deleted && slices.Contains(m.seen().Labels(), label) && u.sees(m) {
			u.press(m, label)
			return
		}
	}
	u.s.tb.Fatalf("telegramtest: %s sees no button %q", u.account.first, label)
}

// PressOn presses a button under a certain message, even one that the message
// had before it was edited or deleted: a slow finger does that.
func (u *User) PressOn(id int, label string) {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.present()
	u.press(u.message(id), label)
}

// PressLink presses the link with that label under the newest message that has
// one. It leads into the private chat and starts the bot there, as Telegram does;
// PressLink returns the message that is sent.
func (u *User) PressLink(label string) int {
	u.s.tb.Helper()
	u.s.mu.Lock()
	to := u.linkUnder(label)
	u.s.mu.Unlock()
	link, err := url.Parse(to)
	if err != nil || link.Host != linkHost || link.Path != "/"+botUsername {
		u.s.tb.Fatalf("telegramtest: %s sees no link to the bot called %q", u.account.first, label)
	}
	home := &User{s: u.s, account: u.account, room: u.home()}
	home.Unblock()
	return home.Start(link.Query().Get("start"))
}

// linkUnder finds the newest link with a label; "" if there is none.
func (u *User) linkUnder(label string) string {
	for _, m := range slices.Backward(u.room.messages) {
		for _, b := range slices.Concat(m.buttons()...) {
			if !m.deleted && b.Label == label && b.URL != "" && u.sees(m) {
				return b.URL
			}
		}
	}
	return ""
}

func (u *User) press(m *message, label string) {
	u.s.tb.Helper()
	i := slices.IndexFunc(m.had, func(b Button) bool { return b.Label == label })
	if i < 0 {
		u.s.tb.Fatalf("telegramtest: message %d never had a button %q", m.id, label)
	}
	if m.had[i].Data == "" {
		u.s.tb.Fatalf("telegramtest: the button %q is a link", label)
	}
	u.s.press(u.account, u.room, m.id, m.had[i].Data)
}

// Forge sends a press that no button offered, as a tampered client can.
func (u *User) Forge(id int, data string) {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.present()
	u.s.press(u.account, u.room, id, data)
}
