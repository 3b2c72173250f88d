package store

import (
	"errors"

	"stillpoint/internal/disk"
)

// anotherBackup is what to do where a backup is of no use.
const anotherBackup = "Try another backup: bot restore FILE. Nothing was changed."

// asBackup says of a backup, and of what to do about it, what a kind of problem says of
// the database.
var asBackup = map[error]struct{ said, do string }{
	ErrNoDatabase:  {"there is no such backup", "Is its disk mounted, and the path right? It is read from the folder that the command is called in."},
	ErrNoFolder:    {"there is no such backup: its folder does not exist", "Is its disk mounted, and the path right? It is read from the folder that the command is called in."},
	ErrFolder:      {"it is a folder, and no backup", "Name the file of a backup in it."},
	ErrEmpty:       {"the backup is empty", anotherBackup + " A copy by hand of a running bot's file is none."},
	ErrNotDatabase: {"the file is no backup", anotherBackup},
	ErrForeign:     {"the file is another program's, and no backup", anotherBackup},
	ErrDamaged:     {"the backup is damaged, or only a part of it is there", anotherBackup + " If this one was brought here from elsewhere, bring it again."},
	ErrNewer:       {"the backup was made by a newer version of Stillpoint", "Restore it with the version that made it, or a newer one; or try another backup. Nothing was changed."},
	ErrReadOnly:    {"the backup can't be read", "Let " + disk.Account() + " read the file, and look into the folder it is in."},
	ErrDisk:        {"the disk that the backup is on can't be read", "See whether that disk is gone or failing; or try another backup. Nothing was changed."},
}

// ofBackup is a kind of problem, said of a backup.
type ofBackup struct {
	error
	said string
}

// Error implements error.
func (o ofBackup) Error() string { return o.said }

// Unwrap returns the kind.
func (o ofBackup) Unwrap() error { return o.error }

// aboutBackup says of a backup what was found of it as a database.
func aboutBackup(err error) error {
	p, ok := errors.AsType[*Problem](err)
	if !ok {
		return err
	}
	as, ok := asBackup[p.Kind]
	if !ok {
		return err
	}
	return &Problem{Kind: ofBackup{p.Kind, as.said}, Path: p.Path, Do: as.do, Cause: p.Cause}
}
