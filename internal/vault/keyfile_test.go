package vault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestOpenCreatesAKeyThatOpensAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.key")
	first, file, err := Open(path, true)
	if err != nil {
		t.Fatal(err)
	}
	if want := (KeyFile{Path: path, Created: true}); file != want {
		t.Errorf("file = %+v, want %+v", file, want)
	}
	if info, err := os.Stat(path); err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
		t.Errorf("mode = %v, %v; want 0600", info.Mode(), err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(text), "stillpoint-key-1:") || strings.Count(string(text), "\n") != 1 {
		t.Errorf("the file is not one recognisable line (%v)", err)
	}
	second, file, err := Open(path, true)
	if err != nil {
		t.Fatal(err)
	}
	if want := (KeyFile{Path: path}); file != want {
		t.Errorf("file = %+v, want %+v", file, want)
	}
	if _, err := second.Verify(first.Check(Newest)); err != nil {
		t.Errorf("the same file gave another key: %v", err)
	}
}

func TestOpenNeverMakesAKeyUnasked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.key")
	if _, _, err := Open(path, false); !errors.Is(err, ErrNoKey) {
		t.Errorf("err = %v, want ErrNoKey", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file was made: %v", err)
	}
}

func TestCreateNeverReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.key")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := createKeyFile(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("err = %v, want one that says it exists", err)
	}
	if text, _ := os.ReadFile(path); string(text) != "precious" {
		t.Error("the file was replaced")
	}
}

func TestOpenTellsOfAnExposedKey(t *testing.T) {
	if runtime.GOOS == "windows" {
		return
	}
	path := filepath.Join(t.TempDir(), "bot.key")
	for mode, want := range map[os.FileMode]bool{0o600: false, 0o400: false, 0o640: true, 0o604: true, 0o666: true} {
		if err := os.WriteFile(path, []byte(formatKey(make([]byte, keySize))), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, file, err := Open(path, false); err != nil || file.Exposed != want {
			t.Errorf("mode %v: exposed = %v, %v; want %v", mode, file.Exposed, err, want)
		}
	}
}

func TestOpenRefusesMalformedFiles(t *testing.T) {
	secret := formatKey([]byte("0123456789abcdef0123456789abcdef"))
	for name, text := range map[string]string{
		"empty":         "",
		"blank":         " \n",
		"other file":    "hello, here is a password: hunter2",
		"newer version": strings.Replace(secret, "key-1", "key-2", 1),
		"cut off":       secret[:len(secret)-8],
		"no padding":    strings.TrimRight(secret, "=\n"),
		"two lines":     secret + secret,
		"mistyped":      strings.Replace(secret, "M", "!", 1),
		"too short":     keyPrefix + "AAAA\n",
		"too long":      secret + strings.Repeat(" ", maxKeyFile),
	} {
		path := filepath.Join(t.TempDir(), "bot.key")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := Open(path, true)
		if !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: err = %v, want ErrMalformed", name, err)
			continue
		}
		if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "MDEy") {
			t.Errorf("%s: the error repeats the file: %v", name, err)
		}
	}
	if _, _, err := Open(t.TempDir(), true); !errors.Is(err, ErrMalformed) {
		t.Errorf("a folder: err = %v, want ErrMalformed", err)
	}
}

func TestOpenTakesWhatEditorsAdd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.key")
	text := "\ufeff\n" + strings.TrimSpace(formatKey(make([]byte, keySize))) + "\r\n\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(path, false); err != nil {
		t.Error(err)
	}
}

// FuzzParseKey: whatever the file holds, it is one key or a named refusal.
func FuzzParseKey(f *testing.F) {
	f.Add("")
	f.Add(keyPrefix)
	f.Add(formatKey(make([]byte, keySize)))
	f.Add("\ufeff" + formatKey(make([]byte, keySize)))
	f.Add(strings.Repeat("\n", maxKeyFile))
	f.Fuzz(func(t *testing.T, text string) {
		key, err := parseKey(text)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Errorf("unnamed error: %v", err)
			}
			return
		}
		if again, err := parseKey(formatKey(key)); err != nil || string(again) != string(key) {
			t.Errorf("a key that was read does not survive writing: %v", err)
		}
	})
}
