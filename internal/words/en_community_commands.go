package words

// enCommunityCommands are the commands for channels.
var enCommunityCommands = []Command{
	{Name: "community", About: "A question a day for this channel"},
	{Name: "community setup", About: "Set a channel up, or change it", Usage: "09:00 Europe/Berlin weekdays", Fields: []Field{
		{Name: "zone", About: "Whose clock counts: a city or a zone"},
		{Name: "time", About: "The hour, 09:00 if you leave it out"},
		{Name: "days", About: "Every day, weekdays, or mon,wed,fri"},
		{Name: "channel", About: "Another channel than this one"},
		{Name: "role", About: "A role that each post notifies"},
		{Name: "thread", About: "Show shared answers in a thread", Choices: []string{"No thread", "When the question closes", "At once"}},
		{Name: "title", About: "What stands above each question here"},
	}},
	{Name: "community status", About: "How it stands, and what is missing"},
	{Name: "community preview", About: "See the next post"},
	{Name: "community pause", About: "No questions for a while", Usage: "2 weeks", Fields: []Field{
		{Name: "until", About: "How long, or until when"},
	}},
	{Name: "community resume", About: "Ask again"},
	{Name: "community off", About: "Switch the channel off; nothing is deleted"},
	{Name: "community pack", About: "Choose the questions"},
	{Name: "community thread", About: "Show shared answers in a thread", Usage: "off", Fields: []Field{
		{Name: "mode", About: "When they show", Choices: []string{"No thread", "When the question closes", "At once"}},
	}},
	{Name: "community role", About: "The role that each post notifies", Fields: []Field{
		{Name: "role", About: "Leave it out to notify nobody"},
	}},
	{Name: "community anonymous", About: "Sharing without a name", Usage: "off", Fields: []Field{
		{Name: "sharing", About: "Whether it is possible", Choices: []string{"On", "Off"}},
	}},
	{Name: "community approvals", About: "What is checked before it is shared without a name"},
	{Name: "community digest", About: "The week in numbers, when it is over", Usage: "off", Fields: []Field{
		{Name: "numbers", About: "Whether they are posted", Choices: []string{"On", "Off"}},
	}},
	{Name: "community figures", About: "What the weeks came to, in numbers that name nobody"},
	{Name: "community daysoff", About: "Days without a question", Usage: "24 Dec to 2 Jan", Fields: []Field{
		{Name: "off", About: "A day, from when to when, or a country for its public holidays"},
	}},
	{Name: "community announce", About: "Publish posts to those who follow the channel", Usage: "on", Fields: []Field{
		{Name: "posts", About: "Whether they are published", Choices: []string{"On", "Off"}},
	}},
	{Name: "community pin", About: "Pin each question, and unpin the one before", Usage: "on", Fields: []Field{
		{Name: "pinned", About: "Whether they are pinned", Choices: []string{"On", "Off"}},
	}},
	{Name: "community heading", About: "What stands above each question", Usage: "Question of the day", Fields: []Field{
		{Name: "heading", About: "At most 60 characters; none for the usual one"},
	}},
	{Name: "community tag", About: "The tag of a forum's posts"},
	{Name: "community questions", About: "Questions of your own"},
	{Name: "community questions add", About: "Add questions, one a line", Usage: "What did you keep for too long?", Fields: []Field{
		{Name: "question", About: "One question; a link after it stands below it"},
		{Name: "file", About: "Text, one question a line, or a table with a column “question”"},
	}},
	{Name: "community questions list", About: "List your own questions"},
	{Name: "community questions export", About: "Your own questions as a table"},
	{Name: "community questions edit", About: "Change a question", Usage: "1 What did you keep for too long?", Fields: []Field{
		{Name: "number", About: "Its number in the list"},
		{Name: "question", About: "As it should read"},
	}},
	{Name: "community questions remove", About: "Remove a question", Usage: "1", Fields: []Field{
		{Name: "number", About: "Its number in the list"},
	}},
	{Name: "community questions next", About: "Ask one of them before the others", Usage: "3", Fields: []Field{
		{Name: "number", About: "Its number in the list"},
	}},
	{Name: "community questions date", About: "Ask one of them on a date", Usage: "3 24 Dec", Fields: []Field{
		{Name: "number", About: "Its number in the list"},
		{Name: "date", About: "Such as 24 Dec; none takes it away"},
	}},
	{Name: "community suggestions", About: "Questions that members suggested"},
	{Name: "community reports", About: "Answers that members reported"},
	{Name: "community stopped", About: "Who can't share here, naming nobody; take it back"},
	{Name: "community managers", About: "A role that may look after the channels beside the admins", Fields: []Field{
		{Name: "role", About: "Leave it out to see how it stands"},
	}},
	{Name: "community moderators", About: "Where what waits is shown to moderators", Fields: []Field{
		{Name: "channel", About: "One that not everybody reads; leave it out to see how it stands"},
	}},
	{Name: "community log", About: "What admins and managers did"},
	{Name: "suggest", About: "Suggest a question for this channel", Usage: "What did you keep for too long?", Fields: []Field{
		{Name: "question", About: "Your question"},
	}},
}
