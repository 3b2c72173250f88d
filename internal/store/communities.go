package store

import (
	"database/sql"
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const communityColumns = `platform, parent, manager, moderators, title, stuck, seal`

func scanCommunity(r *sql.Rows) (c reflection.Community, err error) {
	err = r.Scan(&c.Platform, &c.Parent, &c.Manager, &c.Moderators.ID, intoText{&c.Title}, &c.Stuck, &c.Seal)
	if c.Moderators.ID != "" {
		c.Moderators.Platform = c.Platform
	}
	return c, err
}

// Community returns nothing but whose it would be where nothing was chosen.
func (t *tx) Community(p chat.Platform, parent string) (reflection.Community, error) {
	c, err := one(t, "community", scanCommunity,
		`SELECT `+communityColumns+` FROM communities WHERE platform = ? AND parent = ?`, string(p), parent)
	if errors.Is(err, reflection.ErrNotFound) {
		return reflection.Community{Platform: p, Parent: parent}, nil
	}
	return c, err
}

func (t *tx) SetCommunity(c reflection.Community) error {
	_, err := t.exec("set community", `INSERT INTO communities (`+communityColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (platform, parent) DO UPDATE SET manager = excluded.manager, moderators = excluded.moderators,
		title = excluded.title, stuck = excluded.stuck, seal = excluded.seal`,
		string(c.Platform), c.Parent, c.Manager, c.Moderators.ID, blob(c.Title), c.Stuck, c.Seal)
	return err
}

func (t *tx) CommunitiesShownIn(in chat.Chat) ([]reflection.Community, error) {
	return many(t, "communities shown in a chat", scanCommunity, `SELECT `+communityColumns+` FROM communities
		WHERE platform = ? AND moderators = ? AND moderators <> '' ORDER BY parent`, string(in.Platform), in.ID)
}
