package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"time"

	"stillpoint/internal/reflection"
)

// maxGroup bounds how many Updates one commit makes durable, and so how long
// the first of them waits for the others.
const maxGroup = 64

// tries is how often a group is run that meets other transactions; between two it is
// waited for a while of up to so long.
const (
	tries      = 8
	tryWait    = 5 * time.Millisecond
	tryWaitMax = 200 * time.Millisecond
)

// writer runs all Updates, in groups, on the one connection that writes.
type writer struct {
	conn *conn
	ids  sequence
	// look returns why nothing may be written any more, or nil; it is asked before each
	// group and after it.
	look func() error
	// end is the statement that commits.
	end string
	log *slog.Logger

	jobs    chan *job     // unbuffered: who has not been received can still leave
	turns   chan *job     // what the worker runs
	idle    chan func()   // run between groups
	quit    chan struct{} // closed to stop
	stopped chan struct{} // closed when it has
}

// job is one Update.
type job struct {
	fn   func(reflection.Tx) error
	tx   *tx        // the transaction that it runs in
	ran  chan error // what the function came to
	done chan error // how it ended
	own  error      // what the function came to, once the writer knows it
}

func newWriter(c *conn, ids sequence, end string, look func() error, log *slog.Logger) *writer {
	w := &writer{
		conn: c, ids: ids, look: look, end: end, log: log,
		jobs: make(chan *job), turns: make(chan *job), idle: make(chan func()),
		quit: make(chan struct{}), stopped: make(chan struct{}),
	}
	go w.loop()
	go w.work()
	return w
}

// update runs fn in a transaction and returns once it is committed. While it
// waits for its turn it gives up with ctx. Where fn ends its goroutine, the caller's
// ends instead.
func (w *writer) update(ctx context.Context, fn func(reflection.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{fn: fn, ran: make(chan error, 1), done: make(chan error, 1)}
	select {
	case w.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.quit:
		return ErrClosed
	}
	err := <-j.done
	if errors.Is(j.own, ErrUnfinished) {
		runtime.Goexit()
	}
	return err
}

// work runs the functions of jobs, each while the writer waits, on one goroutine that
// keeps the stack it grew: growing one for every caller takes a tenth of the time.
// Where a function ends that goroutine, another one goes on.
func (w *writer) work() {
	ended := false
	defer func() {
		if !ended {
			go w.work()
		}
	}()
	for j := range w.turns {
		run(j.tx, j.fn, w.log, func(err error) { j.ran <- err })
	}
	ended = true
}

// between runs f on the writer's goroutine when no transaction is open.
func (w *writer) between(ctx context.Context, f func()) error {
	done := make(chan struct{})
	select {
	case w.idle <- func() { defer close(done); f() }:
		<-done
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-w.quit:
		return ErrClosed
	}
}

func (w *writer) loop() {
	defer close(w.stopped)
	for {
		select {
		case j := <-w.jobs:
			w.group(j)
		case f := <-w.idle:
			f()
		case <-w.quit:
			return
		}
	}
}

// stop ends the loop after the group that is being written.
func (w *writer) stop() {
	close(w.quit)
	<-w.stopped
	close(w.turns)
}

// group runs the first job, and those that come meanwhile, in one transaction. It is run
// again where it meets another transaction, and where one of the jobs comes to nothing
// after others: jobs have no savepoints of their own until one is known to need them,
// since two statements more for each job are a tenth of what a reply takes.
func (w *writer) group(first *job) {
	g := grouped{jobs: []*job{first}, grows: true}
	for try := 1; len(g.jobs) > 0; try++ {
		g = w.attempt(g, try)
	}
}

// grouped are jobs that one transaction makes durable.
type grouped struct {
	jobs []*job
	// grows says that those that come meanwhile are taken in too.
	grows bool
	// guarded says that each job is undone alone where it comes to nothing; else all are
	// undone, and those before it are run again, guarded.
	guarded bool
}

// attempt runs the jobs of a group in one transaction. It returns those that are to be
// run again.
func (w *writer) attempt(g grouped, try int) (again grouped) {
	if err := w.look(); err != nil {
		w.refuse(g.jobs, err)
		return grouped{}
	}
	if err := w.conn.start(w.conn.begin...); err != nil {
		w.refuse(g.jobs, fmt.Errorf("begin: %w", err))
		return grouped{}
	}
	var waiting []*job // for the commit
	var broken error
	for i := 0; i < len(g.jobs) && broken == nil; i++ {
		j := g.jobs[i]
		var failed error
		if failed, broken = w.runJob(j, g.guarded); broken != nil {
			waiting = append(waiting, g.jobs[i:]...)
		} else if failed == nil {
			waiting = append(waiting, j)
		} else if g.guarded {
			j.done <- failed
		} else {
			w.rollback()
			j.done <- failed
			return grouped{jobs: waiting, grows: g.grows, guarded: true}
		}
		if i == len(g.jobs)-1 && broken == nil && g.grows {
			if j := w.next(len(g.jobs)); j != nil {
				g.jobs = append(g.jobs, j)
			}
		}
	}
	if broken == nil {
		broken = w.commit()
	}
	if broken != nil {
		w.rollback()
	} else {
		broken = w.look() // What went into another file isn't confirmed.
	}
	if w.conn.repeats(broken) && try < tries {
		time.Sleep(rand.N(min(tryWait<<try, tryWaitMax)))
		return grouped{jobs: waiting, guarded: g.guarded}
	}
	for _, j := range waiting {
		j.done <- errors.Join(broken, j.own)
	}
	return grouped{}
}

// refuse ends jobs, and all that wait already, without a transaction: they have
// waited as long for it, and would each wait as long again.
func (w *writer) refuse(jobs []*job, err error) {
	for _, j := range jobs {
		j.done <- err
	}
	for j := w.next(0); j != nil; j = w.next(0) {
		j.done <- err
	}
}

// next returns a job that is waiting, if there is room for it in the group.
func (w *writer) next(taken int) *job {
	if taken == maxGroup {
		return nil
	}
	select {
	case j := <-w.jobs:
		return j
	default:
		return nil
	}
}

// runJob runs one job. failed is why the job alone came to nothing: guarded, it has left
// no trace then. broken is why the whole group did: what the engine says, and nothing that
// the job's own function returned, because others are told it too.
func (w *writer) runJob(j *job, guarded bool) (failed, broken error) {
	if guarded {
		if err := w.conn.soon("SAVEPOINT job"); err != nil {
			return nil, fmt.Errorf("savepoint: %w", err)
		}
	}
	t := &tx{conn: w.conn, ids: &w.ids}
	j.tx = t
	w.turns <- j
	j.own = <-j.ran
	if w.conn.repeats(t.failed) || w.conn.gone {
		return nil, t.failed
	}
	if !guarded {
		return j.own, nil
	}
	if j.own != nil {
		if _, err := w.conn.exec("ROLLBACK TO job"); err != nil {
			return nil, errors.Join(t.failed, fmt.Errorf("roll back: %w", err))
		}
	}
	if err := w.conn.soon("RELEASE job"); err != nil {
		return nil, errors.Join(t.failed, fmt.Errorf("release: %w", err))
	}
	return j.own, nil
}

func (w *writer) commit() error {
	end, err := w.ids.store(w.conn)
	if err != nil {
		return fmt.Errorf("store ids: %w", err)
	}
	if w.conn.untouched() {
		return nil
	}
	if _, err := w.conn.exec(w.end); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	w.ids.stored(end)
	return nil
}

// rollback ends the transaction. SQLite may have ended it already, when the
// disk was full, and a server when the connection to it was lost; those are the only
// ways in which this fails.
func (w *writer) rollback() {
	if w.conn.untouched() || w.conn.gone {
		return
	}
	if _, err := w.conn.exec("ROLLBACK"); err != nil {
		w.log.Debug("nothing left to roll back", "error", err)
	}
}
