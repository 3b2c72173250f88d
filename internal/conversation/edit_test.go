package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

func TestAnEditEditsItsPart(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		first := r.says(p, "teh first")
		r.says(p, "the second")
		r.wantSilence(p, func() { p.Edit(first, "the first") })
		r.wantWords(p, d, "the first", "the second")
		if p.Message(first).Reaction != chat.Kept {
			t.Error("the edit has no sign")
		}
		edited := r.parts(p, d)[0].Edited
		r.soon()
		p.Edit(first, " the first\n")
		r.settle()
		if again := r.parts(p, d)[0].Edited; !again.Equal(edited) {
			t.Error("an edit that changes no words was taken for one")
		}
		p.Edit(first, "\u200b \n")
		r.settle()
		r.wantWords(p, d, "the first", "the second")
		r.wantCounts(p, 1, 1, 1)
	})
}

func TestAnEditOfAnOldAnswer(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		old := r.openDelivery(p.Chat())
		m := r.says(p, "as I saw it then")
		d := r.nextQuestion(p)
		r.wantSilence(p, func() { p.Edit(m, "as I see it now") })
		r.wantWords(p, old, "as I see it now")
		r.wantOutcome(p, d, streak.Open)
	})
}

func TestAnEditOfWhatWasNoAnswer(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		command := r.types(p, "start", "")
		zone := r.says(p, "Berlin")
		hour := r.says(p, "21:00")
		p.Edit(command, "/stop")
		r.settle()
		r.wantLast(p, english.EditedCommand)
		r.wantSilence(p, func() {
			p.Edit(zone, "Paris")
			p.Edit(hour, "22:00")
		})
		if rule := r.subscription(p).Rule; rule.Zone != "Europe/Berlin" || rule.At.Hour != 21 {
			t.Errorf("the rule is %+v", rule)
		}
	})
}

func TestADeletedMessageDeletesItsPart(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		m := r.says(p, "better unsaid")
		ack := p.Last().ID
		r.says(p, "better said")
		r.wantSilence(p, func() { p.Delete(m) })
		r.wantWords(p, d, "", "better said")
		r.wantOutcome(p, d, streak.Kept)
		r.pressesOn(p, ack, "Undo")
		r.wantLast(p, "This is what is kept of your answer.") // The other message.
	})
}

func TestDeletingWhatIsNoAnswer(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		p := r.platform.Person("ada")
		command := r.types(p, "start", "")
		r.says(p, "Berlin")
		hour := r.says(p, "21:00")
		r.wantSilence(p, func() { p.Delete(command); p.Delete(hour) })
	})
}

func TestStrangersEditsMakeNobody(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		r.stop()
		p := r.platform.Person("ada")
		m := p.Write("said while the bot was away")
		p.Edit(m, "and edited")
		p.Delete(m)
		r.start()
		r.wantLast(p, "What time is it for you?")
		if n := len(p.Sees()); n != 1 {
			t.Errorf("%d messages, want the greeting alone\n%s", n, p.Transcript())
		}
	})
}
