package discord

import (
	"context"
	"errors"
	"net/url"
	"strconv"
)

// Scope is what an invitation asks for besides permissions, and why.
type Scope struct{ Name, Why string }

// Scopes are what the invitation asks for.
var Scopes = []Scope{
	{"bot", "to be in the server and post there"},
	{"applications.commands", "to offer its commands there"},
}

// InviteURL is the address at which somebody who may manage a server adds the bot
// to it, with exactly the permissions that it uses.
func InviteURL(application string) string {
	scopes := ""
	for i, s := range Scopes {
		if i > 0 {
			scopes += " "
		}
		scopes += s.Name
	}
	return "https://discord.com/oauth2/authorize?" + url.Values{
		"client_id":   {application},
		"scope":       {scopes},
		"permissions": {strconv.FormatInt(permissionsAsked(), 10)},
	}.Encode()
}

// Invite asks Discord who the bot is and returns its InviteURL.
func (a *Adapter) Invite(ctx context.Context) (string, error) {
	app, err := a.introduce(ctx)
	if err != nil {
		return "", inWords(err)
	}
	return InviteURL(app.ID), nil
}

// inWords is an error as a host should read it.
func inWords(err error) error {
	if refused := refusedToken(err); refused != nil {
		return refused
	}
	return errors.Join(errors.New("asking Discord failed"), err)
}
