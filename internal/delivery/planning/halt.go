package planning

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Halt stops a subscription because its chat can't be written to. For a person's
// streak this is where a block began. Of a channel whoever set it up is told,
// once; a channel that is paused stays so. Missing is the permission that the bot
// lacks, as the platform names it; empty where it doesn't say.
func Halt(tx reflection.Tx, sub reflection.Subscription, state reflection.SubscriptionState, missing string, at time.Time) error {
	was := sub.State
	if sub.Person == 0 && was == reflection.Paused {
		return nil
	}
	sub.State = state
	if err := Reschedule(&sub, at); err != nil {
		return err
	}
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	if sub.Person != 0 {
		return AddPause(tx, sub, at)
	}
	if was != reflection.Active {
		return nil
	}
	ch, err := tx.Channel(sub.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return TellInstaller(tx, sub.Chat.Platform, ch, sub.ID, at, func(w *words.Words) string {
		return w.Post.CantPost(ch.Title, missing)
	})
}

// TellInstaller leaves a notice for whoever set a channel up. Nobody is told where
// the platform hides who that was, or they were forgotten since: what is wrong
// then shows in the channel's status. "Check again" is offered for check, unless
// it is 0.
func TellInstaller(tx reflection.Tx, p chat.Platform, ch reflection.Channel, check reflection.SubscriptionID, at time.Time, text func(*words.Words) string) error {
	return tellInstaller(tx, ch, reflection.Notice{Platform: p, Check: check, At: at}, text)
}

// TellQuiet is TellInstaller for a channel that has grown quiet: its way back is
// offered.
func TellQuiet(tx reflection.Tx, p chat.Platform, ch reflection.Channel, at time.Time, text func(*words.Words) string) error {
	return tellInstaller(tx, ch, reflection.Notice{Platform: p, Check: ch.Subscription, Quiet: true, At: at}, text)
}

func tellInstaller(tx reflection.Tx, ch reflection.Channel, n reflection.Notice, text func(*words.Words) string) error {
	if ch.Installer == 0 {
		return nil
	}
	installer, err := tx.IdentityOf(ch.Installer)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	person, err := tx.Person(installer.Person)
	if err != nil {
		return err
	}
	n.Person, n.Parent, n.Private, n.Text = person.ID, ch.Parent, ch.Tell, text(words.For(person.Locale))
	return tx.AddNotice(&n)
}

// AddPause records that a pause, a switch-off or a block of a person's own
// subscription began.
func AddPause(tx interface {
	AddFact(*reflection.Fact) error
}, sub reflection.Subscription, at time.Time) error {
	if sub.Person == 0 {
		return nil
	}
	date, err := LocalDate(at, sub.Rule.Zone)
	if err != nil {
		return err
	}
	return tx.AddFact(&reflection.Fact{
		Kind: reflection.FactPaused, Person: sub.Person, Subscription: sub.ID, Chat: sub.Chat,
		At: at.UTC(), Date: date, Zone: sub.Rule.Zone,
	})
}
