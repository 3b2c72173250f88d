package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// old holds, for every schema there ever was, rows as the version of that time
// left them, and what must be found after opening. A new migration needs an
// entry for the schema before it; the rows of an entry are never changed.
var old = map[int64]oldRows{
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
}
