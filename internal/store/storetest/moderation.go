package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// testCommunities: what was chosen for a server or group is its own, is found by the
// chat, and moves along with it.
func testCommunities(t *testing.T, open Open) {
	s := open(t)
	here := chat.Chat{Platform: "discord", ID: "90"}
	chosen := reflection.Community{Platform: "discord", Parent: "server", Manager: "7", Moderators: here, Title: "mods"}
	none := func(parent string) reflection.Community {
		return reflection.Community{Platform: "discord", Parent: parent}
	}
	find := func(what, parent string, want reflection.Community) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Community("discord", parent)
			Same(t, what, got, want, err)
			var shown []reflection.Community
			if !want.Moderators.IsZero() {
				shown = []reflection.Community{want}
			}
			all, err := tx.CommunitiesShownIn(here)
			if parent != "other" {
				Same(t, what+", by its chat", all, shown, err)
			}
			return nil
		})
	}
	find("nothing yet", "server", none("server"))
	Update(t, s, func(tx reflection.Tx) error { return tx.SetCommunity(chosen) })
	find("chosen", "server", chosen)
	find("another", "other", none("other"))
	chosen.Manager, chosen.Stuck = "8", true
	Update(t, s, func(tx reflection.Tx) error { return tx.SetCommunity(chosen) })
	find("changed", "server", chosen)
	Update(t, s, func(tx reflection.Tx) error { return tx.MoveChannels("discord", "server", "moved") })
	chosen.Parent = "moved"
	find("moved", "moved", chosen)
	Update(t, s, func(tx reflection.Tx) error {
		chosen.Moderators, chosen.Title = chat.Chat{}, ""
		return tx.SetCommunity(chosen)
	})
	find("shown nowhere", "moved", chosen)
}

// testMatters: a matter is found by what it is about, stays after that is gone, and
// goes with its channel; its dispatch is one.
func testMatters(t *testing.T, open Open) {
	s := open(t)
	here, elsewhere := NewChannel(t, s, "77", "server"), NewChannel(t, s, "78", "other")
	in := chat.Chat{Platform: "discord", ID: "90"}
	first := reflection.Matter{Subscription: here.Subscription, Kind: reflection.MatterReport, About: 5, Chat: in, At: At(1)}
	same := first
	same.Kind = reflection.MatterSuggestion
	foreign := first
	foreign.Subscription, foreign.About = elsewhere.Subscription, 6
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.AddMatter(&first), tx.AddMatter(&same), tx.AddMatter(&foreign))
	})
	if first.ID == 0 || first.ID == same.ID {
		t.Errorf("ids %d and %d", first.ID, same.ID)
	}
	Update(t, s, func(tx reflection.Tx) error {
		first.Message, first.Shown, first.By, first.Stopped = "900", "what it says", "Dora", true
		d := reflection.Dispatch{Purpose: reflection.Moderate, Matter: first.ID, Chat: in, Ready: At(2)}
		twice := d
		if err := errors.Join(tx.UpdateMatter(first), tx.AddDispatch(&d)); err != nil {
			return err
		}
		if err := tx.AddDispatch(&twice); err == nil {
			t.Error("a matter has two dispatches")
		}
		return nil
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Matter(first.ID)
		Same(t, "by id", got, first, err)
		got, err = tx.MatterAbout(reflection.MatterReport, 5)
		Same(t, "by what it is about", got, first, err)
		_, err = tx.MatterAbout(reflection.MatterReport, 7)
		Missing(t, "about nothing", err)
		open, err := tx.OpenMatters("discord", "other")
		Same(t, "open elsewhere", open, []reflection.Matter{foreign}, err)
		d, err := tx.DispatchOfMatter(first.ID)
		if err != nil || d.Matter != first.ID || d.Purpose != reflection.Moderate {
			t.Errorf("dispatch %+v, %v", d, err)
		}
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		first.State = reflection.MatterHidden
		again := first
		again.State, again.At = reflection.MatterOpen, At(9)
		return errors.Join(tx.UpdateMatter(first), tx.AddMatter(&again))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.MatterAbout(reflection.MatterReport, 5)
		if err != nil || got.State != reflection.MatterOpen {
			t.Errorf("of several the open one: %+v, %v", got, err)
		}
		open, err := tx.OpenMatters("discord", "server")
		Same(t, "how many are open", len(open), 2, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		for range 2 {
			more, err := tx.PruneModeration(At(5), 9)
			Same(t, "more to prune", more, false, err)
		}
		return nil
	})
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Matter(first.ID)
		Missing(t, "a settled one of long ago", err)
		_, err = tx.DispatchOfMatter(first.ID)
		Missing(t, "and its dispatch", err)
		open, err := tx.OpenMatters("discord", "server")
		Same(t, "open ones stay", len(open), 2, err)
		return nil
	})
}

// testActs: the log is a server's or group's own, the latest first; who is forgotten
// isn't named any more, and what they did stays.
func testActs(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	ch := NewChannel(t, s, "77", "server")
	act := func(p reflection.PersonID, name, what string, days int) reflection.Act {
		return reflection.Act{Platform: "discord", Parent: "server", Subscription: ch.Subscription, Person: p, Name: name,
			Manager: p == other.Person.ID, What: what, Detail: "20:00", On: Today.AddDays(days)}
	}
	all := []reflection.Act{act(h.Person.ID, "Ada", "hour", -3), act(other.Person.ID, "Ben", "stop", -2), act(0, "", "off", -1)}
	Update(t, s, func(tx reflection.Tx) error {
		for i := range all {
			if err := tx.AddAct(&all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Acts("discord", "server", 0, 2)
		Same(t, "the latest", got, []reflection.Act{all[2], all[1]}, err)
		got, err = tx.Acts("discord", "server", 2, 2)
		Same(t, "the one before", got, all[:1], err)
		got, err = tx.Acts("discord", "other", 0, 9)
		Same(t, "elsewhere", len(got), 0, err)
		got, err = tx.ActsBy(other.Person.ID)
		Same(t, "by one of them", got, all[1:2], err)
		return nil
	})
	forget(t, s, other)
	Update(t, s, func(tx reflection.Tx) error { return tx.MoveChannels("discord", "server", "moved") })
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Acts("discord", "moved", 1, 1)
		want := all[1]
		want.Parent, want.Person, want.Name = "moved", 0, ""
		Same(t, "by somebody who was forgotten", got, []reflection.Act{want}, err)
		return nil
	})
	before := time.Date(Today.Year, time.Month(Today.Month), Today.Day, 0, 0, 0, 0, time.UTC)
	Update(t, s, func(tx reflection.Tx) error {
		more, err := tx.PruneModeration(before.AddDate(0, 0, -1), 1)
		Same(t, "more to prune", more, true, err)
		more, err = tx.PruneModeration(before.AddDate(0, 0, -1), 9)
		Same(t, "more to prune", more, false, err)
		got, err := tx.Acts("discord", "moved", 0, 9)
		Same(t, "what is left", len(got), 1, err)
		return nil
	})
}
