package freshtest

import (
	"os"
	"path/filepath"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
)

// TestPut: what was put opens with its key and holds nobody; it isn't put over one that
// is in use.
func TestPut(t *testing.T) {
	for _, key := range []string{"", filepath.Join(t.TempDir(), "other.key")} {
		path := filepath.Join(Folder(t), "test.db")
		for _, people := range []int{0, 1} {
			Put(t, path, key)
			st, err := store.Open(t.Context(), store.Options{Path: path, KeyFile: key})
			if err != nil {
				t.Fatal(err)
			}
			stats, err := st.Stats(t.Context())
			if err != nil || stats.People != people {
				t.Errorf("%d people, want %d (%v)", stats.People, people, err)
			}
			err = st.Update(t.Context(), func(tx reflection.Tx) error { return tx.AddPerson(&reflection.Person{}) })
			if err != nil {
				t.Fatal(err)
			}
			if err := st.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := os.Stat(path + ".key"); (err == nil) != (key == "") {
			t.Errorf("a key beside the database, where it is to be %q: %v", key, err)
		}
	}
}
