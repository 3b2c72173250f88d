package discord

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// nasty is what somebody may write so that it becomes more than words.
var nasty = []string{
	"@everyone @here <@1234567890> <@!1234567890> <@&1234567890> <#1234567890> </start:1> <id:customize>",
	"# heading\n## heading\n-# small\n> quote\n>>> quote\n- item\n  * item\n+ item\n1. item\n 22. item",
	"*a* **b** ***c*** _d_ __e__ ~~f~~ ||g|| `h` ``i`` ```go\nj\n```",
	"[words](https://example.org) <https://example.org> https://example.org/a_b_c discord.gg/abc <t:1:R> <a:x:1> :smile:",
	`\*a\* \\ \` + "`" + ` \n ¯\_(ツ)_/¯`,
	"a\u202eb\u2066c\u200bd\ufeffe\u0000f\u001bg\r\nh\u2028i\tj",
	"👩‍👩‍👧 🇩🇪🇫🇷 1\u0301 é naïve 我 ｗ",
	strings.Repeat("*", 3000), strings.Repeat("@everyone ", 400), strings.Repeat("👩‍👩‍👧", 700), strings.Repeat("word. ", 700),
	strings.Repeat("- x\n", 900), "\xff\xfe", "12. 3) 4.", "**", "*", "> ", "-# ", " ", "\n\n\n",
}

// marksOf are the marks that each kind of block is made with.
var marksOf = map[chat.BlockKind]map[string]bool{
	chat.Heading: {"**": true}, chat.Paragraph: {}, chat.Quote: {">": true}, chat.Source: {"-#": true, "*": true},
}

// checkShown holds how a text is shown, as each kind of block, against Discord's
// reading of it.
func checkShown(t *testing.T, text string) {
	t.Helper()
	for kind, allowed := range marksOf {
		var read []string
		for _, b := range bodies(chat.Message{Blocks: []chat.Block{{Kind: kind, Text: text}}, Nonce: "n"}) {
			if n := utf8.RuneCountInString(b.Content); n == 0 || n > maxText {
				t.Fatalf("a message of %d runes", n)
			}
			if len(b.AllowedMentions.Parse)+len(b.AllowedMentions.Roles) > 0 || b.AllowedMentions.Parse == nil || b.Flags&discordgo.MessageFlagsSuppressEmbeds == 0 {
				t.Fatalf("it may notify: %+v", b.AllowedMentions)
			}
			got, marks := readMarkdown(b.Content)
			for _, m := range marks {
				if !allowed[m] {
					t.Fatalf("kind %d: %q is more than words in %q", kind, m, b.Content)
				}
			}
			read = append(read, strings.Fields(got)...)
		}
		want := strings.Join(strings.Fields(harmless(text)), "")
		if got := strings.Join(read, ""); got != want && visible(want) {
			t.Fatalf("kind %d: reads %.200q, want %.200q", kind, got, want)
		}
	}
}

func TestNothingIsMarkup(t *testing.T) {
	for _, text := range nasty {
		checkShown(t, text)
	}
}

func FuzzNothingIsMarkup(f *testing.F) {
	for _, text := range nasty {
		f.Add(text)
	}
	f.Fuzz(checkShown)
}

func TestRoleIsNotifiedOnce(t *testing.T) {
	m := chat.Message{PingRole: "1234567890", Blocks: []chat.Block{chat.P(strings.Repeat("word ", 900))}}
	for i, b := range bodies(m) {
		if named, allowed := strings.Contains(b.Content, "<@&1234567890>"), len(b.AllowedMentions.Roles) == 1; named != (i == 0) || allowed != (i == 0) {
			t.Errorf("message %d names it: %v, may notify it: %v", i, named, allowed)
		}
	}
}

func TestButtonsInRows(t *testing.T) {
	for name, c := range map[string]struct {
		labels []string
		want   string
	}{
		"short":      {strings.Fields("1 2 3 4 5 6"), "5 1"},
		"words":      {[]string{"Another", "Not today", "Later"}, "3"},
		"long":       {[]string{"Share with the channel", "Share without my name", "Edit", "Delete"}, "1 1 2"},
		"too many":   {strings.Split(strings.Repeat("a label that is rather long,", 25), ",")[:25], "5 5 5 5 5"},
		"seven long": {strings.Split(strings.Repeat("a label that is rather long,", 7), ",")[:7], "5 2"},
	} {
		var actions []chat.Action
		for _, l := range c.labels {
			actions = append(actions, action(l, chat.Update))
		}
		var got []string
		ids := map[string]bool{}
		for _, row := range buttons(actions, strings.Repeat("n", maxNonce)) {
			components := row.(discordgo.ActionsRow).Components
			got = append(got, number(len(components)))
			for _, c := range components {
				b := c.(discordgo.Button)
				ids[b.CustomID] = true
				if len(b.CustomID) > 100 {
					t.Errorf("a custom id of %d bytes", len(b.CustomID))
				}
			}
		}
		if s := strings.Join(got, " "); s != c.want || len(ids) != len(c.labels) {
			t.Errorf("%s: rows of %s with %d ids, want %s", name, s, len(ids), c.want)
		}
	}
}

func FuzzParseCustomID(f *testing.F) {
	f.Add(customID(chat.Ref{Verb: "go", ID: 7, Arg: "x"}, chat.Opens, 24, "nonce"))
	for _, s := range []string{"", "go:7:x:q0:", "a:b:c:d:e:f", "\xff:0::u0:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, follow, nonce := parseCustomID(s)
		if ref == (chat.Ref{}) {
			return
		}
		again, f2, n2 := parseCustomID(customID(ref, follow, 0, nonce))
		if again != ref || f2 != follow || n2 != nonce {
			t.Errorf("%q comes back as %+v", s, again)
		}
	})
}

func FuzzParseHandle(f *testing.F) {
	ix := interaction{id: "1234567890", app: "99", kind: 3, follow: chat.Alert, under: "77", underOnly: true, token: "aW50ZXI"}
	f.Add(ix.handle())
	f.Add("1|2|3|u|0||0|")
	f.Fuzz(func(t *testing.T, s string) {
		if ix, ok := parseHandle(s); ok {
			if again, ok := parseHandle(ix.handle()); !ok || again.handle() != ix.handle() {
				t.Errorf("%q comes back as something else", s)
			}
		}
	})
}

// A name that belongs to an account says which, without notifying it.
func TestNameSaysItsAccount(t *testing.T) {
	for account, want := range map[string]string{"1234567890": "Ben \\*B\\* (<@1234567890>)\n> Ben's.", "": "Ben \\*B\\*\n> Ben's.", "1>@everyone": "Ben \\*B\\*\n> Ben's."} {
		all := bodies(chat.Message{Blocks: []chat.Block{{Kind: chat.Paragraph, Text: "Ben *B*", Account: account}, {Kind: chat.Quote, Text: "Ben's."}}})
		if len(all) != 1 || all[0].Content != want {
			t.Errorf("%q: %+v, want %q", account, all, want)
		}
		if m := all[0].AllowedMentions; len(m.Parse)+len(m.Users)+len(m.Roles) > 0 || m.Parse == nil {
			t.Errorf("%q: it may notify: %+v", account, m)
		}
	}
}
