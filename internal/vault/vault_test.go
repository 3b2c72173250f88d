package vault

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func open1(t testing.TB) *Vault {
	t.Helper()
	v, _, err := Open(filepath.Join(t.TempDir(), "bot.key"), true)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func stored(wrapped []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return wrapped, nil }
}

func newKey(t testing.TB, v *Vault, id int64) *Key {
	t.Helper()
	k, err := v.Key(id, stored(v.NewKey(id)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestSealedOpensAndOnlyInItsPlace(t *testing.T) {
	v := open1(t)
	k1, k2 := newKey(t, v, 1), newKey(t, v, 2)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOf(rapid.Byte()).Draw(t, "text")
		place := rapid.StringN(0, 20, -1).Draw(t, "place")
		other := rapid.StringN(0, 20, -1).Filter(func(s string) bool { return s != place }).Draw(t, "other")
		sealed := k1.Seal(place, text)
		if len(sealed) != len(text)+Overhead {
			t.Fatalf("%d bytes sealed into %d, want %d more", len(text), len(sealed), Overhead)
		}
		if got, err := k1.Unseal(place, sealed); err != nil || !bytes.Equal(got, text) {
			t.Fatalf("unseal: %q, %v", got, err)
		}
		if _, err := k1.Unseal(other, sealed); !errors.Is(err, ErrTampered) {
			t.Fatalf("opens in another place: %v", err)
		}
		if _, err := k2.Unseal(place, sealed); !errors.Is(err, ErrTampered) {
			t.Fatalf("opens with another key: %v", err)
		}
		bent := bytes.Clone(sealed)
		bent[rapid.IntRange(0, len(bent)-1).Draw(t, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := k1.Unseal(place, bent); !errors.Is(err, ErrTampered) {
			t.Fatalf("opens though a bit was changed: %v", err)
		}
		cut := sealed[:rapid.IntRange(0, len(sealed)-1).Draw(t, "length")]
		if _, err := k1.Unseal(place, cut); !errors.Is(err, ErrTampered) {
			t.Fatalf("opens though it was cut: %v", err)
		}
	})
}

func TestNoncesAreNeverRepeated(t *testing.T) {
	k := newKey(t, open1(t), 1)
	seen := make(map[string]bool)
	for range 20_000 {
		nonce := string(k.Seal("part/1", []byte("same"))[1:13])
		if seen[nonce] {
			t.Fatal("a nonce came twice")
		}
		seen[nonce] = true
	}
}

func TestWrappedKeyIsBoundToItsIDAndMaster(t *testing.T) {
	v := open1(t)
	wrapped := v.NewKey(7)
	if _, err := v.Key(8, stored(wrapped)); !errors.Is(err, ErrTampered) {
		t.Errorf("another id: err = %v, want ErrTampered", err)
	}
	if _, err := open1(t).Key(7, stored(wrapped)); !errors.Is(err, ErrTampered) {
		t.Errorf("another master key: err = %v, want ErrTampered", err)
	}
	if _, err := v.Key(7, stored(nil)); !errors.Is(err, ErrTampered) {
		t.Errorf("nothing: err = %v, want ErrTampered", err)
	}
	if _, err := v.Key(7, stored(wrapped)); err != nil {
		t.Error(err)
	}
}

func TestVerifyRefusesAnotherKey(t *testing.T) {
	a, b := open1(t), open1(t)
	for name, check := range map[string][]byte{"other": b.Check(Newest), "none": nil, "cut": a.Check(Newest)[:16]} {
		if _, err := a.Verify(check); !errors.Is(err, ErrWrongKey) {
			t.Errorf("%s: err = %v, want ErrWrongKey", name, err)
		}
	}
	a.Check(Newest)[0]++
	for format := Oldest; format <= Newest; format++ {
		if got, err := a.Verify(a.Check(format)); err != nil || got != format {
			t.Errorf("its own: format %d, %v, want %d", got, err, format)
		}
	}
}

func TestKeyPassesOnWhyItCouldNotBeLoaded(t *testing.T) {
	gone := errors.New("gone")
	if _, err := open1(t).Key(1, func() ([]byte, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Errorf("err = %v, want %v", err, gone)
	}
}

func TestKeysInMemoryAreBounded(t *testing.T) {
	v := open1(t)
	loads := 0
	key := func(id int64, wrapped []byte) {
		t.Helper()
		if _, err := v.Key(id, func() ([]byte, error) { loads++; return wrapped, nil }); err != nil {
			t.Fatal(err)
		}
	}
	first := v.NewKey(1)
	key(1, first)
	key(1, first)
	if loads != 1 {
		t.Errorf("a key in memory was loaded %d times, want once", loads)
	}
	for id := int64(2); id <= cachedKeys+1; id++ {
		key(id, v.NewKey(id))
	}
	if n, m := v.cache.order.Len(), len(v.cache.byID); n != cachedKeys || m != cachedKeys {
		t.Errorf("%d keys (%d by id) in memory, want %d", n, m, cachedKeys)
	}
	loads = 0
	key(3, nil)
	key(1, first)
	if loads != 1 {
		t.Errorf("%d loads, want one: of the least recently used key", loads)
	}
}

func TestManyUseOneVault(t *testing.T) {
	v := open1(t)
	wrapped := make([][]byte, 16)
	for i := range wrapped {
		wrapped[i] = v.NewKey(int64(i))
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 500 {
				id := int64(i % len(wrapped))
				k, err := v.Key(id, stored(wrapped[id]))
				if err != nil {
					t.Error(err)
					return
				}
				text := fmt.Appendf(nil, "text %d", i)
				if got, err := k.Unseal("p", k.Seal("p", text)); err != nil || !bytes.Equal(got, text) {
					t.Errorf("got %q, %v", got, err)
					return
				}
			}
		})
	}
	all.Wait()
}

func TestNothingPrintsAKey(t *testing.T) {
	master := []byte("MASTER-KEY-BYTES-0123456789abcde")
	v, err := fromMaster(master)
	if err != nil {
		t.Fatal(err)
	}
	k := newKey(t, v, 5)
	_, errBent := k.Unseal("part/1", k.Seal("part/2", []byte("words of a person")))
	_, errWrap := v.Key(6, stored(v.NewKey(5)))
	wide := struct {
		V *Vault
		K *Key
	}{v, k}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		got := fmt.Sprintf(verb+verb+verb+verb+verb, v, k, wide, errBent, errWrap)
		for _, secret := range []string{
			string(master), "words of a person",
			fmt.Sprintf("%x", master[:8]),
			base64.StdEncoding.EncodeToString(master[:9]),
			strings.Trim(fmt.Sprint(master[:6]), "[]"),
		} {
			if strings.Contains(got, secret) {
				t.Errorf("%s shows a secret: %s", verb, got)
			}
		}
	}
}

func BenchmarkSeal500(b *testing.B) {
	k := newKey(b, open1(b), 1)
	text := bytes.Repeat([]byte("w"), 500)
	for b.Loop() {
		k.Seal("part/1", text)
	}
}

func BenchmarkKeyFromStored(b *testing.B) {
	v := open1(b)
	wrapped := v.NewKey(1)
	for b.Loop() {
		v.cache = newCache(1)
		if _, err := v.Key(1, stored(wrapped)); err != nil {
			b.Fatal(err)
		}
	}
}
