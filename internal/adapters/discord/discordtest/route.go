package discordtest

import (
	"net/url"
	"strings"
	"sync"
)

// route is one operation of the API that is simulated, named as the official
// description names it.
type route struct {
	name   string
	access access
	do     func(*Server, *call) (any, *apiError) // with the lock held; nil is 204
}

// access says what opens a route.
type access int

const (
	byToken  access = iota // the bot's token
	bySecret               // a secret in the path, so that no token is needed
	byAnyone
)

// created is a result that is answered with 201.
type created struct{ body any }

// routes returns all that an ordinary bot like ours may use.
var routes = sync.OnceValue(func() []route {
	commands, guildCommands := "/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands"
	message := "/channels/{channel_id}/messages/{message_id}"
	hook := "/webhooks/{webhook_id}/{webhook_token}"
	return []route{
		{"GET /gateway", byAnyone, (*Server).getGateway},
		{"GET /gateway/bot", byToken, (*Server).getGatewayBot},
		{"GET /users/@me", byToken, (*Server).getMe},
		{"POST /users/@me/channels", byToken, (*Server).openPrivate},
		{"GET /users/@me/guilds", byToken, (*Server).listGuilds},
		{"DELETE /users/@me/guilds/{guild_id}", byToken, (*Server).leaveGuild},
		{"GET /applications/@me", byToken, (*Server).getApplication},
		{"GET /oauth2/applications/@me", byToken, (*Server).getApplication},
		{"GET /channels/{channel_id}", byToken, (*Server).getChannel},
		{"PATCH /channels/{channel_id}", byToken, (*Server).editChannel},
		{"DELETE /channels/{channel_id}", byToken, (*Server).deleteChannel},
		{"GET /channels/{channel_id}/messages", byToken, (*Server).listMessages},
		{"POST /channels/{channel_id}/messages", byToken, (*Server).createMessage},
		{"GET " + message, byToken, (*Server).getMessage},
		{"PATCH " + message, byToken, (*Server).editMessage},
		{"DELETE " + message, byToken, (*Server).deleteMessage},
		{"PUT " + message + "/reactions/{emoji_name}/@me", byToken, (*Server).addReaction},
		{"DELETE " + message + "/reactions/{emoji_name}/@me", byToken, (*Server).removeReaction},
		{"POST " + message + "/crosspost", byToken, (*Server).crosspost},
		{"PUT /channels/{channel_id}/messages/pins/{message_id}", byToken, (*Server).createPin},
		{"DELETE /channels/{channel_id}/messages/pins/{message_id}", byToken, (*Server).deletePin},
		{"POST " + message + "/threads", byToken, (*Server).threadFromMessage},
		{"POST /channels/{channel_id}/threads", byToken, (*Server).threadInChannel},
		{"POST /channels/{channel_id}/typing", byToken, (*Server).typing},
		{"GET /guilds/{guild_id}", byToken, (*Server).getGuild},
		{"GET /guilds/{guild_id}/channels", byToken, (*Server).listChannels},
		{"GET /guilds/{guild_id}/roles", byToken, (*Server).listRoles},
		{"GET /guilds/{guild_id}/members/{user_id}", byToken, (*Server).getMember},
		{"GET /guilds/{guild_id}/threads/active", byToken, (*Server).listThreads},
		{"GET " + commands, byToken, (*Server).listCommands},
		{"PUT " + commands, byToken, (*Server).putCommands},
		{"POST " + commands, byToken, (*Server).createCommand},
		{"GET " + commands + "/{command_id}", byToken, (*Server).getCommand},
		{"PATCH " + commands + "/{command_id}", byToken, (*Server).editCommand},
		{"DELETE " + commands + "/{command_id}", byToken, (*Server).deleteCommand},
		{"GET " + guildCommands, byToken, (*Server).listCommands},
		{"PUT " + guildCommands, byToken, (*Server).putCommands},
		{"POST " + guildCommands, byToken, (*Server).createCommand},
		{"GET " + guildCommands + "/{command_id}", byToken, (*Server).getCommand},
		{"PATCH " + guildCommands + "/{command_id}", byToken, (*Server).editCommand},
		{"DELETE " + guildCommands + "/{command_id}", byToken, (*Server).deleteCommand},
		{"POST /interactions/{interaction_id}/{interaction_token}/callback", bySecret, (*Server).callback},
		{"POST " + hook, bySecret, (*Server).followUp},
		{"GET " + hook + "/messages/@original", bySecret, (*Server).getOriginal},
		{"PATCH " + hook + "/messages/@original", bySecret, (*Server).editOriginal},
		{"DELETE " + hook + "/messages/@original", bySecret, (*Server).deleteOriginal},
		{"GET " + hook + "/messages/{message_id}", bySecret, (*Server).getFollowUp},
		{"PATCH " + hook + "/messages/{message_id}", bySecret, (*Server).editFollowUp},
		{"DELETE " + hook + "/messages/{message_id}", bySecret, (*Server).deleteFollowUp},
	}
})

// find returns the route of a request and what its path holds in the place of
// variables. Without a route it reports whether the path has another method.
func find(method, escaped string) (found *route, vars map[string]string, otherMethod bool) {
	steps := strings.Split(strings.Trim(escaped, "/"), "/")
	for _, r := range routes() {
		of, path, _ := strings.Cut(r.name, " ")
		v, ok := matches(steps, strings.Split(strings.Trim(path, "/"), "/"))
		switch {
		case !ok:
		case of != method:
			otherMethod = true
		case found == nil || len(v) < len(vars):
			found, vars = &r, v
		}
	}
	return found, vars, otherMethod
}

func matches(steps, pattern []string) (map[string]string, bool) {
	if len(steps) != len(pattern) {
		return nil, false
	}
	vars := map[string]string{}
	for i, p := range pattern {
		step, err := url.PathUnescape(steps[i])
		if err != nil || step == "" {
			return nil, false
		}
		if strings.HasPrefix(p, "{") {
			vars[strings.Trim(p, "{}")] = step
		} else if p != step {
			return nil, false
		}
	}
	return vars, true
}
