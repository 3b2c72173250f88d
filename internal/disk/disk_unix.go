//go:build unix

package disk

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Writable returns nil if this account may make files in the folder, and else why not.
func Writable(folder string) error {
	err := unix.Access(folder, unix.W_OK|unix.X_OK)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EROFS):
		return fmt.Errorf("%s is on a disk that is mounted read-only: %w", folder, err)
	}
	return fmt.Errorf("%s can't be written to by %s", folder, Account())
}

// HandOver gives a file that is root's to the first account, and its group, that one of the
// other paths belongs to and that isn't root: what root puts in the place of another's file
// stays theirs. Where that isn't root's to do, or can't be done, it changes nothing.
func HandOver(path string, from ...string) {
	var is unix.Stat_t
	if os.Geteuid() != 0 || unix.Lstat(path, &is) != nil || is.Uid != 0 {
		return
	}
	if is.Mode&unix.S_IFMT != unix.S_IFREG || is.Nlink != 1 {
		return // Under another name it may be a file that isn't theirs to have.
	}
	for _, other := range from {
		var like unix.Stat_t
		if unix.Stat(other, &like) == nil && like.Uid != 0 {
			_ = unix.Lchown(path, int(like.Uid), int(like.Gid))
			return
		}
	}
}

// Account names the account that this process runs as.
func Account() string { return fmt.Sprintf("user id %d", os.Geteuid()) }
