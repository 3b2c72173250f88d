package conversation

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// command routes a command. Somebody who wants a question and has no hour yet is
// brought to one.
func (c *Core) command(tx reflection.Tx, t *turn.Turn, e chat.Command) error {
	switch e.Name {
	case "today", "another", "skip", "later":
		_, err := t.Subscription(tx)
		if t.Meta.Space.Private && errors.Is(err, reflection.ErrNotFound) {
			return c.settings.Start(tx, t)
		}
	}
	switch e.Name {
	case "community", "suggest":
		return c.community.Command(tx, t, e)
	case "start":
		return c.settings.Start(tx, t)
	case "today":
		return c.daily.Today(tx, t)
	case "another":
		return c.daily.Another(tx, t, 0)
	case "skip":
		return c.daily.NotToday(tx, t, 0)
	case "later":
		return c.daily.Later(tx, t, 0)
	case "write":
		return c.daily.Write(tx, t, e.Message, e.Args)
	case "journal":
		return c.journal.Show(t)
	case "forget":
		return c.journal.Forget(tx, t, e.Args)
	case "streak":
		return c.daily.Streak(tx, t)
	case "summary":
		return c.daily.Summary(tx, t, e.Args)
	case "series":
		return c.series.Command(tx, t, e.Args)
	case "questions":
		return c.questions.Command(tx, t, e)
	case "compass":
		return c.compass.Command(tx, t, e.Args)
	case "schedule":
		return c.settings.Schedule(tx, t, e.Args)
	case "timezone":
		return c.settings.Timezone(tx, t, e.Args)
	case "pause":
		return c.settings.Pause(tx, t, e.Args)
	case "stop":
		t.Say(t.Words.Typed.Stop, daily.StopButtons(t.Words)...)
		return nil
	case "resume":
		return c.settings.Resume(tx, t)
	case "settings":
		return c.settings.Settings(tx, t)
	case "export":
		return c.carry.Export(tx, t, e.Args)
	case "import":
		return c.carry.Import(tx, t, e)
	case "help":
		return c.settings.Help(tx, t)
	case "link":
		return c.link.Command(tx, t, e.Args)
	case "unlink":
		return c.link.Unlink(tx, t)
	case "privacy":
		return c.settings.Privacy(t)
	}
	t.Unclear = true
	t.Show(chat.Message{Blocks: []chat.Block{
		chat.P(t.Words.UnknownCommand(name(e.Name))), chat.P(t.Words.HelpLists),
	}}, 0)
	return nil
}

// name is a command's name as it can be said back, cut to the length that
// platforms allow one.
func name(s string) string {
	s = daily.Clean(s)
	if r := []rune(s); len(r) > 32 {
		return string(r[:32]) + "…"
	}
	return s
}
