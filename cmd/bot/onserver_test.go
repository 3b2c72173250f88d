//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/store"
	"stillpoint/internal/store/postgres/postgrestest"
)

// TestWhatIsForAFileAlone says what to use instead, and repeats no address.
func TestWhatIsForAFileAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	const address = "postgres://bot:s3cret@127.0.0.1:1/none"
	for _, c := range []struct {
		args, want string
	}{
		{"backup copy.db", "pg_dump"},
		{"restore copy.db", "pg_restore"},
		{"try --database=" + address, "on a file of its own"},
		{"run --backup-dir=.", "pg_dump"},
	} {
		t.Setenv("STILLPOINT_DATABASE", address)
		r := run(t, "", strings.Fields(c.args)...)
		if r.code != exitUsage || !strings.Contains(r.err, c.want) {
			t.Errorf("%s: exit %d\n%s", c.args, r.code, r.err)
		}
		if strings.Contains(r.err+r.out, "s3cret") {
			t.Errorf("%s: the password is told\n%s", c.args, r.err)
		}
	}
}

// TestAServersTrouble: what keeps a database on a server from being opened is told by
// every command, with what to do, and without the password.
func TestAServersTrouble(t *testing.T) {
	t.Chdir(t.TempDir())
	for address, want := range map[string]string{
		"postgres://bot:s3cret@127.0.0.1:1/none":    "can't be reached",
		"postgres://bot:s3cret@[::1/none":           "postgres://USER:PASSWORD@HOST:PORT/DATABASE",
		"mysql://bot:s3cret@localhost/none":         "it takes a file, or postgres://",
		"postgres://bot:s3cret@127.0.0.1:port/none": "postgres://USER:PASSWORD@HOST:PORT/DATABASE",
	} {
		for _, args := range []string{"run", "doctor", "export --person=telegram:1 out.json", "forget --person=telegram:1", "rekey"} {
			t.Setenv("STILLPOINT_DATABASE", address)
			t.Setenv("TELEGRAM_TOKEN", "123456:abcdefghijklmnopqrstuvwxyzabcdefghi")
			t.Setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
			r := run(t, "", strings.Fields(args)...)
			if r.code == 0 || args != "doctor" && !strings.Contains(r.err, want) {
				t.Errorf("%s with %s: exit %d\n%s%s", args, address, r.code, r.out, r.err)
			}
			if strings.Contains(r.err+r.out, "s3cret") {
				t.Errorf("%s: the password is told\n%s%s", args, r.out, r.err)
			}
		}
	}
}

// instances are processes that run on one database of a server.
type instances struct {
	*testing.T
	ctx      context.Context
	address  string
	dir      string
	telegram *telegramtest.Server
	discord  *discordtest.Server
}

// instance is one of them.
type instance struct {
	*exec.Cmd
	log    *syncedBuffer
	listen string
	done   chan error
}

// start starts one, in the folder that all share, with the key in it.
func (i *instances) start(port int) *instance {
	i.Helper()
	cmd := exec.Command(os.Args[0])
	one := &instance{cmd, &syncedBuffer{}, fmt.Sprintf("127.0.0.1:%d", port), make(chan error, 1)}
	cmd.Dir = i.dir
	cmd.Env = append(os.Environ(), envArgs+"=run", "STILLPOINT_DATABASE="+i.address, "STILLPOINT_KEY_FILE="+filepath.Join(i.dir, "key"), "STILLPOINT_LISTEN="+one.listen,
		"TELEGRAM_TOKEN="+i.telegram.Token(), "TELEGRAM_API_URL="+i.telegram.URL(),
		"DISCORD_TOKEN="+i.discord.Token(), "DISCORD_API_URL="+i.discord.URL())
	cmd.Stderr = one.log
	if err := cmd.Start(); err != nil {
		i.Fatal(err)
	}
	go func() { one.done <- cmd.Wait() }()
	i.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Process.Signal(syscall.SIGCONT) })
	return one
}

// says reports whether an instance answers so at a path.
func (o *instance) says(path string, code int, text string) bool {
	r, err := http.Get("http://" + o.listen + path)
	if err != nil {
		return false
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return err == nil && r.StatusCode == code && strings.Contains(string(body), text)
}

// freePorts finds ports on which nothing listens.
func freePorts(t testing.TB, n int) (ports []int) {
	t.Helper()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// serves reports whether it is ready.
func (o *instance) serves() bool { return o.says("/readyz", http.StatusOK, "ready") }

// TestInstancesOnServer: of several processes on one database one serves, and the others
// stand by. When that one is told to stop, is killed, or stands still, another serves (it
// logs after how long). What people wrote meanwhile, and while the server ended all
// connections, is taken in, once; and whoever was taken over ends without a word to
// anybody.
func TestInstancesOnServer(t *testing.T) {
	t.Parallel() // It mostly waits.
	i := &instances{
		T: t, address: postgrestest.Shared(t).Database(t), dir: t.TempDir(),
		telegram: telegramtest.New(t), discord: discordtest.New(t, discordtest.FailLateInteractions()),
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	i.ctx = ctx
	ada, bea := i.discord.Person("ada"), i.telegram.User("bea")
	var written []string
	write := func(text string) {
		written = append(written, text)
		ada.Write(text)
		bea.Write(text)
	}
	takenIn := func() bool { return i.telegram.Waiting() == 0 && i.discord.Online() }
	var all []*instance
	t.Cleanup(func() {
		if t.Failed() {
			for n, o := range all {
				t.Logf("instance %d:\n%s", n, o.log.String())
			}
			t.Logf("%s\n%s", ada.Transcript(), bea.Transcript())
		}
	})
	ports := freePorts(t, 4)
	for n := range 2 {
		all = append(all, i.start(ports[n]))
		if n == 0 {
			waitFor(t, ctx, all[0].serves)
		}
	}
	waitFor(t, ctx, func() bool {
		return all[1].says("/readyz", http.StatusServiceUnavailable, "standing by") && all[1].says("/healthz", http.StatusOK, "ok")
	})
	ada.Command("start", nil)
	bea.Start("")
	for _, step := range []string{"What time is it for you?", "When should I ask?", "[Not today]"} {
		waitFor(t, ctx, func() bool {
			return strings.Contains(bea.Transcript(), step) && (strings.Contains(ada.Transcript(), step) || step == "[Not today]" && labelled(ada.Sees(), "Not today") > 0)
		})
		switch step {
		case "What time is it for you?":
			ada.Write("UTC")
			bea.Write("UTC")
		case "When should I ask?":
			ada.Press("", "21:00")
			bea.Press("21:00")
		}
	}
	write("one serves")

	// within measures how long it takes until an instance serves in another's place.
	within := func(what string, next *instance) {
		t.Helper()
		began := time.Now()
		waitFor(t, ctx, next.serves)
		t.Logf("%s: another serves after %s", what, time.Since(began).Round(100*time.Millisecond))
	}
	if err := all[0].Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	write("told to stop")
	within("told to stop", all[1])
	if err := <-all[0].done; err != nil {
		t.Errorf("told to stop, it ended with %v", err)
	}
	waitFor(t, ctx, takenIn)

	all = append(all, i.start(ports[2]))
	waitFor(t, ctx, func() bool { return all[2].says("/readyz", http.StatusServiceUnavailable, "standing by") })
	if err := all[1].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	write("killed")
	within("killed", all[2])
	waitFor(t, ctx, takenIn)

	all = append(all, i.start(ports[3]))
	waitFor(t, ctx, func() bool { return all[3].says("/readyz", http.StatusServiceUnavailable, "standing by") })
	if err := all[2].Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	write("stopped")
	within("stopped", all[3])
	if err := all[2].Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if err := <-all[2].done; err == nil || !strings.Contains(all[2].log.String(), store.ErrTaken.Error()) {
		t.Errorf("taken over, it ended with %v\n%s", err, all[2].log.String())
	}
	waitFor(t, ctx, takenIn)
	write("one serves again")
	waitFor(t, ctx, takenIn)

	// The server ends all connections, as when it is started again, while people write.
	name := i.address[len("postgres:///"):strings.Index(i.address, "?")]
	for n := range 5 {
		write(fmt.Sprintf("the server was started again, %d", n))
		if _, err := postgrestest.Shared(t).Ask("postgres", `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '`+name+`'`); err != nil {
			t.Fatal(err)
		}
	}
	waitFor(t, ctx, func() bool { return takenIn() && all[3].serves() })
	if err := all[3].Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-all[3].done; err != nil {
		t.Errorf("told to stop, it ended with %v", err)
	}
	st, err := store.Open(t.Context(), store.Options{Path: i.address, KeyFile: filepath.Join(i.dir, "key")})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for what, got := range map[string][]string{
		"Discord":  partsOf(t, st, "discord", ada.ID()),
		"Telegram": partsOf(t, st, "telegram", fmt.Sprint(bea.ID())),
	} {
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(written))) {
			t.Errorf("%s: kept %q, want %q", what, got, written)
		}
	}
	if n := labelled(ada.Sees(), "Not today"); n != 1 {
		t.Errorf("%d questions on Discord, want 1", n)
	}
	if n := strings.Count(bea.Transcript(), "[Not today]"); n != 1 {
		t.Errorf("%d questions on Telegram, want 1", n)
	}
}
