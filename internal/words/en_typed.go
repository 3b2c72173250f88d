package words

import "fmt"

var enTyped = Typed{
	Stop:       "Shall I stop asking? Nothing is lost, and /resume brings the questions back.",
	Help:       "Is that for me?",
	Skip:       "Shall I let this one go for today?",
	Privacy:    "Is that for me? I can say who could read what you write.",
	When:       "Is that for me? I can say when I ask.",
	Wrote:      "Is that for me? I can show what you wrote last.",
	KeepAnswer: "Keep it as my answer",
	ShowHelp:   "What you do", ShowPrivacy: "Who can read it", ShowSchedule: "When you ask", ShowLast: "What I wrote last",
	PauseWeek:    "Pause for a week",
	LastWrote:    func(day string) string { return fmt.Sprintf("%s you wrote:", capital(enOn(day))) },
	WroteNothing: "Nothing before this question yet.",
	Settled:      "That is settled already.",
}
