package portable

func (w *walker) tellChannels() error {
	var m Membership
	boards, err := w.tx.BoardsOf(w.who.ID)
	if err != nil {
		return err
	}
	for _, b := range boards {
		title, err := w.channel(b.Subscription)
		if err != nil {
			return err
		}
		m.Boards = append(m.Boards, Board{title, b.Name})
	}
	stops, err := w.tx.StopsOf(w.who.ID)
	if err != nil {
		return err
	}
	for _, s := range stops {
		m.Stops = append(m.Stops, Stop{string(s.Platform), s.Parent})
	}
	reports, err := w.tx.ReportsBy(w.who.ID)
	if err != nil {
		return err
	}
	for _, r := range reports {
		m.Reports = append(m.Reports, Report{r.At, named(reportStates, r.State)})
	}
	notices, err := w.tx.NoticesTo(w.who.ID)
	if err != nil {
		return err
	}
	for _, n := range notices {
		m.Notices = append(m.Notices, Notice{n.At, n.Text})
	}
	done, err := w.tx.ActsBy(w.who.ID)
	if err != nil {
		return err
	}
	for _, a := range done {
		m.Acts = append(m.Acts, Act{a.On.String(), a.What, a.Detail, a.Name, a.Manager})
	}
	acts, err := w.tx.HostActs(w.who.ID)
	if err != nil {
		return err
	}
	for _, a := range acts {
		m.Host = append(m.Host, HostAct(a))
	}
	return w.to.channels(m)
}
