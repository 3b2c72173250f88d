package sealing

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// A fact that somebody answered a channel's question is their persona's: sealed, but
// for what the engine has to find it by. The facts of a persona are numbered by
// themselves; the number that it has among all of the person's is sealed.

// factPlace is what a persona's fact is bound to.
func factPlace(f reflection.Fact) string { return fmt.Sprintf("fact/%d/%d", f.Person, f.ID) }

// AddFact implements reflection.Tx.
func (t *tx) AddFact(f *reflection.Fact) error {
	if f.Kind == reflection.FactReplied {
		in, err := t.inChannel(f.Delivery)
		if err != nil {
			return err
		}
		if in {
			number, err := t.raw.NewID()
			if err != nil {
				return err
			}
			return t.addPersonas(f, number)
		}
	}
	return t.raw.AddFact(f)
}

// addPersonas adds a fact to those of a persona. Number is its id among all facts of
// the person.
func (t *tx) addPersonas(f *reflection.Fact, number int64) error {
	as, err := t.needPersona(f.Person)
	if err != nil {
		return err
	}
	latest, err := t.raw.LatestFacts(as.person, 1)
	if err != nil {
		return err
	}
	f.ID = reflection.FactID(number)
	row, err := t.hideFact(*f, as)
	if err != nil {
		return err
	}
	row.ID = 1
	if len(latest) > 0 {
		row.ID = latest[0].ID + 1
	}
	key, err := t.identityKey(as.identity)
	if err != nil {
		return err
	}
	row.Sealed = sealPadded(key, factPlace(row), row.Sealed)
	return t.raw.AddFact(&row)
}

// hideFact returns a fact as the file has it for a persona, with what is to be
// sealed of it in the clear.
func (t *tx) hideFact(f reflection.Fact, as persona) (reflection.Fact, error) {
	text, err := json.Marshal(f)
	return reflection.Fact{
		Kind: f.Kind, Person: as.person, Subscription: f.Subscription, Delivery: f.Delivery, Part: t.hiddenPart(f.Part),
		At: t.blurred(f.At), Sealed: text,
	}, err
}

// hiddenPart is a part's id as the facts of a persona have it: which part it is can't
// be told, but which facts are about the same.
func (t *tx) hiddenPart(p reflection.PartID) reflection.PartID {
	if p == 0 {
		return 0
	}
	return reflection.PartID(binary.BigEndian.Uint64(t.keys.own.Tag(fmt.Appendf(nil, "part %d", p)))>>12 | 1)
}

// openFact opens a persona's fact; any other is as it is. One whose instant was
// brought back in the file is brought back.
func (t *tx) openFact(f *reflection.Fact) error {
	if !isRandom(f.Person) {
		return nil
	}
	of, err := t.behind(f.Person)
	if err != nil {
		return err
	}
	key, err := t.identityKey(t.personas[of].identity)
	if err != nil {
		return t.report(err)
	}
	text, err := unsealPadded(key, factPlace(*f), f.Sealed)
	if err != nil {
		return t.report(err)
	}
	row := *f
	*f = reflection.Fact{}
	if err := json.Unmarshal(text, f); err != nil {
		return t.report(fmt.Errorf("%s: %w", factPlace(row), errChanged))
	}
	f.Person = of
	if !f.At.IsZero() && row.At.Before(f.At.UTC().Truncate(24*time.Hour)) {
		f.At = row.At
		if loc, err := schedule.Location(f.Zone); err == nil && schedule.DateOf(f.At, loc).Before(f.Date) {
			f.Date = schedule.DateOf(f.At, loc)
		}
	}
	return nil
}

// FactsOf implements reflection.Tx.
func (t *tx) FactsOf(p reflection.PersonID) ([]reflection.Fact, error) {
	return both(t, p, t.raw.FactsOf, t.openFact, factsInOrder)
}

// FactsAfter implements reflection.Tx. What a persona has after the mark is looked
// for from the end, since it is little.
func (t *tx) FactsAfter(p reflection.PersonID, mark reflection.FactID) ([]reflection.LaterFact, error) {
	var end reflection.FactID // the last of the persona's own numbers up to the mark
	as, err := t.personaOf(p)
	if err != nil {
		return nil, err
	}
	if as.person != 0 {
		if end, err = t.lastUpTo(as.person, mark); err != nil {
			return nil, err
		}
	}
	return both(t, p, func(p reflection.PersonID) ([]reflection.LaterFact, error) {
		if isRandom(p) {
			return t.raw.FactsAfter(p, end)
		}
		return t.raw.FactsAfter(p, mark)
	}, func(f *reflection.LaterFact) error { return t.openFact(&f.Fact) },
		func(a, b reflection.LaterFact) int { return cmp.Compare(a.ID, b.ID) })
}

// lastUpTo returns the number of a persona's last fact that was added up to the mark;
// 0 for none.
func (t *tx) lastUpTo(p reflection.PersonID, mark reflection.FactID) (reflection.FactID, error) {
	for many := 4; ; many *= 16 {
		latest, err := t.raw.LatestFacts(p, many)
		if err != nil {
			return 0, err
		}
		for _, f := range latest {
			row := f.ID
			if err := t.openFact(&f); err != nil {
				return 0, err
			}
			if f.ID <= mark {
				return row, nil
			}
		}
		if len(latest) < many {
			return 0, nil
		}
	}
}
