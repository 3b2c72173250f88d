package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"stillpoint/internal/adapters/terminal"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/store"
	"stillpoint/internal/vault"
)

// runCmd serves the platforms that have a token.
type runCmd struct {
	Database   string `env:"STILLPOINT_DATABASE" default:"stillpoint.db" placeholder:"FILE" help:"The SQLite file, stillpoint.db unless named."`
	KeepMonths int    `env:"STILLPOINT_KEEP_MONTHS" placeholder:"MONTHS" help:"Delete all of whoever shows no sign for so many months, at least 6. They are told a month before. Without, nothing is deleted so."`
	common
	platformSettings
	listenSettings
}

// leastKeep is the shortest time, in months, after which a host may delete what those
// wrote who never came back.
const leastKeep = 6

// Run serves until it is told to stop.
func (c *runCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	log := c.logger(s.err, &wrong)
	c.checkPrompts(&wrong)
	c.checkPlatforms(&wrong)
	c.checkListen(c.TelegramWebhook, &wrong)
	wrong.database("STILLPOINT_DATABASE", c.Database)
	c.checkKeyFile(&wrong)
	if c.KeepMonths != 0 && c.KeepMonths < leastKeep {
		wrong = append(wrong, fmt.Sprintf("STILLPOINT_KEEP_MONTHS is %d; it takes %d months or more, or 0 for good", c.KeepMonths, leastKeep))
	}
	if err := wrong.orNil(); err != nil {
		return err
	}
	packs, st, closing, err := c.open(ctx, c.Database, log)
	if err != nil {
		return err
	}
	defer closing()
	if err := refusePlayed(ctx, st, c.Database); err != nil {
		return err
	}
	platforms, err := c.platforms(log, st.Links())
	if err != nil {
		return err
	}
	adapters := platforms.adapters()
	for _, a := range adapters {
		if err := st.MarkServed(ctx, a.Platform()); err != nil {
			return err
		}
	}
	b := assemble(st, packs, c.Contact, log, adapters...)
	b.core.Care(c.Care)
	b.core.Hosting(settings.Hosting{Platforms: named(adapters), KeepMonths: c.KeepMonths, Watched: c.Listen != ""})
	if c.Listen != "" {
		stop, err := c.listen(b, platforms.telegram, log)
		if err != nil {
			return err
		}
		defer stop()
	}
	defer b.reloadOnHangup()()
	for _, a := range adapters {
		log.Info("serving", "platform", a.Platform(), "database", c.Database)
	}
	return b.serve(ctx, func() time.Time { return time.Now().UTC() })
}

// named are the platforms of adapters, as people call them.
func named(adapters []chat.Adapter) (names []string) {
	for _, a := range adapters {
		p := string(a.Platform())
		names = append(names, strings.ToUpper(p[:1])+p[1:])
	}
	return names
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
