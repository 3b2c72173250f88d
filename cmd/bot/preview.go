package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"stillpoint/internal/summary"
)

// previewCmd writes the summaries of made-up histories to files, so that they
// can be looked at without a platform.
type previewCmd struct {
	Dir string `long:"dir" default:"summaries" value-name:"FOLDER" description:"Where to write the pictures and the words; it is made if it isn't there."`
}

// Run writes, for each made-up history, its pictures in light and dark and its
// words with the pictures in block characters, and prints what it wrote.
func (c *previewCmd) Run(_ context.Context, s streams) error {
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
	out := previewFolder{dir: c.Dir, out: &reportWriter{out: s.out}}
	for _, s := range samples {
		if err := out.sample(painter, s); err != nil {
			return err
		}
	}
	for _, t := range previewThemes {
		cards, err := painter.SampleCards(t.theme)
		if err != nil {
			return fmt.Errorf("make up cards: %w", err)
		}
		for _, card := range cards {
			if err := out.picture(painter, "card", card, t.name); err != nil {
				return err
			}
		}
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

// previewThemes are the grounds of every picture, by the ending of its name.
var previewThemes = []struct {
	name  string
	theme summary.Theme
}{{"light", summary.Light}, {"dark", summary.Dark}}

func (f previewFolder) sample(painter *summary.Painter, s summary.Sample) error {
	var words string
	for _, t := range previewThemes {
		words = ""
		for _, picture := range s.Pictures(t.theme) {
			words += picture.Text + "\n"
			if err := f.picture(painter, s.Name, picture, t.name); err != nil {
				return err
			}
		}
	}
	return f.write(s.Name+".txt", []byte(words))
}

// picture writes one picture; nothing where there is none.
func (f previewFolder) picture(painter *summary.Painter, sample string, p summary.SamplePicture, ground string) error {
	if p.Sketch == nil {
		return nil
	}
	drawn, err := painter.Draw(*p.Sketch)
	if err != nil {
		return fmt.Errorf("draw the %s of %s: %w", p.Name, sample, err)
	}
	return f.write(sample+"-"+p.Name+"-"+ground+".png", drawn.PNG)
}

func (f previewFolder) write(name string, content []byte) error {
	path := filepath.Join(f.dir, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return fmt.Errorf("write a summary: %w", err)
	}
	f.out.printf("%s\n", path)
	return nil
}
