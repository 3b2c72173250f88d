package themes

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

func builtIn(t interface{ Fatal(...any) }) *prompts.Pack {
	lib, _, err := prompts.Open(data.Packs, "")
	if err != nil {
		t.Fatal(err)
	}
	return lib.Pack("")
}

// TestPress: what a button says is read back as it was written, fits into a button,
// and what it sets is what is read from the taste afterwards.
func TestPress(t *testing.T) {
	pack := builtIn(t)
	n := len(items(pack))
	rapid.Check(t, func(t *rapid.T) {
		want := Press{
			Sets: rapid.Bool().Draw(t, "sets"), Chosen: Chosen(rapid.Uint64Range(0, 1<<n-1).Draw(t, "chosen")), From: rapid.IntRange(0, n-1).Draw(t, "from"),
		}
		if !want.Sets {
			want.Chosen = 0
		}
		arg := want.arg(pack)
		if got, ok := Read(pack, arg); !ok || got != want {
			t.Fatalf("%q is read as %+v, %v, want %+v", arg, got, ok, want)
		}
		if ref := (chat.Ref{Verb: "cthemes", ID: 1<<62 - 1, Arg: arg}).String(); len(ref) > chat.MaxRef {
			t.Fatalf("%q has %d bytes, at most %d", ref, len(ref), chat.MaxRef)
		}
		var taste reflection.Taste
		want.Chosen.Set(pack, &taste)
		if got := Of(pack, taste); got != want.Chosen {
			t.Fatalf("chosen %b, want %b", got, want.Chosen)
		}
	})
}

// TestReadRefuses: buttons of another pack, or forged ones.
func TestReadRefuses(t *testing.T) {
	pack := builtIn(t)
	smaller := *pack
	smaller.Essays = pack.Essays[:1]
	good := Press{Sets: true, Chosen: 3}.arg(pack)
	for _, arg := range []string{
		Press{Sets: true, Chosen: 1}.arg(&smaller), good + ".1", good[1:], "." + good, mark(pack) + ".!.0", mark(pack) + ".1.-1",
		mark(pack) + ".1.999", mark(pack) + ".zzzzzzzzzzzzzzzzzzzz.0", "x",
	} {
		if b, ok := Read(pack, arg); ok {
			t.Errorf("%q is read as %+v", arg, b)
		}
	}
	if _, ok := Read(pack, good); !ok {
		t.Errorf("%q is refused", good)
	}
}

// TestPages: all there is to choose can be reached, with no more buttons than have
// room together with one that leads back.
func TestPages(t *testing.T) {
	pack, w := builtIn(t), words.For("")
	seen, from := map[string]bool{}, 0
	for range 10 {
		more := ""
		m := Page(pack, w, 5, 1, from, func(label, arg string) chat.Action {
			if label == w.Themes.More {
				more = arg
			}
			return chat.Action{Label: label, Ref: chat.Ref{Verb: "themes", Arg: arg}}
		})
		if len(m.Actions) > 11 {
			t.Errorf("%d buttons", len(m.Actions))
		}
		for _, a := range m.Actions {
			seen[strings.TrimLeft(a.Label, "+− ")] = true
		}
		b, ok := Read(pack, more)
		if !ok || b.Sets {
			t.Fatalf("the next page is %q", more)
		}
		if from = b.From; from == 0 {
			break
		}
	}
	for _, it := range items(pack) {
		if !seen[strings.TrimLeft(short("+ "+it.name), "+ ")] {
			t.Errorf("%q is on no page; there are %v", it.name, fmt.Sprint(seen))
		}
	}
}

func FuzzRead(f *testing.F) {
	pack := builtIn(f)
	f.Add("")
	f.Add(Press{Sets: true, Chosen: 77, From: 3}.arg(pack))
	f.Fuzz(func(t *testing.T, arg string) {
		b, ok := Read(pack, arg)
		if !ok || arg == "" {
			return
		}
		if again, ok := Read(pack, b.arg(pack)); !ok || again != b {
			t.Errorf("%q is %+v, and then %+v", arg, b, again)
		}
	})
}
