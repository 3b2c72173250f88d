package main

import (
	"context"
	"errors"
	"fmt"

	"stillpoint/internal/store"
	"stillpoint/internal/vault"
)

// runCmd serves the platforms that have a token.
type runCmd struct {
	Database string `env:"STILLPOINT_DATABASE" default:"stillpoint.db" placeholder:"FILE" help:"The SQLite file, stillpoint.db unless named."`
	common

	DiscordToken  string `env:"DISCORD_TOKEN" placeholder:"TOKEN" help:"Serve Discord with this token."`
	TelegramToken string `env:"TELEGRAM_TOKEN" placeholder:"TOKEN" help:"Serve Telegram with this token."`
}

// Run says what is missing, all of it at once. No platform is served yet.
func (c *runCmd) Run(_ context.Context, s streams) error {
	var wrong wrongSettings
	c.logger(s.err, &wrong)
	c.checkPrompts(&wrong)
	if c.DiscordToken == "" && c.TelegramToken == "" {
		wrong = append(wrong, "run needs DISCORD_TOKEN or TELEGRAM_TOKEN, or both; bot try needs none")
	}
	if c.DiscordToken != "" {
		wrong = append(wrong, "DISCORD_TOKEN is set, but this version doesn't serve Discord yet; bot try shows what it does")
	}
	if c.TelegramToken != "" {
		wrong = append(wrong, "TELEGRAM_TOKEN is set, but this version doesn't serve Telegram yet; bot try shows what it does")
	}
	return wrong.orNil()
}

// whatToDo is what a person can do about an error; "" if it doesn't say.
func whatToDo(err error) string {
	if p, ok := errors.AsType[*store.Problem](err); ok {
		return p.Do
	}
	if errors.Is(err, vault.ErrWrongKey) {
		return fmt.Sprintf("Put the key file that belongs to this database in its place, or name it with %s.", "STILLPOINT_KEY_FILE")
	}
	return ""
}
