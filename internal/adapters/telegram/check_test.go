package telegram

import (
	"errors"
	"strings"
	"testing"

	"stillpoint/internal/adapters/telegram/telegramtest"
)

func TestCheck(t *testing.T) {
	s := telegramtest.New(t)
	a, err := New(Options{Token: s.Token(), APIURL: s.URL()})
	if err != nil {
		t.Fatal(err)
	}
	s.User("ada").Start("")
	got, err := a.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Username == "" || !got.Groups || got.ReadsAll || got.Webhook || got.Waiting != 1 {
		t.Errorf("%+v", got)
	}
	if got.Trouble != "" || !got.TroubleAt.IsZero() {
		t.Errorf("trouble without any: %+v", got)
	}
}

func TestCheckWithAWrongToken(t *testing.T) {
	s := telegramtest.New(t)
	const wrong = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	a, err := New(Options{Token: wrong, APIURL: s.URL()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Check(t.Context())
	if !errors.Is(err, errToken) || strings.Contains(err.Error(), wrong) {
		t.Errorf("%v", err)
	}
}
