package discord

import (
	"errors"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// epoch is the first instant that a snowflake can tell, in Unix milliseconds. The
// library keeps it to itself.
const epoch = 1420070400000

// isID reports whether a string is a snowflake: a decimal number without
// leading zeros. Ids go into paths, so nothing else may pass for one.
func isID(s string) bool {
	n, err := strconv.ParseUint(s, 10, 64)
	return err == nil && n > 0 && s[0] != '0' && s[0] != '+'
}

// born is the instant at which Discord made a snowflake, in UTC; zero if it is none.
func born(id string) time.Time {
	t, err := discordgo.SnowflakeTimestamp(id)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// before is a snowflake below all those that were made at an instant.
func before(t time.Time) string {
	ms := max(t.UnixMilli()-epoch-1, 0)
	return strconv.FormatInt(ms<<22, 10)
}

// encoded is a channel as the core knows it.
func encoded(channel string) chat.Chat { return chat.Chat{Platform: Platform, ID: channel} }

var (
	errChatID    = errors.New("this is no chat of Discord's")
	errMessageID = errors.New("this is no message of Discord's")
)

// channelOf decodes what encoded made.
func channelOf(c chat.Chat) (string, *chat.SendError) {
	if c.Platform != Platform || !isID(c.ID) {
		return "", &chat.SendError{Kind: chat.Rejected, Err: errChatID}
	}
	return c.ID, nil
}

// messageOf checks the id of a message.
func messageOf(id chat.MessageID) (string, *chat.SendError) {
	if !isID(string(id)) {
		return "", &chat.SendError{Kind: chat.Rejected, Err: errMessageID}
	}
	return string(id), nil
}
