package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/summary"
)

const siteDir = "../../site"

// mostSite is how many bytes the page may have with everything in its folder.
const mostSite = 200_000

func TestThePageIsSmallAndItsLinksLead(t *testing.T) {
	page, size := readSite(t)
	if size > mostSite {
		t.Errorf("the page and its pictures have %d bytes, at most %d", size, mostSite)
	}
	if regexp.MustCompile(`(?i)<script|<iframe|<object|<form|@import|\son\w+=|javascript:`).MatchString(page) {
		t.Error("the page runs or embeds something")
	}
	links := regexp.MustCompile(`(?:src|srcset|href)="([^"]*)"|url\(([^)]*)\)`).FindAllStringSubmatch(page, -1)
	if len(links) < 10 {
		t.Fatalf("only %d links are found", len(links))
	}
	for _, link := range links {
		checkLink(t, page, link[1]+link[2])
	}
}

// checkLink holds a link against what it leads to. Only an anchor that somebody
// presses may lead away; all that is fetched with the page lies beside it.
func checkLink(t *testing.T, page, link string) {
	t.Helper()
	if strings.Contains(link, "//") {
		if !strings.Contains(page, `<a href="`+link+`"`) {
			t.Errorf("%s is fetched from elsewhere", link)
		}
		return
	}
	path, fragment, _ := strings.Cut(link, "#")
	content, err := os.ReadFile(filepath.Join(siteDir, path))
	if err != nil {
		t.Errorf("%s leads nowhere: %v", link, err)
		return
	}
	if fragment == "" {
		return
	}
	for heading := range strings.Lines(string(content)) {
		name, ok := strings.CutPrefix(strings.TrimSpace(heading), "## ")
		if ok && strings.ReplaceAll(strings.ToLower(name), " ", "-") == fragment {
			return
		}
	}
	t.Errorf("%s has no heading for #%s", path, fragment)
}

// Every picture says what it shows, and keeps its place while it loads; the page
// knows both grounds.
func TestThePageReadsWithoutItsPictures(t *testing.T) {
	page, _ := readSite(t)
	images := regexp.MustCompile(`<img [^>]*>`).FindAllString(page, -1)
	for _, img := range images {
		if !strings.Contains(img, " alt=") || !strings.Contains(img, " width=") {
			t.Errorf("no words or no width: %s", img)
		}
	}
	for _, want := range []string{`<html lang="en">`, "prefers-color-scheme:dark", `name="viewport"`, "<title>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	headline := regexp.MustCompile(`<h1>(.*)</h1>`).FindStringSubmatch(page)
	if len(headline) != 2 || !asked(t, headline[1]) {
		t.Errorf("the page asks %q, which no pack does", headline)
	}
}

// asked reports whether one of the built-in questions reads so.
func asked(t *testing.T, question string) bool {
	t.Helper()
	files, err := filepath.Glob("../../data/walking-away/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.Join(strings.Fields(string(content)), " "), question) {
			return true
		}
	}
	return false
}

// What the command writes is what is there, but for the conversation, in which
// other questions are asked each time.
func TestThePagesPicturesAreTheCommands(t *testing.T) {
	dir := t.TempDir()
	if err := (&previewSiteCmd{Dir: dir}).Run(t.Context(), streams{out: io.Discard}); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadDir(dir)
	if err != nil || len(made) != 11 {
		t.Fatalf("%d files, %v", len(made), err)
	}
	for _, entry := range made {
		got, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		want, err2 := os.ReadFile(filepath.Join(siteDir, entry.Name()))
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		if entry.Name() == "conversation.svg" {
			checkConversation(t, got)
			checkConversation(t, want)
		} else if !looksLike(t, got, want) {
			t.Errorf("site/%s is not as the command writes it now: run preview-site", entry.Name())
		}
	}
}

// What the page shows, the bot can make: nobody can tap a compass.
func TestThePageShowsNoCompass(t *testing.T) {
	samples, err := summary.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, show := range shownPictures {
		found := false
		for _, s := range samples {
			for _, p := range s.Pictures(summary.Light) {
				if s.Name != show.sample || p.Name != show.picture {
					continue
				}
				found = true
				if len(p.Sketch.Compass) > 0 {
					t.Errorf("the %s shows a compass", show.file)
				}
			}
		}
		if !found {
			t.Errorf("there is no sample for the %s", show.file)
		}
	}
}

// looksLike compares pictures by what they show, since a compressor may change.
func looksLike(t *testing.T, got, want []byte) bool {
	t.Helper()
	if bytes.HasPrefix(got, []byte("<svg")) {
		return bytes.Equal(got, want)
	}
	a, errA := png.Decode(bytes.NewReader(got))
	b, errB := png.Decode(bytes.NewReader(want))
	x, okX := a.(*image.Paletted)
	y, okY := b.(*image.Paletted)
	if err := errors.Join(errA, errB); err != nil || !okX || !okY {
		t.Fatalf("no picture with a palette: %v", err)
	}
	return x.Rect == y.Rect && slices.Equal(x.Palette, y.Palette) && bytes.Equal(x.Pix, y.Pix)
}

// checkConversation reads a conversation as XML: it is whole, every line of it is
// within the picture, and the bot has kept what was typed.
func checkConversation(t *testing.T, svg []byte) {
	t.Helper()
	var doc struct {
		ViewBox string `xml:"viewBox,attr"`
		Groups  []struct {
			Texts []struct {
				Y     int    `xml:"y,attr"`
				Class string `xml:"class,attr"`
				Line  string `xml:",chardata"`
			} `xml:"text"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(svg, &doc); err != nil {
		t.Fatalf("the conversation is no XML: %v", err)
	}
	var typed, said []string
	below := 0
	for _, g := range doc.Groups {
		for _, text := range g.Texts {
			if text.Y <= below || len([]rune(text.Line)) > 84 {
				t.Errorf("%q stands at %d", text.Line, text.Y)
			}
			below = text.Y
			if text.Class == "typed" {
				typed = append(typed, strings.TrimPrefix(text.Line, "> "))
			} else {
				said = append(said, text.Line)
			}
		}
	}
	if want := strings.Split(strings.TrimSpace(playedLines), "\n"); !slices.Equal(typed, want) {
		t.Errorf("%q is typed, want %q", typed, want)
	}
	if all := strings.Join(said, "\n"); !strings.Contains(all, "Kept. Only you can read it.") || !strings.Contains(all, "■") {
		t.Errorf("the bot says\n%s", all)
	}
}

func TestWhatIsTypedInAPictureIsNoMarkup(t *testing.T) {
	svg := conversationSVG("Say <b> & go.\n> </text><script>\n  Kept.")
	if strings.Contains(svg, "<b>") || strings.Contains(svg, "<script>") || strings.Count(svg, "<g ") != 3 {
		t.Errorf("%s", svg)
	}
}

// readSite returns the page, and how many bytes all of its folder has.
func readSite(t *testing.T) (page string, size int64) {
	t.Helper()
	files, err := os.ReadDir(siteDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	content, err := os.ReadFile(filepath.Join(siteDir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	return string(content), size
}
