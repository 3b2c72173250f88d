package words

import "time"

// Journal is what is said where a person finds, changes and deletes their own words.
type Journal struct {
	// Title stands over the latest entries, Span over those of some days, Found over
	// those that hold certain words, which are the person's own, and Years over those
	// of this day in earlier years.
	Title string
	Span  func(first, last time.Time) string
	Found func(n int, looked string) string
	Years string
	// None and its like say that there is nothing.
	None, NoneThen, NoneEarlier, NoneLater, NoYears string
	NoneFound                                       func(looked string) string
	// HowTo says how to look for more; AsWord how to look for a word that was taken
	// for a day; Again that what was looked for is forgotten.
	HowTo, Again string
	AsWord       func(looked string) string

	// Date is the day of an entry, Numbered that with the entry's number on its page.
	Date     func(at time.Time) string
	Numbered func(n int, date string) string
	// YouWrote stands over what was written on a day, and OpenDay on the button that
	// opens it.
	YouWrote, OpenDay func(at time.Time) string
	// AskedOn says on which day a question was asked that was answered later.
	AskedOn func(date string) string
	// Freely and Note say what an entry is that answers nothing; LeftOpen that a
	// question has no answer.
	Freely, Note, LeftOpen string
	// OnlyYou and its like say who can read an entry.
	OnlyYou, Hidden string
	Named, Unnamed  func(channel string) string

	// Labels.
	Open, Answer                          func(n int) string
	Earlier, Later, Back, More, Day       string
	Edit, Delete, DeleteYes, Keep         string
	EditTitle, EditLabel, AnswerLabel     string
	DeleteAsk, Deleted, Edited, SameWords string
	// ReadsNow stands over the words as they are, AskAnew asks for what takes their
	// place, AskAnswer for the answer to a question above it.
	ReadsNow, AskAnew, AskAnswer string
}
