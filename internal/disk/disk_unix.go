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

// Account names the account that this process runs as.
func Account() string { return fmt.Sprintf("user id %d", os.Geteuid()) }
