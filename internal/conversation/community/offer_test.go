package community

import (
	"regexp"
	"testing"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

// Every command, field and choice is described, and within what platforms take.
func TestOffers(t *testing.T) {
	names := regexp.MustCompile(`^[a-z]{1,32}$`)
	described := func(path, name, about string) {
		if n := utf8.RuneCountInString(about); !names.MatchString(name) || n < 1 || n > 100 {
			t.Errorf("%s: described as %q", path, about)
		}
	}
	var check func(path string, o chat.Offer, depth int)
	check = func(path string, o chat.Offer, depth int) {
		path += "/" + o.Name
		described(path, o.Name, o.About)
		if depth > 2 || len(o.Options) > 25 || len(o.Sub) > 25 || (len(o.Sub) > 0 && len(o.Options) > 0) {
			t.Errorf("%s has %d options and %d commands below it, at depth %d", path, len(o.Options), len(o.Sub), depth)
		}
		optional := false
		for _, f := range o.Options {
			described(path+" "+f.Name, f.Name, f.About)
			if f.Required && optional {
				t.Errorf("%s: %s is required after one that isn't", path, f.Name)
			}
			optional = optional || !f.Required
			for _, c := range f.Choices {
				if c.Label == "" || c.Label == c.Value {
					t.Errorf("%s %s: the choice %q reads %q", path, f.Name, c.Value, c.Label)
				}
			}
			if (f.Kind == chat.OptionChoice) != (len(f.Choices) > 0) {
				t.Errorf("%s %s has %d choices", path, f.Name, len(f.Choices))
			}
		}
		for _, sub := range o.Sub {
			check(path, sub, depth+1)
		}
	}
	for _, o := range Offers(words.For("")) {
		check("", o, 0)
	}
}

// Verbs are words, and no two of them are the same.
func TestVerbs(t *testing.T) {
	for verb := range subjects {
		if _, err := chat.ParseRef(chat.Ref{Verb: verb, ID: 1}.String()); err != nil {
			t.Errorf("%q: %v", verb, err)
		}
	}
}
