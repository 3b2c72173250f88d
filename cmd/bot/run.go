package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"time"

	"stillpoint/internal/adapters/terminal"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/metrics"
	"stillpoint/internal/store"
)

// runCmd serves the platforms that have a token.
type runCmd struct {
	databaseSetting
	KeepMonths int `long:"keep-months" env:"STILLPOINT_KEEP_MONTHS" value-name:"MONTHS" description:"Delete all of whoever shows no sign for so many months, at least 6. They are told a month before in their private chat; those seen only in channels have none, and those who blocked the bot can't be told. Without, nothing is deleted so."`
	common
	platformSettings
	listenSettings
	backupSettings
	hostSettings
	BeginAnew bool `long:"begin-anew" description:"Begin with a new database although the key is there already. For once: without, a missing database is refused."`
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
	c.checkBackups(c.Database, keyOf(c.Database, c.KeyFile), &wrong)
	allow, owner := c.lists(&wrong)
	if err := wrong.orNil(); err != nil {
		return err
	}
	log.Info("stillpoint", "version", release(), "go", runtime.Version(), "platform", runtime.GOOS+"/"+runtime.GOARCH)
	defer sayStopped(ctx, log)()
	limitMemory(log)
	if c.Contact == "" {
		log.Warn("nobody can tell who hosts this bot: set STILLPOINT_CONTACT to how people reach you, for /privacy and /help")
	}
	standBy, err := c.standingBy()
	if err != nil {
		return err
	}
	database := &awaited{onServer: onServer(c.Database)}
	platforms, err := c.platforms(log, database, owner)
	if err != nil {
		return err
	}
	prepared := func() {}
	if database.onServer {
		prepared = platforms.prepare(ctx)
	}
	packs, st, closing, err := c.open(ctx, store.Options{Path: c.Database, Anew: c.BeginAnew, Wait: true}, log)
	prepared()
	standBy()
	if err != nil {
		return err
	}
	defer closing()
	database.store.Store(st)
	ctx, done := whileHeld(ctx, st)
	defer done()
	name := c.Database
	if st.OnServer() {
		name = st.Path() // without the password
	}
	if err := refusePlayed(ctx, st, name); err != nil {
		return err
	}
	adapters := platforms.adapters()
	for _, a := range adapters {
		if err := st.MarkServed(ctx, a.Platform()); err != nil {
			return err
		}
	}
	var measured *metrics.Metrics
	if c.Listen != "" {
		measured = metrics.New(release(), runtime.Version())
		for i, a := range adapters {
			adapters[i] = measured.Counted(a)
		}
	}
	b := assemble(st, packs, c.Contact, log, adapters...)
	b.core.Care(c.Care)
	b.core.Hosting(settings.Hosting{Platforms: named(adapters), KeepMonths: c.KeepMonths, Watched: c.Listen != "", OnServer: st.OnServer()})
	b.frontDesk(allow, owner, c.Contact)
	if folder, ok := c.folder(); ok {
		b.backups = &folder
	}
	b.measure(measured)
	if c.Listen != "" {
		stop, err := c.listen(b, platforms.telegram, log)
		if err != nil {
			return err
		}
		defer stop()
	}
	defer b.reloadOnHangup()()
	for _, a := range adapters {
		log.Info("serving", "platform", a.Platform(), "database", name)
	}
	err = b.serve(ctx, func() time.Time { return time.Now().UTC() })
	if lost := st.Lasting(); errors.Is(lost, store.ErrTaken) {
		return lost
	}
	return err
}

// sayStopped has the log say when the bot is told to stop. Told ends that, and returns once
// nothing more of it is logged.
func sayStopped(ctx context.Context, log *slog.Logger) (told func()) {
	said := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(said)
		log.Info("told to stop; what is in flight is finished first")
	})
	return func() {
		if !stop() {
			<-said
		}
	}
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

// mendable is an error with what a person can do about it.
type mendable struct {
	error
	do string
}

// Remedy says what to do.
func (m mendable) Remedy() string { return m.do }

// Unwrap returns the error.
func (m mendable) Unwrap() error { return m.error }

// whatToDo is what a person can do about an error; "" if it doesn't say.
func whatToDo(err error) string {
	if r, ok := errors.AsType[interface {
		error
		Remedy() string
	}](err); ok {
		return r.Remedy()
	}
	return networkRemedy(err)
}
