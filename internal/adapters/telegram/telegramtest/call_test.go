package telegramtest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// answer is what the API answers.
type answer struct {
	OK          bool
	Code        int `json:"error_code"`
	Description string
	Result      json.RawMessage
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	}
}

// fields are a form's.
type fields map[string]string

// start starts a server and checks that it leaves no goroutine behind.
func start(t *testing.T, opts ...Option) *Server {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
	return New(t, opts...)
}

// try makes a request by form, and returns the error of the connection.
func try(s *Server, method string, f fields) (answer, error) {
	values := url.Values{}
	for name, v := range f {
		values.Set(name, v)
	}
	r, err := s.Client().PostForm(s.URL()+"/bot"+s.Token()+"/"+method, values)
	return read(r, err)
}

func read(r *http.Response, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return answer{}, err
	}
	var a answer
	return a, json.Unmarshal(body, &a)
}

// call makes a request that must be answered; what it answers must be what the
// official description says.
func call(t *testing.T, s *Server, method string, f fields) answer {
	t.Helper()
	a, err := try(s, method, f)
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	described(t, method, a)
	return a
}

func described(t *testing.T, method string, a answer) {
	t.Helper()
	if !a.OK {
		return
	}
	v, err := decodeJSON(a.Result)
	if err != nil {
		t.Fatal(err)
	}
	d := readDescription()
	if m := d.check("result", v, d.Methods[method].Returns); m != nil {
		t.Errorf("%s answers what isn't described: %v", method, m)
	}
}

// ok makes a request that must succeed, and returns the id of the message that
// it answers, if it does.
func ok(t *testing.T, s *Server, method string, f fields) int {
	t.Helper()
	a := call(t, s, method, f)
	if !a.OK {
		t.Fatalf("%s: %s", method, a.Description)
	}
	var m struct {
		ID int `json:"message_id"`
	}
	if strings.HasPrefix(string(a.Result), "{") {
		if err := json.Unmarshal(a.Result, &m); err != nil {
			t.Fatal(err)
		}
	}
	return m.ID
}

// refused makes a request that must fail in these words.
func refused(t *testing.T, s *Server, method string, f fields, description string) answer {
	t.Helper()
	a := call(t, s, method, f)
	if a.OK || a.Description != description {
		t.Errorf("%s: %+v, want %q", method, a, description)
	}
	return a
}

// upload makes a request with a file.
func upload(t *testing.T, s *Server, method string, f fields, field string, content []byte) answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, v := range f {
		if err := w.WriteField(name, v); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile(field, "file.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := read(s.Client().Post(s.URL()+"/bot"+s.Token()+"/"+method, w.FormDataContentType(), &body))
	if err != nil {
		t.Fatal(err)
	}
	described(t, method, a)
	return a
}

// got is an update, decoded.
type got struct {
	ID      int64 `json:"update_id"`
	Message struct {
		ID     int `json:"message_id"`
		Text   string
		Thread int  `json:"message_thread_id"`
		Topic  bool `json:"is_topic_message"`
		From   struct{ ID int64 }
		Sender struct{ ID int64 } `json:"sender_chat"`
		Reply  *struct {
			ID int `json:"message_id"`
		} `json:"reply_to_message"`
	}
	Edited *struct{ Text string } `json:"edited_message"`
	Query  struct {
		ID      string
		Data    string
		Message struct{ Date int64 }
	} `json:"callback_query"`
	Chat   standing `json:"my_chat_member"`
	Member standing `json:"chat_member"`
}

type standing struct {
	Old struct{ Status string } `json:"old_chat_member"`
	New struct{ Status string } `json:"new_chat_member"`
}

// fetch fetches updates; all of them must be as described.
func fetch(t *testing.T, s *Server, f fields) []got {
	t.Helper()
	a := call(t, s, "getUpdates", f)
	if !a.OK {
		t.Fatalf("getUpdates: %s", a.Description)
	}
	var all []got
	if err := json.Unmarshal(a.Result, &all); err != nil {
		t.Fatal(err)
	}
	return all
}
