package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	// recentWaits is for how many of its longest waits a beginning is remembered:
	// with one shard for about forty minutes.
	recentWaits = 12
	// beginningsFree is how many recent sessions a shard may have begun without
	// having to wait.
	beginningsFree = 3
	// spacedFirst is how long the first beginning beyond that waits. Each further
	// recent one makes the wait twice as long.
	spacedFirst = 10 * time.Second
	// dayShare is the share of a day's sessions that all shards together begin at
	// most, when every session of theirs ends at once.
	dayShare = 0.4
	// usualTotal is how many sessions a bot may begin in a day unless Discord says
	// otherwise.
	usualTotal = 1000
	// reserveShare is the share that is left alone: beyond the day's sessions
	// Discord resets the token.
	reserveShare = 0.1
	// budgetLoggedEvery is how often the log tells of a budget that is running out.
	budgetLoggedEvery = time.Hour
)

// budget is what remains of the sessions that the bot may begin in a day.
type budget struct {
	adapter *Adapter
	shards  int

	mu     sync.Mutex
	url    string // where sessions are begun
	limit  discordgo.SessionInformation
	back   time.Time           // when the day's sessions count anew
	begun  map[int][]time.Time // by shard: recent beginnings
	logged time.Time
}

func newBudget(a *Adapter, shards int, info discordgo.GatewayBotResponse) *budget {
	b := &budget{adapter: a, shards: shards, begun: map[int][]time.Time{}}
	b.learn(info)
	return b
}

// recall notes what earlier processes began.
func (b *budget) recall(begun map[int][]time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for shard, at := range begun {
		if len(b.begun[shard]) == 0 {
			b.begun[shard] = at
		}
	}
}

// beginnings are the recent ones, by shard.
func (b *budget) beginnings() map[int][]time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.begun)
}

// learn notes what Discord says.
func (b *budget) learn(info discordgo.GatewayBotResponse) {
	b.mu.Lock()
	defer b.mu.Unlock()
	limit := info.SessionStartLimit
	if info.URL != "" {
		b.url = info.URL
	}
	b.limit, b.back = limit, time.Now().Add(time.Duration(limit.ResetAfter)*time.Millisecond)
}

// address is where sessions are begun, as Discord said last.
func (b *budget) address() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.url
}

// spend waits until a shard may begin a session, and takes the session from the
// budget. It returns ctx's error if that ends first.
func (b *budget) spend(ctx context.Context, shard int) error {
	if wait := b.spacing(shard); wait > 0 {
		if wait > spacedFirst {
			b.adapter.log.Warn("gateway sessions keep ending; the next is begun later", "shard", shard, "wait", wait)
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
	defer b.adapter.unready.sessions.Store(nil)
	for {
		if err := b.ask(ctx); err != nil {
			return err
		}
		wait := b.take(shard)
		if wait == 0 {
			return ctx.Err()
		}
		why := fmt.Errorf("few of the gateway sessions that Discord allows in a day are left; the next is begun at %s", time.Now().Add(wait).UTC().Format(time.RFC3339))
		if b.adapter.unready.sessions.Swap(&why) == nil {
			b.adapter.log.Error("few gateway sessions are left of the day's; none is begun until they count anew, since Discord resets the token of a bot that begins too many",
				"wait", wait)
		}
		if err := pause(ctx, min(wait, budgetLoggedEvery)); err != nil {
			return err
		}
	}
}

// ask learns from Discord what remains. While nothing answers there no session can
// begin, and none is spent on trying. It returns ctx's error if that ends first.
func (b *budget) ask(ctx context.Context) error {
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		var info discordgo.GatewayBotResponse
		err := b.adapter.get(ctx, discordgo.EndpointGatewayBot, "gateway", &info)
		if err == nil && info.SessionStartLimit.Total > 0 {
			b.learn(info)
		}
		if failed, ok := errors.AsType[*callError](err); !ok || failed.Status != 0 {
			return nil
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

// spacing is how long a shard waits before it begins a session: the longer, the
// more it has begun of late.
func (b *budget) spacing(shard int) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	most := time.Duration(float64(b.shards) * float64(24*time.Hour) / (dayShare * float64(cmp.Or(b.limit.Total, usualTotal))))
	recent := b.begun[shard]
	for len(recent) > 0 && now.Sub(recent[0]) > recentWaits*most {
		recent = recent[1:]
	}
	b.begun[shard] = recent
	if len(recent) < beginningsFree {
		return 0
	}
	wait := spacedFirst
	for range len(recent) - beginningsFree {
		if wait *= 2; wait >= most {
			return most
		}
	}
	return min(wait, most)
}

// take takes a session from what remains. It returns 0, or, where only the reserve
// is left, how long it is until the day's sessions count anew.
func (b *budget) take(shard int) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if b.limit.Total > 0 && float64(b.limit.Remaining) <= reserveShare*float64(b.limit.Total) {
		return max(b.back.Sub(now), time.Minute)
	}
	if b.limit.Total > 0 && b.limit.Remaining < b.limit.Total/2 && now.Sub(b.logged) >= budgetLoggedEvery {
		b.logged = now
		b.adapter.log.Warn("the bot has begun more than half of the gateway sessions that Discord allows in a day",
			"left", b.limit.Remaining, "of", b.limit.Total, "anew", b.back.UTC().Format(time.RFC3339))
	}
	b.limit.Remaining--
	b.begun[shard] = append(b.begun[shard], now)
	return 0
}
