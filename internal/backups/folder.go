// Package backups keeps a folder of backups: one a day, so many days and weeks back.
package backups

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stillpoint/internal/store"
)

// Every is how old the newest backup is when another is made.
const Every = 24 * time.Hour

// What the names of backups are made of; the instant is in UTC.
const (
	prefix = "stillpoint-"
	layout = "20060102T150405Z"
	suffix = ".db"
)

// Folder is where backups are kept.
type Folder struct {
	Path string
	// Days and Weeks are of how many days, and of how many weeks before, one is kept.
	Days, Weeks int
}

// Span is the age at which a backup isn't kept any more, however few there are.
func (f Folder) Span() time.Duration { return time.Duration(f.Days+7*f.Weeks) * 24 * time.Hour }

// settled is how long backups must have been made again, after a gap, before one goes
// because of its age: a clock that jumped ahead can be put right meanwhile.
const settled = 48 * time.Hour

// Kept is a backup in the folder.
type Kept struct {
	Path string
	At   time.Time
	Size int64
}

// List returns the backups that there are, the newest first. Files with other names
// are nobody's concern.
func (f Folder) List() ([]Kept, error) {
	entries, err := os.ReadDir(f.Path)
	if err != nil {
		return nil, fmt.Errorf("backups: %w", err)
	}
	var all []Kept
	for _, e := range entries {
		name, ours := strings.CutPrefix(e.Name(), prefix)
		stamp, ended := strings.CutSuffix(name, suffix)
		at, err := time.Parse(layout, stamp)
		if !ours || !ended || err != nil {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("backups: %w", err)
		}
		all = append(all, Kept{filepath.Join(f.Path, e.Name()), at, info.Size()})
	}
	slices.SortFunc(all, func(a, b Kept) int { return -cmp.Compare(a.Path, b.Path) })
	return all, nil
}

// Others are the databases in the folder that were put there by hand, by their names: Tidy
// leaves them, however old they are.
func (f Folder) Others() (names []string, err error) {
	ours, err := f.List()
	if err != nil {
		return nil, err
	}
	all, err := filepath.Glob(filepath.Join(f.Path, "*"+suffix))
	if err != nil {
		return nil, fmt.Errorf("backups: %w", err)
	}
	for _, path := range all {
		if !slices.ContainsFunc(ours, func(k Kept) bool { return k.Path == path }) {
			names = append(names, filepath.Base(path))
		}
	}
	return names, nil
}

// Due reports whether it is time for another backup. One whose name tells a time to
// come, as a clock that was ahead leaves it, keeps none from being made.
func (f Folder) Due(now time.Time) (bool, error) {
	all, err := f.List()
	if err != nil {
		return false, err
	}
	for _, k := range all {
		if age := now.Sub(k.At); age >= 0 {
			return age >= Every, nil
		}
	}
	return true, nil
}

// Make adds a backup of the store, and says what is in it.
func (f Folder) Make(ctx context.Context, s *store.Store, now time.Time) (store.Sight, error) {
	return s.Backup(ctx, filepath.Join(f.Path, prefix+now.UTC().Format(layout)+suffix))
}

// Tidy removes what isn't to be kept any more, and what was left unfinished more than
// a day ago, and returns how many backups are gone.
func (f Folder) Tidy(now time.Time) (gone int, err error) {
	all, err := f.List()
	if err != nil {
		return 0, err
	}
	keep := f.keep(all, now)
	for _, k := range all {
		if keep[k.Path] {
			continue
		}
		if err := os.Remove(k.Path); err != nil {
			return gone, fmt.Errorf("backups: %w", err)
		}
		gone++
	}
	left, err := filepath.Glob(filepath.Join(f.Path, prefix+"*"+suffix+".*.part"))
	if err != nil {
		return gone, fmt.Errorf("backups: %w", err)
	}
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > Every {
			if err := os.Remove(path); err != nil {
				return gone, fmt.Errorf("backups: %w", err)
			}
		}
	}
	return gone, nil
}

// keep chooses by path: of each of the latest days that have any, the newest backup,
// and of each of the latest weeks before those likewise, unless they are older than the
// span. The newest is always kept.
func (f Folder) keep(newestFirst []Kept, now time.Time) map[string]bool {
	keep, days, weeks := map[string]bool{}, map[string]bool{}, map[string]bool{}
	aged := slices.ContainsFunc(newestFirst, func(k Kept) bool {
		age := now.Sub(k.At)
		return age >= settled && age <= f.Span()
	})
	for i, k := range newestFirst {
		day := k.At.Format(time.DateOnly)
		year, week := k.At.ISOWeek()
		name := fmt.Sprintf("%d-%d", year, week)
		switch {
		case i == 0:
		case aged && now.Sub(k.At) > f.Span():
			continue
		case days[day]:
			continue
		case len(days) < f.Days:
		case weeks[name]:
			continue
		case len(weeks) < f.Weeks:
		default:
			continue
		}
		if keep[k.Path] = true; len(days) < f.Days || i == 0 {
			days[day] = true
		} else {
			weeks[name] = true
		}
	}
	return keep
}
