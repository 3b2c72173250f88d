package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"stillpoint/internal/chat"
)

// fileOption is the option under which a file goes that came with a command.
const fileOption = "file"

// withFile adds the file that came with a command. What can't be taken, because
// it is too long, no text, or didn't come through, is handed over as if it were
// empty.
func (a *Adapter) withFile(ctx context.Context, command string, d *document) map[string]string {
	if d == nil {
		return nil
	}
	return map[string]string{fileOption: a.read(ctx, d, a.mostOf(command))}
}

// fileOf is the file that came without a command, in a private chat: the bot may have
// asked for one. What can't be taken is as for a command.
func (a *Adapter) fileOf(ctx context.Context, m *message) *string {
	if m.Document == nil || m.Chat.Type != "private" {
		return nil
	}
	text := a.read(ctx, m.Document, chat.MaxFile)
	return &text
}

// read returns what stands in a file of at most so many bytes; nothing for one that
// can't be taken.
func (a *Adapter) read(ctx context.Context, d *document, most int64) string {
	if !d.text() || d.Size > most {
		return ""
	}
	text, err := a.api.download(ctx, d.ID, most)
	if err != nil {
		a.log.Warn("a file was not read", "bytes", d.Size, "err", err)
	}
	return text
}

// document is a file that somebody sent.
type document struct {
	ID   string `json:"file_id"`
	Name string `json:"file_name"`
	Type string `json:"mime_type"`
	Size int64  `json:"file_size"` // bytes; 0 where it isn't told
}

// text reports whether the file says that it is text, or what is written as text; of
// one that doesn't say, its name does.
func (d *document) text() bool {
	switch d.Type {
	case "", "application/octet-stream":
		return slices.Contains([]string{".md", ".markdown", ".txt", ".json"}, strings.ToLower(path.Ext(d.Name)))
	}
	return strings.HasPrefix(d.Type, "text/") || d.Type == "application/json"
}

// mostOf is how much of a file a command takes, by what it offers.
func (a *Adapter) mostOf(command string) int64 {
	for _, c := range a.options.Offers {
		if c.Name != command {
			continue
		}
		for _, o := range c.Options {
			if o.Kind == chat.OptionFile {
				return int64(o.MaxBytes())
			}
		}
	}
	return chat.MaxFile
}

var errNoText = errors.New("it is no UTF-8")

// download returns a file that is text of at most so many bytes.
func (a *api) download(ctx context.Context, id string, most int64) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	var file struct {
		Path string `json:"file_path"`
	}
	if err := a.decode(ctx, &file, "getFile", params{"file_id": id}); err != nil {
		return "", err
	}
	at := a.base + "/file/bot" + a.token + "/" + (&url.URL{Path: file.Path}).EscapedPath()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, http.NoBody)
	if err != nil {
		return "", a.clean(err, 0)
	}
	answer, err := (&transport{client: a.client, ctx: ctx, most: most + 1}).Do(r)
	if err != nil {
		return "", a.clean(err, 0)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("downloading: status %d", answer.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, most+1))
	switch {
	case err != nil:
		return "", a.clean(err, answer.StatusCode)
	case int64(len(body)) > most:
		return "", errors.New("it is longer than it was said to be")
	}
	text := chat.FileText(body)
	if text == "" && len(body) > 0 {
		return "", errNoText
	}
	return text, nil
}
