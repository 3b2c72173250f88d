package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// An error in the log always says something, in both formats.
func TestErrorsInTheLogSaySomething(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		var b bytes.Buffer
		var wrong wrongSettings
		log := common{LogLevel: "info", LogFormat: format}.logger(&b, &wrong)
		var none error
		log.Error("it failed", "err", errors.New(""))
		log.Error("it failed", "err", none)
		log.Error("it failed", "err", errors.New("because"))
		for line, want := range map[int]string{0: "says nothing", 1: "no error", 2: "because"} {
			if got := strings.Split(b.String(), "\n")[line]; !strings.Contains(got, want) {
				t.Errorf("%s: %s", format, got)
			}
		}
	}
}
