package telegram

import (
	"errors"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
)

// place is a chat as the Bot API addresses it. Groups have negative ids. A
// topic is a forum's message_thread_id; the General topic has none, and a
// request that names it fails.
type place struct {
	chat  int64
	topic int64
}

var errChatID = errors.New("this is no chat of Telegram's")

// placeOf decodes what chat encoded.
func placeOf(c chat.Chat) (place, error) {
	id, topic, inTopic := strings.Cut(c.ID, "/")
	p := place{}
	var err error
	if p.chat, err = strconv.ParseInt(id, 10, 64); err != nil || p.chat == 0 || c.Platform != Platform {
		return place{}, errChatID
	}
	if inTopic {
		if p.topic, err = strconv.ParseInt(topic, 10, 64); err != nil || p.topic <= 0 {
			return place{}, errChatID
		}
	}
	return p, nil
}

// encoded is the place as the core knows it: the chat's id, and a topic's after
// a slash.
func (p place) encoded() chat.Chat {
	id := strconv.FormatInt(p.chat, 10)
	if p.topic != 0 {
		id += "/" + strconv.FormatInt(p.topic, 10)
	}
	return chat.Chat{Platform: Platform, ID: id}
}

// group reports whether the place lies in a group.
func (p place) group() bool { return p.chat < 0 }

// groupOf names the group that a chat belongs to, without its topic; empty for
// a private chat.
func groupOf(c chat.Chat) string {
	group, _, _ := strings.Cut(c.ID, "/")
	if !strings.HasPrefix(group, "-") {
		return ""
	}
	return group
}

// messageID encodes a message's id; empty for none.
func messageID(n int64) chat.MessageID {
	if n == 0 {
		return ""
	}
	return chat.MessageID(strconv.FormatInt(n, 10))
}

var errMessageID = errors.New("this is no message of Telegram's")

// messageNumber checks an encoded id; it is sent as it is.
func messageNumber(id chat.MessageID) (string, error) {
	if n, err := strconv.ParseInt(string(id), 10, 64); err != nil || n <= 0 {
		return "", errMessageID
	}
	return string(id), nil
}
