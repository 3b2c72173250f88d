package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	"golang.org/x/term"

	"stillpoint/internal/adapters/terminal"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation"
	"stillpoint/internal/store"
	"stillpoint/internal/words"
)

// tryCmd chats in the terminal, with the same core, schedule and storage as the
// platforms have, on a database of its own.
type tryCmd struct {
	Database string `long:"database" default:"stillpoint-try.db" value-name:"FILE" description:"The SQLite file; never one that serves a platform."`
	common
}

// Run chats until the input ends.
func (c *tryCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	log := c.logger(s.err, &wrong)
	c.checkPrompts(&wrong)
	if onServer(c.Database) {
		wrong = append(wrong, "--database is on a server; try plays with time, on a file of its own")
	} else {
		wrong.database("--database", c.Database)
	}
	c.checkKeyFile(&wrong)
	if err := wrong.orNil(); err != nil {
		return err
	}
	packs, st, closing, err := c.open(ctx, store.Options{Path: c.Database, Anew: true}, log)
	if err != nil {
		return err
	}
	defer closing()
	if err := refuseServed(ctx, st, c.Database); err != nil {
		return err
	}
	p, err := newPlay(ctx, st)
	if err != nil {
		return err
	}
	p.questions = &questionCounter{Adapter: terminal.New(s.in, s.out, p, conversation.Offers(words.For("")))}
	p.bot = assemble(st, packs, c.Contact, log, p.questions)
	p.bot.core.Care(c.Care)
	if f, ok := s.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		hungUp, stop := signal.NotifyContext(ctx, syscall.SIGHUP) // Its window was closed.
		defer stop()
		return p.bot.serve(hungUp, p.Now)
	}
	defer p.bot.reloadOnHangup()()
	return p.bot.serve(ctx, p.Now)
}

// refuseServed keeps played time out of a database with people in it.
func refuseServed(ctx context.Context, st *store.Store, path string) error {
	platforms, err := st.Served(ctx)
	if err != nil {
		return err
	}
	for _, p := range platforms {
		if p != terminal.Platform {
			return fmt.Errorf("%s serves %s, and try plays with time: choose another file with --database", path, p)
		}
	}
	return st.MarkServed(ctx, terminal.Platform)
}

// questionCounter counts the questions that were shown.
type questionCounter struct {
	chat.Adapter
	n atomic.Int64
}

// Send implements chat.Adapter.
func (c *questionCounter) Send(ctx context.Context, m chat.Message) (chat.Sent, error) {
	sent, err := c.Adapter.Send(ctx, m)
	if err == nil && m.Lane == chat.LaneQuestion {
		c.n.Add(1)
	}
	return sent, err
}
