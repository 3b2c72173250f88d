package conversation

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/carry"
	"stillpoint/internal/conversation/channel"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/link"
	"stillpoint/internal/conversation/questions"
	"stillpoint/internal/conversation/series"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
)

// chosen routes a press that has to do with what a person chooses among the
// questions: themes, a kind to be spared, a series, their own, or the compass; or among
// their own lines: those to make pictures of; or that shows or changes their journal, or
// the accounts it belongs to; or that says what words were not.
func (c *Core) chosen(tx reflection.Tx, t *turn.Turn, a chat.Ref) error {
	switch a.Verb {
	case channel.VerbNotFor:
		return c.notFor(tx, t, a.ID)
	case summaries.VerbPicture:
		return c.daily.Picture(tx, t, a.ID, a.Arg)
	case daily.VerbCard:
		return c.daily.Card(tx, t, a.ID, a.Arg)
	case summaries.VerbYearLines:
		return c.daily.YearLines(tx, t, a.Arg)
	case daily.VerbYearCards:
		return c.daily.YearCards(tx, t, a.Arg)
	case carry.VerbExport:
		return c.carry.Export(tx, t, a.Arg)
	case delivery.VerbKind:
		return c.daily.NotThisKind(tx, t, a.ID)
	case settings.VerbThemes:
		return c.settings.Themes(tx, t, a.Arg)
	case series.VerbTheme:
		return c.series.Theme(tx, t, a.Arg)
	case series.VerbBegin:
		return c.series.Begin(tx, t, a.Arg)
	case delivery.VerbLeave:
		return c.series.Leave(tx, t)
	case delivery.VerbCompass:
		return c.compass.Set(tx, t, a.Arg)
	case delivery.VerbTap:
		return c.compass.Tap(tx, t, a.ID, a.Arg)
	case link.VerbJoin:
		return c.link.Join(tx, t, a.ID, a.Arg)
	case link.VerbWhere:
		return c.link.Where(tx, t, a.Arg)
	case link.VerbPart:
		return c.link.Part(tx, t)
	case daily.VerbAnswerNow:
		return c.daily.AnswerNow(tx, t, a.ID)
	case journal.VerbPage, journal.VerbEntry:
		return c.journal.Show(t)
	case journal.VerbWords:
		return c.journal.Reword(tx, t, a.ID)
	case journal.VerbWipe:
		return c.journal.Wipe(tx, t, a.ID, a.Arg)
	case journal.VerbForget:
		return c.journal.Forgets(tx, t, a.ID, a.Arg)
	case questions.VerbShow:
		return c.questions.Show(tx, t, a.Arg)
	case questions.VerbAdd:
		return c.questions.AskAdd(tx, t)
	case questions.VerbRemove:
		return c.questions.Remove(tx, t, a.ID)
	case questions.VerbRestore:
		return c.questions.Restore(tx, t, a.ID)
	case questions.VerbShare:
		return c.questions.Share(tx, t, a.Arg)
	}
	t.Alert(t.Words.Stale)
	return nil
}
