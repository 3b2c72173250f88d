package store

import (
	"database/sql"
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const channelColumns = `subscription, parent, sealed_title, locale, seed, role, thread, named_only, installer, tell, off,
	approval, word_list, themes, essays, light, announce, announced, tag, heading, pin, pinned, pin_tried`

func scanChannel(r *sql.Rows) (c reflection.Channel, err error) {
	err = r.Scan(&c.Subscription, &c.Parent, intoText{&c.Title}, &c.Locale, intoSeed{&c.Seed}, &c.Role, &c.Thread, &c.NamedOnly,
		intoID[reflection.IdentityID]{&c.Installer}, &c.Tell, &c.Off, &c.Approval, intoText{&c.WordList},
		intoList{&c.Taste.Themes}, intoList{&c.Taste.Essays}, &c.Taste.Light,
		&c.Announce, &c.Announced, &c.Tag, intoText{&c.Heading}, &c.Pin, &c.Pinned, &c.PinTried)
	return c, err
}

// AddChannel returns ErrNotFound if there is no such subscription, or it is a
// person's.
func (t *tx) AddChannel(c reflection.Channel) error {
	return t.execOne("add channel", `INSERT INTO channels (`+channelColumns+`, platform, title)
		SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, platform, '' FROM subscriptions WHERE id = ?1 AND person IS NULL`,
		int64(c.Subscription), c.Parent, blob(c.Title), c.Locale, int64(c.Seed), c.Role, int64(c.Thread), c.NamedOnly,
		orNull(c.Installer), c.Tell, c.Off, c.Approval, blob(c.WordList),
		listText(c.Taste.Themes), listText(c.Taste.Essays), c.Taste.Light, c.Announce, int64(c.Announced), c.Tag, blob(c.Heading),
		c.Pin, int64(c.Pinned), int64(c.PinTried))
}

func (t *tx) Channel(s reflection.SubscriptionID) (reflection.Channel, error) {
	return one(t, "channel", scanChannel, `SELECT `+channelColumns+` FROM channels WHERE subscription = ?`, int64(s))
}

func (t *tx) UpdateChannel(c reflection.Channel) error {
	return t.execOne("update channel", `UPDATE channels SET parent = ?, title = '', sealed_title = ?, locale = ?, seed = ?, role = ?,
		thread = ?, named_only = ?, installer = ?, tell = ?, off = ?,
		approval = ?, word_list = ?, themes = ?, essays = ?, light = ?,
		announce = ?, announced = ?, tag = ?, heading = ?, pin = ?, pinned = ?, pin_tried = ? WHERE subscription = ?`,
		c.Parent, blob(c.Title), c.Locale, int64(c.Seed), c.Role, int64(c.Thread), c.NamedOnly, orNull(c.Installer), c.Tell, c.Off,
		c.Approval, blob(c.WordList), listText(c.Taste.Themes), listText(c.Taste.Essays), c.Taste.Light,
		c.Announce, int64(c.Announced), c.Tag, blob(c.Heading),
		c.Pin, int64(c.Pinned), int64(c.PinTried), int64(c.Subscription))
}

func (t *tx) ChannelsIn(p chat.Platform, parent string) ([]reflection.Channel, error) {
	return many(t, "channels in parent", scanChannel,
		`SELECT `+channelColumns+` FROM channels WHERE platform = ? AND parent = ? ORDER BY subscription`, string(p), parent)
}

// ClearTitles returns titles as the first versions stored them.
func (t *tx) ClearTitles(limit int) ([]reflection.Channel, error) {
	return many(t, "titles in the clear", func(r *sql.Rows) (c reflection.Channel, err error) {
		var clear string
		if err := r.Scan(&c.Subscription, &clear); err != nil {
			return c, err
		}
		c.Title = clear
		return c, nil
	}, `SELECT subscription, title FROM channels WHERE title <> '' ORDER BY subscription LIMIT ?`, limit)
}

// MoveChannels takes along what else is kept of the server or group: who may
// not share there, what waits to be told, what was chosen and done.
func (t *tx) MoveChannels(p chat.Platform, from, to string) error {
	if from == to {
		return nil
	}
	// Who is stopped in both places already needs it but once, and what is chosen for
	// both stays as it is there.
	_, err := t.exec("move stops", `DELETE FROM stops WHERE platform = ? AND parent = ?
		AND person IN (SELECT person FROM stops WHERE platform = ? AND parent = ?)`, string(p), from, string(p), to)
	if err != nil {
		return err
	}
	if _, err := t.exec("move communities", `DELETE FROM communities WHERE platform = ? AND parent = ?
		AND EXISTS (SELECT 1 FROM communities WHERE platform = ? AND parent = ?)`, string(p), from, string(p), to); err != nil {
		return err
	}
	for _, table := range []string{"channels", "notices", "stops", "acts", "communities"} {
		_, err := t.exec("move "+table, `UPDATE `+table+` SET parent = ? WHERE platform = ? AND parent = ?`, to, string(p), from)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) ChannelChoice(s reflection.SubscriptionID, pack string) ([]byte, error) {
	state, err := one(t, "choice of channel", cell[[]byte],
		`SELECT state FROM channel_choices WHERE subscription = ? AND pack = ?`, int64(s), pack)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil, nil
	}
	return state, err
}

func (t *tx) SetChannelChoice(s reflection.SubscriptionID, pack string, state []byte) error {
	if state == nil {
		state = []byte{} // nil would be NULL
	}
	_, err := t.exec("set choice of channel", `INSERT INTO channel_choices (subscription, pack, state) VALUES (?, ?, ?)
		ON CONFLICT (subscription, pack) DO UPDATE SET state = excluded.state`, int64(s), pack, state)
	return err
}
