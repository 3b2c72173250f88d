package journal

import (
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// view is what a page is of, and where in it the page is.
//
//	arg        id
//	o          instant   the latest before it; 0 for the very latest
//	n          instant   the earliest after it
//	o, n DAYS  instant   the same, of some days: 20250501-20250531
//	y          skip      this day in earlier years
//	w TOKEN    skip      what was looked for
type view struct {
	kind   byte
	days   schedule.Span // zero for all
	cursor int64
	token  int64
}

// ref is the button that shows a view.
func (v view) ref() chat.Ref {
	arg := string(v.kind)
	switch {
	case v.kind == 'w':
		arg += strconv.FormatInt(v.token, 36)
	case !v.days.First.IsZero():
		arg += compact(v.days.First) + "-" + compact(v.days.Last)
	}
	return chat.Ref{Verb: VerbPage, ID: v.cursor, Arg: arg}
}

// parseView reads what ref made. Ok is false for anything else.
func parseView(ref chat.Ref) (v view, ok bool) {
	if ref.Arg == "" || ref.ID < 0 {
		return v, false
	}
	v.kind, v.cursor = ref.Arg[0], ref.ID
	rest := ref.Arg[1:]
	switch v.kind {
	case 'y':
		return v, rest == ""
	case 'w':
		var err error
		v.token, err = strconv.ParseInt(rest, 36, 64)
		return v, err == nil
	case 'o', 'n':
		if rest == "" {
			return v, true
		}
		first, last, _ := strings.Cut(rest, "-")
		var ok1, ok2 bool
		v.days.First, ok1 = parseCompact(first)
		v.days.Last, ok2 = parseCompact(last)
		return v, ok1 && ok2 && !v.days.Last.Before(v.days.First)
	}
	return v, false
}

func compact(d schedule.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

func parseCompact(s string) (schedule.Date, bool) {
	t, err := time.Parse("20060102", s)
	if err != nil || t.Year() < 1 {
		return schedule.Date{}, false
	}
	return schedule.DateOf(t, time.UTC), true
}

// bounds are the instants between which a view of time lies.
func (r reader) bounds(v view) (from, to time.Time) {
	if v.days.First.IsZero() {
		return time.Unix(0, 0), r.now.AddDate(1, 0, 0)
	}
	return r.begins(v.days.First), r.begins(v.days.Last.AddDays(1))
}

// dayView is the view of one day.
func dayView(d schedule.Date) view { return view{kind: 'o', days: schedule.Span{First: d, Last: d}} }
