package disk

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Look returns the room on the disk that a path is on, and its kind; empty for one
// that has no name here.
func Look(path string) (Space, string, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return Space{}, "", fmt.Errorf("%s: %w", path, err)
	}
	size := uint64(s.Bsize)
	return Space{Free: s.Bavail * size, Total: s.Blocks * size}, kinds[int64(uint32(s.Type))], nil
}

var kinds = map[int64]string{
	unix.NFS_SUPER_MAGIC:       Network,
	unix.SMB_SUPER_MAGIC:       Network,
	unix.SMB2_SUPER_MAGIC:      Network,
	unix.CIFS_SUPER_MAGIC:      Network,
	unix.AFS_SUPER_MAGIC:       Network,
	unix.V9FS_MAGIC:            Network,
	unix.FUSE_SUPER_MAGIC:      Network,
	unix.CEPH_SUPER_MAGIC:      Network,
	unix.TMPFS_MAGIC:           Memory,
	unix.RAMFS_MAGIC:           Memory,
	unix.OVERLAYFS_SUPER_MAGIC: Overlay,
}
