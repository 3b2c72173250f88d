package telegram

import (
	"context"
	"slices"

	"stillpoint/internal/chat"
)

// botCommand is a command as the Bot API has it.
type botCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// present shows people what the bot is: its commands by scope, and its
// descriptions. Only what differs is set, since Telegram allows few changes a
// day. What fails is logged, and tried again at the next start.
func (a *Adapter) present(ctx context.Context) {
	for _, s := range []struct {
		scope string
		in    func(chat.Offer) bool
	}{
		{"all_private_chats", func(o chat.Offer) bool { return o.Private }},
		{"all_group_chats", func(o chat.Offer) bool { return o.Channels }},
		{"all_chat_administrators", func(o chat.Offer) bool { return o.Channels || o.Admins }},
	} {
		if err := a.presentCommands(ctx, s.scope, s.in); err != nil && ctx.Err() == nil {
			a.log.Warn("the commands were not registered", "scope", s.scope, "err", err)
		}
	}
	for _, d := range []struct{ get, set, field, text string }{
		{"getMyDescription", "setMyDescription", "description", a.options.Description},
		{"getMyShortDescription", "setMyShortDescription", "short_description", a.options.ShortDescription},
	} {
		if d.text == "" {
			continue
		}
		if err := a.presentText(ctx, d.get, d.set, d.field, d.text); err != nil && ctx.Err() == nil {
			a.log.Warn("a description was not set", "method", d.set, "err", err)
		}
	}
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
