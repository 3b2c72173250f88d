package discord

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Report is how the bot stands with Discord, for whoever hosts it.
type Report struct {
	Name        string // of the bot
	User        string // its account's id
	Application string // its application's id
	Servers     int    // about how many it is in
	Public      bool   // anybody may add it to a server

	// Shards is how many Discord recommends. Of the sessions that may begin in a
	// day, SessionsLeft are left, until they count anew after SessionsReset.
	Shards        int
	SessionsLeft  int
	SessionsTotal int
	SessionsReset time.Duration

	// Registered reports whether the commands that are offered are those that
	// Discord knows; Commands is how many it knows. They are written at start.
	Registered bool
	Commands   int

	// Privileged names the privileged intents that are switched on for the bot. It
	// uses none of them.
	Privileged []string
}

// privilegedFlags are an application's flags that stand for privileged intents,
// granted or limited, as the developer portal names these. The library has no
// names for them.
var privilegedFlags = []struct {
	bits int
	name string
}{
	{1<<12 | 1<<13, "Presence Intent"},
	{1<<14 | 1<<15, "Server Members Intent"},
	{1<<18 | 1<<19, "Message Content Intent"},
}

// Check logs in and says how the bot stands. It changes nothing.
func (a *Adapter) Check(ctx context.Context) (Report, error) {
	defer a.rest.client.CloseIdleConnections()
	app, err := a.introduce(ctx)
	if err != nil {
		return Report{}, inWords(err)
	}
	me := a.self.Load()
	var g discordgo.GatewayBotResponse
	if err := a.get(ctx, discordgo.EndpointGatewayBot, "gateway", &g); err != nil {
		return Report{}, inWords(err)
	}
	known, err := a.registered(ctx, app.ID)
	if err != nil {
		return Report{}, inWords(err)
	}
	r := Report{
		Name: me.Name, User: me.User, Application: app.ID, Servers: app.Guilds, Public: app.BotPublic,
		Shards: g.Shards, SessionsLeft: g.SessionStartLimit.Remaining, SessionsTotal: g.SessionStartLimit.Total,
		SessionsReset: time.Duration(g.SessionStartLimit.ResetAfter) * time.Millisecond,
		Registered:    sameCommands(known, commands(a.options.Offers)), Commands: len(known),
	}
	for _, p := range privilegedFlags {
		if app.Flags&p.bits != 0 {
			r.Privileged = append(r.Privileged, p.name)
		}
	}
	return r, nil
}
