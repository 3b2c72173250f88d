package discord

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// gateway is what one Run has of Discord's gateway: its sessions, and what they
// share.
type gateway struct {
	adapter  *Adapter
	intake   *intake
	reporter *reporter
	filler   *filler
	ctx      context.Context // Run's

	shards int
	turns  []*pacer      // to identify: so many side by side, each every five seconds
	typing chan struct{} // suggestions that are being made
	beside sync.WaitGroup
}

// identifyEvery is the least time between two sessions that begin, in each of the
// turns that Discord allows side by side.
const identifyEvery = 5*time.Second + 100*time.Millisecond

// typingMost is how many suggestions are made at once; more are left out.
const typingMost = 64

// errReshard says that Discord wants more shards than there are.
var errReshard = errors.New("the gateway is refused (4011): the bot is in so many servers that it needs more shards; raise their number, or leave it to Discord (0)")

// connect keeps all sessions up until ctx ends, or one of them is refused for good.
func (a *Adapter) connect(ctx context.Context, in *intake) error {
	for {
		err := a.connectOnce(ctx, in)
		if errors.Is(err, errReshard) && a.options.Shards == 0 && ctx.Err() == nil {
			a.log.Info("Discord wants the servers divided anew")
			if pause(ctx, identifyEvery) == nil {
				continue
			}
			return nil
		}
		return err
	}
}

func (a *Adapter) connectOnce(ctx context.Context, in *intake) error {
	before := a.takeOver(ctx)
	// Where a session is resumed is known, and how many share the servers.
	info := discordgo.GatewayBotResponse{Shards: len(before.Sessions)}
	info.SessionStartLimit.MaxConcurrency = len(before.Turns)
	if len(before.Sessions) == 0 {
		var err error
		if info, err = a.askGateway(ctx); err != nil || ctx.Err() != nil {
			return err
		}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	g := &gateway{
		adapter: a, intake: in, ctx: ctx, shards: max(a.options.Shards, 1),
		typing: make(chan struct{}, typingMost),
	}
	if a.options.Shards == 0 {
		g.shards = max(info.Shards, 1)
	}
	if a.budget == nil || a.budget.shards != g.shards {
		a.budget = newBudget(a, g.shards, info)
	}
	a.budget.recall(before.Begun)
	for i := range max(info.SessionStartLimit.MaxConcurrency, 1) {
		g.turns = append(g.turns, &pacer{every: identifyEvery, next: before.turn(i).Add(identifyEvery)})
	}
	g.reporter = newReporter(a, in, g.shards)
	g.filler = &filler{adapter: a, intake: in, filled: g.reporter.caught}
	in.readsBy(func() { g.missed() })
	g.beside.Go(func() { g.reporter.run(ctx) })
	ended := make(chan error, g.shards)
	for id := range g.shards {
		s := &shard{gateway: g, id: id, guilds: map[string]bool{}}
		s.inherit(before)
		a.kept.shards = append(a.kept.shards, s)
		go func() { ended <- s.run(ctx) }()
	}
	var failed error
	for left := g.shards; left > 0; {
		select {
		case err := <-ended:
			left--
			if failed == nil {
				failed = err
			}
			stop()
		case <-a.rest.refused:
			if failed != nil || ctx.Err() != nil {
				continue
			}
			if !a.tokenIsRefused(ctx) {
				a.log.Warn("a request was refused (401), although the token holds")
				continue
			}
			failed = errToken
			stop()
			for ; left > 0; left-- {
				<-ended
			}
		}
	}
	in.readsBy(nil)
	a.kept.whole = g.reporter.isFilled()
	g.filler.end()
	g.beside.Wait()
	return failed
}

// missed has what was written in private chats meanwhile read.
func (g *gateway) missed() {
	g.reporter.missed()
	g.filler.begin(g.ctx)
}

// identify waits until a shard may begin a session.
func (g *gateway) identify(ctx context.Context, shard int) error {
	if err := g.adapter.budget.spend(ctx, shard); err != nil {
		return err
	}
	turn := shard % len(g.turns)
	if err := g.turns[turn].await(ctx); err != nil {
		return err
	}
	g.adapter.noteBeginning(ctx, turn)
	return nil
}

// complete answers somebody who types, beside everything else.
func (g *gateway) complete(i *interactionInfo) {
	select {
	case g.typing <- struct{}{}:
	default:
		return
	}
	g.beside.Go(func() {
		defer func() { <-g.typing }()
		_ = guard(g.adapter, func() error { g.adapter.complete(g.ctx, i); return nil })
	})
}

// askGateway asks for the gateway's address until Discord answers, or refuses for
// good.
func (a *Adapter) askGateway(ctx context.Context) (info discordgo.GatewayBotResponse, err error) {
	t := trouble{adapter: a}
	for {
		err := a.get(ctx, discordgo.EndpointGatewayBot, "gateway", &info)
		if err == nil && info.URL == "" {
			err = errUnreadable
		}
		switch {
		case ctx.Err() != nil:
			return info, nil
		case err == nil:
			t.over()
			return info, nil
		}
		if refusedToken(err) != nil && a.tokenIsRefused(ctx) {
			return info, errToken
		}
		if t.wait(ctx, err) != nil {
			return info, nil
		}
	}
}
