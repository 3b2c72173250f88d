package telegramtest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strconv"
	"strings"
	"testing"
	"time"
)

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White})); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRequestsOfTheBotsMaking is the table of requests that Telegram refuses
// because of how they are made: each is a violation, and names its field.
func TestRequestsOfTheBotsMaking(t *testing.T) {
	s := start(t, Tolerant(), InMemory())
	ada := s.User("ada").Opened()
	chat := strconv.FormatInt(ada.ChatID(), 10)
	to := func(more fields) fields {
		f := fields{"chat_id": chat}
		for name, v := range more {
			f[name] = v
		}
		return f
	}
	button := func(b string) fields {
		return to(fields{"text": "x", "reply_markup": `{"inline_keyboard":[[` + b + `]]}`})
	}
	for _, c := range []struct {
		method string
		f      fields
		field  string // what the violation begins with, after the method
		answer string // what the answer holds
	}{
		{"sendMassage", nil, "there is no such method", "Not Found: method not found"},
		{"getStickerSet", fields{"name": "x"}, "is not simulated", ""},
		{"sendMessage", to(fields{"text": "x", "txt": "y"}), "txt: is unknown", ""},
		{"sendMessage", fields{"text": "x"}, "chat_id: is missing", "Bad Request: chat_id is empty"},
		{"sendMessage", to(nil), "text: is missing", "Bad Request: message text is empty"},
		{"sendMessage", to(fields{"text": " \n"}), "text: is empty", "Bad Request: message text is empty"},
		{"sendMessage", to(fields{"text": strings.Repeat("😀", 2049)}), "text: is 4098 long", "Bad Request: message is too long"},
		{"sendMessage", to(fields{"text": "\xff"}), "text: is not in UTF-8", "Bad Request: strings must be encoded in UTF-8"},
		{"sendMessage", to(fields{"text": "x", "disable_notification": "yes"}), "disable_notification: is no Boolean", ""},
		{"sendMessage", to(fields{"text": "x", "message_thread_id": ""}), "message_thread_id: is no Integer", ""},
		{"sendMessage", to(fields{"text": "x", "message_thread_id": "1.5"}), "message_thread_id: is no Integer", ""},
		{"sendMessage", to(fields{"text": "<b>x", "parse_mode": "HTML"}), "text: is not in the HTML",
			`Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"sendMessage", to(fields{"text": "x", "parse_mode": "Markdown"}), "parse_mode: ", "Bad Request: unsupported parse_mode"},
		{"sendMessage", to(fields{"text": "x", "entities": `[{"type":"bold","offset":0,"length":2}]`}), "entities: lie outside", ""},
		{"sendMessage", to(fields{"text": "x", "reply_parameters": `{"message_id":"4"}`}), "reply_parameters.message_id: is no integer", ""},
		{"sendMessage", to(fields{"text": "x", "reply_parameters": `{}`}), "reply_parameters.message_id: is missing", ""},
		{"sendMessage", to(fields{"text": "x", "link_preview_options": `{"disabled":true}`}), "link_preview_options.disabled: is unknown", ""},
		{"sendMessage", to(fields{"text": "x", "reply_markup": `{`}), "reply_markup: is no JSON", ""},
		{"sendMessage", to(fields{"text": "x", "reply_markup": `null`}), "reply_markup: is no ", ""},
		{"sendMessage", to(fields{"text": "x", "reply_markup": `{"inline_keyboard":null}`}), "reply_markup.inline_keyboard: is no array", ""},
		{"sendMessage", to(fields{"text": "x", "reply_markup": `{"inline_keyboard":[[]]}`}), "reply_markup.inline_keyboard: has a row of 0", ""},
		{"sendMessage", button(`{"text":"a"}`), "reply_markup.inline_keyboard[0][0]: has 0 actions", "Text buttons are unallowed in the inline keyboard"},
		{"sendMessage", button(`{"text":"a","callback_data":"b","url":"https://x.test"}`), "reply_markup.inline_keyboard[0][0]: has 2 actions", ""},
		{"sendMessage", button(`{"text":"","callback_data":"b"}`), "reply_markup.inline_keyboard[0][0].text: is 0", "inline keyboard button text must be non-empty"},
		{"sendMessage", button(`{"text":"a","callback_data":""}`), "reply_markup.inline_keyboard[0][0].callback_data: is 0", "Bad Request: BUTTON_DATA_INVALID"},
		{"sendMessage", button(`{"text":"a","callback_data":"` + strings.Repeat("é", 33) + `"}`), "reply_markup.inline_keyboard[0][0].callback_data: is 66", "Bad Request: BUTTON_DATA_INVALID"},
		{"sendMessage", to(fields{"text": "x", "reply_markup": `{"force_reply":true,"input_field_placeholder":"` + strings.Repeat("p", 65) + `"}`}), "reply_markup.input_field_placeholder: is 65", ""},
		{"sendMessage", to(fields{"text": "x", "reply_markup": `{"force_reply":false}`}), "reply_markup.force_reply: is not true", ""},
		{"sendPhoto", to(fields{"photo": "nothing"}), "photo: is no file", "Bad Request: wrong file identifier/HTTP URL specified"},
		{"editMessageText", to(fields{"text": "x"}), "message_id: is missing", "Bad Request: message identifier is not specified"},
		{"setMessageReaction", to(fields{"message_id": "1", "reaction": `[{"type":"emoji","emoji":"✅"}]`}), "reaction[0].emoji: is none", "Bad Request: REACTION_INVALID"},
		{"setMessageReaction", to(fields{"message_id": "1", "reaction": `[{"type":"sign","emoji":"👍"}]`}), "reaction[0].type: is not", ""},
		{"setMessageReaction", to(fields{"message_id": "1", "reaction": `[{"type":"emoji","emoji":"👍"},{"type":"emoji","emoji":"🔥"}]`}), "reaction: is 2", "Bad Request: REACTIONS_TOO_MANY"},
		{"sendChatAction", to(fields{"action": "thinking"}), "action: is none", "Bad Request: wrong parameter action in request"},
		{"answerCallbackQuery", fields{"callback_query_id": "1", "text": strings.Repeat("x", 201)}, "text: is 201", "Bad Request: MESSAGE_TOO_LONG"},
		{"setMyCommands", fields{"commands": `[{"command":"Start","description":"d"}]`}, "commands[0].command: has a character", "Bad Request: BOT_COMMAND_INVALID"},
		{"setMyCommands", fields{"commands": `[{"command":"start"}]`}, "commands[0].description: is missing", ""},
		{"setMyCommands", fields{"commands": `[]`, "scope": `{"type":"everywhere"}`}, "scope.type: is not", ""},
		{"setMyCommands", fields{"commands": `[]`, "scope": `{"type":"chat"}`}, "scope.chat_id: is missing", ""},
		{"setMyShortDescription", fields{"short_description": strings.Repeat("x", 121)}, "short_description: is 121", ""},
		{"getUpdates", fields{"limit": "101"}, "limit: is 101", ""},
		{"getUpdates", fields{"allowed_updates": `["messages"]`}, "allowed_updates: names", ""},
		{"getUpdates", fields{"allowed_updates": `message`}, "allowed_updates: is no JSON", ""},
		{"setWebhook", fields{"url": "http://bot.test/hook"}, "url: is not https", "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
		{"setWebhook", fields{"url": "https://bot.test/hook", "secret_token": "a b"}, "secret_token: has a character", ""},
	} {
		before := len(s.Violations())
		a := call(t, s, c.method, c.f)
		if a.OK || (a.Code != 400 && a.Code != 404) || !strings.Contains(a.Description, c.answer) {
			t.Errorf("%s %v: answered %+v, want %q", c.method, c.field, a, c.answer)
		}
		if all := s.Violations(); len(all) != before+1 || !strings.HasPrefix(all[before], c.method+": "+c.field) {
			t.Errorf("%s: violations %q, want %q", c.method, all[before:], c.field)
		}
	}
	if a := upload(t, s, "sendPhoto", to(nil), "photo", []byte("no picture")); a.Description != "Bad Request: IMAGE_PROCESS_FAILED" {
		t.Errorf("no picture: %+v", a)
	}
	if a := upload(t, s, "sendPhoto", to(nil), "photo", picture(t, 210, 10)); a.Description != "Bad Request: PHOTO_INVALID_DIMENSIONS" {
		t.Errorf("a ribbon: %+v", a)
	}
	if a := upload(t, s, "sendMessage", to(nil), "text", []byte("x")); a.OK {
		t.Errorf("a file for a text: %+v", a)
	}
	if sees := ada.Sees(); len(sees) != 0 {
		t.Errorf("refused, and yet shown: %+v", sees)
	}
}

// failing stands in for a test that is expected to fail.
type failing struct {
	testing.TB
	said []string
}

func (f *failing) Errorf(format string, args ...any) {
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

// TestViolationsFailTheTestWithoutValues shows that strictness can fail, and
// that it tells nothing that was sent.
func TestViolationsFailTheTestWithoutValues(t *testing.T) {
	f := &failing{TB: t}
	s := New(f, InMemory())
	ada := s.User("ada").Opened()
	chat := strconv.FormatInt(ada.ChatID(), 10)
	call(t, s, "sendMessage", fields{"chat_id": chat, "text": "<secret>", "parse_mode": "HTML"})
	call(t, s, "sendMessage", fields{"chat_id": chat, "text": "x", "reply_markup": `{"secret`})
	call(t, s, "sendMessage", fields{"chat_id": "secret", "text": "x", "protect_content": "secret"})
	if len(f.said) != 3 {
		t.Errorf("said %q", f.said)
	}
	if said := strings.Join(f.said, "\n"); strings.Contains(said, "secret") {
		t.Errorf("a value is told: %s", said)
	}
}

// TestRequestsInTheirForms sends one message in each form that a request can have.
func TestRequestsInTheirForms(t *testing.T) {
	s := start(t)
	ada := s.User("ada").Opened()
	chat := strconv.FormatInt(ada.ChatID(), 10)
	at := s.URL() + "/bot" + s.Token() + "/sendMessage"
	for name, send := range map[string]func() (answer, error){
		"query": func() (answer, error) { return read(s.Client().Get(at + "?text=hello&chat_id=" + chat)) },
		"form":  func() (answer, error) { return try(s, "sendMessage", fields{"chat_id": chat, "text": "hello"}) },
		"json": func() (answer, error) {
			return read(s.Client().Post(at, "application/json; charset=utf-8", strings.NewReader(
				`{"chat_id":`+chat+`,"text":"hello","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}}`)))
		},
	} {
		if a, err := send(); err != nil || !a.OK {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
		if last := ada.Last(); last.Text != "hello" {
			t.Errorf("%s: %+v", name, last)
		}
	}
	all := s.Requests("sendMessage")
	if len(all) != 3 || all[0].Chat != ada.ChatID() || all[0].Params["text"] != "hello" || all[0].Code != 200 {
		t.Errorf("requests: %+v", all)
	}
	if time.Since(all[0].At) > time.Minute {
		t.Errorf("arrived at %v", all[0].At)
	}
}

func TestWrongTokenIsUnauthorized(t *testing.T) {
	s := start(t, InMemory())
	a, err := read(s.Client().Get(s.URL() + "/bot1:wrong/getMe"))
	if err != nil || a.Code != 401 || a.Description != "Unauthorized" {
		t.Errorf("%+v, %v", a, err)
	}
	ok(t, s, "getMe", nil)
}
