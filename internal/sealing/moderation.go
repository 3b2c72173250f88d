package sealing

import (
	"cmp"
	"errors"
	"fmt"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// What was chosen for a server or group says who may see what isn't shared, so its row
// is bound to what stands in it.

func communityPlace(c reflection.Community, column string) string {
	return fmt.Sprintf("community/%q/%q/%s", c.Platform, c.Parent, column)
}

func communityBound(c reflection.Community) []byte {
	return fmt.Appendf(nil, "manager %q moderators %q stuck %t", c.Manager, c.Moderators.ID, c.Stuck)
}

// openCommunity refuses a row that isn't as it was left: then nothing was chosen.
func (t *tx) openCommunity(c *reflection.Community) error {
	if c.Seal == nil {
		if c.Manager != "" || !c.Moderators.IsZero() {
			*c = reflection.Community{Platform: c.Platform, Parent: c.Parent}
			t.log.Error("what was chosen for a server or group has no seal: the database was changed by something else")
		}
		return nil
	}
	err := same(t.keys.own, communityPlace(*c, "row"), c.Seal, communityBound(*c))
	c.Seal = nil
	if err == nil {
		c.Title, err = unseal(t.keys.own, communityPlace(*c, "title"), c.Title)
	}
	if errors.Is(t.report(err), vault.ErrTampered) {
		*c = reflection.Community{Platform: c.Platform, Parent: c.Parent}
		return nil
	}
	return err
}

func (t *tx) Community(p chat.Platform, parent string) (reflection.Community, error) {
	c, err := t.raw.Community(p, parent)
	return openedOne(c, err, t.openCommunity)
}

func (t *tx) SetCommunity(c reflection.Community) error {
	if c.Title != "" {
		c.Title = seal(t.keys.own, communityPlace(c, "title"), c.Title)
	}
	c.Seal = t.keys.own.Seal(communityPlace(c, "row"), communityBound(c))
	return t.raw.SetCommunity(c)
}

// CommunitiesShownIn passes over what doesn't open.
func (t *tx) CommunitiesShownIn(in chat.Chat) ([]reflection.Community, error) {
	found, err := t.raw.CommunitiesShownIn(in)
	all, err := opened(found, err, t.openCommunity)
	var shown []reflection.Community
	for _, c := range all {
		if c.Moderators == in {
			shown = append(shown, c)
		}
	}
	return shown, err
}

// MoveChannels seals what was chosen for the server or group anew, even if that is
// nothing any more: its row is bound to its parent. What was chosen there stays.
func (t *tx) MoveChannels(p chat.Platform, from, to string) error {
	moves, err := t.raw.Community(p, from)
	if err != nil {
		return err
	}
	there, err := t.raw.Community(p, to)
	if err != nil {
		return err
	}
	c, err := t.Community(p, from)
	if err != nil {
		return err
	}
	if err := t.raw.MoveChannels(p, from, to); err != nil || from == to || moves.Seal == nil || there.Seal != nil {
		return err
	}
	c.Parent = to
	return t.SetCommunity(c)
}

func (t *tx) sealMatter(m *reflection.Matter) {
	if m.By != "" {
		m.By = seal(t.keys.own, place("matter", m.ID, "by"), m.By)
	}
	if m.Shown != "" {
		m.Shown = seal(t.keys.own, place("matter", m.ID, "shown"), m.Shown)
	}
}

func (t *tx) openMatter(m *reflection.Matter) (err error) {
	if m.By, err = unseal(t.keys.own, place("matter", m.ID, "by"), m.By); err != nil {
		return t.report(err)
	}
	m.Shown, err = unseal(t.keys.own, place("matter", m.ID, "shown"), m.Shown)
	return t.report(err)
}

func (t *tx) AddMatter(m *reflection.Matter) error {
	m.ID = reflection.MatterID(randomID())
	sealed := *m
	t.sealMatter(&sealed)
	return t.raw.AddMatter(&sealed)
}

func (t *tx) UpdateMatter(m reflection.Matter) error {
	t.sealMatter(&m)
	return t.raw.UpdateMatter(m)
}

func (t *tx) Matter(id reflection.MatterID) (reflection.Matter, error) {
	m, err := t.raw.Matter(id)
	return openedOne(m, err, t.openMatter)
}

func (t *tx) MatterAbout(k reflection.MatterKind, about int64) (reflection.Matter, error) {
	m, err := t.raw.MatterAbout(k, about)
	return openedOne(m, err, t.openMatter)
}

func (t *tx) OpenMatters(p chat.Platform, parent string) ([]reflection.Matter, error) {
	all, err := t.raw.OpenMatters(p, parent)
	return opened(all, err, t.openMatter)
}

func (t *tx) DispatchOfMatter(id reflection.MatterID) (reflection.Dispatch, error) {
	d, err := t.raw.DispatchOfMatter(id)
	return openedOne(d, err, t.openBody)
}

// AddSubmission gives it a random id: ids stand under buttons, and would tell when it
// was sent in.
func (t *tx) AddSubmission(s *reflection.Submission) error {
	s.ID = reflection.SubmissionID(randomID())
	return t.raw.AddSubmission(s)
}

// Who did something as an admin stands under their persona.

func (t *tx) AddAct(a *reflection.Act) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	a.ID = reflection.ActID(id)
	sealed := *a
	if a.Person != 0 {
		as, err := t.needPersona(a.Person)
		if err != nil {
			return err
		}
		sealed.Person = as.person
	}
	if a.Name != "" {
		sealed.Name = seal(t.keys.own, place("act", a.ID, "name"), a.Name)
	}
	if a.Detail != "" {
		sealed.Detail = seal(t.keys.own, place("act", a.ID, "detail"), a.Detail)
	}
	return t.raw.AddAct(&sealed)
}

func (t *tx) openAct(a *reflection.Act) (err error) {
	if a.Person, err = t.behind(a.Person); err != nil {
		return err
	}
	if a.Name, err = unseal(t.keys.own, place("act", a.ID, "name"), a.Name); err != nil {
		return t.report(err)
	}
	a.Detail, err = unseal(t.keys.own, place("act", a.ID, "detail"), a.Detail)
	return t.report(err)
}

func (t *tx) Acts(p chat.Platform, parent string, skip, limit int) ([]reflection.Act, error) {
	all, err := t.raw.Acts(p, parent, skip, limit)
	return opened(all, err, t.openAct)
}

func (t *tx) ActsBy(p reflection.PersonID) ([]reflection.Act, error) {
	return both(t, p, t.raw.ActsBy, t.openAct, func(a, b reflection.Act) int { return cmp.Compare(a.ID, b.ID) })
}
