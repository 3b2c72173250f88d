package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func testPeople(t *testing.T, open Open) {
	s := open(t)
	full := reflection.Person{Locale: "pt-BR", Seed: 1<<64 - 2, Quiet: true, Created: At(0), Wrote: At(1), Milestone: 50, Told: At(2),
		Taste:     reflection.Taste{Themes: []string{"dream", "weight"}, Essays: []string{"one"}, Spared: true, Share: reflection.ShareHalf},
		Explained: reflection.ExplainedSpending, KeepMonths: 12, Warned: At(4), Seen: At(5)}
	bare := reflection.Person{}
	private := chat.Chat{Platform: "discord", ID: "123456789012345678"}
	account := reflection.Identity{Account: "42", Private: private}
	noChat := reflection.Identity{Account: "43", Private: chat.Chat{Platform: "discord"}}
	noChat2 := reflection.Identity{Account: "44", Private: chat.Chat{Platform: "discord"}}
	Update(t, s, func(tx reflection.Tx) error {
		if err := errors.Join(tx.AddPerson(&full), tx.AddPerson(&bare)); err != nil {
			return err
		}
		account.Person, noChat.Person, noChat2.Person = full.ID, full.ID, bare.ID
		return errors.Join(tx.AddIdentity(&account), tx.AddIdentity(&noChat), tx.AddIdentity(&noChat2))
	})
	if full.ID == 0 || full.ID == bare.ID || account.ID == 0 {
		t.Errorf("ids %d, %d, %d: want three different ones", full.ID, bare.ID, account.ID)
	}
	View(t, s, func(tx reflection.Tx) error {
		p, err := tx.Person(full.ID)
		Same(t, "full person", p, full, err)
		p, err = tx.Person(bare.ID)
		Same(t, "bare person", p, bare, err)
		i, err := tx.Identity("discord", "42")
		Same(t, "identity", i, account, err)
		i, err = tx.IdentityIn(private)
		Same(t, "identity in chat", i, account, err)
		is, err := tx.Identities(full.ID)
		Same(t, "identities", is, []reflection.Identity{account, noChat}, err)
		_, err = tx.Person(999)
		Missing(t, "person", err)
		_, err = tx.Identity("telegram", "42")
		Missing(t, "identity of another platform", err)
		_, err = tx.IdentityIn(chat.Chat{Platform: "discord"})
		Missing(t, "identity in no chat", err)
		state, err := tx.Choice(full.ID, "core")
		Same(t, "choice at first", state, []byte(nil), err)
		return nil
	})
	bare.Milestone, bare.Quiet, bare.Wrote, bare.Seed = 7, true, At(3), 9
	bare.Taste = reflection.Taste{Essays: []string{"one", "two"}, Share: reflection.ShareSome}
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "update", tx.UpdatePerson(reflection.Person{ID: 999}))
		return errors.Join(tx.UpdatePerson(bare),
			tx.SetChoice(full.ID, "core", []byte("old")), tx.SetChoice(full.ID, "core", []byte("new")),
			tx.SetChoice(full.ID, "", []byte("default")), tx.SetChoice(bare.ID, "core", nil))
	})
	View(t, s, func(tx reflection.Tx) error {
		p, err := tx.Person(bare.ID)
		Same(t, "updated person", p, bare, err)
		state, err := tx.Choice(full.ID, "core")
		Same(t, "choice", state, []byte("new"), err)
		state, err = tx.Choice(full.ID, "")
		Same(t, "choice of the default pack", state, []byte("default"), err)
		state, err = tx.Choice(bare.ID, "core")
		Same(t, "length of an empty choice", len(state), 0, err)
		return nil
	})
	for name, i := range map[string]reflection.Identity{
		"the same account":  {Person: bare.ID, Account: "42", Private: chat.Chat{Platform: "discord", ID: "9"}},
		"the same chat":     {Person: bare.ID, Account: "99", Private: private},
		"nobody's identity": {Person: 999, Account: "99", Private: chat.Chat{Platform: "discord", ID: "9"}},
	} {
		if err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.AddIdentity(&i) }); err == nil || i.ID != 0 {
			t.Errorf("%s was added: %v, id %d", name, err, i.ID)
		}
	}
}

func testSetPrivate(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	i := reflection.Identity{Person: h.Person.ID, Account: "42", Private: chat.Chat{Platform: "discord"}}
	Update(t, s, func(tx reflection.Tx) error { return tx.AddIdentity(&i) })
	i.Private.ID = "77"
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "private chat of nobody", tx.SetPrivate(999, i.Private))
		Missing(t, "a chat of another platform", tx.SetPrivate(i.ID, chat.Chat{Platform: "telegram", ID: "77"}))
		return tx.SetPrivate(i.ID, i.Private)
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.IdentityOf(i.ID)
		Same(t, "identity", got, i, err)
		got, err = tx.IdentityIn(i.Private)
		Same(t, "identity in chat", got, i, err)
		_, err = tx.IdentityOf(999)
		Missing(t, "identity", err)
		return nil
	})
}

func testPaging(t *testing.T, open Open) {
	s := open(t)
	one, two, three := NewHome(t, s, 1).Person, NewHome(t, s, 2).Person, NewHome(t, s, 3).Person
	two.KeepMonths = 6
	Update(t, s, func(tx reflection.Tx) error { return tx.UpdatePerson(two) })
	View(t, s, func(tx reflection.Tx) error {
		all, err := tx.PeopleAfter(0, 2)
		Same(t, "the first two", all, []reflection.Person{one, two}, err)
		all, err = tx.PeopleAfter(two.ID, 2)
		Same(t, "the others", all, []reflection.Person{three}, err)
		all, err = tx.Keeping(0, 9)
		Same(t, "who keeps for a time", all, []reflection.Person{two}, err)
		all, err = tx.Keeping(two.ID, 9)
		Same(t, "no others", len(all), 0, err)
		return nil
	})
}
