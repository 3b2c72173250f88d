package terminal

import (
	"slices"
	"strings"

	"stillpoint/internal/chat"
)

// fillFields reads "zone: Berlin time: 9:00" behind a command as its fields, if it
// is offered with fields of these names and everything typed is in one. Otherwise
// the command stays as typed.
func fillFields(c *chat.Command, offers []chat.Offer) {
	offer, names, rest := offered(c.Name, c.Args, offers)
	if offer == nil {
		return
	}
	values := fieldsIn(rest, offer.Options)
	if len(values) == 0 {
		return
	}
	if len(offer.Options) == 1 {
		switch o := offer.Options[0]; o.Kind {
		case chat.OptionWords, chat.OptionPlace, chat.OptionDate:
			c.Args = strings.TrimSpace(names + " " + values[o.Name])
			return
		}
	}
	c.Args, c.Options = names, values
}

// offered finds the offer of a command, or of the one below it that is named first
// in what follows. It returns the names of those below, and what follows them.
func offered(name, args string, offers []chat.Offer) (found *chat.Offer, names, rest string) {
	rest = args
	for word := name; ; {
		i := slices.IndexFunc(offers, func(o chat.Offer) bool { return o.Name == word })
		if i < 0 {
			return found, names, rest
		}
		if found != nil {
			names = strings.TrimSpace(names + " " + word)
			_, rest = cutWord(rest)
		}
		found, offers = &offers[i], offers[i].Sub
		word, _ = cutWord(rest)
	}
}

// fieldsIn cuts a text into the fields that are named in it; nil if it doesn't
// begin with one.
func fieldsIn(text string, options []chat.Option) map[string]string {
	var values map[string]string
	name := ""
	for word := range strings.FieldsSeq(text) {
		label, value, ok := strings.Cut(word, ":")
		if ok && slices.ContainsFunc(options, func(o chat.Option) bool { return o.Name == label }) {
			if values == nil {
				values = map[string]string{}
			}
			name, values[label] = label, value
			continue
		}
		if name == "" {
			return nil
		}
		values[name] = strings.TrimSpace(values[name] + " " + word)
	}
	return values
}
