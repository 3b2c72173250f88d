package words

import "time"

// Export is what is said where somebody carries their journal away, or brings it.
type Export struct {
	Which string // what the buttons below it are
	// Formats are their labels, About a line on each: the book, Markdown, CSV, JSON.
	Formats [4]string
	About   [4]string
	// Making is said first where it takes a while, Here with the file.
	Making string
	Here   [4]string
	// TooLarge is said of a file that is larger than the app takes, in megabytes; ByYear
	// is said above the buttons of years.
	TooLarge func(most int) string
	ByYear   string
	AskHost  string
	Nothing  string // there is nothing to export
	Unknown  string // no format of that name
	// Privately is said in a server.
	Privately string

	Import ImportWords
	Book   Book
}

// ImportWords is what is said of a file that is taken in.
type ImportWords struct {
	How        string // how a file is sent
	Reads      string // which ones are read
	BadFile    string // it didn't come through, is too long, or is no text
	Taken      func(texts int) string
	Known      func(texts int) string // were there already
	NothingNew string
	Unshared   string                   // some were shared where they come from
	KeepsAll   func(months int) string  // some are older than the time for which words were kept
	Asked      func(next string) string // the next question
	// Why says what is wrong with a file, by portable.Why; At puts a line before it.
	Why   [9]string
	At    func(line int, why string) string
	Field func(name string) string
}

// Book is what stands in the journal as a book.
type Book struct {
	Title                string
	Search               string
	Found                string // "{n} of {of}", with these two filled in on the page
	NoneFound            string
	Writing, Note, Draft string
	Shared, Anonymous    func(channel string) string
	Taken                string // words that were taken back
	// YouWrote stands over words that came back.
	YouWrote func(at time.Time) string
	Day      func(t time.Time) string
	Month    func(t time.Time) string
	Contents string
	Closing  string
	Columns  []string // of the CSV
}
