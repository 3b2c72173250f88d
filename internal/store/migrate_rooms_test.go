package store

import (
	"testing"

	"stillpoint/internal/reflection"
)

// What admins chose for a channel is there after each later migration.
func init() {
	of := func(version int64, update string, found func(*testing.T, reflection.Tx) error) {
		old[version] = struct {
			rows  []string
			found func(*testing.T, reflection.Tx) error
		}{[]string{
			`INSERT INTO subscriptions (id, platform, chat, hour, days, zone, pack, state, back_off, unanswered)
				VALUES (1, 'discord', '77', '09:00', 62, 'Europe/Berlin', '', 0, 0, 0)`,
			`INSERT INTO channels (subscription, platform, parent, title, locale, seed, role, thread, named_only, tell, off)
				VALUES (1, 'discord', '5', '', 'de', -1, '9', 1, 0, 1, 0)`,
			update,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		}, found}
	}
	// The outbox was made anew for what is shown to moderators.
	of(100, `INSERT INTO dispatches (id, subscription, period, platform, chat, purpose, state, ready, closes, attempts, unsure, message)
			VALUES (3, 1, '2026-W47', 'discord', '77', 3, 0, 1795291200000000, 1795294800000000, 2, 0, '');
		INSERT INTO communities (platform, parent, manager, moderators, stuck) VALUES ('discord', '5', '9', '90', 0)`,
		func(t *testing.T, tx reflection.Tx) error {
			d, err := tx.Dispatch(3)
			if d.Period != "2026-W47" || d.Attempts != 2 || d.Matter != 0 || d.Ready.IsZero() {
				t.Errorf("dispatch = %+v", d)
			}
			if err != nil {
				return err
			}
			c, err := tx.Community("discord", "5")
			if c.Manager != "" { // Nobody sealed it.
				t.Errorf("community = %+v", c)
			}
			return err
		})
	of(101, `INSERT INTO matters (id, subscription, kind, about, state, stopped, platform, chat, message, at)
			VALUES (2, 1, 1, 5, 0, 0, 'discord', '90', '900', 1795291200000000);
		INSERT INTO dispatches (id, matter, platform, chat, purpose, state, ready, closes, attempts, unsure, message)
			VALUES (3, 2, 'discord', '90', 8, 0, 1795291200000000, 1795294800000000, 0, 0, '')`,
		func(t *testing.T, tx reflection.Tx) error {
			d, err := tx.DispatchOfMatter(2)
			if d.ID != 3 || d.Purpose != reflection.Moderate {
				t.Errorf("dispatch = %+v", d)
			}
			if err != nil {
				return err
			}
			m, err := tx.MatterAbout(reflection.MatterReport, 5)
			if m.Message != "900" || m.Chat.ID != "90" {
				t.Errorf("matter = %+v", m)
			}
			return err
		})
	of(110, `INSERT INTO questions (id, subscription, text, state, tell, position, named) VALUES (2, 1, zeroblob(4), 1, 0, 5, 1)`,
		func(t *testing.T, tx reflection.Tx) error {
			_, err := tx.Channel(1)
			return err
		})
	of(74, `UPDATE channels SET announce = 1`, func(t *testing.T, tx reflection.Tx) error {
		c, err := tx.Channel(1)
		if c.Heading != "" || !c.Announce {
			t.Errorf("channel = %+v", c)
		}
		return err
	})
	of(73, `INSERT INTO stops (platform, parent, person, name, at) SELECT 'discord', '5', id, 7, NULL FROM persons`,
		func(t *testing.T, tx reflection.Tx) error {
			all, err := tx.Stops("discord", "5")
			if len(all) != 0 {
				t.Errorf("stops = %+v", all)
			}
			return err
		})
	of(72, `UPDATE subscriptions SET holidays = 'pt', days_off = '2026-12-24/2027-01-02 2027-03-01/2027-03-01'`,
		func(t *testing.T, tx reflection.Tx) error {
			s, err := tx.Subscription(1)
			if s.Holidays != "pt" || len(s.DaysOff) != 2 || s.DaysOff[0].Last.Year != 2027 {
				t.Errorf("subscription = %+v", s)
			}
			return err
		})
	of(71, `INSERT INTO questions (id, subscription, text, state, tell, position, on_date) VALUES (2, 1, zeroblob(4), 1, 0, 5, '2026-12-24')`,
		func(t *testing.T, tx reflection.Tx) error {
			_, err := tx.Channel(1)
			return err
		})
	of(70, `UPDATE channels SET announce = 1, announced = 3, tag = 'daily'`, func(t *testing.T, tx reflection.Tx) error {
		c, err := tx.Channel(1)
		if !c.Announce || c.Announced != 3 || c.Tag != "daily" {
			t.Errorf("channel = %+v", c)
		}
		return err
	})
}
