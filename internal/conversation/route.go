package conversation

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/community"
	"stillpoint/internal/conversation/compass"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/questions"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// route finds the flow for an event in a private chat.
func (c *Core) route(tx reflection.Tx, t *turn.Turn, e chat.Event) error {
	switch e := e.(type) {
	case chat.Text:
		return c.text(tx, t, e)
	case chat.Located:
		return c.settings.Located(tx, t, e.Latitude, e.Longitude)
	case chat.Edited:
		if handled, err := c.editedCommand(tx, t, e); handled || err != nil {
			return err
		}
		if handled, err := c.channel.Edited(tx, t, e); handled || err != nil {
			return err
		}
		return c.daily.Edited(tx, t, e)
	case chat.Deleted:
		if handled, err := c.channel.Deleted(tx, t, e); handled || err != nil {
			return err
		}
		return c.daily.Deleted(tx, t, e)
	case chat.Pressed:
		if e.Link {
			return c.followed(tx, t, e.Action)
		}
		return c.pressed(tx, t, e.Action)
	case chat.Command:
		return c.command(tx, t, e)
	case chat.Left, chat.Barred:
		return c.settings.Gone(tx, t)
	case chat.Submitted:
		return c.submitted(tx, t, e)
	case chat.Joined, chat.Allowed, chat.Renamed, chat.Migrated:
		return nil
	}
	return nil
}

// text decides whose text it is: what a link has shown since the bot last asked for
// something is offered it; what the bot last asked for owns it, for ten minutes; then the
// question that it replies to; then the open one. Somebody who hasn't set an hour yet is
// still beginning.
func (c *Core) text(tx reflection.Tx, t *turn.Turn, e chat.Text) error {
	a, err := tx.Awaiting(t.Meta.Space.Chat)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	if file := e.File; file != nil && t.Meta.At.Before(a.Until) && (a.For == questions.VerbAdd || community.TakesFile(a.For)) {
		if !daily.HasWords(*file) {
			t.Say(t.Words.Community.Questions.BadFile)
			return nil
		}
		e.Medium, e.Body, e.File = chat.Words, strings.TrimSpace(e.Body+"\n"+*file), nil
	}
	if handled, err := c.afterLink(tx, t, a, e); handled || err != nil {
		return err
	}
	if handled, err := c.awaitedInChannel(tx, t, a, e); handled || err != nil {
		return err
	}
	_, err = t.Subscription(tx)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		return c.beginning(tx, t, a, e)
	case err != nil:
		return err
	case !daily.IsWords(t, e):
		return nil
	}
	owned, err := owns(tx, t, a, e)
	if err != nil {
		return err
	}
	if handled, err := c.typed(tx, t, a, owned, e); handled || err != nil {
		return err
	}
	take := c.takes(tx, t, a, e)
	if !owned || take == nil {
		return c.daily.Text(tx, t, e)
	}
	if err := tx.ClearAwaiting(t.Meta.Space.Chat); err != nil {
		return err
	}
	return take()
}

// takes returns what takes a text of any kind that the bot asked for; nil if it waits
// for none. Else it waits for the label of one of the buttons that it showed, and
// every other text is what it is without.
func (c *Core) takes(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) func() error {
	switch a.For {
	case settings.VerbZone:
		return func() error { return c.settings.ZoneText(tx, t, e.Body) }
	case settings.VerbHour:
		return func() error { return c.settings.HourText(tx, t, e.Body) }
	case settings.VerbSchedule:
		return func() error { return c.settings.ScheduleText(tx, t, e.Body) }
	case settings.VerbDaysOff:
		return func() error { return c.settings.DaysOffText(tx, t, e.Body) }
	case settings.VerbSummaryHour:
		return func() error { return c.settings.SummaryHourText(tx, t, a.Arg, e.Body) }
	case settings.VerbNever:
		return func() error { return c.settings.NeverText(tx, t, e.Body) }
	case daily.VerbDeeper:
		return func() error { return c.daily.DeeperText(tx, t, e, a.ID) }
	case daily.VerbWrite:
		return func() error { return c.daily.Write(tx, t, e.Message, e.Body) }
	case compass.VerbName:
		return func() error { return c.compass.Name(tx, t, e.Body) }
	case daily.VerbAnswerNow:
		return func() error { return c.daily.AnswerText(tx, t, e, a.ID) }
	case questions.VerbAdd:
		return func() error { return c.questions.Add(tx, t, e.Body) }
	case journal.VerbWords:
		return func() error { return c.journal.Reworded(tx, t, a.ID, e.Message, e.Body) }
	}
	return nil
}

// owns reports whether what the bot last asked for owns a text. A question that
// has come since is what it last asked for; a text that replies to another
// question belongs there.
func owns(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) (bool, error) {
	if !t.Meta.At.Before(a.Until) {
		return false, nil
	}
	switch a.For {
	case settings.VerbZone, settings.VerbHour, settings.VerbSchedule, settings.VerbDaysOff, settings.VerbSummaryHour, compass.VerbName:
		if tooLong(daily.Clean(e.Body)) {
			return false, nil
		}
	case settings.VerbNever: // It takes one a line.
		for line := range strings.Lines(daily.Clean(e.Body)) {
			if tooLong(line) {
				return false, nil
			}
		}
	}
	open, err := tx.OpenAt(t.Meta.Space.Chat, t.Meta.At, e.Message)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return false, err
	}
	if open.Arrived.After(a.Until.Add(-turn.Ownership)) {
		return false, nil
	}
	if e.ReplyTo == "" {
		return true, nil
	}
	to, err := tx.DeliveryByMessage(t.Meta.Space.Chat, e.ReplyTo)
	if errors.Is(err, reflection.ErrNotFound) {
		return true, nil
	}
	return (a.For == daily.VerbDeeper || a.For == daily.VerbAnswerNow) && a.ID == int64(to.ID), err
}

// awaitedInChannel gives a text to the flow of a channel's that asked for it, or
// whose question it replies to. Such a person need not have an hour of their own.
func (c *Core) awaitedInChannel(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) (handled bool, err error) {
	if e.ReplyTo != "" {
		switch to, err := tx.DeliveryByMessage(t.Meta.Space.Chat, e.ReplyTo); {
		case err == nil && to.Person == 0:
			return c.channel.Replied(tx, t, to.ID, e)
		case !errors.Is(err, reflection.ErrNotFound):
			return false, err
		}
	}
	if !t.Meta.At.Before(a.Until) {
		return false, nil
	}
	if handled, err = c.channel.Awaited(tx, t, a, e); handled || err != nil {
		return handled, err
	}
	return c.community.Awaited(tx, t, a, e)
}

// pressed routes a press. Each flow checks anew whether the presser may.
func (c *Core) pressed(tx reflection.Tx, t *turn.Turn, a chat.Ref) error {
	if handled, err := c.communal(tx, t, a); handled || err != nil {
		return err
	}
	if err := chose(tx, t, a); err != nil {
		return err
	}
	switch a.Verb {
	case settings.VerbZone:
		return c.settings.Zone(tx, t, a.Arg)
	case settings.VerbZoneOther:
		return c.settings.ZoneOther(tx, t)
	case settings.VerbHour:
		return c.settings.Hour(tx, t, a.Arg)
	case settings.VerbHourOther:
		return c.settings.HourOther(tx, t)
	case settings.VerbDays:
		return c.settings.Days(tx, t, a.Arg)
	case settings.VerbResume:
		return c.settings.Resume(tx, t)
	case settings.VerbPause:
		return c.settings.Pause(tx, t, a.Arg)
	case settings.VerbDaysOff:
		return c.settings.DaysOff(tx, t, a.Arg)
	case settings.VerbSet:
		return c.settings.Set(tx, t, a.Arg)
	case settings.VerbSummaries:
		return c.settings.Summaries(tx, t, a.Arg)
	case settings.VerbReturns:
		return c.settings.Returns(tx, t, a.Arg)
	case settings.VerbKeeping:
		return c.settings.Keeping(tx, t, a.Arg)
	case settings.VerbPack:
		return c.settings.Pack(tx, t, a.Arg)
	case delivery.VerbOften:
		return c.settings.Often(tx, t, a.Arg)
	case delivery.VerbAnother:
		return c.daily.Another(tx, t, a.ID)
	case delivery.VerbNotToday:
		return c.daily.NotToday(tx, t, a.ID)
	case delivery.VerbLater:
		return c.daily.Later(tx, t, a.ID)
	case daily.VerbLateIn:
		return c.daily.LateIn(tx, t, a.ID, a.Arg)
	case daily.VerbDeeper:
		return c.daily.Deeper(tx, t, a.ID)
	case daily.VerbUndo:
		return c.daily.Undo(tx, t, a.ID, a.Arg)
	case daily.VerbRefile:
		return c.daily.Refile(tx, t, a.ID)
	case daily.VerbNever:
		return c.daily.Never(tx, t, a.ID, a.Arg)
	case daily.VerbKeep:
		return c.daily.KeepNote(tx, t, a.ID)
	case daily.VerbLetGo:
		return c.daily.LetNoteGo(tx, t, a.ID)
	case daily.VerbKeepAs:
		return c.daily.KeepAs(tx, t, a.ID, a.Arg)
	case daily.VerbLast:
		return c.daily.LastWrote(tx, t)
	case daily.VerbAbout:
		return c.settings.About(tx, t, words.Topic(a.Arg))
	case delivery.VerbNotAgain:
		return c.daily.NotAgain(tx, t, a.ID)
	case daily.VerbInAYear:
		return c.daily.InAYear(tx, t, a.ID)
	case daily.VerbToday:
		return c.daily.Today(tx, t)
	case daily.VerbSummary:
		return c.daily.Summary(tx, t, a.Arg)
	}
	return c.chosen(tx, t, a)
}
