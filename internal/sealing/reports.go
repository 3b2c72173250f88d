package sealing

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Who reported an answer, and who is kept from sharing, stands under their personas.

func (t *tx) openReport(r *reflection.Report) (err error) {
	r.By, err = t.behind(r.By)
	return err
}

func (t *tx) AddReport(r *reflection.Report) (again bool, err error) {
	as, err := t.needPersona(r.By)
	if err != nil {
		return false, err
	}
	sealed := *r
	sealed.By = as.person
	if again, err = t.raw.AddReport(&sealed); err == nil {
		r.ID = sealed.ID
	}
	return again, err
}

func (t *tx) Report(id reflection.ReportID) (reflection.Report, error) {
	r, err := t.raw.Report(id)
	return openedOne(r, err, t.openReport)
}

func (t *tx) Reports(p chat.Platform, parent string) ([]reflection.Report, error) {
	all, err := t.raw.Reports(p, parent)
	return opened(all, err, t.openReport)
}

func (t *tx) Stop(p chat.Platform, parent string, person reflection.PersonID, s reflection.Stop) error {
	as, err := t.needPersona(person)
	if err != nil {
		return err
	}
	return t.raw.Stop(p, parent, as.person, s)
}

func (t *tx) Unstop(p chat.Platform, parent string, name int64) (reflection.PersonID, error) {
	as, err := t.raw.Unstop(p, parent, name)
	if err != nil {
		return 0, err
	}
	return t.behind(as)
}

func (t *tx) Stopped(p chat.Platform, parent string, person reflection.PersonID) (bool, error) {
	known, err := t.asKnown(person)
	if err != nil {
		return false, err
	}
	return t.raw.Stopped(p, parent, known)
}
