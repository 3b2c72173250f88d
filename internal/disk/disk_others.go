//go:build darwin || freebsd

package disk

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Look returns the room on the disk that a path is on. Its kind isn't known here.
func Look(path string) (Space, string, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return Space{}, "", fmt.Errorf("%s: %w", path, err)
	}
	size := uint64(s.Bsize)
	return Space{Free: uint64(s.Bavail) * size, Total: uint64(s.Blocks) * size}, "", nil
}
