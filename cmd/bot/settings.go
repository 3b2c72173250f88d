package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"stillpoint/internal/disk"
	"stillpoint/internal/store"
	"stillpoint/internal/vault"
)

// wrongSettings is every wrong setting at once, a line each: its variable, the
// value it saw, and what it takes. A token's value is never among them.
type wrongSettings []string

// Error implements error.
func (w wrongSettings) Error() string { return strings.Join(w, "; ") }

// common are the settings that try and run share.
type common struct {
	KeyFile   string `long:"key-file" env:"STILLPOINT_KEY_FILE" value-name:"FILE" description:"The master key. Created beside the database (<database>.key) if it doesn't exist. Back it up apart from the database."`
	Prompts   string `long:"prompts" env:"STILLPOINT_PROMPTS" value-name:"FOLDER" description:"A folder of further packs of questions."`
	Care      string `long:"care" env:"STILLPOINT_CARE_LINE" value-name:"LINE" description:"What to say to somebody who writes that they mean to harm themselves: where to turn where you are."`
	Contact   string `long:"contact" env:"STILLPOINT_CONTACT" value-name:"WHERE" description:"How to reach you; shown in /privacy and /help."`
	LogLevel  string `long:"log-level" env:"STILLPOINT_LOG_LEVEL" default:"info" value-name:"LEVEL" description:"debug, info, warn or error."`
	LogFormat string `long:"log-format" env:"STILLPOINT_LOG_FORMAT" default:"text" value-name:"FORMAT" description:"text, or json for machines."`
}

// logger makes the log that the settings ask for; what is wrong with them is
// appended to wrong.
func (c common) logger(w io.Writer, wrong *wrongSettings) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_LOG_LEVEL is %q; it takes debug, info, warn or error", c.LogLevel))
	}
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: withWords}
	switch c.LogFormat {
	case "text":
		return slog.New(slog.NewTextHandler(w, o))
	case "json":
		return slog.New(slog.NewJSONHandler(w, o))
	}
	*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_LOG_FORMAT is %q; it takes text or json", c.LogFormat))
	return slog.New(slog.DiscardHandler)
}

// withWords has an error in the log always say something.
func withWords(_ []string, a slog.Attr) slog.Attr {
	if err, ok := a.Value.Any().(error); ok && err.Error() == "" {
		a.Value = slog.StringValue(fmt.Sprintf("an error of type %T that says nothing", err))
	}
	if a.Key == "err" && a.Value.Kind() == slog.KindAny && a.Value.Any() == nil {
		a.Value = slog.StringValue("no error, although one was to be told")
	}
	return a
}

// checkPrompts appends what is wrong with the folder of packs.
func (c common) checkPrompts(wrong *wrongSettings) {
	if c.Prompts == "" {
		return
	}
	if info, err := os.Stat(c.Prompts); err != nil || !info.IsDir() {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_PROMPTS is %q; it takes a folder that exists", c.Prompts))
	}
}

// checkKeyFile appends what is wrong with the master key's file, if one is named.
// One that doesn't exist yet is made.
func (c common) checkKeyFile(wrong *wrongSettings) {
	if c.KeyFile == "" {
		return
	}
	_, _, err := vault.Open(c.KeyFile, false)
	switch {
	case errors.Is(err, vault.ErrNoKey):
		c.checkKeyFolder(wrong)
	case errors.Is(err, fs.ErrPermission):
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_KEY_FILE is %q, which %s can't read", c.KeyFile, disk.Account()))
	case errors.Is(err, vault.ErrMalformed):
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_KEY_FILE is %q: %v. %s", c.KeyFile, cmp.Or(errors.Unwrap(err), err), store.MalformedKey))
	case err != nil:
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_KEY_FILE is %q; it takes a key file: %v", c.KeyFile, cmp.Or(errors.Unwrap(err), err)))
	}
}

// checkKeyFolder appends that there is no folder for the key's file that is named and
// isn't there.
func (c common) checkKeyFolder(wrong *wrongSettings) {
	if c.KeyFile == "" {
		return
	}
	if _, err := os.Stat(c.KeyFile); errors.Is(err, fs.ErrNotExist) {
		wrong.folderOf("STILLPOINT_KEY_FILE", c.KeyFile)
	}
}

// longestSecret bounds how much of a file is read for a secret, in bytes.
const longestSecret = 4096

// orFile returns the secret itself, or what is in the file that is named for it, without
// the space around it. What can't be read is appended, and so are both at once.
func (w *wrongSettings) orFile(name, value, file string) string {
	if file == "" {
		return value
	}
	if value != "" {
		*w = append(*w, fmt.Sprintf("%s and %s_FILE are both set; one of them is enough", name, name))
		return value
	}
	text, err := os.ReadFile(file)
	secret := strings.TrimSpace(string(text))
	switch {
	case errors.Is(err, fs.ErrPermission):
		*w = append(*w, fmt.Sprintf("%s_FILE is %q, which %s can't read", name, file, disk.Account()))
	case err != nil:
		*w = append(*w, fmt.Sprintf("%s_FILE is %q; it takes a file that can be read: %v", name, file, cause(err)))
	case secret == "" || len(text) > longestSecret:
		*w = append(*w, fmt.Sprintf("%s_FILE is %q; it takes a file with the one line that is the secret", name, file))
		return ""
	}
	return secret
}

// setBy names the setting that a secret is from: its own, or that of the file it is in.
func setBy(name, file string) string {
	if file == "" {
		return name
	}
	return fmt.Sprintf("%s_FILE is %q", name, file)
}

// cause is an error of a file without the file's name.
func cause(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// database appends what is wrong with where the database is to be.
func (w *wrongSettings) database(name, path string) {
	if strings.Contains(path, "://") {
		w.address(name, path)
		return
	}
	if path == "" {
		*w = append(*w, fmt.Sprintf("%s is empty; it takes a file", name))
		return
	}
	w.folderOf(name, path)
}

// address appends the address of a server that is none of PostgreSQL's, or can't be read.
// It may hold a password, so it is not repeated.
func (w *wrongSettings) address(name, path string) {
	const takes = "postgres://USER:PASSWORD@HOST:PORT/DATABASE"
	switch {
	case !strings.Contains(path, "://"):
	case !onServer(path):
		*w = append(*w, fmt.Sprintf("%s is the address of a server; it takes a file, or %s", name, takes))
	case store.ReadAddress(path) != nil:
		*w = append(*w, fmt.Sprintf("%s is the address of a server that can't be read; it takes %s", name, takes))
	}
}

// folderOf appends a file whose folder doesn't exist.
func (w *wrongSettings) folderOf(name, path string) {
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		*w = append(*w, fmt.Sprintf("%s is %q; it takes a file in a folder that exists, and %s doesn't", name, path, folder))
	}
}

// url appends a setting that should be a web address, or empty, and isn't.
func (w *wrongSettings) url(name, v string) {
	if v == "" {
		return
	}
	u, err := url.Parse(v)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" {
		*w = append(*w, fmt.Sprintf("%s is %q; it takes an address such as https://bot.example.org, without a query", name, v))
	}
}

// orNil is the error of the wrong settings; nil if none is wrong.
func (w wrongSettings) orNil() error {
	if len(w) == 0 {
		return nil
	}
	return w
}
