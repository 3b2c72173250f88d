package store

import (
	"maps"
	"reflect"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// oldRows are rows of an earlier schema, and what is found of them once it is migrated.
type oldRows struct {
	rows  []string
	found func(*testing.T, reflection.Tx) error
}

func init() { maps.Copy(old, recent) }

// recent goes on from old.
var recent = map[int64]oldRows{
	92: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, 'de', 1, 0, 14), (2, 'de', 2, 0, 0)`,
			`INSERT INTO identities (id, person, platform, account, chat, key) VALUES (3, 1, 'telegram', '99', '99', x'')`,
			`INSERT INTO origins (identity, person) VALUES (3, 2)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			p, err := tx.Origin(3)
			if p != 2 {
				t.Errorf("origin %d, want 2", p)
			}
			return err
		},
	},
	91: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, 'de', 1, 0, 14)`,
			`INSERT INTO compasses (person, "on", last) VALUES (1, 1, '2026-11-22')`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			c, err := tx.Compass(1)
			if want := (reflection.Compass{Person: 1, On: true, Last: today}); c != want {
				t.Errorf("compass %+v, want %+v", c, want)
			}
			return err
		},
	},
	90: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, 'de', 1, 0, 14)`,
			`INSERT INTO recalls (person, off, last) VALUES (1, 1, '2026-11-22')`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			r, err := tx.Recall(1)
			if want := (reflection.Recall{Person: 1, Off: true, Last: today}); !reflect.DeepEqual(r, want) {
				t.Errorf("recall %+v, want %+v", r, want)
			}
			return err
		},
	},
	60: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, '', 1, 0, 0)`,
			`INSERT INTO facts (id, kind, person, subscription, delivery, part, platform, chat, message, zone, extra, back_off, shown, sealed)
				VALUES (2, 3, 1, 1, 1, 0, 'discord', '1', '', 'UTC', 0, 0, 0, x'00')`,
			`INSERT INTO settings (name, value) VALUES ('moving', 1)`,
			`DELETE FROM facts`, // It may go to a persona now.
			`DELETE FROM settings WHERE name = 'moving'`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			facts, err := tx.FactsOf(1)
			same(t, "facts", len(facts), 0, err)
			return nil
		},
	},
	85: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, '', 1, 0, 0)`,
			`INSERT INTO host_acts (id, person, act, at) VALUES (2, 1, 'export', 1795291200000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			acts, err := tx.HostActs(1)
			same(t, "the host's acts", len(acts), 1, err)
			return nil
		},
	},
	40: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone, themes, spared, own_share) VALUES (1, 'de', 1, 0, 14, 'dream weight', 1, 2)`,
			`INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered)
				VALUES (2, 1, 'discord', '43', '21:00', 127, 'Europe/Berlin', '', 0, 0, 0)`,
			`INSERT INTO series (id, subscription, pack, theme) VALUES (3, 2, 'core', 'staying')`,
			`UPDATE subscriptions SET series = 3 WHERE id = 2`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			p, err := tx.Person(1)
			if want := (reflection.Taste{Themes: []string{"dream", "weight"}, Spared: true, Share: reflection.ShareHalf}); !reflect.DeepEqual(p.Taste, want) {
				t.Errorf("taste %+v, want %+v", p.Taste, want)
			}
			if err != nil {
				return err
			}
			sub, err := tx.Subscription(2)
			if sub.Series != 3 {
				t.Errorf("series %d, want 3", sub.Series)
			}
			return err
		},
	},
	50: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, '', 1, 0, 0)`,
			`INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered, days_off)
				VALUES (2, 1, 'discord', '43', '21:00', 127, 'Europe/Berlin', '', 0, 0, 0, '2026-12-24/2026-12-26 2027-05-03/2027-05-10')`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			sub, err := tx.Subscription(2)
			same(t, "days off", sub.DaysOff, []schedule.DaysOff{
				{First: schedule.Date{Year: 2026, Month: time.December, Day: 24}, Last: schedule.Date{Year: 2026, Month: time.December, Day: 26}},
				{First: schedule.Date{Year: 2027, Month: time.May, Day: 3}, Last: schedule.Date{Year: 2027, Month: time.May, Day: 10}}}, err)
			return nil
		},
	},
	31: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, '', 1, 0, 0)`,
			`INSERT INTO facts (id, kind, person, subscription, delivery, part, platform, chat, message, at, date, zone, extra, back_off, shown)
				VALUES (2, 0, 1, 1, 1, 0, 'discord', '1', '', 1795291200000000, '2026-11-22', 'UTC', 0, 0, 0)`,
			`INSERT INTO settings (name, value) VALUES ('clamping', 1)`,
			`UPDATE facts SET at = at - 1, date = '2026-11-21'`, // It may be brought back now.
			`DELETE FROM settings WHERE name = 'clamping'`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			facts, err := tx.FactsOf(1)
			if len(facts) != 1 || facts[0].Date.Day != 21 {
				t.Errorf("facts = %+v", facts)
			}
			return err
		},
	},
	80: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone, explained, keep_months, warned)
				VALUES (1, '', 1, 0, 0, 2, 12, 1795291200000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			p, err := tx.Person(1)
			if p.Explained != reflection.ExplainedSpending || p.KeepMonths != 12 || !p.Warned.Equal(time.UnixMicro(1795291200000000)) {
				t.Errorf("person = %+v", p)
			}
			return err
		},
	},
	81: {
		rows: []string{
			`INSERT INTO requests (id, at, kind, entries) VALUES (1, 1795291200000000, 'forget', 3)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			all, err := tx.Requests(1)
			same(t, "requests", all, []reflection.Request{{At: time.UnixMicro(1795291200000000).UTC(), Kind: "forget", Entries: 3}}, err)
			return nil
		},
	},
	82: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone, seen) VALUES (1, '', 1, 0, 0, 1795291200000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			p, err := tx.Person(1)
			if at := time.UnixMicro(1795291200000000); !p.Seen.Equal(at) || !p.Last().Equal(at) {
				t.Errorf("person = %+v", p)
			}
			return err
		},
	},
}
