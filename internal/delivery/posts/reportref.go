package posts

import (
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// ReportRef is what a button about a report of a shared answer carries: its question,
// and its name before others, never its id. How is what the button chooses; empty for
// the first, which asks.
func ReportRef(d reflection.DeliveryID, sharing int64, how string) chat.Ref {
	arg := strconv.FormatInt(sharing, 36)
	if how != "" {
		arg += "-" + how
	}
	return chat.Ref{Verb: VerbReport, ID: int64(d), Arg: arg}
}

// ParseReport takes the arg of such a button apart. What means nothing is sharing 0,
// which no shared answer has.
func ParseReport(arg string) (sharing int64, how string) {
	name, how, _ := strings.Cut(arg, "-")
	sharing, err := strconv.ParseInt(name, 36, 64)
	if err != nil {
		return 0, ""
	}
	return sharing, how
}
