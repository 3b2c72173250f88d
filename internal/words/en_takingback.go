package words

import "fmt"

var enTakingBack = TakingBack{
	Which:   "This is what is kept of your answer. What should go?",
	N:       func(n int) string { return fmt.Sprintf("Take back %d", n) },
	All:     "All of it",
	KeepAll: "Keep it",
	Earlier: "Earlier",
	Later:   "Later",
	Some: func(left int) string {
		return fmt.Sprintf("Taken back. The words of that one are gone; %s of the answer %s.",
			enCount(left, "other message", "other messages"), map[bool]string{true: "stays", false: "stay"}[left == 1])
	},
	Kept: "Nothing was taken back.",
}
