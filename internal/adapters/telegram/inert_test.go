package telegram

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// live are the mentions and commands that Telegram finds in a text that was sent,
// and whole its addresses.
func live(text string) (live, whole []string) {
	shown, entities := telegramtest.Displayed(text)
	for _, e := range entities {
		switch e.Type {
		case "mention", "bot_command":
			live = append(live, e.Covers(shown))
		case "url", "email":
			whole = append(whole, e.Covers(shown))
		}
	}
	return live, whole
}

// Addresses that people write lead where they led.
func TestAddressesAreLeftWhole(t *testing.T) {
	for _, address := range []string{
		"https://gitlab.com/a/b/-/issues/1", "https://app.example.com/#/login", "https://medium.com/@someone/post", "a.b@work.de",
		"medium.com/@someone", "https://example.org/off//x?y=/z&at=@a", "http://example.net:8080/@a", "https://example.org/a_(b)/c",
		"https://пример.example/@a", "ada@example.org", "https://example.org", "sub.example.co.uk/@me",
	} {
		for _, around := range []string{"%", "see % there", "(%)", "“%”", "line\n%\nline", "%, and %."} {
			text := strings.ReplaceAll(around, "%", address)
			_, before := live(text)
			lives, after := live(inert(clean(text), true))
			if len(lives) > 0 || !slices.Equal(before, after) {
				t.Errorf("in %q: %q live, addresses %q, were %q", text, lives, after, before)
			}
			if len(before) == 0 {
				t.Errorf("the simulator sees no address in %q", text)
			}
		}
	}
}

// What pretends to be an address, or to be none, is harmless.
func TestNothingIsLiveThatPeopleWrite(t *testing.T) {
	for _, text := range []string{
		"/pause", "@durov", "@\u030adurov", "/\u030apause", "@\u202edurov", "@\rdurov", "/\u0333pause@some_bot", "x\u2028/off",
		"\t/off", "a\x00/off", "(@durov)", "https://x /off", "https://@durov/", "http://-/@durov", "shttp://a.com/@durov",
		"https://a.com/«@durov»", "a.com/<@durov>", "https://teiegram.org/@durov", "a.b/@durov", "1.2/@durov", "a@b@durov",
		"@@durov", "//off", "./off", "-/off", "/off/on", "user@x @durov", "…/off", "é/off", "é@durov", "/o\u030aff", "@durov\u030a",
		"https://a.com/\u2028@durov", "https://a.com/\u2060/off", "https://a.com/\u00a0@durov", "https://a.com\u200b/off",
		"https://a.com/x /off", "a.com,/off", "a.com;@durov", "https://a.com/)@durov", "https://a.com/\"@durov", "a_.com/@durov",
		"http://a.com:/off", "http://a.com:99999/@durov", "A.COM/@durov", "https://a.c/@durov", "x.com@durov", "https://a.com\u030a/@durov",
	} {
		if lives, _ := live(inert(clean(text), true)); len(lives) > 0 {
			t.Errorf("%q: %q live", text, lives)
		}
	}
}

// Whatever is put together, nothing in it is live where Telegram shows it, and
// it reads the same.
func TestInertProperties(t *testing.T) {
	pieces := []string{
		"/off", "@durov", "/", "@", "durov", "off", ".", ":", "#", "?", "-", "_", "(", ")", "[", "]", "<", ">", "«", "»", "\"", "'", ",", ";", "!", "~",
		" ", "\n", "\t", "\r", "\u00a0", "\u2028", "\u202e", "\u200b", "\u200d", "\u2060", "\u030a", "\u0333", "\u033f", "\u0301", "\u2066",
		"https://", "http://", "ftp://", "a.com", "example.org", "teiegram.org", "xn--a.com", "1.2.3.4", "a.b", "x", "7", "é", "я", "漢", "😀", "a", "Å", "mail@",
		"a.com/(x)", "пример.", "https://я.com/", "example.org/a/",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "pieces"), "")
		cleaned := clean(text)
		guarded := inert(cleaned, true)
		if lives, _ := live(guarded); len(lives) > 0 {
			t.Fatalf("%q becomes %q: %q live", text, guarded, lives)
		}
		without := func(s string) string { return strings.ReplaceAll(s, "\u2060", "") }
		if without(guarded) != without(cleaned) {
			t.Fatalf("%q becomes %q", text, guarded)
		}
		if again := clean(cleaned); again != cleaned {
			t.Fatalf("%q is cleaned to %q, and that to %q", text, cleaned, again)
		}
	})
}

// Names, own questions, suggestions and titles are people's words as much as
// quotes are; of the bot's own words the commands can be touched.
func TestOnlyOwnWordsOfferCommands(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, g := r.server.User("ada").Opened(), r.server.Supergroup("walkers")
		for _, at := range []chat.Chat{chatOf(ada), place{chat: g.ID()}.encoded()} {
			for _, kind := range []chat.BlockKind{chat.Paragraph, chat.Heading, chat.Quote, chat.Source, chat.Item} {
				r.send(chat.Message{To: at, Blocks: []chat.Block{
					{Kind: kind, Text: "/pause and @" + "\u030adurov_b"}, {Kind: kind, Text: "Or send /journal.", Own: true},
				}})
			}
		}
		for i, s := range slices.Concat(ada.Sees(), g.Sees()) {
			var touched []string
			for _, e := range s.Entities {
				if e.Type == "bot_command" || (e.Type == "mention" && i >= len(ada.Sees())) {
					touched = append(touched, e.Covers(s.Text))
				}
			}
			if !slices.Equal(touched, []string{"/journal"}) {
				r.Errorf("%q can be touched in %q", touched, s.Text)
			}
		}
	})
}
