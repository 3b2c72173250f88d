package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// called runs a command line with both simulated platforms behind it.
func called(t *testing.T, line string, more ...string) (code int, out, errs string) {
	t.Helper()
	return calledAfter(t, func() {}, line, more...)
}

// calledAfter prepares the folder that the command line runs in.
func calledAfter(t *testing.T, prepare func(), line string, more ...string) (code int, out, errs string) {
	t.Helper()
	d, tg := discordtest.New(t, discordtest.Tolerant()), telegramtest.New(t)
	t.Chdir(t.TempDir())
	for name, v := range map[string]string{
		"DISCORD_TOKEN": d.Token(), "DISCORD_API_URL": d.URL(), "TELEGRAM_TOKEN": tg.Token(), "TELEGRAM_API_URL": tg.URL(),
	} {
		t.Setenv(name, v)
	}
	for i := 0; i < len(more); i += 2 {
		t.Setenv(more[i], more[i+1])
	}
	prepare()
	var stdout, stderr bytes.Buffer
	code = execute(t.Context(), strings.Fields(line), strings.NewReader(""), &stdout, &stderr)
	for _, secret := range []string{d.Token(), tg.Token()} {
		if strings.Contains(stdout.String()+stderr.String(), secret) {
			t.Error("a token was printed")
		}
	}
	return code, stdout.String(), stderr.String()
}

func TestDoctor(t *testing.T) {
	code, out, errs := called(t, "doctor", "STILLPOINT_CONTACT", "host@example.org")
	if code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"stillpoint.db does not exist yet", "366 questions, 1 pack", "host@example.org",
		"logged in as", "sessions left", "run writes them", "@", "0 updates waiting",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "MISSING") {
		t.Errorf("something is missing\n%s", out)
	}
	if _, err := os.Stat("stillpoint.db"); err == nil {
		t.Error("the doctor made a database")
	}
}

// What is wrong is named, with what to do, and the exit code says so.
func TestDoctorFinds(t *testing.T) {
	for name, c := range map[string]struct{ variable, value, says string }{
		"a token that is refused": {"DISCORD_TOKEN", "MTIz.wrong.token", "token"},
		"no folder":               {"STILLPOINT_DATABASE", filepath.Join("nowhere", "bot.db"), "Create the folder"},
		"a broken pack":           {"STILLPOINT_PROMPTS", ".", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "a broken pack" {
				c.value = t.TempDir()
				if err := os.Mkdir(filepath.Join(c.value, "broken"), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(c.value, "broken", "pack.yaml"), []byte("name: ["), 0o600); err != nil {
					t.Fatal(err)
				}
				c.says = "prompts check"
			}
			code, out, errs := called(t, "doctor", c.variable, c.value)
			if code != exitFailed || !strings.Contains(out, "MISSING") || !strings.Contains(out, c.says) {
				t.Errorf("exit %d\n%s%s", code, out, errs)
			}
		})
	}
}

// What run refuses, the doctor doesn't find to be well.
func TestDoctorWantsAWebhookToBeListenedFor(t *testing.T) {
	code, out, errs := called(t, "doctor", "STILLPOINT_TELEGRAM_WEBHOOK", "http://127.0.0.1:1/hook")
	if code != exitFailed || !strings.Contains(out, "STILLPOINT_LISTEN is empty") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestInvite(t *testing.T) {
	code, out, errs := called(t, "invite")
	if code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"https://discord.com/oauth2/authorize?", "client_id=", "permissions=", "applications.commands", "Send Messages",
		"no privileged intent", "https://t.me/", "?startgroup=",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// TestDoctorOnlyLooks: the folder holds afterwards what it held, and an empty database,
// a copy by hand and a missing one are called what they are.
func TestDoctorOnlyLooks(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T)
		code    int
		says    string
	}{
		"nothing there":         {func(*testing.T) {}, 0, "does not exist yet, or is empty; run makes it"},
		"an empty file":         {func(t *testing.T) { write(t, "stillpoint.db", "") }, 0, "is empty; run makes it"},
		"nobody has begun":      {func(t *testing.T) { closed(t, "stillpoint.db") }, 0, "nothing yet: nobody has begun"},
		"gone, with its key":    {func(t *testing.T) { closed(t, "stillpoint.db"); remove(t, "stillpoint.db") }, exitFailed, "although its key is there"},
		"emptied, with its key": {func(t *testing.T) { closed(t, "stillpoint.db"); write(t, "stillpoint.db", "") }, exitFailed, "although its key is there"},
		"the key gone":          {func(t *testing.T) { closed(t, "stillpoint.db"); remove(t, "stillpoint.db.key") }, exitFailed, "the key file is missing"},
		"another's key": {func(t *testing.T) {
			closed(t, "stillpoint.db")
			closed(t, "a.db")
			rename(t, "a.db.key", "stillpoint.db.key")
		}, exitFailed, "not the one this database was sealed with"},
		"an exposed key": {func(t *testing.T) { closed(t, "stillpoint.db"); chmod(t, "stillpoint.db.key", 0o644) }, exitFailed, "chmod 600"},
		"a letter":       {func(t *testing.T) { write(t, "stillpoint.db", strings.Repeat("Dear all, ", 999)) }, exitFailed, "not a database"},
		"in use":         {func(t *testing.T) { opened(t, "stillpoint.db") }, 0, "in use: a bot runs on it"},
		"copied while it was in use": {func(t *testing.T) {
			opened(t, "a.db")
			copied, err := exec.Command("cp", "a.db", "stillpoint.db").CombinedOutput()
			if err != nil {
				t.Fatalf("%s", copied)
			}
			copyKey(t, "a.db.key", "stillpoint.db.key")
		}, 0, "the log that belongs to it isn't here"},
	} {
		t.Run(name, func(t *testing.T) {
			var before string
			code, out, errs := calledAfter(t, func() { c.prepare(t); before = names(t) }, "doctor")
			if code != c.code || !strings.Contains(out, c.says) {
				t.Errorf("exit %d, want %d and %q\n%s%s", code, c.code, c.says, out, errs)
			}
			if after := names(t); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
}

// Without a token, and without a network, the rest is looked at all the same.
func TestDoctorGoesOn(t *testing.T) {
	for name, c := range map[string]struct {
		more []string
		says []string
	}{
		"no token":                        {[]string{"DISCORD_TOKEN", "", "TELEGRAM_TOKEN", ""}, []string{"no platform has a token", "bot try needs none"}},
		"no network":                      {[]string{"TELEGRAM_API_URL", "http://127.0.0.1:1"}, []string{"doesn't reach it: is it connected", "logged in as"}},
		"a wrong setting":                 {[]string{"STILLPOINT_LISTEN", "nowhere:port"}, []string{"STILLPOINT_LISTEN is", "logged in as"}},
		"a slip of a name":                {[]string{"STILLPOINT_CONTCT", "me"}, []string{"did you mean STILLPOINT_CONTACT?", "logged in as"}},
		"a token's file that isn't there": {[]string{"DISCORD_TOKEN", "", "DISCORD_TOKEN_FILE", "none"}, []string{"DISCORD_TOKEN_FILE is \"none\"", "no such file"}},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := called(t, "doctor", c.more...)
			if code != exitFailed {
				t.Errorf("exit %d, %s", code, errs)
			}
			for _, want := range append(c.says, "questions, 1 pack", "run makes it") {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
		})
	}
}

func TestDoctorForMachines(t *testing.T) {
	code, out, _ := called(t, "doctor --json", "STILLPOINT_CONTACT", "me")
	var said struct {
		Well     bool
		Findings []finding
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil || code != 0 || !said.Well || len(said.Findings) < 10 {
		t.Errorf("exit %d, %v\n%s", code, err, out)
	}
	code, out, _ = called(t, "doctor --json", "STILLPOINT_DATABASE", filepath.Join("nowhere", "a.db"))
	if err := json.Unmarshal([]byte(out), &said); err != nil || code != exitFailed || said.Well {
		t.Errorf("exit %d, %v\n%s", code, err, out)
	}
}

// A clock that is off is said, and by how much.
func TestDoctorHearsTheClock(t *testing.T) {
	for _, c := range []struct {
		server time.Duration
		want   time.Duration
	}{{0, 0}, {time.Hour, -time.Hour}, {-2 * time.Minute, 2 * time.Minute}} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", time.Now().Add(c.server).UTC().Format(http.TimeFormat))
		}))
		defer server.Close()
		var got time.Duration
		answer, err := watchedClient(func(_ string, ahead time.Duration) { got = ahead }).Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if off := got - c.want; off < -2*time.Second || off > 2*time.Second {
			t.Errorf("a server that is %v ahead: %v, want %v", c.server, got, c.want)
		}
	}
}

// closed makes a database with a key, and closes it.
func closed(t *testing.T, path string) {
	t.Helper()
	if err := opened(t, path).Close(); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func copyKey(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(text))
}

// names are the files of the current folder, with their sizes and times, but for what
// SQLite shares in memory.
func names(t *testing.T) string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(e.Name(), "-shm") {
			fmt.Fprintln(&b, e.Name())
			continue
		}
		fmt.Fprintln(&b, e.Name(), info.Size(), info.ModTime())
	}
	return b.String()
}
