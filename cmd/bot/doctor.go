package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/store"
)

// doctorCmd looks at everything that run needs and says what is missing. It makes
// nothing and asks only, but that a database of an older version is brought to this
// one's schema, as run would. It can be called while the bot runs.
type doctorCmd struct {
	Database string `env:"STILLPOINT_DATABASE" default:"stillpoint.db" placeholder:"FILE" help:"The SQLite file, stillpoint.db unless named."`
	common
	platformSettings
	listenSettings
}

// errFound says that something is missing.
var errFound = errors.New("something is missing; see above")

// Run prints a line for each thing that it looked at.
func (c *doctorCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	_ = c.logger(s.err, &wrong)
	c.checkPrompts(&wrong)
	c.checkPlatforms(&wrong)
	c.checkListen(c.TelegramWebhook, &wrong)
	if err := wrong.orNil(); err != nil {
		return err
	}
	p, err := c.platforms(slog.New(slog.DiscardHandler), nil)
	if err != nil {
		return err
	}
	d := &doctor{out: &reportWriter{out: s.out}}
	d.database(ctx, c.Database, c.KeyFile)
	d.questions(c.Prompts)
	if c.Contact == "" {
		d.note("contact", "none; set STILLPOINT_CONTACT, so that people know who hosts this")
	} else {
		d.fine("contact", c.Contact)
	}
	if p.discord != nil {
		d.discord(ctx, p.discord)
	}
	if p.telegram != nil {
		d.telegram(ctx, p.telegram, c.TelegramWebhook != "")
	}
	if d.out.err != nil {
		return d.out.err
	}
	if d.missing {
		return errFound
	}
	return nil
}

// doctor prints what it finds.
type doctor struct {
	out     *reportWriter
	missing bool
}

func (d *doctor) fine(what, found string) { d.out.printf("ok       %-10s %s\n", what, found) }
func (d *doctor) note(what, found string) { d.out.printf("note     %-10s %s\n", what, found) }

func (d *doctor) miss(what, found, do string) {
	d.missing = true
	d.out.printf("MISSING  %-10s %s\n", what, found)
	if do != "" {
		d.out.printf("         %-10s %s\n", "", do)
	}
}

// patience is how long a platform may take to answer.
const patience = 20 * time.Second

// database opens the database only if there is one, since opening makes it.
func (d *doctor) database(ctx context.Context, path, keyFile string) {
	key := keyFile
	if key == "" {
		key = path + ".key"
	}
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			d.miss("database", path+": its folder does not exist", "Create the folder, or name another with STILLPOINT_DATABASE.")
			return
		}
		d.note("database", path+" does not exist yet; run makes it")
		d.key(key, keyFile == "")
		return
	}
	st, err := store.Open(ctx, store.Options{Path: path, KeyFile: keyFile})
	switch {
	case errors.Is(err, store.ErrInUse):
		d.fine("database", path+" is in use: a bot is running on it")
	case err != nil:
		d.miss("database", err.Error(), whatToDo(err))
		return
	default:
		err = st.Check(ctx)
		if err == nil {
			err = d.keys(ctx, st)
		}
		if closed := st.Close(); err == nil {
			err = closed
		}
		if err != nil {
			d.miss("database", err.Error(), whatToDo(err))
			return
		}
		d.fine("database", path+" is sound")
		if info, err := os.Stat(path); err == nil && exposed(info) {
			d.miss("database", path+" can be read by other accounts of this machine", "chmod 600 "+path)
		}
	}
	d.key(key, keyFile == "")
}

// exposed reports whether other accounts of the machine can read a file.
func exposed(info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0
}

// keys says when the keys were changed, if ever.
func (d *doctor) keys(ctx context.Context, st *store.Store) error {
	master, data, unfinished, err := st.KeysChanged(ctx)
	if err != nil {
		return err
	}
	if !master.IsZero() {
		d.fine("keys", "the master key was changed last on "+master.Format(time.DateOnly))
	}
	if !data.IsZero() {
		d.fine("keys", "the data keys were changed last on "+data.Format(time.DateOnly))
	}
	if unfinished {
		d.miss("keys", "a change of data keys was cut off", "Stop the bot and call: bot rekey --data")
	}
	return nil
}

// key says where the master key is and who may read it.
func (d *doctor) key(path string, beside bool) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.note("key", path+" does not exist yet; run makes it")
		return
	case err != nil:
		d.miss("key", path+" can't be read", "Let this account read it.")
		return
	case exposed(info):
		d.miss("key", path+" can be read by other accounts of this machine", "chmod 600 "+path)
		return
	}
	if beside {
		d.note("key", path+" lies beside the database; back it up apart from it: without it nobody can read what was written")
		return
	}
	d.fine("key", path)
}

// questions counts what can be asked.
func (d *doctor) questions(folder string) {
	var mistakes strings.Builder
	packs, err := openPacks(folder, slog.New(slog.NewTextHandler(&mistakes, nil)))
	if err != nil {
		d.miss("questions", err.Error(), "")
		return
	}
	if mistakes.Len() > 0 {
		d.miss("questions", "a pack has mistakes", "bot prompts check "+folder+" lists them.")
		return
	}
	prompts := 0
	for _, p := range packs.Packs() {
		prompts += len(p.Prompts)
	}
	d.fine("questions", fmt.Sprintf("%s, %s", counted(prompts, "question"), counted(len(packs.Packs()), "pack")))
}

// discord logs in.
func (d *doctor) discord(ctx context.Context, a *discord.Adapter) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := a.Check(ctx)
	if err != nil {
		d.miss("discord", err.Error(), "")
		return
	}
	d.fine("discord", fmt.Sprintf("logged in as %s, in about %s", r.Name, counted(r.Servers, "server")))
	d.fine("", fmt.Sprintf("%s recommended; %d of %d sessions left today", counted(r.Shards, "shard"), r.SessionsLeft, r.SessionsTotal))
	if r.SessionsLeft == 0 {
		d.miss("", "no session may begin before "+time.Now().Add(r.SessionsReset).Format("15:04"), "Wait until then; what starts it again and again?")
	}
	if r.Registered {
		d.fine("", counted(r.Commands, "command")+" registered")
	} else {
		d.note("", fmt.Sprintf("%s registered, others than this version has; run writes them", counted(r.Commands, "command")))
	}
	if len(r.Privileged) > 0 {
		d.note("", strings.Join(r.Privileged, ", ")+" switched on in the developer portal; nothing here needs it")
	}
	if !r.Public {
		d.note("", "only its owner can add it to servers (developer portal → Bot → Public Bot)")
	}
}

// telegram asks about the bot.
func (d *doctor) telegram(ctx context.Context, a *telegram.Adapter, webhook bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := a.Check(ctx)
	if err != nil {
		d.miss("telegram", err.Error(), "")
		return
	}
	d.fine("telegram", fmt.Sprintf("@%s, %s waiting", r.Username, counted(r.Waiting, "update")))
	switch {
	case r.Webhook && !webhook:
		d.note("", "a webhook is set; run takes it away and polls")
	case webhook && !r.Webhook:
		d.note("", "no webhook is set; run sets it")
	}
	if r.Trouble != "" {
		d.note("", fmt.Sprintf("the webhook was last refused at %s: %s", r.TroubleAt.Format(time.DateTime), r.Trouble))
	}
	if !r.Groups {
		d.note("", "it can't be added to groups (BotFather: /setjoingroups)")
	}
	if r.ReadsAll {
		d.note("", "privacy mode is off: it is shown all that groups write, and needs none of it (BotFather: /setprivacy)")
	}
}
