package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/words"
)

// texts that somebody may send, and what is kept of them.
var texts = []struct{ name, sent, kept string }{
	{"100 KB", strings.Repeat("Längst vergangen. ", 5_500), strings.TrimSpace(strings.Repeat("Längst vergangen. ", 5_500))},
	{"emoji", "👩‍👩‍👧 🏳️‍🌈 🧗🏽", "👩‍👩‍👧 🏳️‍🌈 🧗🏽"},
	{"right to left", "שלום \u202eevil\u202c عليكم", "שלום \u202eevil\u202c عليكم"},
	{"control characters", "a\x00b\x07c\x1b[31md\r\n\te", "abc[31md\n\te"},
	{"broken UTF-8", "caf\xe9 \xff\xfe", "caf\ufffd \ufffd"},
	{"space around", " \n\t something \u00a0\n", "something"},
	{"markup", "*a* <b>b</b> @everyone `c` [d](e)", "*a* <b>b</b> @everyone `c` [d](e)"},
	{"a slash", "/ or not", "/ or not"},
	{"an SQL joke", "'); DROP TABLE replies;--", "'); DROP TABLE replies;--"},
	{"combining marks", "Z̸̢̛͎a̶l̷g̵o", "Z̸̢̛͎a̶l̷g̵o"},
}

func TestSillyTextsAreKeptAsTheyAre(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		var want []string
		for _, c := range texts {
			m := r.says(p, c.sent)
			if len(want) > 0 && p.Message(m).Reaction != chat.Kept {
				t.Errorf("%s: no sign", c.name)
			}
			want = append(want, c.kept)
		}
		got := r.words(p, d)
		if len(got) != len(want) {
			t.Fatalf("%d parts, want %d", len(got), len(want))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: kept %.100q", texts[i].name, got[i])
			}
		}
		r.unlogged("vergangen", "evil", "DROP TABLE", "caf")
	})
}

func TestTextsWithoutWords(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for _, text := range []string{"", " ", "\n\t\n", "\u200b\u200d", "\u202e", "\x00\x01", "\u00a0"} {
			r.says(p, text)
			r.wantLastIs(p, "There were no words in that. Try once more?")
		}
		r.wantCounts(p, 0, 0, 1)
	})
}

// Whatever is typed where a place or an hour is asked for is answered, and
// nothing breaks.
func TestSillyBeginnings(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		for i, c := range texts {
			p := r.platform.Person(fmt.Sprintf("p%d", i))
			r.says(p, c.sent)
			r.wantLast(p, "What time is it for you?")
			r.says(p, c.sent)
			// Some are like a place, but nobody is put there by that.
			if last := p.Last(); !slices.Contains(last.Labels, "somewhere else") {
				t.Errorf("%s: %q", c.name, last.Text)
			}
			r.says(p, "Berlin")
			r.says(p, c.sent)
			r.wantLast(p, "I didn't get the hour.")
			r.says(p, "21:00")
			r.says(p, "an answer")
			r.wantLast(p, "Kept. Only you can read it.")
		}
		if n := len(r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
	})
}

func TestSillyArguments(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		rule := r.subscription(p).Rule
		for _, c := range words.For("").Commands {
			if c.Name == "write" {
				continue // Anything at all can be written down.
			}
			for _, text := range texts {
				before := len(p.Sees())
				r.types(p, c.Name, text.sent)
				if len(p.Sees()) == before {
					t.Errorf("/%s with %s: no answer", c.Name, text.name)
				}
			}
			r.types(p, "resume", "")
		}
		if got := r.subscription(p); got.Rule != rule {
			t.Errorf("the rule is %+v", got.Rule)
		}
		r.unlogged("vergangen", "evil", "DROP TABLE", "caf")
	})
}

func TestUnknownCommands(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for name, want := range map[string]string{
			"START":                   "I don't know /START.\n/help lists what I do.",
			strings.Repeat("x", 9000): "I don't know /" + strings.Repeat("x", 32) + "….\n/help lists what I do.",
			"a\x00b\xff":              "I don't know /ab\ufffd.\n/help lists what I do.",
			"":                        "I don't know that.\n/help lists what I do.",
		} {
			r.types(p, name, "with words")
			r.wantLastIs(p, want)
		}
		r.unlogged("xxxxxxxx")
	})
}

// Every button that was ever shown is pressed again after everything changed.
func TestPressesOnOldMessages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "start", "")
		r.presses(p, "14:00")
		r.presses(p, "07:00")
		r.presses(p, "Later")
		r.presses(p, "In an hour")
		r.presses(p, "Another")
		r.presses(p, "Never ask that one again")
		r.says(p, "an answer")
		r.presses(p, "Go deeper")
		r.says(p, "deeper")
		r.types(p, "settings", "")
		r.types(p, "schedule", "")
		r.types(p, "timezone", "Springfield")
		type button struct {
			on    chat.MessageID
			label string
		}
		var all []button
		for _, m := range r.platform.Shown(p.Chat()) {
			for _, label := range m.Labels {
				all = append(all, button{m.ID, label})
			}
		}
		r.nextQuestion(p)
		r.presses(p, "Not today")
		for _, b := range append(all, all...) {
			before := len(r.platform.Requests())
			r.pressesOn(p, b.on, b.label)
			if len(r.platform.Requests()) == before {
				t.Errorf("%q got no answer", b.label)
			}
		}
		if n := len(r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
		// And still the days go on.
		r.types(p, "resume", "")
		r.types(p, "schedule", "21:00 every day")
		r.nextQuestion(p)
		r.soon()
		r.says(p, "still here")
		r.wantLast(p, "Kept")
	})
}

// Two presses in a row, before the first was answered, do what one does.
func TestDoublePresses(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkkkk")
		twice := func(label string) {
			t.Helper()
			on := p.Last().ID
			p.PressOn(on, label)
			p.PressOn(on, label)
			r.settle()
		}
		twice("Another")
		if d := r.openDelivery(p.Chat()); d.Swaps != 2 {
			t.Errorf("%d swaps", d.Swaps) // Each press is one: both were wanted.
		}
		twice("Not today")
		r.wantCounts(p, 7, 7, 1)
		r.soon()
		r.says(p, "an answer")
		twice("Go deeper")
		r.says(p, "deeper")
		d := r.openDelivery(p.Chat())
		r.wantWords(p, d, "an answer", "deeper")
		r.wantCounts(p, 8, 8, 2)
		r.types(p, "pause", "")
		twice("Resume")
		r.wantLast(p, "There was no pause.")
	})
}

func TestCommandsAndTextsInOneSecond(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		p.Command("start", "")
		p.Write("Berlin")
		p.Write("21:00")
		p.Write("an answer, before the question was even read")
		p.Command("today", "")
		p.Command("streak", "")
		r.settle()
		time.Sleep(time.Minute)
		r.settle()
		if n := len(r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
		t.Log(p.Transcript())
	})
}
