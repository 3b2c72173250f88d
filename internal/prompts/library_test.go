package prompts

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
)

// spread writes files below a new folder and gives its path.
func spread(t *testing.T, fsys fstest.MapFS) string {
	t.Helper()
	folder := t.TempDir()
	for name, file := range fsys {
		put(t, folder, name, string(file.Data))
	}
	return folder
}

func put(t *testing.T, folder, name, text string) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, folder string) (*Library, []Problem) {
	t.Helper()
	l, problems, err := Open(builtinFS(), folder)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return l, problems
}

func TestOpenWithTheBuiltInAlone(t *testing.T) {
	l, problems := open(t, "")
	if len(problems) > 0 {
		t.Errorf("problems: %v", lines(problems))
	}
	for _, id := range []string{"", "walking-away", "gone"} {
		if p := l.Pack(id); p.ID != "walking-away" {
			t.Errorf("pack %q is %q, want the default", id, p.ID)
		}
	}
	if problems := l.Reload(); problems != nil {
		t.Errorf("nothing to read again, but problems: %v", lines(problems))
	}
}

func TestOpenWithAnOperatorsPacks(t *testing.T) {
	l, problems := open(t, spread(t, smallPack()))
	if len(problems) > 0 {
		t.Fatalf("problems: %v", lines(problems))
	}
	if p := l.Pack("garden"); p.ID != "garden" || len(p.Prompts) != 3 {
		t.Errorf("the pack is %q with %d prompts", p.ID, len(p.Prompts))
	}
	if packs := l.Packs(); len(packs) != 2 || packs[0].ID != "walking-away" || packs[1].ID != "garden" {
		t.Errorf("%d packs, the first %q", len(packs), packs[0].ID)
	}
}

func TestOpenTakesAFolderThatIsAPack(t *testing.T) {
	l, problems := open(t, filepath.Join(spread(t, smallPack()), "garden"))
	if len(problems) > 0 || l.Pack("garden").ID != "garden" {
		t.Errorf("pack %q, problems %v", l.Pack("garden").ID, lines(problems))
	}
}

func TestOpenFailsWithoutItsFolderOrItsOwnPack(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	put(t, filepath.Dir(file), "file", "text")
	for _, folder := range []string{filepath.Join(t.TempDir(), "missing"), file} {
		if _, _, err := Open(builtinFS(), folder); err == nil {
			t.Errorf("opened with the folder %s", folder)
		}
	}
	broken := replaced(t, smallPack(), "garden/waiting.yaml", "form: question", "form: riddle")
	if _, _, err := Open(broken, ""); err == nil {
		t.Error("opened with a built-in pack that is broken")
	}
	if _, _, err := Open(fstest.MapFS{}, ""); err == nil {
		t.Error("opened without a built-in pack")
	}
}

func TestABrokenPackIsLeftOutAndTheOthersStay(t *testing.T) {
	folder := spread(t, smallPack())
	put(t, folder, "attic/pack.yaml", "id: attic\nname: Attic\nessayz: []\n")
	put(t, folder, "shed/tools.yaml", "[]\n")
	put(t, folder, "notes/readme.txt", "no pack")
	put(t, folder, "twin/pack.yaml", "id: walking-away\nname: Twin\nessays: [{id: e, title: E, sections: [{id: s, name: S}]}]\n")
	put(t, folder, "twin/s.yaml", "- id: a\n  form: letter\n  depth: deep\n  question: Write a line.\n  follow-up: Write a second line.\n")
	l, problems := open(t, folder)
	wantLine(t, problems, "attic/pack.yaml:3", `unknown key "essayz"`)
	wantLine(t, problems, "shed/pack.yaml", "can't be read")
	wantLine(t, problems, "twin/pack.yaml", "taken by a built-in pack")
	if packs := l.Packs(); len(packs) != 2 || l.Pack("garden").ID != "garden" {
		t.Errorf("%d packs, want the built-in one and the garden", len(packs))
	}
}

func TestReloadKeepsTheLastGoodVersion(t *testing.T) {
	folder := spread(t, smallPack())
	l, _ := open(t, folder)
	held := l.Pack("garden")
	good, err := os.ReadFile(filepath.Join(folder, "garden", "waiting.yaml"))
	if err != nil {
		t.Fatal(err)
	}

	put(t, folder, "garden/waiting.yaml", "- id: april\n")
	if problems := l.Reload(); len(problems) == 0 {
		t.Error("a broken pack gave no problem")
	}
	if p := l.Pack("garden"); p != held {
		t.Error("a broken pack lost its last good version")
	}

	put(t, folder, "garden/waiting.yaml", string(good)+"- id: may\n  form: letter\n  depth: light\n  question: Write to May.\n  follow-up: What does May answer?\n")
	if problems := l.Reload(); len(problems) > 0 {
		t.Errorf("problems: %v", lines(problems))
	}
	if p := l.Pack("garden"); len(p.Prompts) != 4 || len(held.Prompts) != 3 {
		t.Errorf("the pack has %d prompts and the one held before %d, want 4 and 3", len(p.Prompts), len(held.Prompts))
	}

	if err := os.RemoveAll(filepath.Join(folder, "garden")); err != nil {
		t.Fatal(err)
	}
	problems := l.Reload()
	wantLine(t, problems, ".", "holds no pack")
	if p := l.Pack("garden"); p.ID != "walking-away" {
		t.Errorf("a pack that is gone gives %q, want the default", p.ID)
	}
}

func TestReloadWithoutTheFolderKeepsAll(t *testing.T) {
	folder := spread(t, smallPack())
	l, _ := open(t, folder)
	if err := os.Rename(folder, folder+"-away"); err != nil {
		t.Fatal(err)
	}
	wantLine(t, l.Reload(), ".", "can't be listed")
	if l.Pack("garden").ID != "garden" {
		t.Error("the packs are gone with their folder")
	}
}

func TestLibraryIsReadWhileItReloads(t *testing.T) {
	l, _ := open(t, spread(t, smallPack()))
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for seed := range uint64(200) {
				if _, ok := l.Pack("garden").Choose(seed, State{}); !ok || len(l.Packs()) != 2 {
					t.Error("the library was seen half changed")
					return
				}
			}
		})
	}
	for range 20 {
		l.Reload()
	}
	readers.Wait()
}
