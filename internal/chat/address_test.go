package chat_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

// What is an address, and how it reads; and what is none.
func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org":                             "https://example.org",
		"HTTPS://Example.ORG/Path?q=1#here":               "https://example.org/Path?q=1#here",
		"https://example.org/a.png.":                      "https://example.org/a.png",
		"https://example.org/a_(b)*c*|d|`e`\\f":           "https://example.org/a_%28b%29%2Ac%2A%7Cd%7C%60e%60%5Cf",
		"https://example.org/<@123>\"x\"[y]":              "https://example.org/%3C@123%3E%22x%22%5By%5D",
		"https://example.org/ä":                           "https://example.org/%C3%A4",
		"https://example.org/@somebody":                   "https://example.org/@somebody",
		"http://example.org":                              "",
		"https://ada@example.org":                         "",
		"https://bank.example.com@example.org/":           "",
		"https://example.org:8443/":                       "",
		"https://example.org:/":                           "",
		"https://127.0.0.1/":                              "",
		"https://[::1]/":                                  "",
		"https://localhost/":                              "",
		"https://еxample.org/":                            "", // its first letter is another alphabet's
		"https://xn--80ak6aa92e.com/":                     "https://xn--80ak6aa92e.com/",
		"https://exam\u202eple.org/":                      "",
		"https:/example.org":                              "",
		"https:example.org":                               "",
		"https://example.org\\@evil.example":              "",
		"javascript:alert(1)":                             "",
		"tg://user?id=1":                                  "",
		"discord://-/channels":                            "",
		"https://":                                        "",
		"https://example.org/" + strings.Repeat("a", 300): "",
		"": "",
	} {
		if got, ok := chat.Address(in); got != want && ok || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", in, got, ok, want)
		}
	}
	for address, want := range map[string]bool{
		"https://example.org/a.png": true, "https://example.org/a.JPG?x=1": true, "https://example.org/a.webp": true,
		"https://example.org/a": false, "https://example.org/?a.png": false, "https://png.example.org": false,
	} {
		if chat.IsPicture(address) != want {
			t.Errorf("%q: a picture is %v", address, !want)
		}
	}
}

// Whatever is given, what comes is https to a host that it names, in plain signs, and the
// same when it is given again.
func TestAddressProperties(t *testing.T) {
	pieces := []string{"https://", "http://", "example.org", "a.b", "/", "?", "#", "@", ":", "%", "%41", "<", ">", "\"", "`", "*", "\\", "(", ")", "[", "]",
		"{", "|", "~", "_", " ", "\n", "\u202e", "\u200b", "ä", "漢", "👩‍👩‍👧", "\x00", "\xff", "@everyone", "//", "..", "'", ".png", "?q=1", "=", "&"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"https://example.org", "https://example.org/", "https://", ""}).Draw(t, "start") +
			strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		address, ok := chat.Address(text)
		if !ok {
			return
		}
		if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>\"`*\\()[]{}|^", r) }) {
			t.Fatalf("%q holds more than plain signs", address)
		}
		host, _, _ := strings.Cut(strings.TrimPrefix(address, "https://"), "/")
		host = strings.FieldsFunc(host, func(r rune) bool { return r == '?' || r == '#' })[0]
		if strings.ContainsAny(host, "@:%") {
			t.Fatalf("%q leads elsewhere than it seems", address)
		}
		if again, ok := chat.Address(address); !ok || again != address {
			t.Fatalf("%q becomes %q, %v", address, again, ok)
		}
		said, to, ok := chat.Block{Kind: chat.Link, Text: "More: " + address}.Link()
		if !ok || said != "More:" || to != address {
			t.Fatalf("taken apart: %q %q %v", said, to, ok)
		}
	})
}
