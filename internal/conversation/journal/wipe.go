package journal

import (
	"errors"
	"slices"
	"time"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// wipeLast deletes one reply.
func (f *Flow) wipeLast(tx reflection.Tx, t *turn.Turn, id int64) error {
	r, err := f.readerOf(tx, t)
	if err != nil {
		return err
	}
	reply, err := tx.Reply(reflection.ReplyID(id))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(t.Words.UndoneGone)
		return nil
	case err != nil:
		return err
	case reply.Person != t.Person.ID:
		t.Alert(t.Words.NotYours)
		return nil
	}
	e, ok, err := r.entryOf(reply)
	if err != nil {
		return err
	}
	if !ok {
		t.Alert(t.Words.UndoneGone)
		return nil
	}
	return f.wipeThese(tx, t, []entry{e})
}

// wipeDays deletes what was written on some days.
func (f *Flow) wipeDays(tx reflection.Tx, t *turn.Turn, r reader, v view) error {
	all, err := r.written(v)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.UpdateText(t.Words.Forget.None)
		return nil
	}
	return f.wipeThese(tx, t, all)
}

// wipeThese takes the words of some entries, and what is posted of them.
func (f *Flow) wipeThese(tx reflection.Tx, t *turn.Turn, all []entry) error {
	others := false
	for _, e := range all {
		stands, handled, err := f.Channel.Wipe(tx, t, e.reply)
		if err != nil {
			return err
		}
		others = others || stands
		if handled {
			continue
		}
		if err := erase(tx, t, e); err != nil {
			return err
		}
	}
	t.Erased = true
	f.forgetLooked(t.Person.ID)
	text := t.Words.Forget.Gone(len(all))
	if others {
		text += " " + t.Words.Forget.OwnStays
	}
	t.UpdateText(text)
	return nil
}

// wipeAll deletes all that there is of whoever takes the turn.
func (f *Flow) wipeAll(tx reflection.Tx, t *turn.Turn) error {
	if err := ForgetPerson(tx, t.Person.ID, t.Now); err != nil {
		return err
	}
	f.forgetLooked(t.Person.ID)
	t.Erased = true
	t.Person, t.Identity = reflection.Person{}, reflection.Identity{}
	t.UpdateText(t.Words.Forget.AllGone)
	return nil
}

// ForgetPerson deletes a person with all that is theirs, and has what they shared
// taken out of the channels. What was deleted is in the files until Store.Erased.
func ForgetPerson(tx reflection.Tx, p reflection.PersonID, now time.Time) error {
	replies, err := tx.RepliesOf(p)
	if err != nil {
		return err
	}
	var asked []reflection.Delivery
	for _, reply := range replies {
		if reply.Delivery == 0 {
			continue
		}
		d, err := tx.Delivery(reply.Delivery)
		if ignoreMissing(err) != nil {
			return err
		}
		if err != nil || d.Person != 0 {
			continue
		}
		asked = append(asked, d)
		if err := posts.Retract(tx, reply, now); err != nil {
			return err
		}
	}
	if err := tx.DeletePerson(p); err != nil {
		return err
	}
	for _, d := range asked {
		if err := posts.Answered(tx, d, now); ignoreMissing(err) != nil {
			return err
		}
	}
	return nil
}

// forgetLooked forgets what somebody looked for.
func (f *Flow) forgetLooked(p reflection.PersonID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked = slices.DeleteFunc(f.looked, func(l looked) bool { return l.person == p })
}
