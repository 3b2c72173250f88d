package words

import "fmt"

var enCommunityPins = CommunityPins{
	Is:    "Each question is pinned, and the one before it unpinned.",
	Not:   "I pin nothing.",
	Offer: "I can pin each question, and unpin the one before it. I don't, unless you say so.",
	Hears: "To pin I must be an administrator, and administrators are shown all that is written here. I look at what is said to me, and keep nothing else.",
	None:  "Nothing can be pinned here.",
	Forum: "In a forum each question is a post of its own, so there is nothing to pin.",
	Cant: func(channel, missing string) string {
		if missing == "" {
			return fmt.Sprintf("I couldn't pin today's question in “%s”. Questions go on as before.", channel)
		}
		return fmt.Sprintf("I couldn't pin today's question in “%s”: I need %s. Questions go on as before.", channel, missing)
	},
	Post: "The post", Pin: "Pin each question", Unpin: "Pin no more",
}
