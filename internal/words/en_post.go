package words

import "fmt"

var enPost = Post{
	Heading:   "Today's question",
	Reflect:   "Reflect",
	Privately: "Answer privately",
	Others:    "Read others",
	AskMe:     "Ask me daily",
	Report:    "Report",

	Count: enAnswered,
	Closed: func(n int) string {
		return enAnswered(n) + ". “Read others” is open to everyone now."
	},
	Ours:   "one of this channel's own questions",
	OursBy: func(name string) string { return "a question from " + name },
	More:   "More:",

	Somebody:  "Somebody",
	Longer:    "The rest is under “Read others”.",
	TakenBack: "This answer was taken back.",

	CantPost: func(channel, missing string) string {
		if missing == "" {
			return fmt.Sprintf("I can't post in “%s” any more, so I have stopped asking there.", channel)
		}
		return fmt.Sprintf("I can't post in “%s”: I need %s there. Until then I don't ask.", channel, missing)
	},
	CantThread: func(channel, missing string) string {
		if missing == "" {
			return fmt.Sprintf("I can't post answers in a thread in “%s”. The questions still come.", channel)
		}
		return fmt.Sprintf("I can't post answers in a thread in “%s”: I need %s there. The questions still come.", channel, missing)
	},
	Quiet: func(channel string, silent, answered, asked int) string {
		text := fmt.Sprintf("The last %s in “%s” stayed unanswered, so I ask there once a week until somebody answers.", enCount(silent, "question", "questions"), channel)
		if asked > 0 {
			text += fmt.Sprintf(" Of the %d before, %d %s answered.", asked, answered, plural(answered, "was", "were"))
		}
		return text + " Another hour may help, lighter questions, or a pause."
	},
	RoleGone: func(channel string) string {
		return fmt.Sprintf("The role that I notified in “%s” is gone. The questions come without it now.", channel)
	},
}

func enAnswered(n int) string {
	return fmt.Sprintf("%d %s answered", n, plural(n, "has", "have"))
}
