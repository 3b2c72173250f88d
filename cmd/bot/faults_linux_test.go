package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

var (
	faultRuns = flag.Int("fault.runs", 4, "how many runs of the fault suite")
	faultSeed = flag.Uint64("fault.seed", 0, "replay the run of this seed, or begin with it; 0 draws one")
	faultKind = flag.String("fault.kind", "", "only faults of this kind")
)

// TestFaults is the fault suite: bot run as a process of its own, over both simulated
// platforms, while something goes wrong that the seed decides. Somebody on either
// platform is asked, writes while it goes wrong and after, and is asked again. In the
// end what the platforms saw and what the database holds is compared: every word is
// there once, every question was shown once, nothing was missed, nothing panicked, and
// nothing that was written stands in the log.
//
// The long form is go test ./cmd/bot -run TestFaults -fault.runs=1000 -parallel 8 -timeout 3h
func TestFaults(t *testing.T) {
	names := slices.Sorted(maps.Keys(faults))
	if *faultKind != "" {
		names = []string{*faultKind}
	}
	runs, seed := *faultRuns, *faultSeed
	if testing.Short() {
		runs = min(runs, 2)
	}
	if seed == 0 {
		seed = rand.Uint64() / 2
	}
	tally := &faultTally{runs: map[string]int{}, doubled: map[string]int{}}
	t.Run("runs", func(t *testing.T) {
		for n := range runs {
			kind := names[(int(seed%uint64(len(names)))+n)%len(names)]
			t.Run(fmt.Sprintf("%s/%d", kind, seed+uint64(n)), func(t *testing.T) {
				t.Parallel()
				newFaulty(t, kind, seed+uint64(n), tally).play()
			})
		}
	})
	tally.mu.Lock()
	defer tally.mu.Unlock()
	for _, kind := range slices.Sorted(maps.Keys(tally.runs)) {
		t.Logf("%-28s %4d runs, %3d questions shown twice", kind, tally.runs[kind], tally.doubled[kind])
	}
}

// faultTally counts the runs by kind, and the questions that were shown twice: the
// stated case.
type faultTally struct {
	mu            sync.Mutex
	runs, doubled map[string]int
}

// fault is one way in which something goes wrong. It is begun when the second question
// is due, before the bot starts or while it runs, and lasts until does returns.
type fault struct {
	// unsure says that a request may be cut after it was carried out: then, on a platform
	// without nonces, a question may be shown twice, and never more often.
	unsure bool
	// restarts says that the process is to be started again afterwards, as a host or a
	// unit would; mayEnd, that it may refuse to start meanwhile, and is then started again.
	restarts, mayEnd bool
	does             func(f *faulty)
}

// faulty is one run.
type faulty struct {
	*pair
	kind    string
	fault   fault
	tally   *faultTally
	dir     string
	log     syncedBuffer
	process *exec.Cmd  // nil while none runs
	ended   chan error // gets how it ended
}

func newFaulty(t *testing.T, kind string, seed uint64, tally *faultTally) *faulty {
	known, ok := faults[kind]
	if !ok {
		t.Fatalf("no fault is called %q", kind)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(cancel)
	f := &faulty{
		pair: newPair(t, ctx, rand.New(rand.NewPCG(seed, 2)), telegramtest.New(t), discordtest.New(t)),
		kind: kind, fault: known, tally: tally, dir: t.TempDir(),
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("replay with -run TestFaults -fault.kind=%s -fault.seed=%d -fault.runs=1\n%s\n%s\n%s", kind, seed, f.ada.Transcript(), f.bea.Transcript(), f.log.String())
		}
	})
	return f
}

// play is the run.
func (f *faulty) play() {
	f.start()
	f.begin()
	f.stop()
	comeDue(f.T, f.database())
	f.fault.does(f)
	if f.fault.restarts {
		f.kill()
	}
	f.up()
	f.settle()
	f.stop()
	f.audit()
	f.tally.mu.Lock()
	f.tally.runs[f.kind]++
	f.tally.mu.Unlock()
}

func (f *faulty) database() string { return filepath.Join(f.dir, "stillpoint.db") }

// start runs a process.
func (f *faulty) start() {
	f.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Dir = f.dir
	cmd.Env = append(os.Environ(), envArgs+"=run",
		"TELEGRAM_TOKEN="+f.telegram.Token(), "TELEGRAM_API_URL="+f.telegram.URL(),
		"DISCORD_TOKEN="+f.discord.Token(), "DISCORD_API_URL="+f.discord.URL())
	cmd.Stderr = &f.log
	if err := cmd.Start(); err != nil {
		f.Fatal(err)
	}
	ended := make(chan error, 1)
	f.process, f.ended = cmd, ended
	var waiting sync.WaitGroup
	waiting.Go(func() { ended <- cmd.Wait() })
	f.Cleanup(func() { _ = cmd.Process.Signal(unix.SIGCONT); _ = cmd.Process.Kill(); waiting.Wait() })
}

// up starts a process, unless one is running. One that ended by itself is started again
// where the fault is a reason to.
func (f *faulty) up() {
	f.Helper()
	if f.process != nil {
		select {
		case err := <-f.ended:
			f.process = nil
			if !f.fault.mayEnd {
				f.Errorf("it ended by itself: %v", err)
			}
		default:
			return
		}
	}
	f.start()
}

// kill kills the process, if one is running.
func (f *faulty) kill() {
	if f.process != nil {
		_ = f.process.Process.Kill()
		<-f.ended
		f.process = nil
	}
}

// began waits until the process has begun to log: before, an order to stop ends it as it
// ends any program.
func (f *faulty) began(before int) {
	f.Helper()
	waitFor(f.T, f.ctx, func() bool { return strings.Contains(f.log.String()[before:], "msg=stillpoint") })
}

// stop orders the process to stop, and wants it to do so well.
func (f *faulty) stop() {
	f.Helper()
	if f.process == nil {
		return
	}
	if err := f.process.Process.Signal(unix.SIGTERM); err != nil {
		f.Error(err)
	}
	began := time.Now()
	if err := <-f.ended; err != nil {
		f.Errorf("told to stop, it ended with %v", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		f.Errorf("it took %v to stop", took)
	}
	f.process = nil
}

// refusedStart starts a process that is to end by itself, and returns what it says.
func (f *faulty) refusedStart() string {
	f.Helper()
	before := len(f.log.String())
	f.start()
	err := <-f.ended
	f.process = nil
	if _, ended := errors.AsType[*exec.ExitError](err); !ended {
		f.Errorf("it wasn't refused: %v", err)
	}
	return f.log.String()[before:]
}
