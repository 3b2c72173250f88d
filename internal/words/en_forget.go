package words

import "fmt"

var enForget = Forget{
	Ask:     "What should go for good? Nothing goes before you have said yes once more.",
	DayHint: "For a day, send /forget with it, such as “/forget 3 March” or “/forget last May”.",
	Last:    "What I wrote last", All: "Everything", Nothing: "Nothing",
	LastGoes: "This goes:",
	SpanGoes: func(n int, span string) string {
		return fmt.Sprintf("What you wrote then goes: %s, %s.", span, enCount(n, "entry", "entries"))
	},
	AllGoes: func(n int) string {
		return fmt.Sprintf("All that I hold on you goes: %s, the questions of your own, your hour and settings, your runs and your total.",
			enCount(n, "entry", "entries"))
	},
	DayStays:    "That you answered stays, so your days still count.",
	SharedGoes:  "What you shared in channels is taken out of them too.",
	OwnStays:    "A message that you posted in a channel yourself stays there: only you can delete it.",
	ChatStays:   "What stands in this chat, yours and mine, stays until you delete it in the app.",
	BackupsStay: "Backups that the host makes keep it until they are rotated.",
	Yes:         "Delete it for good", YesAll: "Yes, delete everything", Keep: "Keep it", Kept: "Nothing was deleted.",
	Gone: func(n int) string {
		return fmt.Sprintf("Deleted: %s. The words are gone from the database; backups lose them when they are rotated.",
			enCount(n, "entry", "entries"))
	},
	AllGone: "Done. I hold nothing on you any more; backups lose it when they are rotated. /start begins anew, if you ever like.",
	None:    "There is nothing of that to delete.",
	Unclear: "I didn't get which day. Try “/forget 3 March”, “/forget last” or “/forget everything”.",
}
