package sealing

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// sealPart seals the text with the key of the reply's identity, which it sets. A
// part whose words were taken away has none.
func (t *tx) sealPart(p *reflection.Part) error {
	of, err := t.ownerOf(p.Reply)
	if err != nil {
		return err
	}
	p.Identity = of
	if !p.Deleted.IsZero() {
		p.Text = ""
		return nil
	}
	key, err := t.identityKey(p.Identity)
	if err != nil {
		return err
	}
	p.Text = string(sealPadded(key, partBound(*p), []byte(p.Text)))
	return nil
}

// ownerOf returns whose a reply is, which is as it was left. A transaction looks at
// each reply once.
func (t *tx) ownerOf(id reflection.ReplyID) (reflection.IdentityID, error) {
	if of, ok := t.whose[id]; ok {
		return of, nil
	}
	r, err := t.Reply(id)
	return r.Identity, err
}

// openPart opens the text of a part whose reply is as it was left.
func (t *tx) openPart(p *reflection.Part) error { return t.openParts()(p) }

// openParts returns how the parts of a list are opened: each reply is looked at
// once.
func (t *tx) openParts() func(*reflection.Part) error {
	return func(p *reflection.Part) error {
		of, err := t.ownerOf(p.Reply)
		if err != nil {
			return err
		}
		p.Identity = of
		if p.Text == "" {
			return nil
		}
		key, err := t.identityKey(of)
		if err != nil {
			return t.report(err)
		}
		text, err := unsealPadded(key, partBound(*p), []byte(p.Text))
		p.Text = string(text)
		return t.report(err)
	}
}

// AddPart returns ErrNotFound if there is no such reply.
func (t *tx) AddPart(p *reflection.Part) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *p
	added.ID = reflection.PartID(id)
	sealed := added
	if err := t.sealPart(&sealed); err != nil {
		return err
	}
	if err := t.raw.AddPart(&sealed); err != nil {
		return err
	}
	added.Identity = sealed.Identity
	*p = added
	return nil
}

// UpdatePart seals the text anew, with the key of the reply's identity: a part can
// be filed under another reply.
func (t *tx) UpdatePart(p reflection.Part) error {
	if err := t.sealPart(&p); err != nil {
		return err
	}
	return t.raw.UpdatePart(p)
}

func (t *tx) Part(id reflection.PartID) (reflection.Part, error) {
	p, err := t.raw.Part(id)
	return openedOne(p, err, t.openPart)
}

func (t *tx) PartByMessage(c chat.Chat, m chat.MessageID) (reflection.Part, error) {
	p, err := t.raw.PartByMessage(c, m)
	return openedOne(p, err, t.openPart)
}

func (t *tx) Parts(r reflection.ReplyID) ([]reflection.Part, error) {
	all, err := t.raw.Parts(r)
	return opened(all, err, t.openParts())
}

func (t *tx) PartsBetween(p reflection.PersonID, from, to time.Time) ([]reflection.Part, error) {
	all, err := t.raw.PartsBetween(p, from, to)
	return opened(all, err, t.openParts())
}

// Written opens each part with the key of one of the person's accounts: a part of
// somebody else's opens with none of them.
func (t *tx) Written(p reflection.PersonID) ([]reflection.Part, error) {
	accounts, err := t.Identities(p)
	if err != nil {
		return nil, err
	}
	keys := make([]*vault.Key, len(accounts))
	for i, a := range accounts {
		if keys[i], err = t.identityKey(a.ID); err != nil {
			return nil, t.report(err)
		}
	}
	all, err := t.raw.Written(p)
	return opened(all, err, func(p *reflection.Part) error {
		err := error(vault.ErrTampered)
		for i, key := range keys {
			var text []byte
			if text, err = unsealPadded(key, partBound(*p), []byte(p.Text)); err == nil {
				p.Text, p.Identity = string(text), accounts[i].ID
				return nil
			}
		}
		return t.report(err)
	})
}
