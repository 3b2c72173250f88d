package disk

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Look returns the room on the disk that a path is on. Its kind isn't known here.
func Look(path string) (s Space, kind string, err error) {
	name, err := windows.UTF16PtrFromString(path)
	if err == nil {
		err = windows.GetDiskFreeSpaceEx(name, &s.Free, &s.Total, nil)
	}
	if err != nil {
		return s, "", fmt.Errorf("%s: %w", path, err)
	}
	return s, "", nil
}

// Writable can't tell without writing on Windows, and says nothing against it.
func Writable(string) error { return nil }

// HandOver does nothing: on Windows a file has its folder's rights.
func HandOver(string, ...string) {}

// Account names the account that this process runs as.
func Account() string { return "this account" }
