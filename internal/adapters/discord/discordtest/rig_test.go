package discordtest

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// quiet is what every message must say of mentions.
var quiet = object{"parse": []any{}}

// said is the body of a message.
func said(text string, more ...any) object {
	o := object{"content": text, "allowed_mentions": quiet}
	for i := 0; i < len(more); i += 2 {
		o[more[i].(string)] = more[i+1]
	}
	return o
}

// row is a row of components.
func row(components ...any) object { return object{"type": typeRow, "components": components} }

func button(label, id string) object {
	return object{"type": typeButton, "style": 2, "label": label, "custom_id": id}
}

func field(label, id string) object {
	return row(object{"type": typeTextInput, "style": 2, "label": label, "custom_id": id})
}

// rest is what a route answered.
type rest struct {
	Status int
	Header http.Header
	Raw    []byte
	Body   any
}

func (r rest) object() object { return objectOf(r.Body) }
func (r rest) id() string     { return stringOf(r.object()["id"]) }
func (r rest) code() int      { return intOf(r.object()["code"]) }

// try makes a request, and checks what is answered against the description.
func try(t *testing.T, s *Server, method, path string, body any) (rest, error) {
	t.Helper()
	var content bytes.Buffer
	kind := "application/json"
	switch b := body.(type) {
	case nil:
		kind = ""
	case *upload:
		kind = b.write(t, &content)
	case string:
		content.WriteString(b)
	default:
		content.Write(encode(b))
	}
	q, err := http.NewRequestWithContext(t.Context(), method, s.URL()+"/api/v9"+path, &content)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bot "+s.Token())
	if kind != "" {
		q.Header.Set("Content-Type", kind)
	}
	return send(t, s, q)
}

func send(t *testing.T, s *Server, q *http.Request) (rest, error) {
	t.Helper()
	answered, err := s.Client().Do(q)
	if err != nil {
		return rest{}, err
	}
	defer func() { _ = answered.Body.Close() }()
	var raw bytes.Buffer
	if _, err := raw.ReadFrom(answered.Body); err != nil {
		return rest{}, err
	}
	r := rest{Status: answered.StatusCode, Header: answered.Header, Raw: raw.Bytes()}
	if raw.Len() == 0 {
		return r, nil
	}
	d := json.NewDecoder(&raw)
	d.UseNumber()
	if err := d.Decode(&r.Body); err != nil {
		return r, err
	}
	described(t, q, r)
	return r, nil
}

// described checks a good answer against the official description.
func described(t *testing.T, q *http.Request, r rest) {
	t.Helper()
	to, _, _ := find(q.Method, strings.TrimPrefix(q.URL.EscapedPath(), "/api/v9/"))
	if to == nil || r.Status >= 300 {
		return
	}
	d := readDescription()
	if result := d.Operations[to.name].Result; result != nil {
		if m := (checker{d, false}).check("", r.Body, result); m != nil {
			t.Errorf("the answer of %s: %s", to.name, m)
		}
	}
}

// do makes a request that must reach an answer.
func do(t *testing.T, s *Server, method, path string, body any) rest {
	t.Helper()
	r, err := try(t, s, method, path, body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

// ok makes a request that must succeed.
func ok(t *testing.T, s *Server, method, path string, body any) rest {
	t.Helper()
	r := do(t, s, method, path, body)
	if r.Status >= 300 {
		t.Fatalf("%s %s: %d %s", method, path, r.Status, r.Raw)
	}
	return r
}

// refused makes a request that must fail so.
func refused(t *testing.T, s *Server, status, code int, method, path string, body any) rest {
	t.Helper()
	r := do(t, s, method, path, body)
	if r.Status != status || r.code() != code {
		t.Errorf("%s %s: %d %s, want %d, %d", method, path, r.Status, r.Raw, status, code)
	}
	return r
}

// messages is the path of a channel's messages, or of one of them.
func messages(channel string, id ...string) string {
	return "/channels/" + channel + "/messages" + strings.Join(append([]string{""}, id...), "/")
}

// upload is a body with files.
type upload struct {
	form  object
	names []string
	bytes [][]byte
}

func (u *upload) write(t *testing.T, to *bytes.Buffer) string {
	t.Helper()
	w := multipart.NewWriter(to)
	if err := w.WriteField("payload_json", string(encode(u.form))); err != nil {
		t.Fatal(err)
	}
	for i, name := range u.names {
		part, err := w.CreateFormFile("files["+string(rune('0'+i))+"]", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(u.bytes[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType()
}
