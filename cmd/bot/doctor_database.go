package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"stillpoint/internal/disk"
	"stillpoint/internal/store"
)

// database looks at the database, and at the key with it.
func (d *doctor) database(ctx context.Context, path, keyFile string) {
	key := keyOf(path, keyFile)
	if err := disk.Writable(filepath.Dir(path)); err != nil {
		d.folder(path, err)
	}
	seen, err := store.Verify(ctx, path)
	switch {
	case errors.Is(err, store.ErrNoDatabase), errors.Is(err, store.ErrEmpty):
		d.noDatabase(path, key, err)
		d.key(key, keyFile == "", nil)
		return
	case errors.Is(err, store.ErrNoFolder):
		if keyFile != "" { // Else it lies in that folder, of which it was said.
			d.key(keyFile, false, nil)
		}
		return
	case err != nil:
		d.wrong("database", err)
		d.key(key, keyFile == "", nil)
		return
	}
	running := store.InUse(path)
	d.fine("database", fmt.Sprintf("%s was read through and is sound: %s", path, census(seen)))
	if running {
		d.fine("database", "in use: a bot runs on it")
	}
	if !running {
		d.writable(seen.Path)
	}
	if !seen.Clean && !running && !seen.Log {
		d.note("database", "it wasn't closed, and the log that belongs to it isn't here",
			"If it was copied by hand from a running bot, what was written last is missing: use bot backup and bot restore.")
	}
	if seen.Schema < seen.Known {
		d.note("database", fmt.Sprintf("its schema is number %d; run brings it to %d, and keeps a copy first", seen.Schema, seen.Known), "")
	} else {
		d.fine("database", fmt.Sprintf("its schema is number %d, the newest, since %s", seen.Schema, seen.Migrated.Format(time.DateOnly)))
	}
	if info, err := os.Stat(seen.Path); err == nil && exposed(info) {
		d.miss("database", path+" can be read by other accounts of this machine", "chmod 600 "+path)
	}
	d.work(seen, running)
	d.keys(seen)
	if !seen.Requested.IsZero() {
		d.fine("requests", fmt.Sprintf("at people's request %s, and %s; the last on %s",
			counted(seen.Forgotten, "person was forgotten|people were forgotten"),
			counted(seen.Exported, "journal was written out|journals were written out"), seen.Requested.Format(time.DateOnly)))
	}
	d.key(key, keyFile == "", &seen)
}

// folder says what is wrong with the folder of the database.
func (d *doctor) folder(path string, err error) {
	if info, missing := os.Stat(filepath.Dir(path)); missing != nil || !info.IsDir() {
		d.miss("database", path+": its folder does not exist", "Create the folder, or name another with STILLPOINT_DATABASE.")
		return
	}
	d.miss("database", err.Error(), fmt.Sprintf("Give the folder to %s, or have the bot run as its owner.", disk.Account()))
}

// noDatabase says that there is none yet, or that there should be one.
func (d *doctor) noDatabase(path, key string, err error) {
	if _, there := os.Stat(key); there == nil {
		d.miss("database", fmt.Sprintf("%v, although its key is there: %s", err, key),
			"Is its disk mounted, and the path right? bot restore brings a backup back; to begin anew with this key, start once with bot run --begin-anew.")
		return
	}
	d.note("database", path+" does not exist yet, or is empty; run makes it", "")
}

// work says what is due, and what can't be delivered.
func (d *doctor) work(seen store.Sight, running bool) {
	if !seen.Next.IsZero() {
		if late := time.Since(seen.Next); late > 10*time.Minute {
			do := "Start the bot: questions are due."
			if running {
				do = "See the bot's log for what holds them up."
			}
			d.note("due", fmt.Sprintf("a question has been due since %s UTC", seen.Next.Format(time.DateTime)), do)
		} else {
			d.fine("due", fmt.Sprintf("the next question at %s UTC; %s", seen.Next.Format(time.DateTime), counted(seen.Waiting, "delivery waits|deliveries wait")))
		}
	}
	if !seen.Latest.IsZero() && !running {
		d.note("due", fmt.Sprintf("nothing was taken in after %s UTC", seen.Latest.Format(time.DateTime)), "")
	}
	if seen.Gone > 0 {
		d.note("chats", fmt.Sprintf("%s no longer be written to: the bot was blocked or removed there", counted(seen.Gone, "chat can|chats can")), "")
	}
	if seen.Barred > 0 {
		d.note("chats", fmt.Sprintf("%s a permission", counted(seen.Barred, "channel lacks|channels lack")), "/community status in the channel says which.")
	}
}

// exposed reports whether other accounts of the machine can read a file.
func exposed(info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0
}

// keys says when the keys were changed, if ever.
func (d *doctor) keys(seen store.Sight) {
	if at := seen.MasterChanged; !at.IsZero() {
		d.fine("keys", "the master key was changed last on "+at.Format(time.DateOnly))
	}
	if at := seen.DataChanged; !at.IsZero() {
		d.fine("keys", "the data keys were changed last on "+at.Format(time.DateOnly))
	}
	if seen.RekeyCut {
		d.miss("keys", "a change of data keys was cut off", "Stop the bot and call: bot rekey --data")
	}
}

// key says where the master key is, who may read it, and whether it opens the
// database.
func (d *doctor) key(path string, beside bool, seen *store.Sight) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && seen == nil:
		if err := disk.Writable(filepath.Dir(path)); err != nil {
			d.miss("key", err.Error(), fmt.Sprintf("Give the folder to %s, or have the bot run as its owner.", disk.Account()))
			return
		}
		d.note("key", path+" does not exist yet; run makes it", "")
		return
	case err == nil && exposed(info):
		d.miss("key", path+" can be read by other accounts of this machine", "chmod 600 "+path)
	}
	if seen == nil {
		seen = &store.Sight{} // Any key opens it.
	}
	if err := seen.OpenedBy(path); err != nil {
		d.wrong("key", err)
		return
	}
	if beside {
		d.note("key", path+" lies beside the database", "Keep a copy of it apart from the backups: without it nobody can read what was written.")
		return
	}
	d.fine("key", path)
}

// writable says which of a database's files can't be written to: its log's are left there
// when a bot is killed.
func (d *doctor) writable(path string) {
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		f, err := os.OpenFile(file, os.O_RDWR, 0)
		if errors.Is(err, fs.ErrPermission) {
			d.miss("database", fmt.Sprintf("%s can't be written to by %s", file, disk.Account()), "Let this account write to the file.")
		}
		if err == nil {
			_ = f.Close()
		}
	}
}

// disk says how much room there is, and whether the disk is one for a database.
func (d *doctor) disk(path string) {
	space, kind, err := disk.Look(filepath.Dir(path))
	if err != nil {
		return // It was said of the folder.
	}
	room := fmt.Sprintf("%s of %s are free", megabytes(space.Free), megabytes(space.Total))
	switch {
	case space.Free < leastFree:
		d.miss("disk", room, "Make room: nothing can be taken in when it is full.")
	case space.Free < 512<<20:
		d.note("disk", room, "Make room before it is full.")
	default:
		d.fine("disk", room)
	}
	switch kind {
	case disk.Network:
		d.note("disk", "it may be a network's, on which locks aren't always kept", "Put the database on a disk of this machine, and the backups on the network's.")
	case disk.Memory:
		d.note("disk", "it is in memory: all is lost when the machine restarts", "Put the database on a disk.")
	case disk.Overlay:
		d.note("disk", "it is the container's own layer: all is lost with the container", "Mount a volume, and put the database there.")
	}
}

// stale is how old the newest backup may be.
const stale = 48 * time.Hour

// backups says when the last backup was made.
func (d *doctor) backups(c backupSettings, now time.Time) {
	folder, kept := c.folder()
	if !kept {
		d.note("backups", "none are made by themselves", "Name a folder with STILLPOINT_BACKUP_DIR, on another disk, or call bot backup each day.")
		return
	}
	all, err := folder.List()
	switch {
	case err != nil:
		return // It was said of the setting.
	case len(all) == 0:
		d.note("backups", "none yet; run makes the first at start", "")
	case now.Sub(all[0].At) > stale:
		d.miss("backups", fmt.Sprintf("the newest of %d is of %s UTC", len(all), all[0].At.Format(time.DateTime)), "The bot's log says each hour why none is made, if it runs.")
	default:
		d.fine("backups", fmt.Sprintf("%s, the newest of %s UTC", counted(len(all), "backup"), all[0].At.Format(time.DateTime)))
	}
	if others, err := folder.Others(); err == nil && len(others) > 0 {
		d.note("backups", "put there by hand: "+strings.Join(others, ", "), "The bot deletes none of these, and they hold what people have deleted since: delete each once you need it no more.")
	}
}
