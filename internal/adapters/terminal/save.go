package terminal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stillpoint/internal/chat"
)

// maxFile is how much a message's file has at most.
const maxFile = 50 << 20

// maxSaves is how many files of one name are told apart.
const maxSaves = 1000

// SaveIn has files of the bot's saved in a folder; in the one in which the terminal
// was started unless it is set.
func (t *Terminal) SaveIn(folder string) { t.folder = folder }

// save saves a message's file, for its owner alone, beside any of that name, and
// returns where it is.
func (t *Terminal) save(f *chat.File) (string, error) {
	name := filepath.Base(f.Name)
	ending := filepath.Ext(name)
	for n := 1; n <= maxSaves; n++ {
		path := filepath.Join(t.folder, name)
		if n > 1 {
			path = filepath.Join(t.folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ending), n, ending))
		}
		to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("saving a file: %w", err)
		}
		_, err = to.Write(f.Data)
		if err = errors.Join(err, to.Close()); err != nil {
			return "", errors.Join(fmt.Errorf("saving a file: %w", err), os.Remove(path))
		}
		return path, nil
	}
	return "", errors.New("there are too many files of that name")
}

// readFiles puts in the place of a file's name what the file holds, for fields that
// take a file. What can't be taken is handed over as if it were empty.
func readFiles(c *chat.Command, offers []chat.Offer) {
	offer, _, rest := offered(c.Name, c.Args, offers)
	if offer == nil {
		return
	}
	for _, o := range offer.Options {
		if o.Kind != chat.OptionFile {
			continue
		}
		name, named := c.Options[o.Name]
		if len(offer.Options) == 1 && !named && rest != "" { // The command takes nothing else.
			name, named = rest, true
			c.Args = ""
		}
		if !named {
			continue
		}
		if c.Options == nil {
			c.Options = map[string]string{}
		}
		c.Options[o.Name] = readText(name, o.MaxBytes())
	}
}

// readText returns what a file holds, if it is text and not longer than most.
func readText(name string, most int) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			name = filepath.Join(home, rest)
		}
	}
	about, err := os.Stat(name)
	if err != nil || !about.Mode().IsRegular() || about.Size() > int64(most) {
		return ""
	}
	data, err := os.ReadFile(name)
	if err != nil || len(data) > most {
		return ""
	}
	return chat.FileText(data)
}
