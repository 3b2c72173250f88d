package telegramtest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseHTML(t *testing.T) {
	for _, c := range []struct {
		source, text string
		entities     []Entity
	}{
		{"plain", "plain", nil},
		{"a &lt; b &amp;&amp; c &gt; d &quot;e&quot;", `a < b && c > d "e"`, nil},
		{"&lt without its semicolon, &nbsp; and &#x1F600;&#33;", "< without its semicolon, &nbsp; and 😀!", nil},
		{"<b>bold</b> <STRONG>too</STRONG>", "bold too", []Entity{{Type: "bold", Length: 4}, {Type: "bold", Offset: 5, Length: 3}}},
		{"😀<i>x</i>", "😀x", []Entity{{Type: "italic", Offset: 2, Length: 1}}},
		{"<b>a<i>b</i></b>", "ab", []Entity{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 1}}},
		{"<b></b>x", "x", nil},
		{"<b>x</>", "x", []Entity{{Type: "bold", Length: 1}}},
		{`<a href="https://x.test/?a=1&amp;b=&quot;2&quot;">x</a>`, "x", []Entity{{Type: "text_link", Length: 1, URL: `https://x.test/?a=1&b="2"`}}},
		{`<a href='x.test'>x</a>`, "x", []Entity{{Type: "text_link", Length: 1, URL: "http://x.test/"}}},
		{`<a href="nowhere">x</a>`, "x", nil},
		{`<a>x.test</a>`, "x.test", []Entity{{Type: "text_link", Length: 6, URL: "http://x.test/"}}},
		{`<a href="tg://user?id=7">x</a>`, "x", []Entity{{Type: "text_mention", Length: 1, User: 7}}},
		{"<blockquote>q</blockquote><blockquote expandable>r</blockquote>", "qr", []Entity{{Type: "blockquote", Length: 1}, {Type: "expandable_blockquote", Offset: 1, Length: 1}}},
		{`<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>`, "st", []Entity{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		{`<pre><code class="language-go">x</code></pre>`, "x", []Entity{{Type: "pre", Length: 1, Language: "go"}}},
		{`<code class="language-go">x</code>`, "x", []Entity{{Type: "code", Length: 1}}},
	} {
		text, entities, err := ParseHTML(c.source)
		if err != nil || text != c.text {
			t.Errorf("%s: %q, %v", c.source, text, err)
		}
		if diff := cmp.Diff(c.entities, entities); diff != "" {
			t.Errorf("%s: %s", c.source, diff)
		}
	}
}

func TestParseHTMLRefuses(t *testing.T) {
	for source, want := range map[string]string{
		"1 < 2":                  `Unsupported start tag "" at byte offset 2`,
		"<b":                     "Unclosed start tag at byte offset 0",
		"<b x":                   `Unclosed start tag "b" at byte offset 0`,
		"é<p>x</p>":              `Unsupported start tag "p" at byte offset 2`,
		"<b>x":                   `Can't find end tag corresponding to start tag "b"`,
		"x</b>":                  "Unexpected end tag at byte offset 1",
		"<b>x</b":                "Unclosed end tag at byte offset 4",
		"<b><i>x</b></i>":        `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
		`<a href="x>y</a>`:       "Unclosed start tag at byte offset 0",
		`<a href=x/y>z</a>`:      "Unexpected end of name token at byte offset 8",
		`<a ="x">z</a>`:          `Empty attribute name in the tag "a" at byte offset 0`,
		"<span>x</span>":         `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		"<tg-emoji>x</tg-emoji>": "Invalid custom emoji identifier specified",
		"<tg-time>x</tg-time>":   "Invalid Unix time specified",
		"&#xD83D;":               "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
	} {
		if _, _, err := ParseHTML(source); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", source, err, want)
		}
	}
}

// escape is what a bot must do with every text.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// TestEscapedTextComesOutAsItWas: whatever is escaped is text, and no markup.
func TestEscapedTextComesOutAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		got, entities, err := ParseHTML("<b>" + escape.Replace(text) + "</b>")
		if err != nil || got != text {
			t.Fatalf("%q: %q, %v", text, got, err)
		}
		if text != "" && (len(entities) != 1 || entities[0].Length != length16(text)) {
			t.Fatalf("%q: %v", text, entities)
		}
	})
}

func FuzzParseHTML(f *testing.F) {
	for _, seed := range []string{
		"", "a<b>c</b>", "<a href=\"x\">y</a>", "&lt;&#x1F600;&#55357;", "<b><i>x</b>", "<pre><code class=\"language-x\">y</code></pre>",
		"<a href='tg://user?id=1'>x</>", "<span class=tg-spoiler>x</span>", "</", "<", "&", "&#", "<b \x00=", "<a href=&quot;>x</a>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) {
			return // requests that aren't UTF-8 are refused before
		}
		text, entities, err := ParseHTML(source)
		if err != nil {
			return
		}
		if length16(text) > length16(source) {
			t.Errorf("the text is longer than its source")
		}
		text, entities = trim(text, entities)
		for _, e := range detect(text, entities) {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > length16(text) {
				t.Errorf("%+v lies outside of %q", e, text)
			}
		}
	})
}

func TestDetect(t *testing.T) {
	text := "/start@Some_bot see @ada_b, https://x.test/a. #tag and mail@example.org a/b"
	var got []string
	for _, e := range detect(text, nil) {
		got = append(got, e.Type+" "+e.Covers(text))
	}
	want := []string{"bot_command /start@Some_bot", "mention @ada_b", "url https://x.test/a", "hashtag #tag", "email mail@example.org"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	code := detect("/start", []Entity{{Type: "code", Length: 6}})
	if len(code) != 1 {
		t.Errorf("a command in code: %v", code)
	}
}

func TestTrimMovesEntities(t *testing.T) {
	text, entities := trim(" \n😀 x  ", []Entity{{Type: "bold", Offset: 0, Length: 4}, {Type: "italic", Offset: 6, Length: 2}})
	if text != "😀 x" {
		t.Errorf("%q", text)
	}
	if diff := cmp.Diff([]Entity{{Type: "bold", Offset: 0, Length: 2}}, entities); diff != "" {
		t.Error(diff)
	}
}

func TestDropMovesEntities(t *testing.T) {
	text, entities := tidy("a\u030ab\u2028\tc\r\u202e😀\u0333d", []Entity{
		{Type: "bold", Offset: 1, Length: 2}, {Type: "italic", Offset: 3, Length: 1}, {Type: "code", Offset: 8, Length: 2},
	})
	if text != "ab c😀d" {
		t.Errorf("%q", text)
	}
	want := []Entity{{Type: "bold", Offset: 1, Length: 1}, {Type: "code", Offset: 4, Length: 2}}
	if diff := cmp.Diff(want, entities); diff != "" {
		t.Error(diff)
	}
}

// What Telegram drops it drops before it looks for mentions and commands, and it
// looks for neither inside of addresses.
func TestDisplayed(t *testing.T) {
	for text, want := range map[string]string{
		"@\u030adurov":                       "mention @durov",
		"/\u202eoff":                         "bot_command /off",
		"x\t/off":                            "bot_command /off",
		"a/off b@durov":                      "",
		"https://medium.com/@someone/post":   "url https://medium.com/@someone/post",
		"example.org/off//x, and /off":       "url example.org/off//x, bot_command /off",
		"a.b@work.de, ada@example.org.":      "email a.b@work.de, email ada@example.org",
		"(https://example.org/@a) /a@b":      "url https://example.org/@a",
		"https://example.org/\u00a0@durov":   "url https://example.org/, mention @durov",
		"https://example.org/)@durov":        "url https://example.org/, mention @durov",
		"teiegram.org/@durov shttp://a.com/": "mention @durov",
	} {
		shown, entities := Displayed(text)
		var got []string
		for _, e := range entities {
			got = append(got, e.Type+" "+e.Covers(shown))
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
