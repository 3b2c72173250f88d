package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// previewCmd writes the summaries of made-up histories to files, so that they
// can be looked at without a platform.
type previewCmd struct {
	Dir string `default:"summaries" placeholder:"FOLDER" help:"Where to write the pictures and the words; it is made if it isn't there."`
}

// Run writes, for each made-up history, its picture in light and dark and its
// words with the picture in block characters, and prints what it wrote.
func (c previewCmd) Run(stdout io.Writer) error {
	samples, err := summary.Samples()
	if err != nil {
		return fmt.Errorf("make up histories: %w", err)
	}
	painter, err := summary.NewPainter()
	if err != nil {
		return fmt.Errorf("prepare to draw: %w", err)
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of summaries: %w", err)
	}
	out := previewFolder{dir: c.Dir, out: &reportWriter{out: stdout}}
	for _, s := range samples {
		if err := out.sample(painter, s); err != nil {
			return err
		}
	}
	if err := out.card(painter); err != nil {
		return err
	}
	if out.out.err != nil {
		return fmt.Errorf("print what was written: %w", out.out.err)
	}
	return nil
}

// previewFolder writes files, and prints their names.
type previewFolder struct {
	dir string
	out *reportWriter
}

// previewThemes are the variants of every picture, by the ending of its name.
var previewThemes = []struct {
	name  string
	theme summary.Theme
}{{"light", summary.Light}, {"dark", summary.Dark}}

func (f previewFolder) sample(painter *summary.Painter, s summary.Sample) error {
	var made summary.Summary
	var blocks string
	for _, t := range previewThemes {
		var err error
		if s.Channel != nil {
			s.Channel.Theme = t.theme
			made, err = painter.ComposeChannel(*s.Channel)
			blocks = s.Channel.Blocks()
		} else {
			s.Person.Theme = t.theme
			made, err = painter.Compose(*s.Person)
			blocks = summary.Blocks(*s.Person)
		}
		if err != nil {
			return fmt.Errorf("make the summary %s: %w", s.Name, err)
		}
		if made.Picture == nil {
			continue
		}
		if err := f.write(s.Name+"-"+t.name+".png", made.Picture.PNG); err != nil {
			return err
		}
	}
	text := made.Message(chat.Space{Private: s.Person != nil}).Text() + "\n"
	if made.Alt != "" {
		text += "\nPicture: " + made.Alt + "\n\n" + blocks
	}
	return f.write(s.Name+".txt", []byte(text))
}

func (f previewFolder) card(painter *summary.Painter) error {
	began := schedule.Date{Year: 2026, Month: 3, Day: 3}
	for _, total := range []int{1, 50, 100, 1000} {
		for _, t := range previewThemes {
			card, err := painter.Card("en", t.theme, total, began)
			if err != nil {
				return fmt.Errorf("draw the card of %d: %w", total, err)
			}
			if err := f.write(fmt.Sprintf("card-%d-%s.png", total, t.name), card.PNG); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f previewFolder) write(name string, content []byte) error {
	path := filepath.Join(f.dir, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return fmt.Errorf("write a summary: %w", err)
	}
	f.out.printf("%s\n", path)
	return nil
}
