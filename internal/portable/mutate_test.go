package portable_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
)

// TestMutatedFiles changes a good file at random, in values and in structure: it is a
// Fault, or it is taken in without an error, and nothing of its first owner's changes.
// MUTATIONS sets how many are tried.
func TestMutatedFiles(t *testing.T) {
	t.Parallel()
	tries := 40
	if n, err := strconv.Atoi(os.Getenv("MUTATIONS")); err == nil {
		tries = n
	}
	s := openStore(t)
	now := at(begun.AddDays(25))
	var l *life
	update(t, s, func(tx reflection.Tx) (err error) {
		l, err = live(tx, "41", 25)
		return err
	})
	file := written(t, s, l.person.ID)
	random := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for n := range tries {
		parsed, err := portable.Parse(mutated(random, file))
		if err != nil {
			if _, ok := errors.AsType[*portable.Fault](err); !ok {
				t.Fatalf("an error that is no fault: %v", err)
			}
			continue
		}
		taken++
		var who reflection.Identity
		update(t, s, func(tx reflection.Tx) (err error) {
			_, who, err = meet(tx, "9"+strconv.Itoa(n), now)
			return err
		})
		if _, err := portable.Import(t.Context(), s, portable.Bearer{Person: who.Person, Identity: who, Now: now}, parsed); err != nil {
			t.Fatalf("try %d: a file that was parsed isn't taken in: %v", n, err)
		}
	}
	if !bytes.Equal(written(t, s, l.person.ID), file) {
		t.Error("a file changed what is another's")
	}
	if taken == 0 {
		t.Error("no file that was changed was taken in")
	}
}

// mutated is a file with a few numbers, words or lines of it changed.
func mutated(random *rand.Rand, file []byte) []byte {
	out := bytes.Clone(file)
	for range 1 + random.IntN(4) {
		lines := bytes.Split(out, []byte("\n"))
		a, b := random.IntN(len(lines)), random.IntN(len(lines))
		switch random.IntN(6) {
		case 0: // A digit.
			for range 20 {
				if at := random.IntN(len(out)); out[at] >= '0' && out[at] <= '9' {
					out[at] = byte('0' + random.IntN(10))
					break
				}
			}
			continue
		case 1: // A record twice, somewhere else.
			if bytes.HasSuffix(lines[a], []byte("},")) && bytes.HasSuffix(lines[b], []byte("},")) {
				lines[b] = append(append(bytes.Clone(lines[b]), '\n'), lines[a]...)
			}
		case 2: // A record less.
			if bytes.HasSuffix(lines[a], []byte("},")) {
				lines[a] = nil
			}
		case 3: // One kind for another.
			words := []string{"asked", "arrived", "replied", "rested", "paused", "answer", "note", "draft", "private", "shared"}
			lines[a] = bytes.Replace(lines[a], []byte(words[random.IntN(len(words))]), []byte(words[random.IntN(len(words))]), 1)
		case 4: // A reference to something else.
			lines[a] = bytes.Replace(lines[a], []byte(`"question":`), []byte(`"question":`+strconv.Itoa(random.IntN(3))), 1)
		case 5: // A byte of any kind.
			out[random.IntN(len(out))] = byte(random.IntN(256))
			continue
		}
		out = bytes.Join(lines, []byte("\n"))
	}
	return out
}
