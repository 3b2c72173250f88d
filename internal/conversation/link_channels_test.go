package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// elsewhere has what follows happen on the other platform.
func (r *rig) elsewhere(do func()) {
	r.platform, r.other = r.other, r.platform
	defer func() { r.platform, r.other = r.other, r.platform }()
	do()
}

// TestLinkInChannels: what was answered in channels of both apps, without a name in
// one, is one journal and one count while the accounts are joined, and each one's own
// after. Whoever reads there sees the same throughout, and the file has one persona
// for each of those who answered.
func TestLinkInChannels(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		here := r.asks("group", "walkers")
		var there asked
		r.elsewhere(func() { there = r.asks("guild", "reflections") })
		here.post()
		ada, reader := here.member("ada"), here.member("reader")
		ada.answers("Words with a name.")
		r.presses(ada.at, english.Channel.Share)
		reader.answers("The reader's own.")
		r.soon()
		var bea, other member
		r.elsewhere(func() {
			bea, other = there.member("ada.d"), there.member("other")
			bea.answers("Words without a name.")
			r.presses(bea.at, english.Channel.ShareUnnamed)
			other.answers("The other's own.")
		})
		r.soon()
		read := func() (pages string) {
			t.Helper()
			reader.wantReads("Words with a name.")
			pages = reader.at.Last().Text
			r.elsewhere(func() {
				other.wantReads("Words without a name.")
				pages += other.at.Last().Text
			})
			if strings.Contains(other.at.Last().Text, "ada") {
				t.Errorf("the answer without a name is somebody's: %q", other.at.Last().Text)
			}
			return pages
		}
		personas := func() (n int) {
			for _, line := range r.inFile() {
				if strings.HasPrefix(line, "persons ") && strings.Contains(line, " id=random") {
					n++
				}
			}
			return n
		}
		before, stood := read(), personas()
		ha, _ := r.historyOf(a)
		hb, _ := r.historyOf(b)
		r.joins(b, a, "Here")
		h, _ := r.historyOf(a)
		if h.Total != 2 || h.Total != ha.Total+hb.Total {
			t.Errorf("total %d joined; %d and %d before", h.Total, ha.Total, hb.Total)
		}
		r.types(a, "streak", "")
		r.wantLast(a, "2 reflections")
		texts := func(p *chattest.Person) (all []string) {
			t.Helper()
			r.view(func(tx reflection.Tx) error {
				i, err := tx.Identity(p.Chat().Platform, p.Account())
				if err != nil {
					return err
				}
				replies, err := tx.RepliesOf(i.Person)
				for _, one := range replies {
					parts, failed := tx.Parts(one.ID)
					if failed != nil {
						return failed
					}
					all = append(all, parts[0].Text)
				}
				return err
			})
			return all
		}
		if got := strings.Join(texts(b), "|"); got != "Words with a name.|Words without a name." {
			t.Errorf("the journal holds %q", got)
		}
		if after := read(); after != before {
			t.Errorf("whoever reads in the channels saw\n%s\nand sees now\n%s", before, after)
		}
		if n := personas(); n != stood-1 {
			t.Errorf("%d personas in the file, %d before", n, stood)
		}
		r.types(a, "unlink", "")
		r.presses(a, "Part them")
		ha, _ = r.historyOf(a)
		hb, _ = r.historyOf(b)
		if ha.Total != 1 || hb.Total != 1 {
			t.Errorf("totals %d and %d after parting", ha.Total, hb.Total)
		}
		if got := texts(a); len(got) != 1 || got[0] != "Words with a name." {
			t.Errorf("one journal holds %q", got)
		}
		if got := texts(b); len(got) != 1 || got[0] != "Words without a name." {
			t.Errorf("the other journal holds %q", got)
		}
		if after := read(); after != before {
			t.Errorf("whoever reads in the channels saw\n%s\nand sees after parting\n%s", before, after)
		}
		if n := personas(); n != stood {
			t.Errorf("%d personas in the file after parting, %d before", n, stood)
		}
		r.elsewhere(func() {
			r.presses(bea.at, english.Channel.TakeBack)
			r.soon()
			other.wantReads()
		})
		r.unlogged("Words with", "Words without")
	})
}
