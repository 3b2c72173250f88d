package main

import (
	"fmt"

	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestThePageInABrowser looks at the page in headless Chromium, where there is one: on
// either ground its paper is as it is to be, something is written on it, and nothing
// reaches into the margins, at a phone's width and on a desk.
func TestThePageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no Chromium here")
	}
	readSite(t) // so that a result is known to be of these files
	page, err := filepath.Abs(filepath.Join(siteDir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, ground := range []struct {
		name   string
		scheme int
		paper  color.NRGBA
	}{
		{"light", 1, color.NRGBA{0xfb, 0xfa, 0xf6, 0xff}}, {"dark", 0, color.NRGBA{0x1d, 0x20, 0x25, 0xff}},
	} {
		for _, width := range []int{360, 1280} {
			t.Run(fmt.Sprint(ground.name, " at ", width), func(t *testing.T) {
				t.Parallel()
				shot := filepath.Join(t.TempDir(), "page.png")
				cmd := exec.CommandContext(t.Context(), chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
					"--disable-background-networking", "--no-first-run", "--user-data-dir="+t.TempDir(),
					fmt.Sprint("--blink-settings=preferredColorScheme=", ground.scheme),
					fmt.Sprint("--window-size=", width, ",5000"), "--screenshot="+shot, "file://"+page)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
				checkShot(t, shot, width, ground.paper)
			})
		}
	}
}

// sideMargin is how many pixels to each side of the page are free, on a phone too.
const sideMargin = 20

// checkShot holds a picture of the page against its paper.
func checkShot(t *testing.T, path string, width int, paper color.NRGBA) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds().Dx() != width {
		t.Fatalf("the page is %d pixels wide", img.Bounds().Dx())
	}
	is := func(x, y int) bool { return color.NRGBAModel.Convert(img.At(x, y)) == color.Color(paper) }
	written := 0
	for y := range img.Bounds().Dy() {
		for x := range width {
			switch margin := x < sideMargin || x >= width-sideMargin; {
			case is(x, y):
			case margin:
				t.Fatalf("something reaches into the margin at %d, %d", x, y)
			default:
				written++
			}
		}
	}
	if written < width*100 {
		t.Errorf("only %d pixels are written on", written)
	}
}
