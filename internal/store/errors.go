package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"stillpoint/internal/disk"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store/postgres"
	"stillpoint/internal/vault"
)

// What a *Problem can be, besides vault.ErrWrongKey and vault.ErrMalformed.
var (
	ErrNotDatabase = errors.New("the file is not a database")
	ErrForeign     = errors.New("the database belongs to another program")
	ErrNewer       = errors.New("the database was made by a newer version of Stillpoint")
	ErrNotMigrated = errors.New("the database couldn't be brought to this version's form")
	ErrInUse       = errors.New("another process is using the database")
	ErrReadOnly    = errors.New("the database can't be written to")
	ErrFull        = errors.New("the disk is full")
	ErrDamaged     = errors.New("the database is damaged")
	ErrBusy        = errors.New("the database is locked by something else")
	ErrDisk        = errors.New("the disk can't be read or written")
	ErrFolder      = errors.New("the database's path is a folder")
	ErrNoFolder    = errors.New("the database's folder does not exist")
	ErrKeyMissing  = errors.New("the key file is missing")
	ErrExists      = errors.New("the file exists already")
	ErrReplaced    = errors.New("the database is not the one any more that was opened")
	ErrLater       = errors.New("the database is newer than the backup")
	ErrNotWhole    = errors.New("the file was copied while a bot had it open, without its log")
	ErrLost        = errors.New("the database is missing or empty")
	ErrLogOnly     = errors.New("the database is missing, and only its log is there")
	ErrKeyUnread   = errors.New("the key file can't be read")
	ErrKeyUnmade   = errors.New("the key file can't be made")
	ErrAddress     = errors.New("the address of the database can't be read")
	ErrServer      = errors.New("the database's server can't be reached, or is in trouble")
	ErrLogin       = errors.New("the database's server lets nobody in with this user and password")
	ErrNoneThere   = errors.New("the server has no such database")
	ErrRights      = errors.New("the user may not do that in the database")
	ErrHalfMoved   = errors.New("another database is being moved into this one, and not all of it is there")
	ErrTaken       = errors.New("another bot has taken the database over")
)

// Errors of callers' making.
var (
	// ErrClosed: the store is closed, or being closed.
	ErrClosed = errors.New("the store is closed")
	// ErrWriteInView: a writing method was called in a View.
	ErrWriteInView = errors.New("writing in a view")
	// ErrTxOver: a transaction was used after its function had returned.
	ErrTxOver = errors.New("the transaction is over")
	// ErrPanicked: the function of a transaction panicked. What it panicked with
	// may hold somebody's words and is not told; the stack is logged.
	ErrPanicked = errors.New("panic in a transaction")
	// ErrUnfinished: the function of a transaction ended its goroutine.
	ErrUnfinished = errors.New("transaction left unfinished")
)

// Problem is an error that a person can set right.
type Problem struct {
	// Kind is one of the errors above: errors.Is finds it.
	Kind error
	// Path is the file it is about.
	Path string
	// Do says what to do about it, in one or two sentences.
	Do string
	// Cause is what was found underneath; nil if there is nothing more to say.
	Cause error
}

// Error says what is wrong, without what to do.
func (p *Problem) Error() string {
	if p.Cause == nil {
		return fmt.Sprintf("%s: %v", p.Path, p.Kind)
	}
	return fmt.Sprintf("%s: %v: %v", p.Path, p.Kind, p.Cause)
}

// Remedy is Do, for those who know the error only as one that can be set right.
func (p *Problem) Remedy() string { return p.Do }

// Unwrap returns the kind and the cause.
func (p *Problem) Unwrap() []error { return []error{p.Kind, p.Cause} }

// remedies says what to do about each kind.
var remedies = map[error]string{
	ErrNotDatabase:     "Choose another file as the database, or move this one out of the way.",
	ErrForeign:         "Choose another file as the database; this one is left as it is.",
	ErrNewer:           "Run the version of Stillpoint that made it, or a newer one. The database is unchanged.",
	ErrNotMigrated:     "The database is as it was: go on with the version of Stillpoint from before, and report this line.",
	ErrInUse:           "Stop the other one first, or give this one a database of its own.",
	ErrReadOnly:        "Let " + disk.Account() + " write to the file and to the folder it is in, and see that the disk isn't mounted read-only.",
	ErrFull:            "Make room on the disk, then try again. Everything that was confirmed is kept.",
	ErrDamaged:         "Stop the bot, keep a copy of the file, and put the latest backup in its place.",
	ErrBusy:            "End what else has the database open, such as a viewer, a sync or a backup of its own.",
	ErrDisk:            "See whether the disk is full, mounted read-only, gone or failing. Everything that was confirmed is kept.",
	ErrFolder:          "Name a file in it, such as stillpoint.db.",
	ErrNoFolder:        "Create the folder, or name a file in one that exists.",
	ErrReplaced:        "Stop the bot, put the database back or leave the one that is there now, and start it again. What people wrote meanwhile is taken in then.",
	ErrLater:           "Choose a later backup; or, to go back and leave what came after it, use --force. The database is kept beside the restored one.",
	ErrNotWhole:        "What was written last may be missing from it. Use a copy that bot backup made; or, if this is the best there is, --force.",
	ErrLost:            "Is its disk mounted, and the path right? Put it back, or bring a backup back with bot restore. To begin anew with this key, start once with --begin-anew.",
	ErrLogOnly:         "Put the database back beside its log, or move the log (its name ends in -wal) out of the way.",
	ErrNoDatabase:      "Name the file of the database: is its disk mounted, and is the path right? bot run makes a new one.",
	ErrEmpty:           "If it is a copy, make another with bot backup: copying the file of a running bot leaves out what stands in its log.",
	ErrKeyUnread:       "Let " + disk.Account() + " read the key file.",
	ErrKeyUnmade:       "Let " + disk.Account() + " write to the folder it is in; a container's volume does by itself.",
	ErrAddress:         "It takes postgres://USER:PASSWORD@HOST:PORT/DATABASE; what is special in a password is written as %XX.",
	ErrServer:          "See whether the server runs, and can be reached from here. Everything that was confirmed is kept, and the bot goes on by itself.",
	ErrLogin:           "See whether the user and the password are right, and whether the server lets them in from here.",
	ErrNoneThere:       "Make it: createdb, with the bot's user as its owner.",
	ErrRights:          "Make the bot's user the owner of the database.",
	ErrHalfMoved:       "Call bot migrate-store again, as before: it goes on where it was.",
	ErrTaken:           "Nothing: that one serves now. This one was not heard of for too long; start it again, and it stands by.",
	ErrKeyMissing:      "Put the key file back where it was. Without it, what people wrote can't be read by anyone.",
	ErrExists:          "Name a file that does not exist yet.",
	vault.ErrWrongKey:  "Use the key file that belongs to this database.",
	vault.ErrMalformed: MalformedKey,
}

// MalformedKey says what to do about a file that is no key's.
const MalformedKey = "The key is in no backup: put back the copy that was kept apart from them. If it was made just now, for a new database, delete it and start again."

func problem(kind error, path string, cause error) *Problem {
	return &Problem{Kind: kind, Path: path, Do: remedies[kind], Cause: cause}
}

// explain turns what SQLite or the file system says into a *Problem where a
// person can set it right, and returns everything else as it is.
func explain(path string, err error) error {
	if _, told := errors.AsType[*Problem](err); err == nil || told {
		return err
	}
	if kind := kindOf(err); kind != nil {
		return problem(onDisk(kind, path), path, err)
	}
	return err
}

// onDisk tells a disk that is mounted read-only from one that fails: SQLite says the
// same of both where it was writable at first.
func onDisk(kind error, path string) error {
	if kind == ErrDisk && errors.Is(disk.Writable(filepath.Dir(path)), syscall.EROFS) {
		return ErrReadOnly
	}
	return kind
}

// kindOf returns which problem an error is, or nil.
func kindOf(err error) error {
	if code, ok := sqliteCode(err); ok {
		if kind := kindOfCode(code); kind != nil {
			return kind
		}
	}
	switch {
	case postgres.Code(err) == "42501":
		return ErrRights
	case onServerKind(err) != nil:
		return onServerKind(err)
	case errors.Is(err, syscall.ENOSPC):
		return ErrFull
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return ErrReadOnly
	}
	return nil
}

// kindOfCode returns which problem SQLite's extended result code is, or nil.
func kindOfCode(code int) error {
	if code == sqlite3.SQLITE_IOERR_SHMSIZE {
		// The shared memory file can't grow: that is how a full disk shows first.
		return ErrFull
	}
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return ErrReadOnly
	case sqlite3.SQLITE_NOTADB:
		return ErrNotDatabase
	case sqlite3.SQLITE_CORRUPT:
		return ErrDamaged
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return ErrBusy
	case sqlite3.SQLITE_IOERR:
		return ErrDisk
	}
	return nil
}

// unavailable is an error of trouble with the store: reflection.ErrUnavailable.
type unavailable struct{ error }

// Unwrap returns the class, and the error itself.
func (u unavailable) Unwrap() []error { return []error{reflection.ErrUnavailable, u.error} }

// onServerKind returns which trouble of a server's an error is, or nil.
func onServerKind(err error) error {
	switch code := postgres.Code(err); {
	case code == leaseCode:
		return ErrTaken
	case strings.HasPrefix(code, "28"):
		return ErrLogin
	case code == "3D000":
		return ErrNoneThere
	case code == "53100":
		return ErrFull
	case postgres.Troubled(err):
		return ErrServer
	}
	return nil
}

// explainTx explains what a transaction came to. Only what the engine says that tells of
// trouble is ErrUnavailable; all else, an error of the caller's function too, is
// returned as it is.
func explainTx(path string, err error) error {
	if kind := onServerKind(err); kind != nil {
		if _, told := errors.AsType[*Problem](err); !told {
			err = problem(kind, path, err)
		}
		return unavailable{err}
	}
	if errors.Is(err, ErrTaken) {
		return unavailable{err}
	}
	if code, ok := sqliteCode(err); ok {
		return classify(path, err, code)
	}
	return err
}

// classify returns an error that has a result code of SQLite's as what it is.
func classify(path string, err error, code int) error {
	if code&0xff == sqlite3.SQLITE_NOMEM {
		return unavailable{err}
	}
	kind := kindOfCode(code)
	if kind == nil {
		return err
	}
	if _, told := errors.AsType[*Problem](err); !told {
		err = problem(onDisk(kind, path), path, err)
	}
	return unavailable{err}
}

// sqliteCode returns SQLite's extended result code.
func sqliteCode(err error) (int, bool) {
	if se, ok := errors.AsType[*sqlite.Error](err); ok {
		return se.Code(), true
	}
	return 0, false
}

// refused reports whether SQLite only refused the statement, because a
// constraint or a trigger forbids it. The transaction then goes on.
func refused(err error) bool {
	code, ok := sqliteCode(err)
	return ok && code&0xff == sqlite3.SQLITE_CONSTRAINT
}
