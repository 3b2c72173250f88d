//go:build unix

package store

import (
	"os/exec"
	"syscall"
)

// dropRights has the command run as nobody.
func dropRights(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
}
