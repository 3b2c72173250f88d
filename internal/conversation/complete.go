package conversation

import (
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// completions is how many values are offered while somebody types, the most
// that a platform shows.
const completions = 25

// Complete returns values for a field of a command while it is typed, the best
// first. Each is something that the command takes.
func Complete(kind chat.OptionKind, typed, locale string, now time.Time) []chat.Choice {
	switch kind {
	case chat.OptionPlace:
		return completePlace(typed, locale, now)
	case chat.OptionDate:
		return completePause(typed, locale, now)
	case chat.OptionWords, chat.OptionChoice, chat.OptionChannel, chat.OptionRole, chat.OptionFile:
	}
	return nil
}

// completePlace offers places with their zone; before anything is typed, those
// where it is likely that somebody of that language lives.
func completePlace(typed, locale string, now time.Time) []chat.Choice {
	var places []schedule.Place
	offset, isOffset := schedule.ParseOffset(typed)
	switch {
	case strings.TrimSpace(typed) == "":
		places = schedule.LikelyZones(locale, now, completions)
	case isOffset:
		places = schedule.ZonesAt(offset, now, completions)
	default:
		places = schedule.FindPlaces(typed, completions)
	}
	w := words.For(locale)
	var out []chat.Choice
	seen := map[string]bool{}
	for _, p := range places {
		loc, err := schedule.Location(p.Zone)
		if err != nil || seen[p.String()] {
			continue
		}
		seen[p.String()] = true
		out = append(out, chat.Choice{Value: p.Zone, Label: p.String() + " · " + w.Clock(now.In(loc))})
	}
	return out
}

// completePause offers what was typed, if it can be read, and what people
// usually want.
func completePause(typed, locale string, now time.Time) []chat.Choice {
	today := schedule.DateOf(now, time.UTC)
	var out []chat.Choice
	if typed = strings.TrimSpace(typed); typed != "" {
		if _, err := schedule.ParseBreaks(typed, today); err == nil {
			out = append(out, chat.Choice{Value: typed, Label: typed})
		}
	}
	for _, span := range words.For(locale).Spans {
		if strings.HasPrefix(strings.ToLower(span), strings.ToLower(typed)) && span != typed {
			out = append(out, chat.Choice{Value: span, Label: span})
		}
	}
	return out
}
