package discord

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// Why some types and a transport are ours: each of these is a fault of the
// library's. When one of them is mended, this fails, and ours can go.
func TestLibrarysFaults(t *testing.T) {
	var m discordgo.MessageCreate
	if json.Unmarshal([]byte(`{"id":"1","content":"words","components":[{"type":99}]}`), &m) == nil {
		t.Error("Message takes a component that it doesn't know: messageInfo")
	}
	var i discordgo.InteractionCreate
	if json.Unmarshal([]byte(`{"id":"1","type":5,"data":{"custom_id":"x","components":[{"type":18,"component":{"type":4,"custom_id":"y","value":"z"}}]}}`), &i) == nil {
		t.Error("Interaction takes a label: interactionInfo")
	}
	for what, v := range map[string]any{
		"nonce":              discordgo.MessageSend{},
		"enforce_nonce":      discordgo.MessageSend{},
		"description":        discordgo.MessageAttachment{},
		"resume_gateway_url": discordgo.Ready{},
		"choices":            discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{}},
	} {
		if b, err := json.Marshal(v); err != nil || strings.Contains(string(b), `"`+what+`"`) {
			t.Errorf("%T has a field %s, or fails: %v", v, what, err)
		}
	}
	// A request that succeeds fails where a header about limits can't be read, and a
	// 502 and a proxy's page have no status.
	for name, c := range map[string]*http.Response{
		"a header": {StatusCode: 200, Header: http.Header{"X-Ratelimit-Remaining": {"soon"}}},
		"a 502":    {StatusCode: 502, Header: http.Header{}},
		"a page":   {StatusCode: 429, Header: http.Header{}},
	} {
		s, err := discordgo.New("Bot x")
		if err != nil {
			t.Fatal(err)
		}
		s.LogLevel = discordgo.LogError - 1
		s.Client = &http.Client{Transport: constant{c, "<html>"}}
		_, err = s.RequestWithLockedBucket(http.MethodGet, discordgo.EndpointGatewayBot, "", nil,
			discordgo.NewRatelimiter().LockBucket("x"), 0, discordgo.WithRestRetries(0), discordgo.WithRetryOnRatelimit(false))
		if _, typed := err.(*discordgo.RESTError); err == nil || typed {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// constant answers every request with the same.
type constant struct {
	r    *http.Response
	body string
}

func (a constant) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.Body != nil {
		_ = q.Body.Close()
	}
	r := *a.r
	r.Header, r.Body, r.Request = a.r.Header.Clone(), io.NopCloser(strings.NewReader(a.body)), q
	return &r, nil
}

// None of that reaches the adapter: a receipt isn't lost for a header, and the bot
// gives its own name; the bot's token goes only where it is asked for.
func TestRequestsAreTheBotsOwn(t *testing.T) {
	var asked []*http.Request
	answer := constant{
		&http.Response{StatusCode: 200, Header: http.Header{"X-Ratelimit-Remaining": {"soon"}, "X-Ratelimit-Reset-After": {"x"}}},
		`{"id":"1234567890123","timestamp":"2026-01-01T00:00:00Z"}`,
	}
	a, err := New(Options{Token: "secret", APIURL: "http://127.0.0.1:1/proxy", Version: "1.2.3", HTTP: &http.Client{Transport: noted{answer, &asked}}})
	if err != nil {
		t.Fatal(err)
	}
	if sent, err := a.Send(context.Background(), said(encoded("42"), "x")); err != nil || sent.Message != "1234567890123" {
		t.Errorf("sent %+v, %v", sent, err)
	}
	ix := &interaction{id: before(time.Now()), app: "7", kind: 2, token: "t", held: newSemaphore()}
	m := said(encoded("42"), "x")
	m.Answer, m.Seen = ix.handle(), chat.ByActor
	if _, err := a.Send(context.Background(), m); err != nil {
		t.Errorf("answering: %v", err)
	}
	for i, q := range asked {
		if got := q.Header.Get("User-Agent"); got != "DiscordBot (stillpoint, 1.2.3)" {
			t.Errorf("the User-Agent is %q", got)
		}
		if !strings.HasPrefix(q.URL.Path, "/proxy/api/v9/") {
			t.Errorf("it goes to %s", q.URL.Path)
		}
		if got := q.Header.Get("Authorization"); (got == "Bot secret") != (i == 0) || i > 0 && got != "" {
			t.Errorf("request %d is authorised by %q", i, got)
		}
	}
	if len(asked) < 2 {
		t.Errorf("%d requests", len(asked))
	}
}

// noted keeps the requests that it passes on.
type noted struct {
	http.RoundTripper
	all *[]*http.Request
}

func (n noted) RoundTrip(q *http.Request) (*http.Response, error) {
	*n.all = append(*n.all, q)
	return n.RoundTripper.RoundTrip(q)
}
