package telegram

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

// rows are a keyboard's labels, a row a line.
func rows(t testing.TB, markup string) string {
	var k struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(markup), &k); err != nil {
		t.Fatalf("%s: %v", markup, err)
	}
	var lines []string
	for _, row := range k.Rows {
		var labels []string
		for _, b := range row {
			labels = append(labels, b.Text)
		}
		lines = append(lines, strings.Join(labels, " | "))
	}
	return strings.Join(lines, "\n")
}

func TestKeyboardRows(t *testing.T) {
	for _, want := range []string{
		"Another | Not today | Later",
		"Go deeper | Undo",
		"04:26 | 05:26 | 06:26\nsomewhere else",
		"07:00 | 12:30 | 18:00 | 21:00\nanother time",
		"Reflect | Read others\nAsk me daily",
		"Share with the channel\nShare without my name\nEdit | Delete",
		"Europe/Berlin\nAmerica/Argentina\nAfrica/Lagos | Asia/Tokyo",
		"stay | 2 | 3 | 4\ngo",
		"",
	} {
		var actions []chat.Action
		for _, label := range strings.FieldsFunc(strings.ReplaceAll(want, "\n", "|"), func(r rune) bool { return r == '|' }) {
			actions = append(actions, chat.Action{Label: strings.TrimSpace(label), Ref: chat.Ref{Verb: "x"}})
		}
		if got := rows(t, keyboard(actions, place{chat: 5}, nil)); got != want {
			t.Errorf("placed as\n%s\nwant\n%s", got, want)
		}
	}
}

// An empty keyboard takes the buttons away; null would be refused.
func TestEmptyKeyboard(t *testing.T) {
	if got := keyboard(nil, place{}, nil); got != `{"inline_keyboard":[]}` {
		t.Errorf("sent as %s", got)
	}
}

// A button gives back what it was given, within the 64 bytes there are, and
// nothing makes more of what is forged.
func TestCallbackData(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ref := chat.Ref{
			Verb: rapid.StringMatching(`[a-z]{1,9}`).Draw(t, "verb"),
			ID:   rapid.Int64Min(0).Draw(t, "id"),
			Arg:  rapid.StringMatching(`[^:]{0,3}`).Draw(t, "arg"),
		}
		p := place{chat: -5, topic: rapid.Int64Min(0).Draw(t, "topic")}
		data := callbackData(ref, p)
		if len(data) > 64 {
			t.Errorf("%d bytes", len(data))
		}
		if back, topic := parseCallbackData(data); back != ref || topic != p.topic {
			t.Errorf("%+v in %d comes back as %+v in %d", ref, p.topic, back, topic)
		}
	})
}

func FuzzCallbackData(f *testing.F) {
	for _, s := range []string{"", "undo:1:", "undo:1::2s", "undo:1:x:0", "undo:1:x:-1", ":::", "a:1:b:c:d", "\xff:1:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, topic := parseCallbackData(s)
		if topic < 0 {
			t.Errorf("topic %d", topic)
		}
		if back, err := chat.ParseRef(ref.String()); ref != (chat.Ref{}) && (err != nil || back != ref) {
			t.Errorf("%+v: %v", ref, err)
		}
	})
}

func FuzzUpdates(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"update_id":1}`, `{"update_id":1,"message":{}}`, `{"update_id":1,"message":{"text":"/start","chat":{"type":"private"}}}`,
		`{"update_id":1,"callback_query":{"id":"1"}}`, `{"update_id":1,"callback_query":{"id":"1","from":{"id":1},"message":{"date":0,"chat":{"id":1,"type":"private"}}}}`,
		`{"update_id":1,"my_chat_member":{}}`, `{"update_id":1,"edited_message":{"chat":{"id":1,"type":"private"},"from":{"id":1},"text":"x"}}`,
		`{"update_id":1,"message":{"message_id":2,"chat":{"id":-1,"type":"group"},"from":{"id":1},"reply_to_message":{},"text":"/a@b c"}}`,
		`{"update_id":"1"}`, `{"update_id":1e99}`, `{"update_id":-5}`,
	} {
		f.Add([]byte(s))
	}
	a, err := New(Options{Token: "1:abc", APIURL: "http://127.0.0.1:1"})
	if err != nil {
		f.Fatal(err)
	}
	a.self.Store(&user{ID: 7, Username: "bot"})
	in := newIntake(f.Context(), a, nil)
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, u := range in.read([]json.RawMessage{raw}, unix(1)) {
			if u.ID <= 0 {
				t.Errorf("update %d", u.ID)
			}
			if u.chatID() < 0 {
				continue // A group's admins would be asked for.
			}
			e := a.event(t.Context(), &u.update, unix(1))
			if e == nil {
				continue
			}
			if m := e.About(); m.ID == "" || m.Space.Platform != Platform || m.Space.ID == "" {
				t.Errorf("an event about %+v", m)
			}
		}
	})
}
