package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPreviewWritesPicturesAndWords(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "to", "look", "at")
	var out strings.Builder
	if err := (&previewCmd{Dir: dir}).Run(t.Context(), streams{out: &out}); err != nil {
		t.Fatal(err)
	}
	pictures, words := 0, 0
	for path := range strings.Lines(out.String()) {
		path = strings.TrimSuffix(path, "\n")
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		switch filepath.Ext(path) {
		case ".png":
			pictures++
			if _, err := png.Decode(bytes.NewReader(content)); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		case ".txt":
			words++
			if len(content) < 20 {
				t.Errorf("%s says %q", path, content)
			}
		}
	}
	if pictures < 160 || words != 16 {
		t.Errorf("%d pictures and %d texts, want at least 160 and 16", pictures, words)
	}
}

func TestPreviewSaysWhereItCannotWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (&previewCmd{Dir: file}).Run(t.Context(), streams{out: &strings.Builder{}}); err == nil || !strings.Contains(err.Error(), "folder of summaries") {
		t.Errorf("%v", err)
	}
}
