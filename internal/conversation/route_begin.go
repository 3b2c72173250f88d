package conversation

import (
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// beginning takes what somebody sends who has no hour yet, whenever they were
// asked; what isn't words is taken as an answer that wasn't understood. What they
// were to write freely is written down.
func (c *Core) beginning(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) error {
	if e.Medium != chat.Words {
		e.Body = ""
	}
	if a.For == settings.VerbZone || a.For == settings.VerbHour {
		if handled, err := c.asideAtTheBeginning(tx, t, e.Body); handled || err != nil {
			return err
		}
	}
	switch a.For {
	case settings.VerbZone:
		return c.settings.ZoneText(tx, t, e.Body)
	case settings.VerbHour:
		return c.settings.HourText(tx, t, e.Body)
	case daily.VerbWrite, journal.VerbWords:
		if !t.Meta.At.Before(a.Until) {
			break
		}
		if !daily.IsWords(t, e) {
			return nil
		}
		if err := tx.ClearAwaiting(a.Chat); err != nil {
			return err
		}
		return c.takes(tx, t, a, e)()
	}
	return c.settings.Start(tx, t)
}

// asideAtTheBeginning answers what somebody says who was asked for a place or an hour
// and means something else: to be left alone, to know what this is, or that they are
// in need, where a word about places would be out of place.
func (c *Core) asideAtTheBeginning(tx reflection.Tx, t *turn.Turn, text string) (handled bool, err error) {
	switch topic := t.Words.Means(turn.Alone(text)); {
	case topic == words.TopicStop:
		t.Say(t.Words.NotBegun)
		return true, nil
	case topic == words.TopicHelp, topic == words.TopicPrivacy:
		if err := c.settings.About(tx, t, topic); err != nil {
			return true, err
		}
		return true, c.settings.AskAgain(tx, t)
	case t.Words.Care.Speaks(text):
		return true, c.settings.AskAgain(tx, t)
	}
	return false, nil
}

// longestSetting is how many runes of a text can name a place, an hour or what somebody
// thinks of leaving. What is longer is no answer to that, and must not be lost as one.
const longestSetting = 80

func tooLong(text string) bool { return utf8.RuneCountInString(text) > longestSetting }
