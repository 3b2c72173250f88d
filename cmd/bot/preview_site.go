package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"stillpoint/internal/summary"
)

// previewSiteCmd writes the pictures that the README and the page in site/ show.
type previewSiteCmd struct {
	Dir string `long:"dir" default:"site" value-name:"FOLDER" description:"Where to write them; it is made if it isn't there."`
}

// Run writes the sample pictures, the avatar and a conversation, and prints what
// it wrote.
func (c *previewSiteCmd) Run(ctx context.Context, s streams) error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of pictures: %w", err)
	}
	painter, err := summary.NewPainter()
	if err != nil {
		return fmt.Errorf("prepare to draw: %w", err)
	}
	out := previewFolder{dir: c.Dir, out: &reportWriter{out: s.out}}
	if err := out.shown(painter); err != nil {
		return err
	}
	avatar, err := painter.Avatar(512)
	if err != nil {
		return fmt.Errorf("draw the avatar: %w", err)
	}
	if err := out.write("avatar.png", avatar); err != nil {
		return err
	}
	if err := out.write("avatar.svg", []byte(summary.AvatarSVG())); err != nil {
		return err
	}
	said, err := playedConversation(ctx)
	if err != nil {
		return err
	}
	if err := out.write("conversation.svg", []byte(conversationSVG(said))); err != nil {
		return err
	}
	return out.out.err
}

// shownPictures are the samples on the page, by what they are called there.
var shownPictures = []struct{ file, sample, picture string }{
	{"week", "ordinary", "week"},
	{"month", "leap-year", "month"},
	{"year", "leap-year", "year"},
	{"milestone", "milestone", "milestone"},
}

// shown writes the sample pictures, light and dark.
func (f previewFolder) shown(painter *summary.Painter) error {
	samples, err := summary.Samples()
	if err != nil {
		return fmt.Errorf("make up histories: %w", err)
	}
	for _, s := range samples {
		for _, show := range shownPictures {
			if show.sample != s.Name {
				continue
			}
			for _, t := range previewThemes {
				for _, p := range s.Pictures(t.theme) {
					if p.Name != show.picture {
						continue
					}
					drawn, err := painter.Draw(*p.Sketch)
					if err != nil {
						return fmt.Errorf("draw the %s: %w", show.file, err)
					}
					if err := f.write(show.file+"-"+t.name+".png", drawn.PNG); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// playedLines are typed in the conversation that is shown. What is asked differs
// each time, so they are true of any question.
const playedLines = `munich
4
I had to think about that one on the way home.
:tomorrow
My sister would tell it better. She was there.
/summary
`

// playedConversation plays a conversation as try does, with a database of its
// own, and returns what a terminal shows of it.
func playedConversation(ctx context.Context) (string, error) {
	dir, err := os.MkdirTemp("", "stillpoint")
	if err != nil {
		return "", fmt.Errorf("make a folder to play in: %w", err)
	}
	defer os.RemoveAll(dir)
	var shown, trouble strings.Builder
	args := []string{"try", "--database", filepath.Join(dir, "try.db"), "--log-level", slog.LevelError.String()}
	if code := execute(ctx, args, strings.NewReader(playedLines), &shown, &trouble); code != 0 {
		return "", fmt.Errorf("play a conversation: %w", errors.New(strings.TrimSpace(trouble.String())))
	}
	return strings.TrimRightFunc(shown.String(), unicode.IsSpace), nil
}
