package words

import "fmt"

var enCommunityLabel = CommunityLabel{
	SetUp: "Set this channel up", SetUpAgain: "Switch on again", Status: "Status", Preview: "Preview", CheckAgain: "Check again",
	CheckOneAgain: func(channel string) string { return "Check " + channel + " again" },
	More:          "More", Back: "Back",
	SwitchOff: "Switch off", KeepOn: "Keep it on",
	Thread: "Thread", ThreadOff: "No thread", ThreadClosed: "When closed", ThreadLive: "Live",
	NamesOnly: "Names only", NamesFree: "Allow without name", DigestOn: "Weekly numbers", DigestOff: "No weekly numbers",
	Questions: "Own questions", Suggestions: "Suggestions", Reports: "Reports",
	Add: "Add", Older: "Earlier ones", Newer: "Later ones",
	Edit:   func(n int) string { return fmt.Sprintf("Edit %d", n) },
	Remove: func(n int) string { return fmt.Sprintf("Remove %d", n) },
	Yes:    "Yes", No: "No",
	ShowMe: "Show me", WriteIt: "Write it",
	WithName: "With my name", WithoutName: "Without", TellMe: "Tell me privately",
	Approve: "Approve", Decline: "Decline",
	HideIt: "Hide it", LeaveIt: "Leave it", StopAuthor: "Stop this author here", StopHidden: "Stop the author of the hidden one", ReallyStop: "Stop them", NameOnly: "Names only from now on",
}
