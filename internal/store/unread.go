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
	subscribed     time.Time      // where no question has arrived
}

func scanLatestKnown(r *sql.Rows) (l latestKnown, err error) {
	err = r.Scan(&l.chat.Platform, &l.chat.ID, &l.question, &l.part, intoInstant{&l.subscribed})
	return l, err
}

// latestPart is the latest message known that is a part of a reply, of the chat of
// subscription s.
const latestPart = `coalesce((SELECT message FROM parts WHERE platform = s.platform AND chat = s.chat AND message <> ''
	ORDER BY length(message) DESC, message DESC LIMIT 1), '')`

// Unread leaves out chats in which a question arrived but no message is known:
// there is nothing to read on from.
func (t *tx) Unread(p chat.Platform, since time.Time) ([]chat.Gap, error) {
	var gaps []chat.Gap
	add := func(l latestKnown) bool {
		after := l.question
		if after.Compare(l.part) < 0 {
			after = l.part
		}
		switch {
		case after != "":
			gaps = append(gaps, chat.Gap{Chat: l.chat, After: after})
		case !l.subscribed.IsZero():
			gaps = append(gaps, chat.Gap{Chat: l.chat, Since: l.subscribed})
		}
		return true
	}
	err := each(t, "unread chats", scanLatestKnown, add, `SELECT s.platform, s.chat, d.message, `+latestPart+`, NULL
		FROM subscriptions AS s JOIN deliveries AS d ON d.id = (SELECT id FROM deliveries
			WHERE subscription = s.id AND arrived IS NOT NULL ORDER BY arrived DESC, id DESC LIMIT 1)
		WHERE s.platform = ? AND s.person IS NOT NULL AND s.state IN (0, 1)
			AND d.arrived >= ? AND d.platform = s.platform AND d.chat = s.chat
		ORDER BY d.arrived DESC, d.id DESC`,
		string(p), since.UnixMicro())
	if err != nil {
		return nil, err
	}
	err = each(t, "chats without a question yet", scanLatestKnown, add, `SELECT s.platform, s.chat, '', `+latestPart+`, s.created
		FROM subscriptions AS s
		WHERE s.platform = ? AND s.person IS NOT NULL AND s.state IN (0, 1) AND s.created >= ?
			AND NOT EXISTS (SELECT 1 FROM deliveries WHERE subscription = s.id AND arrived IS NOT NULL)
		ORDER BY s.created DESC, s.id DESC`,
		string(p), since.UnixMicro())
	return gaps, err
}
