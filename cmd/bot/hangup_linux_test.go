package main

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestAClosedWindowEndsATrial: whoever closes the terminal's window finds the
// database free the next time.
func TestAClosedWindowEndsATrial(t *testing.T) {
	window, screen := terminalPair(t)
	cmd := exec.Command(os.Args[0])
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), envArgs+"=try")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = screen, screen, screen
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	screen.Close()
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	var shown bytes.Buffer
	for chunk := make([]byte, 4096); !strings.Contains(shown.String(), "What time is it for you?"); {
		n, err := window.Read(chunk)
		shown.Write(chunk[:n])
		if err != nil {
			t.Fatalf("%v\n%s", err, shown.String())
		}
	}
	window.Close()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Error("it runs on, and holds its database")
	}
}

// terminalPair opens a terminal: what its window shows, and what a process has.
func terminalPair(t *testing.T) (window, screen *os.File) {
	t.Helper()
	window, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { window.Close() })
	if err := unix.IoctlSetPointerInt(int(window.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(window.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	screen, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return window, screen
}
