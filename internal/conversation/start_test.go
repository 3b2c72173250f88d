package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// monday is an ordinary one, at noon UTC.
var monday = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func TestStart(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		p.Command("start", "")
		r.wantLast(p, "What time is it for you?")
		p.Write("Berlin")
		r.wantLast(p, "When should I ask?")
		p.Press("21:00")
		r.settle()
		t.Log(p.Transcript())
		first := r.openDelivery(p.Chat())
		p.Write("an answer")
		r.wantLast(p, "Kept. Only you can read it.")
		r.until(time.Date(2026, 6, 2, 19, 0, 30, 0, time.UTC))
		t.Log(p.Transcript())
		if next := r.openDelivery(p.Chat()); next.ID == first.ID {
			t.Error("no question came the next day")
		}
	})
}

func TestStartByButtonsAlone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "start", "")
		r.presses(p, "14:00")
		r.wantLastIs(p, "When should I ask?", "07:00", "12:30", "18:00", "21:00", "another time")
		r.presses(p, "12:30")
		if n := len(p.Sees()); n != 2 {
			t.Errorf("%d messages, want the schedule and the first question\n%s", n, p.Transcript())
		}
		if got := p.Sees()[0].Text; got != "Every day at 12:30, then. Here is a first one; the next comes tomorrow at 12:30." {
			t.Errorf("it reads %q", got)
		}
		r.wantLastIs(p, p.Last().Text, "Another", "Not today", "Later")
	})
}

func TestStartByTyping(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		r.says(p, "hello?")
		r.wantLast(p, "What time is it for you?")
		r.presses(p, "somewhere else")
		r.wantLastIs(p, "Type a city, like Lisbon, or a zone, like Europe/Lisbon. “UTC+2” works too.")
		r.says(p, "no idea what you want")
		r.wantLast(p, "I need your clock before I can ask anything.")
		r.says(p, "Little Nowhere")
		r.wantLast(p, "I don't know that place.")
		r.says(p, "🤷")
		r.wantLast(p, "I need your clock before I can ask anything.")
		p.Voice()
		r.wantLast(p, "I need your clock before I can ask anything.")
		// Hours later it is still the same question.
		time.Sleep(3 * time.Hour)
		r.says(p, "UTC+5:30")
		r.wantLast(p, "Which of these is it?")
		r.says(p, "Pune")
		r.wantLast(p, "Asia/Kolkata, where it is 20:30 now.\nWhen should I ask?")
		r.says(p, "whenever you like, I think")
		r.wantLast(p, "I didn't get the hour.")
		r.presses(p, "another time")
		r.wantLastIs(p, "Type an hour, like 8:30, 20:30 or 9pm.")
		p.Sticker()
		r.wantLast(p, "I didn't get the hour.")
		time.Sleep(3 * time.Hour)
		r.says(p, "9pm weekdays")
		r.settle()
		if got := p.Sees()[len(p.Sees())-2].Text; got != "On weekdays at 21:00, then. Here is a first one; the next comes tomorrow at 21:00." {
			t.Errorf("it reads %q", got)
		}
		if rule := r.subscription(p).Rule; rule.Zone != "Asia/Kolkata" || rule.At.Hour != 21 {
			t.Errorf("the rule is %+v", rule)
		}
		t.Log(p.Transcript())
	})
}

func TestStartAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "start", "")
		greeting := p.Last().ID
		r.presses(p, "14:00")
		// Changing one's mind about the zone is one tap.
		r.pressesOn(p, greeting, "08:00")
		r.presses(p, "21:00")
		if zone := r.subscription(p).Rule.Zone; zone != "America/New_York" {
			t.Errorf("the zone is %s", zone)
		}
		r.types(p, "start", "")
		r.wantLastIs(p, "Good to see you. I ask every day at 21:00. /today brings a question now, /help lists the rest.")
	})
}

// An hour without a zone leads to the zone.
func TestStartWithAForgedHour(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada").Opened()
		for _, ref := range []chat.Ref{{Verb: "hour", Arg: "0700"}, {Verb: "days", Arg: "weekdays"}} {
			r.forges(p, ref)
			r.wantLast(p, "What time is it for you?")
		}
		for _, arg := range []string{"hour", "days", "zone", "pack", "nudge", "quiet", "blorp"} {
			r.forges(p, chat.Ref{Verb: "set", Arg: arg})
		}
		r.types(p, "start", "")
		r.presses(p, "14:00")
		r.presses(p, "07:00")
		if rule := r.subscription(p).Rule; rule.Zone != "Europe/Berlin" || rule.At.Hour != 7 {
			t.Errorf("the rule is %+v", rule)
		}
	})
}

func TestStartInTheirOwnLanguage(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		for _, locale := range []string{"de-AT", "zh-Hant-TW", "xx", "-", strings.Repeat("en-", 200)} {
			p := r.platform.Person("of "+locale[:1]).Called("Ada", locale)
			r.types(p, "start", "")
			r.wantLast(p, "What time is it for you?")
		}
	})
}

// Before a place and an hour are known, what means something else is answered, and
// nothing is set by it.
func TestAsidesAtTheBeginning(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "start", "")
		said := func() string { return p.Sees()[len(p.Sees())-2].Text }
		for _, c := range []struct{ says, answer string }{
			{"who are you?", "I ask one question a day."}, {"is this private?", "What you write here is kept for you"},
		} {
			r.says(p, c.says)
			r.wantLast(p, "What time is it for you?")
			if !strings.HasPrefix(said(), c.answer) {
				t.Errorf("%q is answered %q", c.says, said())
			}
		}
		r.says(p, "stop")
		r.wantLastIs(p, "All right. Nothing is set, and I only write if you do. /start whenever you like.")
		r.says(p, "I want to die")
		r.wantLast(p, "That sounds very heavy.")
		if said() != "What time is it for you?" {
			t.Errorf("before it the bot says %q", said())
		}
		for _, text := range []string{"how much does it cost?", "every other day", "ich verstehe nicht", "I am so tired of everything today"} {
			r.says(p, text)
			r.wantLast(p, "I need your clock before I can ask anything.")
		}
		r.types(p, "timezone", "Berlin")
		r.wantLast(p, "Europe/Berlin, where it is 14:00 now.\nWhen should I ask?")
		r.says(p, "help")
		r.wantLast(p, "When should I ask?")

		// A place where an hour was asked for is offered, and days wait for their hour.
		r.says(p, "no, Lisbon")
		r.wantLastIs(p, "I need an hour here, like 20:30. If it's the clock that is wrong, press your place.",
			"Lisbon, Portugal 13:00", "07:00", "12:30", "18:00", "21:00", "another time")
		r.presses(p, "Lisbon, Portugal 13:00")
		r.wantLast(p, "When should I ask?")
		r.says(p, "mon to wed")
		r.wantLast(p, "On Mondays, Tuesdays and Wednesdays, then. At what hour?")
		r.says(p, "hm")
		r.wantLast(p, "I didn't get the hour.")
		r.presses(p, "another time")
		r.types(p, "schedule", "half past eight pm")
		if rule := r.subscription(p).Rule; rule.Zone != "Europe/Lisbon" || rule.At.String() != "20:30" || rule.Days.String() != "mon,tue,wed" {
			t.Errorf("the rule is %+v", rule)
		}
		r.types(p, "timezone", "hi") // No clock is missing any more.
		r.wantLast(p, "Type a city, like Lisbon, or a zone, like Europe/Lisbon.")
		t.Log(p.Transcript())
	})
}
