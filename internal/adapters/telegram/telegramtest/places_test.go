package telegramtest

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"testing"
)

// button is a keyboard of one link.
func button(to string) string {
	return `{"inline_keyboard":[[{"text":"Reflect","url":"` + to + `"}]]}`
}

// A link to the bot opens the private chat there and starts it.
func TestPressLink(t *testing.T) {
	s := start(t, InMemory())
	group, ada := s.Supergroup("circle"), s.User("ada")
	ada.Opened().Block()
	heard(t, s)
	ok(t, s, "sendMessage", in(group.ID(), fields{
		"text": "a question", "reply_markup": button("https://t.me/" + s.BotUsername() + "?start=do-it_1"),
	}))
	ada.In(group).PressLink("Reflect")
	all := fetch(t, s, nil)
	if len(all) != 2 || all[0].Chat.New.Status != "member" || all[1].Message.Text != "/start do-it_1" || all[1].Message.From.ID != ada.ID() {
		t.Errorf("%+v", all)
	}
}

func TestLinksThatNobodyShouldSend(t *testing.T) {
	for _, to := range []string{
		"http://example.org", "javascript:alert(1)", "https://", "https://t.me/another_bot?start=x", "tg://user?id=1",
		"https://t.me/stillpoint_test_bot?start=a+b", "https://t.me/stillpoint_test_bot?start=" +
			"0123456789012345678901234567890123456789012345678901234567890123x",
	} {
		s := start(t, InMemory(), Tolerant())
		group := s.Supergroup("circle")
		refused(t, s, "sendMessage", in(group.ID(), fields{"text": "x", "reply_markup": button(to)}), "Bad Request: BUTTON_URL_INVALID")
		if len(s.Violations()) != 1 {
			t.Errorf("%q: %q", to, s.Violations())
		}
	}
}

// What members may not do, a bot that is one may not do either.
func TestPermissions(t *testing.T) {
	s := start(t, InMemory())
	group, ada := s.Supergroup("circle"), s.User("ada")
	told := func() map[string]bool {
		var g struct{ Permissions map[string]bool }
		if err := json.Unmarshal(call(t, s, "getChat", in(group.ID(), nil)).Result, &g); err != nil {
			t.Fatal(err)
		}
		return g.Permissions
	}
	if p := told(); !p["can_send_messages"] || !p["can_send_photos"] {
		t.Errorf("at first: %v", p)
	}
	group.Forbid("can_send_messages")
	if p := told(); p["can_send_messages"] || !p["can_send_photos"] {
		t.Errorf("forbidden: %v", p)
	}
	refused(t, s, "sendMessage", in(group.ID(), fields{"text": "x"}), "Bad Request: not enough rights to send text messages to the chat")
	group.Promote(ada)
	ok(t, s, "sendMessage", in(group.ID(), fields{"text": "x"}))
	group.Allow(ada)
	group.Permit("can_send_messages")
	ok(t, s, "sendMessage", in(group.ID(), fields{"text": "x"}))
}

// A file is at the path that getFile names, for whoever has the token.
func TestFiles(t *testing.T) {
	s := start(t, InMemory(), Tolerant())
	s.User("ada").TextFile("list.txt", "one\ntwo", "/community questions add")
	var u []struct {
		Message struct {
			Caption  string
			Document struct {
				ID   string `json:"file_id"`
				Type string `json:"mime_type"`
			}
		}
	}
	if err := json.Unmarshal(call(t, s, "getUpdates", nil).Result, &u); err != nil {
		t.Fatal(err)
	}
	m := u[0].Message
	if m.Caption != "/community questions add" || m.Document.Type != "text/plain" {
		t.Errorf("%+v", m)
	}
	var f struct {
		Path string `json:"file_path"`
	}
	if err := json.Unmarshal(call(t, s, "getFile", fields{"file_id": m.Document.ID}).Result, &f); err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{
		"/file/bot" + s.Token() + "/" + f.Path:  "200 one\ntwo",
		"/file/bot" + s.Token() + "/x" + f.Path: "404 Not Found\n",
		"/file/bot1:x/" + f.Path:                "401 Unauthorized\n",
	} {
		answer, err := s.Client().Get(s.URL() + at)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.Body.Close() != nil {
			t.Fatal(err)
		}
		if got := strconv.Itoa(answer.StatusCode) + " " + string(body); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if n := len(s.Violations()); n != 2 || len(s.Requests(Download)) != 3 {
		t.Errorf("%d violations, %d downloads", n, len(s.Requests(Download)))
	}
	s.FaultNext(Refusal(http.StatusBadGateway, "Bad Gateway"), Download)
	if answer, err := s.Client().Get(s.URL() + "/file/bot" + s.Token() + "/" + f.Path); err != nil || answer.StatusCode != 502 || answer.Body.Close() != nil {
		t.Errorf("a fault: %v", err)
	}
	refused(t, s, "getFile", fields{"file_id": "nothing"}, "Bad Request: invalid file_id")
}
