package telegram

import (
	"context"
	"slices"
	"time"

	"stillpoint/internal/chat"
)

// botCommand is a command as the Bot API has it.
type botCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// The time between two attempts to show the profile while one fails.
const (
	presentAgain  = time.Minute
	presentSeldom = 6 * time.Hour
)

// part is one part of the profile, with how it is registered.
type part struct {
	name    string
	present func(context.Context) error
}

// present shows people what the bot is: its commands by scope, and its
// descriptions. Only what differs is set, since Telegram allows few changes a
// day. What fails is logged once, and tried again until it is shown.
func (a *Adapter) present(ctx context.Context) {
	parts := a.profile()
	for wait := presentAgain; len(parts) > 0; wait = min(2*wait, presentSeldom) {
		var failed []part
		asked := time.Duration(0) // for how long Telegram wants to be left alone
		for _, p := range parts {
			err := p.present(ctx)
			if err == nil {
				continue
			}
			failed = append(failed, p)
			if wait == presentAgain && ctx.Err() == nil {
				a.log.Warn("a part of the profile was not registered; it is tried again", "part", p.name, "err", err)
			}
			if e := a.sendError(place{}, err); e.Kind == chat.Throttled {
				asked = max(asked, e.Wait)
			}
		}
		if parts = failed; len(parts) == 0 || pause(ctx, max(wait, asked)) != nil {
			return
		}
	}
}

// profile is everything that is to be registered.
func (a *Adapter) profile() []part {
	var all []part
	for _, s := range []struct {
		scope string
		in    func(chat.Offer) bool
	}{
		{"all_private_chats", func(o chat.Offer) bool { return o.Private }},
		{"all_group_chats", func(o chat.Offer) bool { return o.Channels }},
		{"all_chat_administrators", func(o chat.Offer) bool { return o.Channels || o.Admins }},
	} {
		all = append(all, part{"commands for " + s.scope, func(ctx context.Context) error {
			return a.presentCommands(ctx, s.scope, s.in)
		}})
	}
	for _, d := range []struct{ get, set, field, text string }{
		{"getMyDescription", "setMyDescription", "description", a.options.Description},
		{"getMyShortDescription", "setMyShortDescription", "short_description", a.options.ShortDescription},
	} {
		if d.text != "" {
			all = append(all, part{d.field, func(ctx context.Context) error {
				return a.presentText(ctx, d.get, d.set, d.field, d.text)
			}})
		}
	}
	return all
}

func (a *Adapter) presentCommands(ctx context.Context, scope string, in func(chat.Offer) bool) error {
	commands := []botCommand{}
	for _, o := range a.options.Offers {
		if in(o) {
			commands = append(commands, botCommand{o.Name, o.About})
		}
	}
	where := params{"scope": encode(map[string]string{"type": scope})}
	var shown []botCommand
	if err := a.api.decode(ctx, &shown, "getMyCommands", where); err != nil {
		return err
	}
	if slices.Equal(shown, commands) {
		return nil
	}
	method := "deleteMyCommands"
	if len(commands) > 0 {
		method, where["commands"] = "setMyCommands", encode(commands)
	}
	_, err := a.api.call(ctx, method, where)
	return err
}

func (a *Adapter) presentText(ctx context.Context, get, set, field, text string) error {
	shown := map[string]string{}
	if err := a.api.decode(ctx, &shown, get, nil); err != nil {
		return err
	}
	if shown[field] == text {
		return nil
	}
	_, err := a.api.call(ctx, set, params{field: text})
	return err
}
