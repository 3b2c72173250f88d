package vault

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// keyPrefix begins the one line of a key file and carries its version. It lets
// a person who finds the file know what it is.
const keyPrefix = "stillpoint-key-1:"

// keySize is the length of every key, in bytes.
const keySize = 32

// maxKeyFile bounds how much of a file is read before it is refused, in bytes.
const maxKeyFile = 4096

// KeyFile describes the file that the master key came from.
type KeyFile struct {
	Path string
	// Created reports that the file was made just now: it wants a backup.
	Created bool
	// Exposed reports that other accounts of the machine may read or change the
	// file: its mode is wider than 0600. Always false on Windows.
	Exposed bool
}

// readKeyFile returns the master key in the file.
func readKeyFile(path string) ([]byte, KeyFile, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, KeyFile{}, fmt.Errorf("%s: %w", path, ErrNoKey)
	}
	if err != nil {
		return nil, KeyFile{}, fmt.Errorf("open key file: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, KeyFile{}, fmt.Errorf("read key file: %w", err)
	}
	if info.IsDir() {
		return nil, KeyFile{}, fmt.Errorf("%s: %w: it is a folder", path, ErrMalformed)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	if err != nil {
		return nil, KeyFile{}, fmt.Errorf("read key file: %w", err)
	}
	key, err := parseKey(string(text))
	if err != nil {
		return nil, KeyFile{}, fmt.Errorf("%s: %w", path, err)
	}
	exposed := runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0
	return key, KeyFile{Path: path, Exposed: exposed}, nil
}

// parseKey reads what formatKey writes; space around the line, and the mark
// that some editors put before it, are ignored. The error says what is
// wrong and never what was read.
func parseKey(text string) ([]byte, error) {
	if len(text) > maxKeyFile {
		return nil, fmt.Errorf("%w: it is too long", ErrMalformed)
	}
	line := strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if line == "" {
		return nil, fmt.Errorf("%w: it is empty", ErrMalformed)
	}
	encoded, ok := strings.CutPrefix(line, keyPrefix)
	if !ok {
		return nil, fmt.Errorf("%w: it does not begin with %q", ErrMalformed, keyPrefix)
	}
	if strings.ContainsAny(encoded, "\r\n") {
		return nil, fmt.Errorf("%w: it has more than one line", ErrMalformed)
	}
	key, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("%w: the key is cut off or mistyped", ErrMalformed)
	}
	return key, nil
}

// formatKey writes the text of a key file.
func formatKey(key []byte) string {
	return keyPrefix + base64.StdEncoding.EncodeToString(key) + "\n"
}

// createKeyFile makes a new master key and stores it in a new file, mode 0600.
// When it returns, the file is on the disk: what is sealed from now on is lost
// without it. It never replaces a file.
func createKeyFile(path string) ([]byte, KeyFile, error) {
	key := make([]byte, keySize)
	rand.Read(key) // never fails
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, KeyFile{}, fmt.Errorf("%w: %w", ErrNotMade, err)
	}
	_, err = f.WriteString(formatKey(key))
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		// A key file that is empty or cut off would only be refused later.
		return nil, KeyFile{}, fmt.Errorf("write key file: %w", errors.Join(err, os.Remove(path)))
	}
	return key, KeyFile{Path: path, Created: true}, nil
}

// syncFolder makes a new file's name durable. Windows has no such operation,
// and some file systems refuse it because they have no need of it.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, d.Close())
}
