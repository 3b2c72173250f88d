//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/store"
	"stillpoint/internal/store/postgres/postgrestest"
)

// trio are three processes on one database of a server, each behind a wire of its own, and
// two people whom they serve on both platforms. A process that ends is started again, as a
// service manager would.
type trio struct {
	*pair
	in       *instances
	server   *postgrestest.Server
	database string // its name
	// onTelegram and onDiscord note who asked a platform for what.
	onTelegram, onDiscord *witness

	slots [3]slot
	logs  []*syncedBuffer // of all processes that ever ran
	owner map[int]int     // the slot, by the process's number
	took  []time.Duration // from a fault until another served
}

// slot is where one of the three runs.
type slot struct {
	port              int
	wire              *wire
	database          string // its address, through the wire
	telegram, discord string
	one               *instance // nil while none runs
	killed            bool      // it was
}

// newTrio starts three, and waits until one serves. Before is called with the database,
// before any runs.
func newTrio(t *testing.T, ctx context.Context, seed uint64, server *postgrestest.Server, before func(*trio, *store.Store)) *trio {
	t.Helper()
	tg := telegramtest.New(t, telegramtest.WithRates(telegramtest.OfficialRates()))
	d := discordtest.New(t, discordtest.WithRates(discordtest.OfficialRates()))
	f := &trio{
		pair: newPair(t, ctx, rand.New(rand.NewPCG(seed, 2)), tg, d), server: server, owner: map[int]int{},
		in:         &instances{T: t, ctx: ctx, address: server.Database(t), dir: t.TempDir(), telegram: tg, discord: d},
		onTelegram: newWitness(t, tg.URL()), onDiscord: newWitness(t, d.URL()),
	}
	f.database, _, _ = strings.Cut(strings.TrimPrefix(f.in.address, "postgres:///"), "?")
	t.Cleanup(func() {
		if t.Failed() {
			for n, log := range f.logs {
				t.Logf("process %d:\n%s", n, log)
			}
			t.Logf("%s\n%s", f.ada.Transcript(), f.bea.Transcript())
			t.Logf("dispatches:\n%s", strings.Join(f.ask(`SELECT concat_ws(' ', id, 'delivery', delivery, platform, 'purpose', purpose, 'state', state,
				'attempts', attempts, 'unsure', unsure, 'ready', ready, 'closes', closes, 'lease', lease, 'owner', owner) FROM dispatches WHERE state <> 3 ORDER BY id`), "\n"))
			t.Logf("subscriptions and questions:\n%s", strings.Join(f.ask(fmt.Sprintf(`SELECT concat_ws(' ', s.id, s.platform, 'state', s.state, 'next', s.next_date, s.next_due_at,
				'question', d.id, d.date, 'state', d.state, 'due', d.due, 'arrived', d.arrived)
				FROM subscriptions AS s LEFT JOIN deliveries AS d ON d.subscription = s.id
				WHERE s.platform || s.chat IN ('discord%s', 'telegram%d') ORDER BY d.id`, f.ada.ChannelID(), f.bea.ChatID())), "\n"))
			t.Logf("taken in:\n%s", strings.Join(f.ask(`SELECT concat_ws(' ', platform, until, (extract(epoch FROM now()) * 1000000)::BIGINT) FROM taken_in`), "\n"))
		}
	})
	f.prepare(before)
	socket := ".s.PGSQL.5432"
	if *instancesPool {
		server.Pooled(t, f.in.address)
		socket = ".s.PGSQL.6432"
	}
	for n, port := range freePorts(t, len(f.slots)) {
		w := newWire(t, func() (net.Conn, error) { return net.Dial("unix", filepath.Join(server.Dir(), socket)) })
		f.slots[n] = slot{
			port: port, wire: w, database: fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", w.Port(), f.database),
			telegram: f.onTelegram.URL(t, n), discord: f.onDiscord.URL(t, n),
		}
	}
	f.serving(nil)
	return f
}

// prepare makes the database, in which the server notes each taking.
func (f *trio) prepare(before func(*trio, *store.Store)) {
	f.Helper()
	st := f.open()
	if before != nil {
		before(f, st)
	}
	if err := st.Close(); err != nil {
		f.Fatal(err)
	}
	f.ask(`CREATE TABLE takings (process INT, at DOUBLE PRECISION);
		CREATE FUNCTION note_taking() RETURNS TRIGGER LANGUAGE plpgsql AS $$
		BEGIN
			INSERT INTO takings SELECT substring(owner FROM 'process (\d+)')::INT, extract(epoch FROM clock_timestamp()) FROM leases;
			RETURN NEW;
		END $$;
		CREATE TRIGGER noted AFTER UPDATE ON lease_numbers FOR EACH ROW EXECUTE FUNCTION note_taking()`)
}

// open opens the database once no process has it.
func (f *trio) open() *store.Store {
	f.Helper()
	st, err := store.Open(f.ctx, store.Options{Path: f.in.address, KeyFile: filepath.Join(f.in.dir, "key"), Wait: true})
	if err != nil {
		f.Fatal(err)
	}
	return st
}

// ask asks the server something of the database; nothing comes of it while it is away.
func (f *trio) ask(statements string) []string {
	found, err := f.server.Ask(f.database, statements)
	if err != nil && !strings.HasPrefix(statements, "SELECT") {
		f.Fatal(err)
	}
	return found
}

// up starts whatever doesn't run. Who ends by itself must have been taken over.
func (f *trio) up() {
	f.Helper()
	for n := range f.slots {
		s := &f.slots[n]
		if s.one != nil {
			select {
			case err := <-s.one.done:
				f.ended(s, err)
			default:
				continue
			}
		}
		s.one, s.killed = f.in.startAt(s.port, s.database, s.telegram, s.discord), false
		f.owner[s.one.Process.Pid] = n
		f.logs = append(f.logs, s.one.log)
	}
}

// ended looks at how a process ended.
func (f *trio) ended(s *slot, err error) {
	f.Helper()
	if _, failed := errors.AsType[*exec.ExitError](err); failed && !s.killed && !strings.Contains(s.one.log.String(), store.ErrTaken.Error()) && !mayEnd(s.one.log.String()) {
		f.Errorf("a process ended by itself: %v", err)
	}
	s.one = nil
}

// mayEnd reports whether a process that was starting ended because the server was away: it
// says so, and is started again.
func mayEnd(log string) bool {
	return strings.Contains(log, "bot: ") && !strings.Contains(log, "msg=serving") && strings.Contains(log, "can't be reached")
}

// holder is the process that has the database; nil if none has.
func (f *trio) holder() *instance {
	found := f.ask(`SELECT substring(owner FROM 'process (\d+)') FROM leases WHERE owner <> '' AND ends > clock_timestamp()`)
	if len(found) != 1 {
		return nil
	}
	for _, s := range f.slots {
		if s.one != nil && strconv.Itoa(s.one.Process.Pid) == found[0] {
			return s.one
		}
	}
	return nil
}

// serving waits until one of them serves, who isn't the one named, and returns who.
func (f *trio) serving(not *instance) (one *instance) {
	f.Helper()
	waitFor(f.T, f.ctx, func() bool {
		f.up()
		one = f.holder()
		return one != nil && one != not && one.serves()
	})
	return one
}

// instead waits until another serves than the one that something was done to, and notes
// how long that took.
func (f *trio) instead(of *instance, since time.Time) (one *instance) {
	f.Helper()
	one = f.serving(of)
	f.took = append(f.took, time.Since(since))
	return one
}

// kill kills a process.
func (f *trio) kill(one *instance) {
	f.slots[f.owner[one.Process.Pid]].killed = true
	_ = one.Process.Kill()
}

// handOver tells the holder to stop, and waits until another serves.
func (f *trio) handOver() *instance {
	f.Helper()
	one, began := f.serving(nil), time.Now()
	_ = one.Process.Signal(syscall.SIGTERM)
	return f.instead(one, began)
}

// stop tells all to stop, and wants them to do so well.
func (f *trio) stop() {
	f.Helper()
	f.up()
	for n := range f.slots {
		// Before it has begun, an order to stop ends it as it ends any program.
		waitFor(f.T, f.ctx, func() bool { return strings.Contains(f.slots[n].one.log.String(), "msg=stillpoint") })
		_ = f.slots[n].one.Process.Signal(syscall.SIGTERM)
	}
	for n := range f.slots {
		if err := <-f.slots[n].one.done; err != nil && !strings.Contains(f.slots[n].one.log.String(), store.ErrTaken.Error()) {
			f.Errorf("told to stop, instance %d ended with %v", n, err)
		}
	}
}

// comeDue has everybody's next question be due since twenty minutes.
func (f *trio) comeDue() {
	f.Helper()
	f.ask(`UPDATE subscriptions SET next_date = (now() AT TIME ZONE 'UTC' + interval '1 day')::DATE::TEXT,
		next_due_at = (extract(epoch FROM now() - interval '20 minutes') * 1000000)::BIGINT`)
}

// settle waits until the second question was shown and all that was written was taken in
// and answered; then both answer once more.
func (f *trio) settle() {
	f.Helper()
	waitFor(f.T, f.ctx, func() bool { f.up(); return f.askedTwice() })
	f.write()
	waitFor(f.T, f.ctx, func() bool {
		f.up()
		if f.telegram.Waiting() > 0 {
			return false
		}
		parts := f.ask(`SELECT count(*) FROM parts`)
		if len(parts) != 1 {
			return false
		}
		n, err := strconv.Atoi(parts[0])
		return err == nil && f.takenIn(n)
	})
}
