package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/store"
)

// BenchmarkStart: the program as it is released, stripped and without cgo: its size; how
// long it takes until it is ready, after a clean stop; and what it holds in memory a
// minute later, with nobody and with a million subscriptions that are due another time.
// The bounds are 30 MB, half a second, and 32 and 64 MB.
func BenchmarkStart(b *testing.B) {
	program := filepath.Join(b.TempDir(), "bot")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, said)
	}
	info, err := os.Stat(program)
	if err != nil {
		b.Fatal(err)
	}
	for _, people := range []int{0, 1_000_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			dir := b.TempDir()
			st, err := store.Open(b.Context(), store.Options{Path: filepath.Join(dir, "stillpoint.db")})
			if err != nil {
				b.Fatal(err)
			}
			if err := st.Close(); err != nil { // It makes the schema.
				b.Fatal(err)
			}
			crowdOf(b, filepath.Join(dir, "stillpoint.db"), people)
			server := telegramtest.New(b)
			var ready time.Duration
			var resident float64
			for b.Loop() {
				// The first start is the clean stop's; the second is measured.
				first, _ := started(b, program, dir, server)
				stopped(b, first)
				second, took := started(b, program, dir, server)
				ready = took
				time.Sleep(time.Minute)
				resident = residentOf(b, second.Process.Pid)
				stopped(b, second)
			}
			b.ReportMetric(float64(info.Size())/1e6, "MB/binary")
			b.ReportMetric(ready.Seconds(), "s/ready")
			b.ReportMetric(resident, "MB/resident")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// crowdOf makes so many people who are asked each evening, next in a year.
func crowdOf(b *testing.B, path string, people int) {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	later := time.Now().AddDate(1, 0, 0)
	for _, insert := range []string{
		`INSERT INTO persons (id, locale, seed, quiet, created, milestone) SELECT 1000000000 + i, '', i, 0, ?2, 0 FROM n`,
		`INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered, next_date, next_due_at, created)
			SELECT 2000000000 + i, 1000000000 + i, 'telegram', CAST(6000000000 + i AS TEXT), '21:00', 127, 'Etc/UTC', '', 0, 0, 0, ?3, ?2, ?2 FROM n`,
	} {
		const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 WHERE ?1 > 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) `
		if _, err := db.Exec(numbers+insert, people, later.UnixMicro(), later.Format(time.DateOnly)); err != nil {
			b.Fatal(err)
		}
	}
}

// started starts the program and returns how long it took until it was ready.
func started(b *testing.B, program, dir string, server *telegramtest.Server) (*exec.Cmd, time.Duration) {
	b.Helper()
	address := fmt.Sprintf("127.0.0.1:%d", freePorts(b, 1)[0])
	cmd := exec.Command(program, "run")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TELEGRAM_TOKEN="+server.Token(), "TELEGRAM_API_URL="+server.URL(), "STILLPOINT_LISTEN="+address)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for time.Since(began) < time.Minute {
		answer, err := http.Get("http://" + address + "/readyz")
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return cmd, time.Since(began)
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	b.Fatal("it isn't ready after a minute")
	return nil, 0
}

func stopped(b *testing.B, cmd *exec.Cmd) {
	b.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		b.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		b.Fatal(err)
	}
}

// residentOf is how much of a process is in memory, in megabytes.
func residentOf(b *testing.B, process int) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", process))
	if err != nil {
		b.Fatal(err)
	}
	var size, resident int
	if _, err := fmt.Sscan(string(text), &size, &resident); err != nil {
		b.Fatal(err)
	}
	return float64(resident*os.Getpagesize()) / 1e6
}
