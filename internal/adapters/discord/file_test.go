package discord

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"stillpoint/internal/chat"
)

// cdn answers every request with the same file.
type cdn struct {
	status  int
	content string
}

func (c cdn) RoundTrip(q *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: c.status, Header: http.Header{}, Request: q, Body: io.NopCloser(strings.NewReader(c.content)),
	}, nil
}

// A file arrives as its text, or, where it can't be taken, as none.
func TestAttachedFile(t *testing.T) {
	for name, c := range map[string]struct {
		file cdn
		host string
		size string
		want string
	}{
		"a text":         {cdn{200, "\ufeffOne?\nTwo?\n"}, "cdn.discordapp.com", "12", "One?\nTwo?\n"},
		"not there":      {cdn{404, "none"}, "cdn.discordapp.com", "12", ""},
		"elsewhere":      {cdn{200, "One?"}, "example.org", "4", ""},
		"too long, told": {cdn{200, "One?"}, "cdn.discordapp.com", "262145", ""},
		"too long":       {cdn{200, strings.Repeat("x", chat.MaxFile+1)}, "cdn.discordapp.com", "1", ""},
		"as long as can": {cdn{200, strings.Repeat("x", chat.MaxFile)}, "cdn.discordapp.com", "1", strings.Repeat("x", chat.MaxFile)},
		"no text":        {cdn{200, "\xff\xfe\x00"}, "cdn.discordapp.com", "3", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := New(Options{Token: "x", HTTP: &http.Client{Transport: c.file}, Offers: offers()})
			if err != nil {
				t.Fatal(err)
			}
			a.self.Store(&self{User: "1000", Application: "1001"})
			u, err := a.read("INTERACTION_CREATE", "", []byte(`{"id":"1400000000000000000","type":2,"token":"t","channel_id":"5","guild_id":"6",
				"member":{"user":{"id":"7"},"permissions":"32"},"data":{"name":"community","options":[{"name":"questions","type":2,"options":[
				{"name":"add","type":1,"options":[{"name":"file","type":11,"value":"9"}]}]}],
				"resolved":{"attachments":{"9":{"url":"https://`+c.host+`/a/q.txt","size":`+c.size+`}}}}}`))
			if err != nil || u == nil {
				t.Fatalf("not read: %v", err)
			}
			e, ok := u.event(t.Context()).(chat.Command)
			if !ok || e.Args != "questions add" || e.Options["file"] != c.want || !e.Actor.Admin {
				t.Errorf("command %q with %d bytes, want %d", e.Args, len(e.Options["file"]), len(c.want))
			}
		})
	}
}
