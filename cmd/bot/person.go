package main

import (
	"fmt"
	"strings"

	"stillpoint/internal/chat"
)

// personSetting names whom a host's command is about.
type personSetting struct {
	Person string `long:"person" required:"yes" value-name:"PLATFORM:ACCOUNT" description:"Whom: telegram:ID or discord:ID, as the platform numbers them."`
}

// whom returns the platform and the account, or adds to wrong what the setting takes.
func (p personSetting) whom(wrong *wrongSettings) (chat.Platform, string) {
	platform, account, ok := strings.Cut(p.Person, ":")
	if !ok || platform == "" || account == "" {
		*wrong = append(*wrong, fmt.Sprintf("--person is %q; it takes a platform and an account, such as telegram:123456789", p.Person))
	}
	return chat.Platform(platform), account
}
