package store

import (
	"testing"

	"stillpoint/internal/reflection"
)

func init() {
	old[20] = struct {
		rows  []string
		found func(*testing.T, reflection.Tx) error
	}{
		rows: []string{
			`INSERT INTO subscriptions (id, platform, chat, hour, days, zone, pack, state, back_off, unanswered)
				VALUES (1, 'discord', '77', '09:00', 62, 'Europe/Berlin', '', 0, 0, 0)`,
			`INSERT INTO channels (subscription, platform, parent, title, locale, seed, role, thread, named_only, installer, tell, off)
				VALUES (1, 'discord', '5', '', 'de', -1, '9', 1, 1, NULL, 1, 0)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			c, err := tx.Channel(1)
			if c.Installer != 0 || c.Role != "9" || !c.Tell {
				t.Errorf("channel = %+v", c)
			}
			return err
		},
	}
	old[21] = struct {
		rows  []string
		found func(*testing.T, reflection.Tx) error
	}{
		rows: []string{
			`INSERT INTO subscriptions (id, platform, chat, hour, days, zone, pack, state, back_off, unanswered)
				VALUES (1, 'discord', '77', '09:00', 62, 'Europe/Berlin', '', 0, 0, 0)`,
			`INSERT INTO channels (subscription, platform, parent, title, locale, seed, role, thread, named_only, tell, off, approval)
				VALUES (1, 'discord', '5', '', 'de', -1, '9', 1, 0, 1, 0, 1)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			c, err := tx.Channel(1)
			if !c.Approval || c.WordList != "" {
				t.Errorf("channel = %+v", c)
			}
			return err
		},
	}
}
