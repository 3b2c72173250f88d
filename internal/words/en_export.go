package words

import (
	"fmt"
	"time"
)

var enExport = Export{
	Which:   "Which one would you like? It comes as one file.",
	Formats: [4]string{"Book", "Markdown", "Table", "Everything"},
	About: [4]string{
		"Book: your journal as a page to read, search and print.",
		"Markdown: your journal as plain text.",
		"Table: a line for each message, as CSV.",
		"Everything: all that I hold on you, your settings too, as JSON. /import reads it again, here or elsewhere.",
	},
	Making: "I'm writing it out. It takes a moment.",
	Here: [4]string{
		"Your journal. Open it in a browser; it needs no network, and nothing in it leaves your device.",
		"Your journal as Markdown.",
		"Your journal as a table.",
		"All that I hold on you. Keep it where only you can read it.",
	},
	TooLarge: func(most int) string {
		return fmt.Sprintf("You have written more than fits into one file here: %d MB is the most that I can send.", most)
	},
	ByYear:    "A year at a time fits.",
	AskHost:   "Whoever hosts me can hand you the whole file.",
	Nothing:   "I hold nothing of yours yet.",
	Unknown:   "I don't know that kind of file. These I can make:",
	Privately: "I only hand that over where nobody else reads along: write /export to me privately.",

	Import: ImportWords{
		How:     "Send me the file with /import as its caption, or in the command's field.",
		Reads:   "I read the JSON that /export gave you, Day One's JSON, and text or Markdown in which a line with a date begins each day.",
		BadFile: "I couldn't read that file. It must be text in UTF-8 and at most 16 MB.",
		Taken: func(n int) string {
			if n == 1 {
				return "One message is in your journal now."
			}
			return fmt.Sprintf("%d messages are in your journal now.", n)
		},
		Known: func(n int) string {
			if n == 1 {
				return "One was there already."
			}
			return fmt.Sprintf("%d were there already.", n)
		},
		NothingNew: "Everything in it is in your journal already.",
		KeepsAll: func(months int) string {
			return fmt.Sprintf("Some of it is older than what you set: delete after %s. So that it isn't gone tomorrow, words are kept for good again. /settings changes that.", enMonths(months))
		},
		Unshared: "Some of it had been shared in a channel. Here it is yours alone.",
		Asked:    func(next string) string { return fmt.Sprintf("The next question comes %s.", enOn(next)) },
		Why: [9]string{
			0: "it is no text in UTF-8.",
			1: "it is longer than I can take in at once.",
			2: "it begins as JSON and goes wrong there.",
			3: "it is JSON of a program that I don't know.",
			4: "a newer version of me wrote it.",
			5: "there is a value that can't be.",
			6: "I can't tell on which day that was written. A line with a date, such as 2026-11-28, must come first.",
			7: "there is nothing in it to take in.",
			8: "that is a lot of files for one day. Bring the others tomorrow.",
		},
		At: func(line int, why string) string {
			if line == 0 {
				return "I took nothing in: " + why
			}
			return fmt.Sprintf("I took nothing in. Line %d: %s", line, why)
		},
		Field: func(name string) string { return fmt.Sprintf("It is called “%s”.", name) },
	},
	Book: Book{
		Title: "Your journal", Search: "Search", Found: "{n} of {of}", NoneFound: "Nothing with these words.",
		Writing: "Written freely", Note: "A note", Draft: "A note, not kept yet",
		Shared:    func(in string) string { return "Shared with your name" + enIn(in) },
		Anonymous: func(in string) string { return "Shared without your name" + enIn(in) },
		Taken:     "(words taken back)",
		YouWrote:  enJournal.YouWrote,
		Day:       func(t time.Time) string { return t.Format("Monday, 2 January") },
		Month:     func(t time.Time) string { return t.Format("January 2006") },
		Contents:  "Contents",
		Closing:   "One good question a day. The words are yours.",
		Columns:   []string{"date", "time", "kind", "question", "source", "words", "follow-up", "audience", "channel", "edited"},
	},
}

// enIn names a channel; nothing where its name isn't known.
func enIn(channel string) string {
	if channel == "" {
		return ""
	}
	return " in " + channel
}
