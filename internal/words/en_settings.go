package words

import "fmt"

var enStart = Start{
	Profile:     "One good question a day, about work, worth and walking away.",
	Hello:       "Hello. I ask one question a day, about work, worth and walking away. You answer if you like. What you write is sealed and yours; /privacy says who could read it.",
	AskZone:     "What time is it for you?",
	TypeZone:    "Type a city, like Lisbon, or a zone, like Europe/Lisbon. “UTC+2” works too.",
	ZoneUnclear: "I don't know that place. Try the nearest big city, like Lisbon, or an offset, like UTC+2.",
	ZoneAgain:   "I need your clock before I can ask anything. Type a city, like Lisbon, or the time it is for you, like 20:15.",
	ZoneNoClock: "No clock that I know of shows that right now. Type the time once more, or a city, like Lisbon.",
	ZoneChoice:  "Which of these is it?",
	ZoneGuess:   "Do you mean this one?",
	ZoneMove:    "Shall I go by the clock there from now on? Nothing has changed yet.",
	AskHour:     "When should I ask?",
	TypeHour:    "Type an hour, like 8:30, 20:30 or 9pm.",
	HourUnclear: "I didn't get the hour. Try something like 8:30, 20:30 or 9pm.",
	HourOrPlace: "I need an hour here, like 20:30. If it's the clock that is wrong, press your place.",
	HourOn:      func(days string) string { return fmt.Sprintf("%s, then. At what hour?", capital(days)) },
	NotBegun:    "All right. Nothing is set, and I only write if you do. /start whenever you like.",
	Begun: func(days, clock, next string) string {
		return fmt.Sprintf("%s at %s, then. Here is a first one; the next comes %s.", capital(days), clock, enOn(next))
	},
	Already: func(days, clock string) string {
		return fmt.Sprintf("Good to see you. I ask %s at %s. /today brings a question now, /help lists the rest.", days, clock)
	},
}

var enSettings = Settings{
	Schedule: func(days, clock, zone string) string {
		return fmt.Sprintf("I ask %s at %s, %s time.", days, clock, zone)
	},
	ScheduleAsk: "Pick an hour, or type one, with days if you like: “8:30 weekdays” or “mon,wed,fri 20:00”. “off on 24 Dec” keeps a day free.",
	DaysAsk:     "Pick the days, or type them: “weekdays” or “mon,wed,fri”.",
	ScheduleSet: func(days, clock string) string { return fmt.Sprintf("I'll ask %s at %s.", days, clock) },
	ScheduleWrong: func(word string) string {
		if word == "" {
			return "I didn't get that. Try “8:30 weekdays” or “mon,wed,fri 20:00”."
		}
		return fmt.Sprintf("I didn't get “%s”. Try “8:30 weekdays” or “mon,wed,fri 20:00”.", word)
	},
	OneHour:       "I keep one hour for all your days. Which shall it be? Try “8:30 weekdays”.",
	DaysAlternate: "I go by days of the week. Which of these is nearest?",
	ScheduleGaps: func(next string) string {
		return fmt.Sprintf("Today's has been asked, so the next one comes %s.", enOn(next))
	},
	NextAt: func(at string) string { return fmt.Sprintf("The next one comes %s.", enOn(at)) },
	ZoneNow: func(zone, clock string) string {
		return fmt.Sprintf("I take it that it is %s for you (%s).", clock, zone)
	},
	ZoneSet: func(zone, clock string) string { return fmt.Sprintf("%s, where it is %s now.", zone, clock) },
	PausedUntil: func(day string) string {
		return fmt.Sprintf("Paused. I'll ask again %s. /resume ends it sooner.", enOn(day))
	},
	PausedOpen: "Paused. /resume when you like; nothing is lost meanwhile.",
	PauseWrong: "I didn't get how long. Try “/pause 2 weeks” or “/pause until 3 Jan”, or just “/pause”.",
	PausePast:  "That day has passed. Try “/pause 2 weeks” or “/pause until 3 Jan”.",
	Spans:      []string{"until tomorrow", "3 days", "1 week", "2 weeks", "1 month", "for good"},
	PauseFar:   "That is very far ahead. “/pause” alone waits until you say /resume.",
	OnPause:    "You are on a pause. /resume ends it.",
	OnPauseUntil: func(day string) string {
		return fmt.Sprintf("You are on a pause. I'll ask again %s; /resume ends it sooner.", enOn(day))
	},
	Resumed: func(next string) string { return fmt.Sprintf("Welcome back. The next question comes %s.", enOn(next)) },
	NotPaused: func(next string) string {
		return fmt.Sprintf("There was no pause. The next question comes %s.", enOn(next))
	},
	IsNudged:     func(clock string) string { return fmt.Sprintf("A question left open gets one reminder, at %s.", clock) },
	NotNudged:    "No reminders.",
	CountsShown:  "Counts are shown.",
	CountsHidden: "Counts are hidden.",
	PackIs:       func(name string) string { return fmt.Sprintf("Questions: %s.", name) },
	PackAsk:      "Which questions would you like?",
	PackSet:      func(name string) string { return fmt.Sprintf("From the next one on: %s.", name) },
	StartFirst:   "We haven't set an hour yet. /start does it in two steps.",

	HelpChannel:   "I ask this channel a question on its days. Its first button takes an answer that is yours alone until you share it. Once it's in, you can read the others. Write to me privately, and I ask you daily.",
	HelpNoChannel: "Nobody has set me up in this channel yet; an admin can, with /community setup. Write to me privately, and I ask you one question a day.",
	HelpIntro:     "I ask one question a day. Answer in your own words, in as many messages as you like, until the next one comes.",
	HelpCare:      "This is for reflection, not for emergencies. If things are dark, please talk to someone now: your local emergency number, or a line from findahelpline.com.",
	HelpContact:   func(c string) string { return fmt.Sprintf("Whoever runs this bot: %s", c) },
	Privacy: []string{
		"What you write here is kept for you, and nobody else is shown it.",
		"Under a channel's question it is the same until you share it: below every answer it says who can read it, and you can change that.",
		"Those who moderate see what was shared, or handed in to be, and never anything else. A message that you post in a channel yourself is there for everyone.",
		"It is stored encrypted. Whoever hosts this bot holds the key, so they could read it if they set out to; so could anyone who takes both the database and the key.",
		"The app you write in sees your messages as it sees all others.",
	},
	PrivacyPrivately: "What you write to me privately is kept for you, and nobody else is shown it.",
	PrivacyGone: func(onServer bool) string {
		if onServer {
			return "What you take back or delete is out of the database at once. Encrypted as it was, it goes from its server's disk as that is reused, from the server's log and the host's backups as those are rotated."
		}
		return "What you take back or delete is removed from the database's files at once, and from backups that the host makes when those are rotated."
	},
	PrivacyRuns: func(platforms []string) string {
		return fmt.Sprintf("This bot runs on %s. What you write reaches the host's machine, and the app you write in.", enList(platforms))
	},
	PrivacyAge: func(months int) string {
		return fmt.Sprintf("After %s without a sign of you, all of it is deleted. You are told a month before in our private chat; whoever I know only from channels can't be told.", enMonths(months))
	},
	PrivacyYours: func(months int) string {
		if months == 0 {
			return "Yours is kept until you delete it; /settings can set a time."
		}
		return fmt.Sprintf("Yours is kept for %s, as you chose under /settings.", enMonths(months))
	},
	PrivacyWatched:   "The host can ask from outside whether the bot runs; the answer tells nothing of anybody.",
	PrivacyRights:    "/journal shows what there is, and changes or deletes it; /export gives it to you as a file; /forget deletes your last words, a day, or everything.",
	PrivacyNoAI:      "No AI reads what you write, and nothing trains on it.",
	PrivacyContact:   func(c string) string { return fmt.Sprintf("The host: %s", c) },
	PrivacyNoContact: "The host has left no address.",
}

var enTrouble = Trouble{
	HelpLists: "/help lists what I do.",
	UnknownCommand: func(name string) string {
		if name == "" {
			return "I don't know that."
		}
		return fmt.Sprintf("I don't know /%s.", name)
	},
	EditedCommand: "I don't carry out a command that was edited. Send it as a new message.",
	NotForYou:     "I'm kept for a few people, so I can't talk with you here. Nothing you write to me is kept.",
	StillYours:    "What you wrote before is yours: /export carries it away and /forget deletes it. /pause ends the questions.",
	TooMuch:       "That was more at once than I can follow, so I let the last of it go. Try again in a minute.",
	NotHere:       "I'm kept for a few places, and this isn't one of them, so I'll leave again. Nothing was kept.",
	WhoHosts:      func(contact string) string { return "Whoever hosts me decides that: " + contact },
	Unavailable:   "I can't write anything down right now, so I didn't take that in. Please try again in a few minutes.",
	Stale:         "That button is from an older message and does nothing now.",
	NotYours:      "That button is somebody else's.",

	WroteYou:       "I've written to you privately.",
	CantWrite:      "I can't write to you privately: this server's members may not message you directly. Allow it in the server's privacy settings and try again.",
	TooSlow:        "That took me too long. Press it once more?",
	Privately:      "That is between the two of us. I answer it where nobody else reads along.",
	WritePrivately: "Write to me privately",
}

var enCommands = []Command{
	{Name: "start", About: "Set your hour and get a first question"},
	{Name: "today", About: "Ask me today's question now"},
	{Name: "another", About: "Swap today's question, twice a day"},
	{Name: "skip", About: "Not today: take a rest day"},
	{Name: "later", About: "Ask me again later today"},
	{Name: "write", About: "Write freely in your journal", Usage: "what is on your mind",
		Fields: []Field{{Name: "words", About: "What is on your mind"}}},
	{Name: "journal", About: "What you wrote: the latest, a day, or a word", Usage: "last May",
		Fields: []Field{{Name: "find", About: "A day such as last May, or words; empty for the latest"}}},
	{Name: "streak", About: "What you have kept so far"},
	{Name: "summary", About: "Your week, month or year so far", Usage: "last month",
		Fields: []Field{{Name: "period", About: "last month, october, 2026-10 or 2026; empty for this week"}}},
	{Name: "series", About: "Four evenings on one theme", Usage: "staying",
		Fields: []Field{{Name: "theme", About: "A theme, or stop to leave; empty for all there are"}}},
	{Name: "questions", About: "Your own questions, asked of nobody else", Usage: "add Which meeting would you skip?",
		Fields: []Field{{Name: "what", About: "add and a question, or remove and its number; empty for all"},
			{Name: "file", About: "Plain text with one question a line"}}},
	{Name: "compass", About: "Stay or go, every two weeks", Usage: "the bakery",
		Fields: []Field{{Name: "about", About: "What it points at, in your own word; off to end it"}}},
	{Name: "schedule", About: "When I ask", Usage: "8:30 weekdays",
		Fields: []Field{{Name: "when", About: "An hour, days, or both: 8:30 weekdays; or off on 24 Dec"}}},
	{Name: "timezone", About: "Where you are", Usage: "Lisbon",
		Fields: []Field{{Name: "place", About: "A city, a zone, or an offset such as +2"}}},
	{Name: "pause", About: "No questions for a while, or on days that you name", Usage: "2 weeks",
		Fields: []Field{{Name: "until", About: "2 weeks, until 3 Jan, on 24 Dec, 3-10 May; empty for good"}}},
	{Name: "resume", About: "Ask me again"},
	{Name: "settings", About: "Reminders, counts, days off, hour and zone"},
	{Name: "export", About: "Carry your journal away, as one file", Usage: "json",
		Fields: []Field{{Name: "as", About: "book, markdown, csv or json; a year may follow. Empty to choose"}}},
	{Name: "import", About: "Bring a journal: an export of mine, Day One, or text with dates",
		Fields: []Field{{Name: "file", About: "JSON of /export or of Day One, or text or Markdown with dates"}}},
	{Name: "link", About: "One journal in two apps", Usage: "CODE",
		Fields: []Field{{Name: "code", About: "The code from your other app; empty for a new one"}}},
	{Name: "unlink", About: "Part the apps again"},
	{Name: "forget", About: "Delete your last words, a day, or everything", Usage: "last",
		Fields: []Field{{Name: "what", About: "last, a day such as 3 March, or everything; empty to choose"}}},
	{Name: "privacy", About: "Who can read what you write"},
	{Name: "help", About: "What I do and how to talk to me"},
}
