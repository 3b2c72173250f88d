package chattest

import (
	"time"

	"stillpoint/internal/chat"
)

func nonceIsShownOnce(r *rig) {
	if r.limits.NonceWindow == 0 {
		return
	}
	ada := r.Peer("ada")
	m := question(ada.Chat(), "What did you keep?")
	m.Nonce = "sp-once"
	first, second := r.send(m), r.send(m)
	if first.Message != second.Message {
		r.Errorf("receipts for %q and %q", first.Message, second.Message)
	}
	if n := len(ada.Sees()); n != 1 {
		r.Errorf("%d messages are shown, want 1", n)
	}
}

func foundByNonce(r *rig) {
	ada := r.Peer("ada")
	since := time.Now().Add(-time.Minute)
	m := question(ada.Chat(), "What did you keep?")
	m.Nonce = "sp-find"
	sent := r.send(m)
	r.send(chat.Message{To: ada.Chat(), Blocks: []chat.Block{chat.P("something else")}, Nonce: "sp-other"})
	ada.Write("sp-find, they wrote")

	found, ok, err := r.adapter.Find(r.Context(), ada.Chat(), "sp-find", since)
	switch {
	case err != nil:
		r.Errorf("Find: %v", err)
	case ok != r.limits.History:
		r.Errorf("found: %v, with history: %v", ok, r.limits.History)
	case ok && (found.Message != sent.Message || !found.At.Equal(sent.At)):
		r.Errorf("found %+v, want %+v", found, sent)
	}
	if _, ok, err := r.adapter.Find(r.Context(), ada.Chat(), "sp-never", since); ok || err != nil {
		r.Errorf("one that was never sent is found: %v, %v", ok, err)
	}
}
