package main

import (
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestRefusedStarts: every start of run that is refused ends at once, with the exit
// code for its kind, a line that says what is wrong once, and one that says what to do
// or what is taken. No token is ever printed.
func TestRefusedStarts(t *testing.T) {
	const token = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	for name, c := range map[string]struct {
		prepare func(t *testing.T)
		set     map[string]string
		args    []string
		code    int
		wrong   string
		do      string
	}{
		"no token":                {nil, map[string]string{"TELEGRAM_TOKEN": ""}, nil, exitUsage, "no platform has a token", "from BotFather"},
		"a token that is none":    {nil, map[string]string{"TELEGRAM_TOKEN": "hello"}, nil, exitUsage, "TELEGRAM_TOKEN", "BotFather"},
		"a token twice":           {nil, map[string]string{"TELEGRAM_TOKEN_FILE": "t"}, nil, exitUsage, "are both set", "one of them is enough"},
		"a token's file missing":  {nil, map[string]string{"TELEGRAM_TOKEN": "", "TELEGRAM_TOKEN_FILE": "none"}, nil, exitUsage, "TELEGRAM_TOKEN_FILE is \"none\"", "no such file"},
		"a token's file empty":    {func(t *testing.T) { write(t, "t", "\n") }, map[string]string{"TELEGRAM_TOKEN": "", "TELEGRAM_TOKEN_FILE": "t"}, nil, exitUsage, "TELEGRAM_TOKEN_FILE is \"t\"", "the one line"},
		"a token's file wrong":    {func(t *testing.T) { write(t, "t", "hello") }, map[string]string{"TELEGRAM_TOKEN": "", "TELEGRAM_TOKEN_FILE": "t"}, nil, exitUsage, "TELEGRAM_TOKEN_FILE is \"t\": that is no Telegram token", "BotFather"},
		"another token's file":    {func(t *testing.T) { write(t, "t", "two\nlines") }, map[string]string{"DISCORD_TOKEN_FILE": "t"}, nil, exitUsage, "DISCORD_TOKEN_FILE is \"t\": that is no Discord token", "developer portal"},
		"a slip":                  {nil, map[string]string{"STILLPOINT_DATABSE": "x"}, nil, exitUsage, "STILLPOINT_DATABSE is no setting", "did you mean STILLPOINT_DATABASE?"},
		"no folder":               {nil, map[string]string{"STILLPOINT_DATABASE": "none/x.db"}, nil, exitUsage, "STILLPOINT_DATABASE is", "a folder that exists"},
		"a server's address":      {nil, map[string]string{"STILLPOINT_DATABASE": "ftp://me:secret@x/y"}, nil, exitUsage, "STILLPOINT_DATABASE is", "takes a file"},
		"a key that is none":      {func(t *testing.T) { write(t, "k", "nonsense") }, map[string]string{"STILLPOINT_KEY_FILE": "k"}, nil, exitUsage, "not a Stillpoint key file", "The key is in no backup: put back the copy"},
		"a key's folder missing":  {nil, map[string]string{"STILLPOINT_KEY_FILE": "none/k"}, nil, exitUsage, "STILLPOINT_KEY_FILE is", "a folder that exists"},
		"no backup folder":        {nil, map[string]string{"STILLPOINT_BACKUP_DIR": "none"}, nil, exitUsage, "STILLPOINT_BACKUP_DIR is", "a folder that exists"},
		"backups beside the key":  {func(t *testing.T) { closed(t, "stillpoint.db") }, map[string]string{"STILLPOINT_BACKUP_DIR": "."}, nil, exitUsage, "STILLPOINT_BACKUP_DIR is", "another folder"},
		"no days of backups":      {nil, map[string]string{"STILLPOINT_BACKUP_DAYS": "0"}, nil, exitUsage, "STILLPOINT_BACKUP_DAYS is 0", "from 1 to 366"},
		"a webhook unheard":       {nil, map[string]string{"STILLPOINT_TELEGRAM_WEBHOOK": "https://x.example"}, nil, exitUsage, "STILLPOINT_LISTEN is empty", "an address and a port"},
		"an address that is none": {nil, map[string]string{"STILLPOINT_LISTEN": "x"}, nil, exitUsage, "STILLPOINT_LISTEN is", "an address and a port"},
		"an address in use":       {func(t *testing.T) { holdPort(t) }, map[string]string{"STILLPOINT_LISTEN": heldPort}, nil, exitFailed, "STILLPOINT_LISTEN", "Choose another port"},
		"gone, its key there":     {func(t *testing.T) { closed(t, "stillpoint.db"); remove(t, "stillpoint.db") }, nil, nil, exitFailed, "the database is missing or empty", "bot restore"},
		"a key gone":              {func(t *testing.T) { closed(t, "stillpoint.db"); remove(t, "stillpoint.db.key") }, nil, nil, exitFailed, "the key file is missing", "Put the key file back"},
		"another's key": {func(t *testing.T) {
			closed(t, "stillpoint.db")
			closed(t, "a.db")
			rename(t, "a.db.key", "stillpoint.db.key")
		}, nil, nil, exitFailed, "not the one this database was sealed with", "Use the key file that belongs"},
		"a newer one": {func(t *testing.T) {
			closed(t, "stillpoint.db")
			tamper(t, "stillpoint.db", `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
		}, nil, nil, exitFailed, "made by a newer version of Stillpoint: its schema is number 9999", "Run the version of Stillpoint that made it"},
		"an update that fails": {func(t *testing.T) {
			closed(t, "stillpoint.db")
			tamper(t, "stillpoint.db", `DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)`)
		}, nil, nil, exitFailed, "couldn't be brought to this version's form", "go on with the version of Stillpoint from before"},
		"a letter":            {func(t *testing.T) { write(t, "stillpoint.db", strings.Repeat("Dear all, ", 999)) }, nil, nil, exitFailed, "not a database", "Choose another file"},
		"in use":              {func(t *testing.T) { opened(t, "stillpoint.db") }, nil, nil, exitFailed, "another process is using", "Stop the other one"},
		"played with":         {func(t *testing.T) { run(t, "Lisbon\n", "try", "--database", "stillpoint.db") }, nil, nil, exitFailed, "belongs to bot try", "choose another file"},
		"a folder":            {func(t *testing.T) { mkdir(t, "stillpoint.db", 0o700) }, nil, nil, exitFailed, "is a folder", "Name a file in it"},
		"a token refused":     {nil, map[string]string{"TELEGRAM_TOKEN": token}, nil, exitFailed, "telegram: ", "BotFather"},
		"both tokens refused": {nil, map[string]string{"TELEGRAM_TOKEN": token, "DISCORD_TOKEN": "MTIz.wrong.token"}, nil, exitFailed, "token", ""},
		"an unknown command":  {nil, nil, []string{"dance"}, exitUsage, "dance", "bot --help"},
		"an unknown flag":     {nil, nil, []string{"run", "--dance"}, exitUsage, "--dance", "bot --help"},
	} {
		t.Run(name, func(t *testing.T) {
			tg, d := telegramtest.New(t, telegramtest.Tolerant()), discordtest.New(t, discordtest.Tolerant())
			dir := t.TempDir()
			t.Chdir(dir)
			if c.prepare != nil {
				c.prepare(t)
			}
			for name, v := range map[string]string{"TELEGRAM_TOKEN": tg.Token(), "TELEGRAM_API_URL": tg.URL(), "DISCORD_API_URL": d.URL()} {
				t.Setenv(name, v)
			}
			for name, v := range c.set {
				t.Setenv(name, v)
			}
			args := c.args
			if args == nil {
				args = []string{"run"}
			}
			r := run(t, "", args...)
			if r.code != c.code || !strings.Contains(r.err, c.wrong) || !strings.Contains(r.err, c.do) {
				t.Errorf("exit %d, want %d, %q and %q:\n%s", r.code, c.code, c.wrong, c.do, r.err)
			}
			said := ""
			for line := range strings.Lines(r.err) {
				if !strings.HasPrefix(line, "time=") { // the log
					said += line
				}
			}
			if strings.Count(said, "not a Stillpoint key file") > 1 || strings.Count(said, "\n") > 3 {
				t.Errorf("it is said more than once:\n%s", said)
			}
			for _, secret := range []string{tg.Token(), d.Token(), token, "secret@"} {
				if strings.Contains(r.err+r.out, secret) {
					t.Error("a token was printed")
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "stillpoint.db")); err == nil && c.code == exitUsage && c.prepare == nil {
				t.Error("a database was made")
			}
		})
	}
}

// heldPort is an address that holdPort holds.
const heldPort = "127.0.0.1:48391"

// holdPort listens, as another program does.
func holdPort(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", heldPort)
	if err != nil {
		t.Skip(err) // Then something else holds it just now.
	}
	t.Cleanup(func() { _ = l.Close() })
}

// tamper changes a database that nobody has open.
func tamper(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}
