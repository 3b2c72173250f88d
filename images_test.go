package stillpoint_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestImagesArePinned: what an image is built from, and what stands beside it, is named by
// its digest, so that nobody can put another in its place; and it has the Go that go.mod
// names.
func TestImagesArePinned(t *testing.T) {
	digest := regexp.MustCompile(`^[a-z0-9./-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}$`)
	found := 0
	for file, line := range map[string]*regexp.Regexp{
		"Dockerfile":   regexp.MustCompile(`(?m)^FROM +(?:--\S+ +)*(\S+)`),
		"compose.yaml": regexp.MustCompile(`(?m)^ *image: *(\S+)`),
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range line.FindAllStringSubmatch(string(text), -1) {
			if m[1] == "scratch" { // It has nothing in it.
				continue
			}
			found++
			if !digest.MatchString(m[1]) {
				t.Errorf("%s names %s without a digest", file, m[1])
			}
		}
	}
	if found != 2 {
		t.Errorf("%d images are named, want the Go that builds it and Litestream: this test looks in the wrong place", found)
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	toolchain := regexp.MustCompile(`(?m)^toolchain go(\S+)$`).FindStringSubmatch(string(mod))
	dockerfile, err := os.ReadFile("Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if toolchain == nil || !strings.Contains(string(dockerfile), "FROM golang:"+toolchain[1]+"-") {
		t.Errorf("the image isn't built with the Go of go.mod's toolchain line, %q", toolchain)
	}
}
