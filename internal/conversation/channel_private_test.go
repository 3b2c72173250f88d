package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// Words typed while they are asked for go on, and what comes after sharing
// doesn't slip in.
func TestChannelPartsInPrivate(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada := c.member("ada")
		ada.answers("One.")
		second := r.says(ada.Person, "Two.")
		if ada.Message(second).Reaction != chat.Kept {
			t.Errorf("no sign on the second part\n%s", ada.Transcript())
		}
		ada.wantAnswer(d, reflection.PrivateTo, "One.|Two.")
		ada.Edit(second, "Two, edited.")
		r.settle()
		ada.wantAnswer(d, reflection.PrivateTo, "One.|Two, edited.")

		r.presses(ada.Person, english.Channel.Share)
		r.says(ada.Person, "Three, about something else.")
		ada.wantAnswer(d, reflection.Shared, "One.|Two, edited.")
	})
}

// Telegram's clients send what is typed in answer to a request as a reply to it.
func TestChannelReplyToTheRequest(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada := c.member("ada")
		ada.reflect()
		request := ada.Last().ID
		r.replies(ada.Person, request, "As a reply.")
		r.wantLast(ada.at, "Saved. Readable by: you.")
		r.presses(ada.Person, english.Channel.Edit)
		r.replies(ada.Person, ada.Last().ID, "As another.")
		ada.wantAnswer(d, reflection.PrivateTo, "As another.")

		time.Sleep(time.Hour)
		r.replies(ada.Person, request, "An hour later.")
		ada.wantAnswer(d, reflection.PrivateTo, "As another.|An hour later.")
	})
}

// What isn't words is said so, also to somebody who has no hour of their own, and
// the request stands.
func TestChannelVoiceInPrivate(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada := c.member("ada")
		ada.reflect()
		r.replies(ada.Person, ada.at.Last().ID, " \u200b ")
		r.wantLast(ada.at, english.NoWords)
		ada.writes("Words, then.")
		ada.Voice()
		r.settle()
		r.wantLast(ada.at, english.OnlyWords)
		ada.wantAnswer(d, reflection.PrivateTo, "Words, then.")
	})
}

// A question of one's own that comes meanwhile owns what is written after it.
func TestChannelOvertaken(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("guild", "reflections")
		ada := c.member("ada")
		r.begin("ada", "Berlin", "9:05")
		d := c.post()
		r.until(d.Due.Add(4 * time.Minute))
		ada.reflect()
		r.until(d.Due.Add(6 * time.Minute))
		own := r.openDelivery(ada.Chat())
		r.says(ada.Person, "To my own.")
		r.wantWords(ada.Person, own, "To my own.")
		if reply, _ := ada.answer(d); reply.ID != 0 {
			t.Error("it was filed under the channel's question")
		}
	})
}
