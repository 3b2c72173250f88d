package streak

const (
	restDaysAtFirst = 1
	maxRestDays     = 3
	// keptForRestDay is how many kept earn a rest day. They are counted from the
	// first date on and never again from the start.
	keptForRestDay = 7
)

// walker goes through a person's dates, the earliest first, and settles each.
type walker struct {
	restDays  int
	kept      int // ever
	run, best int
}

// step settles one date.
//
//	kept ────────────────────────────────► Kept     run + 1; each seventh earns a rest day
//	optional ──► open: Open, closed: Optional
//	closed, or Not today ──► one held? ──► Rested   one fewer held
//	                           └─ closed ► Missed   run 0
//	                           └─ open ──► Open
func (w *walker) step(d date) Occasion {
	o := d.Occasion
	o.RestDays = w.restDays
	switch {
	case d.kept:
		o.Outcome = Kept
		w.kept++
		w.run++
		w.best = max(w.best, w.run)
		if w.kept%keptForRestDay == 0 && w.restDays < maxRestDays {
			w.restDays++
		}
	case o.Why != NotOptional:
		if !o.IsOpen() {
			o.Outcome = Optional
		}
	case o.IsOpen() && !d.rested:
		// Nothing is settled yet.
	case w.restDays > 0:
		o.Outcome = Rested
		w.restDays--
	case !o.IsOpen():
		o.Outcome = Missed
		w.run = 0
	}
	o.Run = w.run
	return o
}
