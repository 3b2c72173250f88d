package streak

const (
	restDaysAtFirst = 1
	maxRestDays     = 3
	// keptForRestDay is how many kept earn a rest day. They are counted from the
	// first date on and never again from the start.
	keptForRestDay = 7
)

// recent is how many kept or missed dates History.Kept looks back on.
const recent = 30

// walker goes through a person's dates, the earliest first, and settles each.
// Its fields are what a checkpoint stores of the dates behind it.
type walker struct {
	_        struct{} `cbor:",toarray"`
	RestDays int
	Kept     int // ever
	Run      int
	Best     int
	// Missed says that any date was ever missed.
	Missed bool
	// Lately are the latest kept (1) and missed (0) dates, the last one lowest;
	// Counted is how many there are, up to recent.
	Lately  uint32
	Counted int
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
	o.RestDays = w.RestDays
	switch {
	case d.kept:
		o.Outcome = Kept
		w.Kept++
		w.Run++
		w.Best = max(w.Best, w.Run)
		w.count(1)
		if w.Kept%keptForRestDay == 0 && w.RestDays < maxRestDays {
			w.RestDays++
		}
	case o.Why != NotOptional:
		if !o.IsOpen() {
			o.Outcome = Optional
		}
	case o.IsOpen() && !d.rested:
		// Nothing is settled yet.
	case w.RestDays > 0:
		o.Outcome = Rested
		w.RestDays--
	case !o.IsOpen():
		o.Outcome = Missed
		w.Run = 0
		w.Missed = true
		w.count(0)
	}
	o.Run = w.Run
	return o
}

// count takes a kept or missed date into those that are looked back on.
func (w *walker) count(kept uint32) {
	w.Lately = (w.Lately<<1 | kept) & (1<<recent - 1)
	w.Counted = min(w.Counted+1, recent)
}

// afterMiss reports whether the date that was kept last is the first one kept
// since a missed one, and none was missed after it.
func (w *walker) afterMiss() bool { return w.Missed && w.Run == 1 }
