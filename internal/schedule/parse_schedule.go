package schedule

import "fmt"

// Change is what somebody asked to change of a rule; nil is what stays.
type Change struct {
	At   *TimeOfDay
	Days *Weekdays
}

// Apply returns the rule with the change made.
func (c Change) Apply(r Rule) Rule {
	if c.At != nil {
		r.At = *c.At
	}
	if c.Days != nil {
		r.Days = *c.Days
	}
	return r
}

// ParseSchedule reads a time of day, days of the week, or both in any order:
// "8:30 weekdays", "mon,wed,fri 20:00", "weekends". The error is ErrSchedule,
// in an *UnknownWord where a word was left over.
func ParseSchedule(s string) (Change, error) {
	return english.schedule(s, wantTime|wantDays, ErrSchedule)
}

// wanted says what a text may hold.
type wanted uint8

const (
	wantTime wanted = 1 << iota
	wantDays
)

// schedule reads at most one time and any number of days, whichever are
// wanted, with fillers between. A text that holds neither is an error.
func (l *language) schedule(s string, want wanted, sentinel error) (Change, error) {
	list, ok := tokens(s)
	if !ok {
		return Change{}, sentinel
	}
	r := &reader{language: l, list: list}
	if want&wantDays != 0 && r.alternates() {
		return Change{}, fmt.Errorf("%w: %w", sentinel, ErrAlternate)
	}
	var (
		change    Change
		days      Weekdays
		excepting bool
	)
	for !r.done() {
		if want&wantDays != 0 {
			if found, ok := r.days(); ok {
				if excepting {
					days &^= found
				} else {
					days |= found
				}
				change.Days = &days
				continue
			}
			if r.accept(l.except) {
				excepting = true
				if change.Days == nil { // "8am except sundays"
					days = Everyday
				}
				continue
			}
		}
		if want&wantTime != 0 && change.At == nil {
			if at, ok := r.timeOfDay(); ok {
				change.At = &at
				continue
			}
		}
		if r.accept(l.fillers) || want&wantTime != 0 && r.acceptTimeFiller() || r.acceptSign() {
			continue
		}
		return Change{}, r.misunderstood(sentinel)
	}
	empty := change == Change{}
	nothingLeft := change.Days != nil && days == 0 // "mon except mon"
	if empty || nothingLeft || excepting && change.Days == nil {
		return Change{}, sentinel
	}
	return change, nil
}

// acceptTimeFiller moves past a word that says nothing where a time is told.
func (r *reader) acceptTimeFiller() bool {
	if before, ok := r.copulas[r.peek(0).text]; ok && r.pos > 0 && r.list[r.pos-1].is(before) {
		r.pos++
		return true
	}
	return r.accept(r.timeFillers)
}

// acceptSign moves past a dash or a plus between two phrases. One that is
// glued to a number is its sign, and no time of day has one.
func (r *reader) acceptSign() bool {
	sign, after := r.peek(0), r.peek(1)
	if (sign.is("-") || sign.is("+")) && !(after.kind == numberToken && after.glued) {
		r.pos++
		return true
	}
	return false
}

// reading reads what a clock shows, and whether before or after noon was said.
func (l *language) reading(s string) (TimeOfDay, half, error) {
	list, ok := tokens(s)
	if !ok {
		return TimeOfDay{}, anyHalf, ErrTimeOfDay
	}
	r := &reader{language: l, list: list, clock: true}
	var at *TimeOfDay
	said := anyHalf
	for !r.done() {
		if at == nil {
			if t, ok := r.timeOfDay(); ok {
				at, said = &t, r.said
				continue
			}
		}
		if !r.accept(l.fillers) && !r.acceptTimeFiller() {
			return TimeOfDay{}, anyHalf, ErrTimeOfDay
		}
	}
	if at == nil {
		return TimeOfDay{}, anyHalf, ErrTimeOfDay
	}
	return *at, said, nil
}
