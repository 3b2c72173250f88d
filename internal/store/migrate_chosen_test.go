package store

import (
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// oldChannel are rows of a channel with one own question, for a schema of which only the
// update that follows them is new.
func oldChannel(version int64, found func(*testing.T, reflection.Tx) error, update ...string) {
	old[version] = struct {
		rows  []string
		found func(*testing.T, reflection.Tx) error
	}{append([]string{
		`INSERT INTO subscriptions (id, platform, chat, hour, days, zone, pack, state, back_off, unanswered)
			VALUES (1, 'discord', '77', '09:00', 62, 'Europe/Berlin', '', 0, 0, 0)`,
		`INSERT INTO channels (subscription, platform, parent, title, locale, seed, role, thread, named_only, tell, off)
			VALUES (1, 'discord', '5', '', 'de', -1, '9', 1, 0, 1, 0)`,
		`UPDATE settings SET value = 4 WHERE name = 'ids'`,
	}, update...), found}
}

func init() {
	oldChannel(106, func(t *testing.T, tx reflection.Tx) error {
		c, err := tx.Channel(1)
		if c.Locale != "de" || c.Role != "9" {
			t.Errorf("channel = %+v", c)
		}
		return err
	})
	oldChannel(105, func(t *testing.T, tx reflection.Tx) error {
		all, err := tx.Figures(1, schedule.Date{Year: 2026, Month: 6, Day: 1}, schedule.Date{Year: 2026, Month: 6, Day: 1})
		if len(all) != 1 || all[0].People != 5 || all[0].CameBack != 3 {
			t.Errorf("figures = %+v", all)
		}
		return err
	}, `INSERT INTO figures VALUES (1, '2026-06-01', 7, 20, 5, 3)`)
	oldChannel(104, func(t *testing.T, tx reflection.Tx) error {
		c, err := tx.Channel(1)
		if !c.Pin || c.Pinned != 3 || c.PinTried != 4 {
			t.Errorf("channel = %+v", c)
		}
		return err
	}, `UPDATE channels SET pin = 1, pinned = 3, pin_tried = 4`)
}
