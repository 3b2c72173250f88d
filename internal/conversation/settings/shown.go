package settings

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Labels are those of the buttons of this package that can be pressed by typing,
// whatever page was shown last. Those of a page are remembered with it.
func Labels(w *words.Words) []string {
	return []string{
		w.SomewhereElse, w.AnotherTime, w.Resume, w.Button.Pause, w.KeepDaily, w.OnceAWeek,
	}
}

// Shown returns the buttons that are before the person: those of what the bot said
// last, a, which is zero if that has lapsed; those under a question that asks how
// often they want one; and Resume while they are on a pause.
func (f *Flow) Shown(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting) ([]chat.Action, error) {
	w := t.Words
	sub, err := t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []chat.Action
	switch a.For {
	case VerbZone:
		return []chat.Action{{Label: w.SomewhereElse, Ref: chat.Ref{Verb: VerbZoneOther}}}, nil
	case VerbHour, VerbSchedule:
		return []chat.Action{{Label: w.AnotherTime, Ref: chat.Ref{Verb: VerbHourOther}}}, nil
	case VerbTakenOff:
		clock, err := t.In(sub.Rule.Zone)
		if err != nil {
			return nil, err
		}
		for span := range strings.FieldsSeq(a.Arg) {
			off, err := schedule.ParseDaysOff(span)
			if err != nil {
				return nil, err
			}
			out = append(out, f.takeBackButton(t, clock, off))
		}
	}
	if t.Returned { // The questions came weekly until this very message.
		for _, o := range []struct{ label, arg string }{{w.KeepDaily, "daily"}, {w.OnceAWeek, "weekly"}, {w.Button.Pause, "pause"}} {
			out = append(out, chat.Action{Label: o.label, Ref: chat.Ref{Verb: delivery.VerbOften, ID: int64(sub.ID), Arg: o.arg}})
		}
	}
	if sub.State == reflection.Paused {
		out = append(out, chat.Action{Label: w.Resume, Ref: chat.Ref{Verb: VerbResume}})
	}
	return out, nil
}

// About answers a question to the bot about itself.
func (f *Flow) About(tx reflection.Tx, t *turn.Turn, topic words.Topic) error {
	switch topic {
	case words.TopicHelp:
		return f.Help(tx, t)
	case words.TopicPrivacy:
		return f.Privacy(t)
	case words.TopicWhen:
		return f.Schedule(tx, t, "")
	}
	t.Alert(t.Words.Stale)
	return nil
}
