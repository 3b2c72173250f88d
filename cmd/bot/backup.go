package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"stillpoint/internal/backups"
	"stillpoint/internal/disk"
	"stillpoint/internal/store"
)

// backupCmd copies the database, whether a bot runs on it or not.
type backupCmd struct {
	databaseSetting
	KeyFile string `long:"key-file" env:"STILLPOINT_KEY_FILE" value-name:"FILE" description:"The master key: the backup is kept apart from it, and is never made beside it."`
	Args    struct {
		File string `positional-arg-name:"FILE" description:"The file to make, in another folder than the key's; best on another disk."`
	} `positional-args:"yes" required:"yes"`
}

// databaseSetting says where the database is.
type databaseSetting struct {
	Database string `long:"database" env:"STILLPOINT_DATABASE" default:"stillpoint.db" value-name:"FILE" description:"The SQLite file, or postgres://USER:PASSWORD@HOST:PORT/NAME."`
}

// Run makes the backup, reads through it, and says what is in it.
func (c *backupCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	wrong.fileOnly(c.Database, `pg_dump --format=custom --file=FILE "$STILLPOINT_DATABASE" copies a database on a server, while a bot runs or not`)
	wrong.folderOf("FILE", c.Args.File)
	wrong.besideKey("FILE", filepath.Dir(c.Args.File), keyOf(c.Database, c.KeyFile))
	if err := wrong.orNil(); err != nil {
		return err
	}
	made, err := store.Backup(ctx, c.Database, c.Args.File)
	if err != nil {
		return err
	}
	out := &reportWriter{out: s.out}
	out.printf("%s holds %s, and was read through.\n", c.Args.File, census(made))
	out.printf("Words in it are sealed: it is of use only with the key, %s, which isn't in it. Keep a copy of that elsewhere.\n", keyOf(c.Database, c.KeyFile))
	return out.err
}

// census says what is in a database.
func census(seen store.Sight) string {
	c := seen.Census
	if c.Empty() {
		return "nothing yet: nobody has begun"
	}
	return fmt.Sprintf("%s, %s and %s", counted(c.People, "person|people"), counted(c.Replies, "reply|replies"), counted(c.Questions, "question"))
}

// keyOf is the file of the master key.
func keyOf(database, keyFile string) string {
	if keyFile != "" {
		return keyFile
	}
	return store.KeyOf(database)
}

// besideKey appends a folder of backups that holds the key as well: whoever takes the
// one has the other.
func (w *wrongSettings) besideKey(name, folder, key string) {
	if _, err := os.Stat(key); err != nil {
		return
	}
	a, errA := os.Stat(folder)
	b, errB := os.Stat(filepath.Dir(key))
	if errA == nil && errB == nil && os.SameFile(a, b) {
		*w = append(*w, fmt.Sprintf("%s is in %q, where the key %s lies; a backup goes into another folder, because whoever finds both can read everything", name, folder, filepath.Base(key)))
	}
}

// restoreCmd puts a backup in the database's place.
type restoreCmd struct {
	databaseSetting
	KeyFile string `long:"key-file" env:"STILLPOINT_KEY_FILE" value-name:"FILE" description:"The master key that the backup was sealed with. It is put in its place first."`
	Force   bool   `long:"force" description:"Restore though the database that is there knows of later moments, or though the copy may not be whole."`
	Args    struct {
		File string `positional-arg-name:"FILE" description:"The backup."`
	} `positional-args:"yes" required:"yes"`
}

// Run restores, and says what the database is now and where the one before is.
func (c *restoreCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	wrong.fileOnly(c.Database, `pg_restore --clean --if-exists --dbname="$STILLPOINT_DATABASE" FILE brings back what pg_dump copied, while no bot runs`)
	if err := wrong.orNil(); err != nil {
		return err
	}
	done, err := store.Restore(ctx, c.Args.File, c.Database, keyOf(c.Database, c.KeyFile), c.Force)
	if err != nil {
		return err
	}
	out := &reportWriter{out: s.out}
	out.printf("%s holds %s now.\n", c.Database, census(done.Sight))
	if !done.Latest.IsZero() {
		out.printf("It knows of nothing after %s UTC. What people wrote to this bot on Discord since then is read again, from their private chats; on Telegram only what no bot has taken in yet.\n", done.Latest.Format(time.DateTime))
	}
	if done.Aside != "" {
		out.printf("The one before is kept, with what it took in meanwhile: %s\n", done.Aside)
	}
	return out.err
}

// backupSettings say where backups are kept while the bot runs.
type backupSettings struct {
	BackupDir   string `long:"backup-dir" env:"STILLPOINT_BACKUP_DIR" value-name:"FOLDER" description:"Keep backups here, one a day, while the bot runs; best on another disk, and never beside the key."`
	BackupDays  int    `long:"backup-days" env:"STILLPOINT_BACKUP_DAYS" default:"7" value-name:"N" description:"Of how many days a backup is kept."`
	BackupWeeks int    `long:"backup-weeks" env:"STILLPOINT_BACKUP_WEEKS" default:"8" value-name:"N" description:"Of how many weeks before those one is kept."`
}

// folder is where backups are kept; false if nowhere.
func (c backupSettings) folder() (backups.Folder, bool) {
	return backups.Folder{Path: c.BackupDir, Days: c.BackupDays, Weeks: c.BackupWeeks}, c.BackupDir != ""
}

// checkBackups appends what is wrong with them.
func (c backupSettings) checkBackups(database, key string, wrong *wrongSettings) {
	if c.BackupDays < 1 || c.BackupDays > 366 {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_BACKUP_DAYS is %d; it takes a number from 1 to 366", c.BackupDays))
	}
	if c.BackupWeeks < 0 || c.BackupWeeks > 520 {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_BACKUP_WEEKS is %d; it takes a number from 0 to 520", c.BackupWeeks))
	}
	if c.BackupDir == "" {
		return
	}
	if onServer(database) {
		*wrong = append(*wrong, "STILLPOINT_BACKUP_DIR is set, and STILLPOINT_DATABASE is on a server, which pg_dump backs up; leave one of them out")
		return
	}
	if info, err := os.Stat(c.BackupDir); err != nil || !info.IsDir() {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_BACKUP_DIR is %q; it takes a folder that exists", c.BackupDir))
		return
	}
	if err := disk.Writable(c.BackupDir); err != nil {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_BACKUP_DIR is %q; it takes a folder that %s may write to", c.BackupDir, disk.Account()))
	}
	wrong.besideKey("STILLPOINT_BACKUP_DIR", c.BackupDir, key)
}

// backUp makes a backup if it is time for one. What fails is logged with what to do,
// and tried again an hour later.
func (b *bot) backUp(ctx context.Context, folder backups.Folder, now time.Time) {
	due, err := folder.Due(now)
	if err == nil && !due {
		return
	}
	began := time.Now()
	var made store.Sight
	if err == nil {
		made, err = folder.Make(ctx, b.store, now)
	}
	b.backedUp.Store(&err)
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		do := whatToDo(err)
		if errors.Is(err, fs.ErrNotExist) {
			do = "Is the disk of STILLPOINT_BACKUP_DIR mounted?"
		}
		b.log.Error("the backup failed; it is tried again in an hour", "do", do, "err", err)
		return
	}
	b.log.Info("backed up", "people", made.Census.People, "replies", made.Census.Replies, "bytes", made.Size, "took", time.Since(began).Round(time.Millisecond))
	if _, err := folder.Tidy(now); err != nil {
		b.log.Error("old backups can't be removed", "err", err)
	}
}
