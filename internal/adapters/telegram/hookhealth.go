package telegram

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// errorStands is how long Telegram's last failure to hand something over counts
// while updates wait there.
const errorStands = 5 * time.Minute

// hookHealth is whether Telegram reaches the webhook. Where it doesn't the bot is
// deaf, and nothing else would tell.
type hookHealth struct {
	adapter *Adapter
	failing bool
}

// note takes what Telegram says of the webhook, and logs when it begins to fail
// and when that is over. Our own 503s, while the store can't be used, are no news;
// a proxy's are.
func (h *hookHealth) note(info webhookInfo) {
	a, was := h.adapter, h.failing
	ours := strings.Contains(info.Error, strconv.Itoa(http.StatusServiceUnavailable)) &&
		time.Since(time.Unix(0, a.refused.Load())) < errorStands
	h.failing = info.Error != "" && info.Pending > 0 && time.Since(unix(info.ErrorAt)) < errorStands && !ours
	switch {
	case h.failing && !was:
		a.log.Error("Telegram can't hand updates to the webhook",
			"says", officialPart(info.Error), "waiting", info.Pending, "hint", hookHint(info.Error))
	case !h.failing && was:
		a.log.Info("Telegram hands updates to the webhook again")
	}
	a.readiness.set(func(r *readiness) {
		if r.webhook = ""; h.failing {
			r.webhook = officialPart(info.Error)
		}
	})
}

// hookHint is what to look at when Telegram can't hand an update to the webhook.
func hookHint(failure string) string {
	switch {
	case failure == "":
		return ""
	case strings.Contains(failure, strconv.Itoa(http.StatusNotFound)):
		return "something answers at the address that knows no such path; does a proxy take the beginning of the path away?"
	case strings.Contains(failure, strconv.Itoa(http.StatusServiceUnavailable)), strings.Contains(failure, strconv.Itoa(http.StatusBadGateway)):
		return "a proxy answers at the address and may not reach the bot behind it"
	case strings.Contains(failure, strconv.Itoa(http.StatusUnauthorized)):
		return "something on the way drops Telegram's secret header, or another program has set the webhook"
	}
	return "is the address reachable from outside, with a certificate that is good?"
}
