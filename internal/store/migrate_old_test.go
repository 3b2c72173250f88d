package store

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/vault"
)

// old holds, for every schema there ever was, rows as the version of that time
// left them, and what must be found after opening. A new migration needs an
// entry for the schema before it; the rows of an entry are never changed.
var old = map[int64]struct {
	rows  []string
	found func(*testing.T, reflection.Tx) error
}{
	1: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, created, wrote, milestone, told) VALUES (1, 'de', -1, 1, 1795000000000000, NULL, 14, NULL)`,
			`INSERT INTO subscriptions VALUES (2, 1, 'discord', '77', '21:00', 62, 'Europe/Berlin', '', 1, '2026-12-01',
					0, 3, '2026-11-21', '2026-12-01', 1796155200000000, NULL, 1795000000000000)`,
			`INSERT INTO deliveries VALUES (3, 2, 1, 'discord', '77', '2026-11-21', 'Europe/Berlin', 1795291200000000,
					0, 0, 0, '', 'p1', 'What?', 'And?', 'An essay', 1, 2, 1795291201000000, '900', NULL)`,
			`INSERT INTO facts VALUES (4, 0, 1, 2, 3, 0, 'discord', '77', '', 1795291200000000, NULL, '2026-11-21',
					'Europe/Berlin', 0, 0, 0)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			p, err := tx.Person(1)
			if err != nil {
				return err
			}
			if p.Locale != "de" || p.Seed != 1<<64-1 || !p.Quiet || p.Milestone != 14 || !p.Wrote.IsZero() {
				t.Errorf("person = %+v", p)
			}
			sub, err := tx.SubscriptionIn(chat.Chat{Platform: "discord", ID: "77"})
			if err != nil {
				return err
			}
			if sub.Person != 1 || sub.State != reflection.Paused || sub.PausedUntil.String() != "2026-12-01" || sub.Rule.At.Hour != 21 {
				t.Errorf("subscription = %+v", sub)
			}
			d, err := tx.DeliveryOn(sub.ID, today.AddDays(-1))
			if err != nil {
				return err
			}
			if d.Prompt.Question != "What?" || d.Message != "900" || d.State != reflection.DeliveryArrived {
				t.Errorf("delivery = %+v", d)
			}
			facts, err := tx.FactsOf(1)
			if len(facts) != 1 || facts[0].Delivery != d.ID {
				t.Errorf("facts = %+v", facts)
			}
			return err
		},
	},
	2: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, created, wrote, milestone, told) VALUES (1, 'de', -1, 1, 1795000000000000, NULL, 14, NULL)`,
			`INSERT INTO subscriptions VALUES (2, NULL, 'discord', '77', '21:00', 62, 'Europe/Berlin', '', 0, NULL,
					0, 3, '2026-11-21', '2026-12-01', 1796155200000000, NULL, 1795000000000000)`,
			`INSERT INTO channels VALUES (2, 'discord', '5', 'reflections', 'de', -1, '9', 1, 1, NULL, 1, 0)`,
			`INSERT INTO channel_choices VALUES (2, 'core', x'01')`,
			`INSERT INTO deliveries VALUES (3, 2, NULL, 'discord', '77', '2026-11-21', 'Europe/Berlin', 1795291200000000,
					0, 0, 0, '', 'p1', 'What?', 'And?', 'An essay', 1, 2, 1795291201000000, '900', NULL, 4, 'discord', '901', NULL)`,
			`INSERT INTO dispatches VALUES (4, 3, NULL, '', 7, 'discord', '77', 5, 0, 1795291201000000, NULL, 0, 0, NULL, NULL, '')`,
			`INSERT INTO summaries VALUES (2, 1, 0, 64, '18:00', '2026-W46', 1, 0, '18:00', '', 0, 0, '18:00', '2025', 1795291201000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			c, err := tx.Channel(2)
			if err != nil {
				return err
			}
			if c.Parent != "5" || c.Seed != 1<<64-1 || c.Thread != reflection.ThreadClosed || !c.NamedOnly || !c.Tell || c.Off {
				t.Errorf("channel = %+v", c)
			}
			days, err := tx.AskedDays(2, today.AddDays(-1), today)
			if err != nil {
				return err
			}
			if len(days) != 1 || days[0].Delivery.Counted != 4 || days[0].Delivery.Thread.ID != "901" {
				t.Errorf("days = %+v", days)
			}
			d, err := tx.Published(7)
			if err != nil {
				return err
			}
			if d.Delivery != 3 || d.Purpose != reflection.Publish {
				t.Errorf("dispatch = %+v", d)
			}
			due, err := tx.DueSummaries(noon, 1)
			if err != nil {
				return err
			}
			if len(due) != 1 || due[0].Week.Settled != "2026-W46" || !due[0].Month.Off || due[0].Year.Settled != "2025" {
				t.Errorf("summaries = %+v", due)
			}
			return nil
		},
	},
	3: {
		rows: []string{
			`INSERT INTO dispatches (id, platform, chat, purpose, state, ready, attempts, unsure, message, placed, seq)
				VALUES (3, 'discord', '77', 7, 0, 1795291201000000, 1, 0, '', 1795291200000000, 2)`,
			`INSERT INTO dispatches (id, platform, chat, purpose, state, ready, attempts, unsure, message, placed, owner, lease)
				VALUES (4, 'discord', '78', 7, 1, 1795291201000000, 1, 0, '', 1795291200000000, 'a', 1795291202000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			ready := time.UnixMicro(1795291201000000).UTC()
			waiting, err := tx.WaitingAnswers(chat.Chat{Platform: "discord", ID: "77"}, 9)
			same(t, "waiting", waiting, []reflection.Dispatch{{ID: 3, Chat: chat.Chat{Platform: "discord", ID: "77"},
				Purpose: reflection.Answer, Ready: ready, Attempts: 1, Placed: ready.Add(-time.Second), Seq: 2}}, err)
			cut, err := tx.InterruptedDispatches("discord", ready, "b")
			same(t, "interrupted", cut, []reflection.Dispatch{{ID: 4, Chat: chat.Chat{Platform: "discord", ID: "78"},
				Purpose: reflection.Answer, State: reflection.DispatchSending, Ready: ready, Attempts: 1,
				Placed: ready.Add(-time.Second), Owner: "a", Lease: ready.Add(time.Second)}}, err)
			return nil
		},
	},
	4: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, created, wrote, milestone, told) VALUES (1, 'de', -1, 1, 1795000000000000, NULL, 14, NULL)`,
			`INSERT INTO checkpoints (person, settled, state) VALUES (1, 1795291201000000, x'0102')`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			_, err := tx.Checkpoint(1)
			missing(t, "a count that stood in the clear", err)
			return nil
		},
	},
	5: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (4, 'de', 1, 0, 14)`,
			`INSERT INTO identities (id, person, platform, account, chat, key) VALUES (3, 4, 'discord', '42', '43', x'00')`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			if _, err := tx.IdentityOf(3); !errors.Is(err, vault.ErrTampered) {
				t.Errorf("an identity without a key and a seal: err = %v, want ErrTampered", err)
			}
			return nil
		},
	},
	6: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, 'de', 1, 0, 14)`,
			`INSERT INTO dispatches (id, platform, chat, purpose, state, ready, closes, attempts, unsure, tried, message, placed)
				VALUES (4, 'discord', '77', 7, 2, 1795291201000000, 1795294801000000, 2, 1, 1795291200000000, '', 1795291200000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			ready := time.UnixMicro(1795291201000000).UTC()
			d, err := tx.Dispatch(4)
			same(t, "answer", d, reflection.Dispatch{ID: 4, Chat: chat.Chat{Platform: "discord", ID: "77"}, Purpose: reflection.Answer,
				State: reflection.DispatchUncertain, Ready: ready, Window: ready.Add(time.Hour), Attempts: 2, Unsure: 1,
				Tried: ready.Add(-time.Second), Placed: ready.Add(-time.Second)}, err)
			return nil
		},
	},
	30: {
		rows: []string{
			`INSERT INTO aways (platform, since, until) VALUES ('discord', 1795291200000000, 1795291201000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			from := time.UnixMicro(1795291200000000).UTC()
			aways, err := tx.AwaySince(from)
			same(t, "aways", aways, []reflection.Away{{Platform: "discord", From: from, To: from.Add(time.Second)}}, err)
			return nil
		},
	},
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
