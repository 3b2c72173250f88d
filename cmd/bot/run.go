package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/terminal"
	"stillpoint/internal/store"
	"stillpoint/internal/vault"
	"stillpoint/internal/words"
)

// runCmd serves the platforms that have a token.
type runCmd struct {
	Database string `env:"STILLPOINT_DATABASE" default:"stillpoint.db" placeholder:"FILE" help:"The SQLite file, stillpoint.db unless named."`
	common

	TelegramToken   string `env:"TELEGRAM_TOKEN" placeholder:"TOKEN" help:"Serve Telegram with this token, from BotFather."`
	TelegramAPIURL  string `name:"telegram-api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" placeholder:"URL" help:"A Bot API server of your own."`
	TelegramWebhook string `env:"STILLPOINT_TELEGRAM_WEBHOOK" placeholder:"URL" help:"The public URL at which Telegram reaches this bot, instead of long polling. Needs --listen."`
	DiscordToken    string `env:"DISCORD_TOKEN" placeholder:"TOKEN" help:"Serve Discord with this token. This version doesn't yet."`
	Listen          string `env:"STILLPOINT_LISTEN" placeholder:"ADDRESS" help:"Answer /healthz and /readyz here, such as 127.0.0.1:8080."`
}

// Run serves until it is told to stop.
func (c *runCmd) Run(ctx context.Context, s streams) error {
	log, err := c.check(s)
	if err != nil {
		return err
	}
	tg, err := c.telegram(log)
	if err != nil {
		return wrongSettings{fmt.Sprintf("TELEGRAM_TOKEN, TELEGRAM_API_URL or STILLPOINT_TELEGRAM_WEBHOOK: %v", err)}
	}
	packs, st, closing, err := c.open(ctx, c.Database, log)
	if err != nil {
		return err
	}
	defer closing()
	if err := refusePlayed(ctx, st, c.Database); err != nil {
		return err
	}
	if err := st.MarkServed(ctx, telegram.Platform); err != nil {
		return err
	}
	b := assemble(st, packs, c.Contact, log, tg)
	if c.Listen != "" {
		stop, err := c.listen(b, tg, log)
		if err != nil {
			return err
		}
		defer stop()
	}
	defer b.reloadOnHangup()()
	log.Info("serving", "platform", telegram.Platform, "database", c.Database)
	return b.serve(ctx, func() time.Time { return time.Now().UTC() })
}

// check says all that is wrong with the settings at once.
func (c *runCmd) check(s streams) (*slog.Logger, error) {
	var wrong wrongSettings
	log := c.logger(s.err, &wrong)
	c.checkPrompts(&wrong)
	if c.DiscordToken != "" {
		wrong = append(wrong, "DISCORD_TOKEN is set, but this version doesn't serve Discord yet; leave it empty")
	} else if c.TelegramToken == "" {
		wrong = append(wrong, "run needs TELEGRAM_TOKEN, which BotFather gives out; bot try needs none")
	}
	wrong.url("TELEGRAM_API_URL", c.TelegramAPIURL)
	wrong.url("STILLPOINT_TELEGRAM_WEBHOOK", c.TelegramWebhook)
	if _, _, err := net.SplitHostPort(c.Listen); c.Listen != "" && err != nil {
		wrong = append(wrong, fmt.Sprintf("STILLPOINT_LISTEN is %q; it takes an address and a port, such as 127.0.0.1:8080", c.Listen))
	}
	if c.TelegramWebhook != "" && c.Listen == "" {
		wrong = append(wrong, "STILLPOINT_TELEGRAM_WEBHOOK is set; it needs STILLPOINT_LISTEN as well, for Telegram to reach")
	}
	return log, wrong.orNil()
}

// telegram makes the adapter, with the commands and the bot's profile.
func (c *runCmd) telegram(log *slog.Logger) (*telegram.Adapter, error) {
	w := words.For("")
	var commands []telegram.Command
	for _, k := range w.Commands {
		commands = append(commands, telegram.Command{Name: k.Name, About: k.About})
	}
	return telegram.New(telegram.Options{
		Token: c.TelegramToken, APIURL: c.TelegramAPIURL, Webhook: c.TelegramWebhook,
		Commands: commands, Description: w.Hello, ShortDescription: w.Profile, Log: log,
	})
}

// refusePlayed keeps a database out that try has played with: its clock is
// ahead of the real one.
func refusePlayed(ctx context.Context, st *store.Store, path string) error {
	platforms, err := st.Served(ctx)
	if err != nil {
		return err
	}
	for _, p := range platforms {
		if p == terminal.Platform {
			return fmt.Errorf("%s belongs to bot try, which plays with time: choose another file with STILLPOINT_DATABASE", path)
		}
	}
	return nil
}

// whatToDo is what a person can do about an error; "" if it doesn't say.
func whatToDo(err error) string {
	if p, ok := errors.AsType[*store.Problem](err); ok {
		return p.Do
	}
	if errors.Is(err, vault.ErrWrongKey) {
		return "Put the key file that belongs to this database in its place, or name it with STILLPOINT_KEY_FILE."
	}
	return ""
}
