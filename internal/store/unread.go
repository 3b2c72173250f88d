package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/chat"
)

// latestKnown is what is known of the latest messages of a chat.
type latestKnown struct {
	chat           chat.Chat
	question, part chat.MessageID // empty where none is known
}

func scanLatestKnown(r *sql.Rows) (l latestKnown, err error) {
	err = r.Scan(&l.chat.Platform, &l.chat.ID, &l.question, &l.part)
	return l, err
}

// Unread leaves out chats in which no message is known at all: there is nothing
// to read on from.
func (t *tx) Unread(p chat.Platform, since time.Time) ([]chat.Gap, error) {
	var gaps []chat.Gap
	err := each(t, "unread chats", scanLatestKnown, func(l latestKnown) bool {
		after := l.question
		if after.Compare(l.part) < 0 {
			after = l.part
		}
		if after != "" {
			gaps = append(gaps, chat.Gap{Chat: l.chat, After: after})
		}
		return true
	}, `SELECT s.platform, s.chat, d.message, coalesce((SELECT message FROM parts
			WHERE platform = s.platform AND chat = s.chat AND message <> ''
			ORDER BY length(message) DESC, message DESC LIMIT 1), '')
		FROM subscriptions AS s JOIN deliveries AS d ON d.id = (SELECT id FROM deliveries
			WHERE subscription = s.id AND arrived IS NOT NULL ORDER BY arrived DESC, id DESC LIMIT 1)
		WHERE s.platform = ? AND s.person IS NOT NULL AND s.state IN (0, 1)
			AND d.arrived >= ? AND d.platform = s.platform AND d.chat = s.chat`,
		string(p), since.UnixMicro())
	return gaps, err
}
