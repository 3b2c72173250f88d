package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestZoneShowsAndSets(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "timezone", "")
		r.wantLastIs(p, "I take it that it is 14:00 for you (Europe/Berlin).\nType a city, like Lisbon, or a zone, like Europe/Lisbon. “UTC+2” works too.",
			"05:00", "08:00", "13:00", "14:00", "17:30", "somewhere else")
		page := p.Last().ID
		r.presses(p, "08:00")
		if got := p.Message(page).Text; got != "America/New_York, where it is 08:00 now. Today's has been asked, so the next one comes tomorrow at 21:00." {
			t.Errorf("it reads %q", got)
		}
		r.types(p, "timezone", "Auckland")
		r.wantLastIs(p, "Pacific/Auckland, where it is 00:00 now.")
		d := r.nextQuestion(p)
		if want := time.Date(2026, 6, 2, 9, 0, 0, 0, time.UTC); !d.Due.Equal(want) {
			t.Errorf("due at %v, want %v", d.Due, want)
		}
	})
}

func TestZoneByAnOffset(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "timezone", "UTC+5:45")
		r.wantLast(p, "Asia/Kathmandu, where it is 17:45 now.")
		r.types(p, "timezone", "utc-3")
		r.wantLast(p, "Which of these is it?")
		if n := len(p.Last().Labels); n != 6 {
			t.Errorf("%d buttons: %q", n, p.Last().Labels)
		}
		r.presses(p, "somewhere else")
		r.wantLastIs(p, "Type a city, like Lisbon, or a zone, like Europe/Lisbon. “UTC+2” works too.")
		r.says(p, "nice")
		r.wantLastIs(p, "Do you mean this one?", "Nice, France 14:00", "somewhere else")
		r.says(p, "lisboa")
		r.wantLast(p, "Europe/Lisbon, where it is 13:00 now.")
	})
}

func TestZoneByName(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for text, zone := range map[string]string{
			"new york": "America/New_York", "Porto": "Europe/Lisbon", "Rome, Italy": "Europe/Rome",
			"germany": "Europe/Berlin", "asia/calcutta": "Asia/Kolkata", "UTC": "Etc/UTC", " PARIS ": "Europe/Paris",
		} {
			r.types(p, "timezone", text)
			if got := r.subscription(p).Rule.Zone; got != zone {
				t.Errorf("%q: %s, want %s\n%s", text, got, zone, p.Last().Text)
			}
		}
		r.types(p, "timezone", "Berlin")
		// Chatter is like some place or other, but nobody moves there by it.
		for _, text := range []string{"hello", "yes", "what?", "ok", "no", "good morning", "me", "Springfield"} {
			r.types(p, "timezone", text)
			if got := r.subscription(p).Rule.Zone; got != "Europe/Berlin" {
				t.Errorf("%q moved to %s", text, got)
			}
		}
		r.wantLastIs(p, "Which of these is it?", "Springfield, Missouri 07:00", "Springfield, Massachusetts 08:00",
			"Springfield, Illinois 07:00", "Springfield, Oregon 05:00", "Springfield, Ohio 08:00", "somewhere else")
	})
}

func TestZoneNonsenseRepeated(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.types(p, "timezone", "")
		for range 3 {
			r.says(p, "xyzzyx")
			r.wantLastIs(p, "I don't know that place. Try the nearest big city, like Lisbon, or an offset, like UTC+2.",
				"05:00", "08:00", "13:00", "14:00", "17:30", "somewhere else")
		}
		// An answer that can be no place is not lost in this.
		long := "When I was nine my father walked out of the shipyard and never said why, and I never asked him."
		r.says(p, long)
		r.wantLast(p, "Kept.")
		r.wantWords(p, d, long)
		// The bot still waits for a place, for ten minutes in all.
		r.says(p, "Porto")
		r.wantLast(p, "Europe/Lisbon, where it is 13:00 now.")
		r.types(p, "timezone", "xyzzyx")
		time.Sleep(10 * time.Minute)
		r.says(p, "Porto")
		r.wantWords(p, d, long, "Porto")
		t.Log(p.Transcript())
	})
}

func TestZoneForged(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for _, zone := range []string{"", "Local", "localtime", "posixrules", "Europe/Atlantis", "../../../etc/passwd", "/etc/localtime", "right/UTC"} {
			r.forges(p, chat.Ref{Verb: "zone", Arg: zone})
			r.wantAlert(p, "does nothing now")
		}
		if zone := r.subscription(p).Rule.Zone; zone != "Europe/Berlin" {
			t.Errorf("the zone is %s", zone)
		}
	})
}

// Whoever flies west across the date line isn't asked twice for one date; the
// gap is told.
func TestZoneAcrossTheDateLine(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Auckland", "09:00") // It is 00:00 on Tuesday there.
		d := r.nextQuestion(p)
		r.soon()
		r.types(p, "timezone", "Honolulu")
		r.wantLastIs(p, "Pacific/Honolulu, where it is 11:01 now. The next one comes on Thursday at 09:00.")
		next := r.nextQuestion(p)
		if d.Date.DaysUntil(next.Date) != 1 {
			t.Errorf("after %v comes %v", d.Date, next.Date)
		}
	})
}

func TestZoneByASharedPlace(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		p.Command("start", "")
		r.settle()
		p.Locate(48.14, 11.58) // Munich
		r.settle()
		r.wantLast(p, "When should I ask?")
		r.presses(p, "21:00")
		p.Locate(-36.85, 174.76) // Auckland, where nobody asked for a place
		r.wantLastIs(p, "Shall I go by the clock there from now on? Nothing has changed yet.", "Auckland, New Zealand 00:00")
		if got := r.subscription(p).Rule.Zone; got != "Europe/Berlin" {
			t.Errorf("a place that was shared unasked moved the zone to %s", got)
		}
		r.presses(p, "Auckland, New Zealand 00:00")
		r.wantLast(p, "Pacific/Auckland, where it is 00:00 now.")
		if got := r.subscription(p).Rule.Zone; got != "Pacific/Auckland" {
			t.Errorf("the zone is %s", got)
		}
	})
}
