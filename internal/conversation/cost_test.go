package conversation_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// statements remembers what a database was told.
type statements struct {
	mu  sync.Mutex
	all []string
}

func (s *statements) add(statement string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, strings.Join(strings.Fields(statement), " "))
}

func (s *statements) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all = nil
	return all
}

// settled waits until the database is told nothing more, and returns what it was.
func settled(t *testing.T, told *statements) (all []string) {
	t.Helper()
	for quiet := 0; quiet < 5; quiet++ {
		time.Sleep(20 * time.Millisecond)
		if more := told.take(); len(more) > 0 {
			all, quiet = append(all, more...), 0
		}
	}
	return all
}

// TestAReplyCosts: a reply, with its acknowledgement sent and recorded, takes at most
// twenty statements and two writing transactions, none of them empty, whatever came
// before it.
func TestAReplyCosts(t *testing.T) {
	const mostStatements, mostWrites = 20, 2
	for _, days := range []int{0, 365} {
		t.Run(fmt.Sprint(days, " days"), func(t *testing.T) {
			told := &statements{}
			w := startWriting(t, told.add)
			defer w.stop()
			for _, text := range []string{"hello", "UTC", "21:00"} {
				w.says(1, text)
				settled(t, told)
			}
			w.lived(1, days)
			told.take()
			for _, message := range []string{"the first", "a further one", "another"} {
				w.says(1, "A badge, in a drawer.")
				all := settled(t, told)
				n, writes, empty := 0, 0, 0
				wrote := true
				for _, s := range all {
					switch word, _, _ := strings.Cut(s, " "); {
					case s == "BEGIN IMMEDIATE":
						writes++
						wrote = false
					case s == "COMMIT":
						if !wrote {
							empty++
						}
						wrote = true
					case s == "BEGIN", word == "ROLLBACK", word == "SAVEPOINT", word == "RELEASE":
					default:
						n++
						wrote = wrote || word == "INSERT" || word == "UPDATE" || word == "DELETE"
					}
				}
				t.Logf("%s: %d statements, %d writing transactions\n  %s", message, n, writes, strings.Join(all, "\n  "))
				if n == 0 || n > mostStatements || writes == 0 || writes > mostWrites || empty > 0 {
					t.Errorf("%s: %d statements, %d writing transactions, %d of them empty\n  %s",
						message, n, writes, empty, strings.Join(all, "\n  "))
				}
			}
		})
	}
}
