package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWrongSettingsAllAtOnce: each wrong setting gets a line of its own, which
// begins with its name, and nothing is made.
func TestWrongSettingsAllAtOnce(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, "nonsense.key", "nonsense")
	set := map[string]string{
		"STILLPOINT_LOG_LEVEL":        "loud",
		"STILLPOINT_LOG_FORMAT":       "xml",
		"STILLPOINT_PROMPTS":          "no-such-folder",
		"STILLPOINT_DATABASE":         filepath.Join("nowhere", "bot.db"),
		"STILLPOINT_KEY_FILE":         "nonsense.key",
		"STILLPOINT_TELEGRAM_WEBHOOK": "bot.example.org/hook",
		"STILLPOINT_LISTEN":           "127.0.0.1:noport",
		"STILLPOINT_KEEP_MONTHS":      "3",
		"DISCORD_TOKEN":               "secret with spaces",
		"DISCORD_API_URL":             "discord.example.org",
		"DISCORD_SHARDS":              "many",
		"TELEGRAM_TOKEN":              "secret",
		"TELEGRAM_API_URL":            "https://api.example.org?token=1",
		"STILPOINT_CONTACT":           "me",
	}
	for name, value := range set {
		t.Setenv(name, value)
	}
	r := run(t, "", "run")
	if r.code != exitUsage || r.out != "" || strings.Contains(r.err, "secret") {
		t.Errorf("exit %d, %q", r.code, r.out)
	}
	lines := strings.Split(strings.TrimSuffix(r.err, "\n"), "\n")
	for name := range set {
		told := slices.IndexFunc(lines, func(l string) bool {
			return strings.HasPrefix(l, "bot: "+name+" is ") || strings.HasPrefix(l, "bot: "+name+": ")
		})
		if told < 0 {
			t.Errorf("%s isn't told", name)
		}
	}
	if len(lines) != len(set) {
		t.Errorf("%d lines for %d settings:\n%s", len(lines), len(set), r.err)
	}
	if files, err := os.ReadDir("."); err != nil || len(files) != 1 {
		t.Errorf("%v was made, %v", files, err)
	}
}

func TestWrongSettingsOfTry(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("STILLPOINT_KEY_FILE", filepath.Join("nowhere", "a.key"))
	t.Setenv("STILLPOINT_CONTCT", "me")
	r := run(t, "hello\n", "try", "--database", filepath.Join("elsewhere", "a.db"))
	for _, want := range []string{"STILLPOINT_CONTCT is no setting; did you mean STILLPOINT_CONTACT?", "STILLPOINT_KEY_FILE is", "--database is"} {
		if !strings.Contains(r.err, want) {
			t.Errorf("%q lacks %q", r.err, want)
		}
	}
	if r.code != exitUsage || strings.Count(r.err, "\n") != 3 {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
}

// A server's address is no database, and its password is not repeated.
func TestAServersAddressIsNoDatabase(t *testing.T) {
	t.Chdir(t.TempDir())
	r := run(t, "hello\n", "try", "--database", "postgres://me:secret@db.example.org/bot")
	if r.code != exitUsage || !strings.HasPrefix(r.err, "bot: --database is ") || strings.Contains(r.err, "secret") {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
}

func TestSlips(t *testing.T) {
	names := newProgram().settingNames()
	if len(names) < 13 || !slices.Contains(names, "TELEGRAM_TOKEN") {
		t.Fatalf("the settings are %q", names)
	}
	for environ, want := range map[string]string{
		"STILPOINT_CONTACT=me":                                 "did you mean STILLPOINT_CONTACT?",
		"STILLPOINT_CONTRACT=me":                               "did you mean STILLPOINT_CONTACT?",
		"STILLPOINT_LOGLEVEL=info":                             "did you mean STILLPOINT_LOG_LEVEL?",
		"STILLPOINT_WEBHOOK=x":                                 "did you mean STILLPOINT_TELEGRAM_WEBHOOK?",
		"STILLPOINT_DB=x":                                      "bot run --help",
		"STILLPOINT_NOTHING_LIKE_IT=x":                         "bot run --help",
		"DISCORD_TOKN=secret":                                  "did you mean DISCORD_TOKEN?",
		"TELEGRAM_BOT_TOKEN=secret":                            "did you mean TELEGRAM_TOKEN?",
		"TELEGRAM_BOT_TOKEN=secret TELEGRAM_TOKEN=1:secret":    "",
		"TELEGRAM_CHAT_ID=1 DISCORD_GUILD=2 DISCORD_WEBHOOK=x": "",
		"STILLPOINT_SERVICE_HOST=10.0.0.1 STILLPOINT_PORT_8080_TCP=tcp://10.0.0.1 STILLPOINT_PORT=tcp://x": "",
		"STILLPOINT_CONTACT=me HOME=/ PATH=/bin TOKEN=1":                                                   "",
	} {
		got := strings.Join(slips(strings.Fields(environ), names), "\n")
		if (want == "") != (got == "") || !strings.Contains(got, want) || strings.Contains(got, "secret") {
			t.Errorf("%s: %q, want %q", environ, got, want)
		}
	}
}
