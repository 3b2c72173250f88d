package prompts

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Library holds every pack that can be chosen: the built-in ones and those in the
// operator's folder. It is safe for concurrent use. A Pack that was handed out
// stays valid, and unchanged, after a Reload.
type Library struct {
	builtin []*Pack // the first is the default
	folder  fs.FS   // nil without an operator's folder

	reload sync.Mutex // held while the folder is read
	shelf  atomic.Pointer[shelf]
}

// shelf is what a Library holds at one time. It is never changed, only replaced.
type shelf struct {
	packs []*Pack          // built-in ones, then the operator's by id
	byDir map[string]*Pack // the operator's, by the folder they came from
}

// Open reads the built-in packs, one in each folder at the root of builtin, and the
// operator's, from folder ("" for none), which holds a folder for each pack, or is
// one itself. A built-in pack that can't be read is an error. An operator's pack
// that can't be read is left out, and the problems say why.
func Open(builtin fs.FS, folder string) (*Library, []Problem, error) {
	l := &Library{}
	dirs, err := packDirs(builtin)
	if err != nil {
		return nil, nil, fmt.Errorf("list the built-in packs: %w", err)
	}
	for _, dir := range dirs {
		d := load(builtin, dir)
		if len(d.problems) > 0 {
			return nil, nil, fmt.Errorf("read the built-in pack: %s", d.problems[0])
		}
		l.builtin = append(l.builtin, &d.Pack)
	}
	if len(l.builtin) == 0 {
		return nil, nil, errors.New("there is no built-in pack")
	}
	l.shelf.Store(&shelf{packs: l.builtin})
	if folder == "" {
		return l, nil, nil
	}
	info, err := os.Stat(folder)
	if err != nil {
		return nil, nil, fmt.Errorf("open the folder of packs: %w", err)
	}
	if !info.IsDir() {
		return nil, nil, fmt.Errorf("open the folder of packs: %s is no folder", folder)
	}
	l.folder = os.DirFS(folder)
	return l, l.Reload(), nil
}

// Reload reads the operator's folder again. A pack that is broken now keeps its
// last good version, as all do if the folder can't be read; one whose folder is
// gone is gone.
func (l *Library) Reload() []Problem {
	if l.folder == nil {
		return nil
	}
	l.reload.Lock()
	defer l.reload.Unlock()
	dirs, err := packDirs(l.folder)
	if err != nil {
		return []Problem{{File: ".", Text: "can't be listed: " + reason(err)}}
	}
	var problems []Problem
	if len(dirs) == 0 {
		problems = append(problems, Problem{File: ".", Text: "holds no pack: no folder with a " + packFile})
	}
	before := l.shelf.Load().byDir
	next := &shelf{packs: slices.Clone(l.builtin), byDir: make(map[string]*Pack, len(dirs))}
	owner := make(map[string]string, len(dirs)+len(l.builtin))
	for _, p := range l.builtin {
		owner[p.ID] = "a built-in pack"
	}
	for _, dir := range dirs {
		d := load(l.folder, dir)
		if taken := owner[d.ID]; taken != "" {
			d.complain(path.Join(dir, packFile), "the id %q is taken by %s", d.ID, taken)
		}
		problems = append(problems, d.problems...)
		pack := &d.Pack
		if len(d.problems) > 0 {
			pack = before[dir]
		}
		if pack == nil || owner[pack.ID] != "" {
			continue
		}
		owner[pack.ID] = path.Join(dir, packFile)
		next.byDir[dir] = pack
		next.packs = append(next.packs, pack)
	}
	slices.SortFunc(next.packs[len(l.builtin):], func(a, b *Pack) int { return strings.Compare(a.ID, b.ID) })
	l.shelf.Store(next)
	return problems
}

// Pack finds a pack by its id. An empty or unknown id gives the default pack, so
// that a subscription to a pack which is gone is still asked.
func (l *Library) Pack(id string) *Pack {
	for _, p := range l.shelf.Load().packs {
		if p.ID == id {
			return p
		}
	}
	return l.builtin[0]
}

// Packs lists every pack: the default first, then the other built-in ones, then
// the operator's by id.
func (l *Library) Packs() []*Pack { return slices.Clone(l.shelf.Load().packs) }

// packDirs lists the folders in fsys that hold a pack, by name: "." alone if fsys
// is a pack itself. A folder with YAML files but no pack.yaml is meant as a pack
// too, and loading says what it lacks.
func packDirs(fsys fs.FS) ([]string, error) {
	if _, err := fs.Stat(fsys, packFile); err == nil {
		return []string{"."}, nil
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	var dirs []string
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if holdsYAML(fsys, entry.Name()) {
			dirs = append(dirs, entry.Name())
		}
	}
	return dirs, nil
}

func holdsYAML(fsys fs.FS, dir string) bool {
	files, err := fs.ReadDir(fsys, dir)
	return err == nil && slices.ContainsFunc(files, func(f fs.DirEntry) bool {
		return strings.HasSuffix(f.Name(), ".yaml")
	})
}
