package community

import (
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// orderHelp lists the orders there are. A platform that offers commands by their names
// has a list of its own, and no such order.
const orderHelp = "help"

// listOrders lists what can be given here, each as it can be copied.
func listOrders(t *turn.Turn) {
	var lines []string
	for _, c := range orders(t) {
		whole := "/" + c.Name
		if c.Usage != "" {
			whole += " " + c.Usage
		}
		lines = append(lines, "“"+whole+"” · "+c.About)
	}
	t.Show(chat.Message{Blocks: []chat.Block{chat.P(t.Words.Community.Hints.Orders), chat.P(strings.Join(lines, "\n"))}}, 0)
}

// orders are the orders that this platform has a use for, by their whole names.
func orders(t *turn.Turn) (all []words.Command) {
	for _, c := range t.Words.ChannelCommands {
		name, ours := strings.CutPrefix(c.Name, "community ")
		switch name {
		case "thread":
			ours = ours && t.Limits.Threads
		case "role", "managers", "announce", "tag": // There are no roles, and one kind of channel.
			ours = ours && t.Limits.Forms
		}
		if ours {
			all = append(all, c)
		}
	}
	return all
}

// isOrder reports whether there is such an order on any platform.
func isOrder(t *turn.Turn, do string) bool {
	for _, c := range t.Words.ChannelCommands {
		if c.Name == "community "+do {
			return true
		}
	}
	return do == "" || do == orderHelp
}

// longestTried is how many bytes of what follows an order are shown with its mend.
const longestTried = 200

// noOrder says that there is no such order as was given in args, and which one was
// probably meant. A question behind "questions" is one to add.
func noOrder(t *turn.Turn, o order, args string) {
	near, rest := nearest(t, o.do), o.rest
	if near == "" && strings.HasPrefix(o.do, "questions ") {
		near = "questions add"
		_, rest = firstWord(args)
	}
	if near != "" && rest != "" && len(rest) <= longestTried && !strings.Contains(rest, "\n") {
		near += " " + rest
	}
	t.Unclear = true
	t.Say(t.Words.Community.Hints.NoOrder(quoted(o.do), near))
}

// nearest returns the order that is the fewest slips away from a word, or that it
// begins; empty for none.
func nearest(t *turn.Turn, do string) (name string) {
	most := 2
	if len(do) < 5 {
		most = 1
	}
	for _, c := range orders(t) {
		n := strings.TrimPrefix(c.Name, "community ")
		if len(do) >= 3 && strings.HasPrefix(n, do) {
			return n
		}
		if away := schedule.Slips(do, n, most); away <= most {
			name, most = n, away-1
		}
	}
	return name
}
