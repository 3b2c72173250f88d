package telegram

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Report is what Telegram says of the bot, for its host to read.
type Report struct {
	Username string
	// Groups says that it can be added to groups; ReadsAll, that it is shown all
	// that is written there, which it has no use for.
	Groups, ReadsAll bool
	// Webhook says that updates go to a webhook: nobody can poll for them then.
	Webhook bool
	// Waiting is how many updates nobody has fetched yet.
	Waiting int
	// Trouble is when an update last couldn't be handed to the webhook, and why
	// in Telegram's words; zero and empty for never.
	TroubleAt time.Time
	Trouble   string
	// Hint is what to look at because of Trouble; empty without any.
	Hint string
}

// Check asks Telegram about the bot, whether it runs or not, and changes nothing.
// Its errors say what to do, and never hold the token.
func (a *Adapter) Check(ctx context.Context) (Report, error) {
	var self struct {
		user
		Groups   bool `json:"can_join_groups"`
		ReadsAll bool `json:"can_read_all_group_messages"`
	}
	if err := a.asked(ctx, &self, "getMe"); err != nil {
		return Report{}, err
	}
	var hook struct {
		URL     string `json:"url"`
		Waiting int    `json:"pending_update_count"`
		At      int64  `json:"last_error_date"`
		Error   string `json:"last_error_message"`
	}
	if err := a.asked(ctx, &hook, "getWebhookInfo"); err != nil {
		return Report{}, err
	}
	r := Report{
		Username: self.Username, Groups: self.Groups, ReadsAll: self.ReadsAll,
		Webhook: hook.URL != "", Waiting: hook.Waiting, Trouble: hook.Error,
		Hint: hookHint(hook.Error),
	}
	if hook.At != 0 {
		r.TroubleAt = unix(hook.At)
	}
	return r, nil
}

// asked makes a request whose refusal is explained.
func (a *Adapter) asked(ctx context.Context, into any, method string) error {
	err := a.api.decode(ctx, into, method, nil)
	if refused := refusedForGood(err); refused != nil {
		return refused
	}
	if err != nil && codeOf(err) >= http.StatusInternalServerError {
		return errors.New("the Bot API has trouble of its own; try again in a while")
	}
	return err
}
