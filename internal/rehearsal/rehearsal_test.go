package rehearsal

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

var update = flag.Bool("update", false, "record anew what the simulators answer")

// stages are the places in which both simulators are rehearsed.
func stages(t *testing.T) map[string]func() (Stage, func(fault bool)) {
	picture := bytes.Buffer{}
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 32, 32))); err != nil {
		t.Fatal(err)
	}
	onDiscord := func(channel bool) (Stage, func(bool)) {
		server := discordtest.New(t)
		ada := server.Person("ada")
		r := &Recorder{}
		a, err := discord.New(discord.Options{Token: server.Token(), APIURL: server.URL(), HTTP: &http.Client{Transport: r}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		s := Stage{Adapter: a, Recorder: r, Picture: picture.Bytes(), Nonce: "r1", Settle: 200 * time.Millisecond}
		if channel {
			guild := server.Guild("garden")
			guild.Member(ada)
			s.Chat, s.Account = chat.Chat{Platform: discord.Platform, ID: guild.Channel("reflections").ID()}, ada.ID()
		} else if s.Chat, err = a.Private(t.Context(), ada.ID()); err != nil {
			t.Fatal(err)
		}
		return s, func(on bool) {
			server.Script(func(q discordtest.Request) *discordtest.Fault {
				if !on || q.Route != "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me" {
					return nil
				}
				f := discordtest.Refusal(403, 50013, "Missing Permissions")
				return &f
			})
		}
	}
	onTelegram := func(channel bool) (Stage, func(bool)) {
		server := telegramtest.New(t)
		bea := server.User("bea")
		r := &Recorder{}
		a, err := telegram.New(telegram.Options{Token: server.Token(), APIURL: server.URL(), HTTP: &http.Client{Transport: r}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		s := Stage{Adapter: a, Recorder: r, Picture: picture.Bytes(), Nonce: "r1"}
		bea.Start("")
		s.Chat = chat.Chat{Platform: telegram.Platform, ID: fmt.Sprint(bea.ChatID())}
		if channel {
			group := server.Supergroup("garden")
			group.Join(bea)
			s.Chat.ID, s.Account = fmt.Sprint(group.ID()), fmt.Sprint(bea.ID())
		}
		return s, func(on bool) {
			server.Script(func(q telegramtest.Request) *telegramtest.Fault {
				if set, _ := q.Params["reaction"].([]any); !on || q.Method != "setMessageReaction" || len(set) == 0 {
					return nil
				}
				f := telegramtest.Refusal(400, "Bad Request: REACTION_INVALID")
				return &f
			})
		}
	}
	return map[string]func() (Stage, func(bool)){
		"discord-private":  func() (Stage, func(bool)) { return onDiscord(false) },
		"discord-channel":  func() (Stage, func(bool)) { return onDiscord(true) },
		"telegram-private": func() (Stage, func(bool)) { return onTelegram(false) },
		"telegram-channel": func() (Stage, func(bool)) { return onTelegram(true) },
	}
}

// TestRehearsal: over both simulators every row agrees with what is recorded of them; with
// a fault put into one, its row differs and says how.
func TestRehearsal(t *testing.T) {
	for name, stage := range stages(t) {
		t.Run(name, func(t *testing.T) {
			s, fault := stage()
			fault(false)
			rows, err := Play(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.MarshalIndent(rows, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(filepath.Join("testdata", name+".json"), append(text, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, secret := range []string{s.Chat.ID, "Rehearsal", "plain square", "garden", "ada", "bea"} {
				if bytes.Contains(text, []byte(`"`+secret)) || bytes.Contains(text, []byte(`/`+secret)) {
					t.Errorf("the report holds %q", secret)
				}
			}
			platform, where, _ := strings.Cut(name, "-")
			expected, err := Expected(platform, where)
			if err != nil {
				t.Fatal(err)
			}
			compared := Compare(rows, expected)
			if len(compared) < 12 {
				t.Errorf("only %d rows were played", len(compared))
			}
			for _, c := range compared {
				if len(c.Differs) > 0 {
					t.Errorf("%s: %v", c.Step, c.Differs)
				}
			}
			s, fault = stage()
			fault(true)
			if rows, err = Play(t.Context(), s); err != nil {
				t.Fatal(err)
			}
			for _, c := range Compare(rows, expected) {
				if c.Step == "set a sign on it" {
					if len(c.Differs) < 2 || !strings.Contains(c.Differs[0], `the simulator's to "done"`) || !strings.Contains(c.Differs[1], "status 40") {
						t.Errorf("with a fault it differs so: %v", c.Differs)
					}
				} else if len(c.Differs) > 0 {
					t.Errorf("%s differs too: %v", c.Step, c.Differs)
				}
			}
		})
	}
}

func TestCompareSaysHow(t *testing.T) {
	row := func(o string, e ...Exchange) Row { return Row{Step: "s", Outcome: o, Exchanges: e} }
	get := func(status int, shape map[string]string, headers ...string) Exchange {
		return Exchange{Request: "GET /x", Status: status, Shape: shape, Headers: headers}
	}
	for name, c := range map[string]struct {
		got, want Row
		says      string
	}{
		"alike":             {row("done", get(200, map[string]string{".a": "number", ".b": "string"})), row("done", get(200, map[string]string{".a": "number"})), ""},
		"another outcome":   {row("gone"), row("done"), `it came to "gone"`},
		"another status":    {row("done", get(204, nil)), row("done", get(200, nil)), "status 204"},
		"missing":           {row("done", get(200, map[string]string{})), row("done", get(200, map[string]string{".a.b": "number"})), ".a.b is missing"},
		"another kind":      {row("done", get(200, map[string]string{".a": "string"})), row("done", get(200, map[string]string{".a": "number"})), ".a is a string"},
		"null says nothing": {row("done", get(200, map[string]string{".a": "null"})), row("done", get(200, map[string]string{".a.b": "number"})), ""},
		"an empty list":     {row("done", get(200, map[string]string{".a[]": "list"})), row("done", get(200, map[string]string{".a[]": "list", ".a[].b": "number"})), ""},
		"no header":         {row("done", get(200, nil)), row("done", get(200, nil, "X-Ratelimit-Limit")), "no header X-Ratelimit-Limit"},
		"not asked":         {row("done"), row("done", get(200, nil)), "wasn't asked"},
	} {
		said := strings.Join(Compare([]Row{c.got}, []Row{c.want})[0].Differs, "; ")
		if (c.says == "") != (said == "") || !strings.Contains(said, c.says) {
			t.Errorf("%s: %q, want %q", name, said, c.says)
		}
	}
	if c := Compare(nil, []Row{row("done")}); len(c) != 1 || len(c[0].Differs) != 1 {
		t.Errorf("a step that never came: %+v", c)
	}
}
