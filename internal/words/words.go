package words

import (
	"time"

	"golang.org/x/text/language"
)

// Words is what the bot says in one locale. Fields that are functions take
// what varies; nothing a person wrote is ever passed to them but where the
// name says so.
type Words struct {
	// Tag is the locale.
	Tag language.Tag
	When
	Button
	Start
	Daily
	Streak
	Settings
	Trouble
	Typed   Typed
	DaysOff DaysOff
	Summary Summary
	Series  Series
	Own     Own
	Themes  Themes
	Returns Returns
	Compass Compass
	Link    Link
	// Post is what stands in a community channel, Channel what its members are
	// told, Community what its admins are.
	Post      Post
	Channel   Channel
	Community Community
	// Moderation is what moderators and managers are shown and told.
	Moderation Moderation
	// Care is what is said to somebody who means to harm themselves.
	Care Care
	// TakingBack is what is said where an answer has several messages.
	TakingBack TakingBack
	// Card is what is said where a picture is made of a line of somebody's own.
	Card Card
	// Journal is what is said of a person's own words.
	Journal Journal
	Forget  Forget
	Keeping Keeping
	// Export is what is said where somebody carries their journal away.
	Export Export
	// Links is what following a link shows.
	Links Links
	// Commands are those for a person, ChannelCommands those for a channel.
	Commands        []Command
	ChannelCommands []Command
}

// When tells times. All instants come in the reader's own zone.
type When struct {
	// Clock is an hour and minute, such as 21:00.
	Clock func(t time.Time) string
	// Day is a date as a friend would say it: today, tomorrow, Tuesday, 3 January.
	Day func(t, now time.Time) string
	// At is a day and an hour, such as "tomorrow at 21:00".
	At func(t, now time.Time) string
	// Part is a day and a part of it, such as "Tuesday evening".
	Part func(t, now time.Time) string
	// Span is a date or a span of dates, as a calendar has them, such as "Thursday
	// 24 December" or "3 to 10 May".
	Span func(first, last, now time.Time) string
	// Days names chosen weekdays, such as "every day" or "on Mondays and Thursdays".
	Days func(days []time.Weekday) string
}

// Command is a command with its one-line description, as the platforms show it.
type Command struct {
	// Name is the command's name, after those of the commands above it.
	Name, About string
	// Usage is what may follow the name, with an example; empty for nothing.
	Usage string
	// Fields describe what may follow, on platforms that have fields for it.
	Fields []Field
}

// Field is one field of a command.
type Field struct {
	Name, About string
	// Choices are the labels of a field that takes one of several, in their order.
	Choices []string
}

// locales are the vocabularies there are, the default first.
var locales = []*Words{english}

var matcher = func() language.Matcher {
	tags := make([]language.Tag, len(locales))
	for i, w := range locales {
		tags[i] = w.Tag
	}
	return language.NewMatcher(tags)
}()

// For returns the vocabulary that fits a BCP 47 tag best; the default for an
// empty or unknown one.
func For(locale string) *Words {
	if locale == "" {
		return locales[0]
	}
	_, i := language.MatchStrings(matcher, locale)
	return locales[i]
}
