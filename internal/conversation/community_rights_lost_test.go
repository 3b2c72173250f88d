package conversation_test

import (
	"reflect"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// What was asked for is taken from whoever may still give it: a form or a message
// that comes after somebody is an admin no more changes nothing.
func TestCommunityRightsAreLost(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		channel := ada.In(r.square())
		r.orders(channel, "questions add What would you do once?")
		before := r.state()
		forms := r.platform.Limits().Forms
		r.presses(channel, "Add")
		if !forms {
			r.presses(ada, "Write it") // The link has led to a page.
		}
		ada.MakeAdmin(false)
		if forms {
			channel.Submit(map[string]string{"text": "What would you do thrice?"})
			r.wantLast(channel, english.Community.Rights.AdminsOnly)
		} else {
			r.says(ada, "What would you do thrice?")
			r.wantLast(ada, english.Community.Rights.AdminsThere)
		}
		r.admin("ada")
		r.orders(channel, "")
		r.presses(channel, "Change the hour")
		r.presses(channel, "another time")
		asked := channel.Last().ID
		ada.MakeAdmin(false)
		if forms {
			channel.Submit(map[string]string{"text": "20:00"})
			r.wantLast(channel, english.Community.Rights.AdminsOnly)
		} else {
			r.wantSilence(channel, func() { channel.Reply(asked, "20:00") })
		}
		if r.state() != before {
			t.Errorf("changed\n%s to\n%s", before, r.state())
		}
	})
}

// Forged ids mean nothing, and say nothing of what is there.
func TestCommunityForgedIDs(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		ben := r.begin("ben", "Berlin", "21:00")
		own := r.subscription(ben)
		before := r.state()
		for _, id := range []int64{0, 1, int64(own.ID), 1 << 40} {
			for _, ref := range append(adminPresses(id, id, id), asking(id, id)...) {
				if ref.ID == 0 && ref.Verb == "csetup" {
					continue
				}
				said := r.hears(ada.In(r.square()), func() { r.forges(ada.In(r.square()), ref) })
				if said != english.Community.Rights.NotHere {
					t.Errorf("%s is answered %q", ref, said)
				}
			}
		}
		if r.state() != before || !reflect.DeepEqual(r.subscription(ben), own) {
			t.Errorf("changed\n%s to\n%s", before, r.state())
		}
	})
}

// Members suggest; nobody else does.
func TestCommunitySuggestRights(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		r.isSetUp(r.admin("ada"))
		sub, _ := r.community(r.square())
		gone := r.platform.Person("ben").LeaveServer(r.square())
		eve := r.platform.Person("eve").Opened()
		hidden := r.platform.Person("cem").Opened()
		r.square().Hide(hidden)
		for _, c := range []struct {
			what string
			by   *chattest.Person
			do   func(p *chattest.Person)
			want string
		}{
			{"a removed member", gone.In(r.square()), func(p *chattest.Person) { p.Command("suggest", "What do you miss?") }, english.Community.Rights.NotMember},
			{"one who doesn't see it", hidden, func(p *chattest.Person) { p.Forge("", chat.Ref{Verb: "csuggest", ID: int64(sub.ID)}) }, english.Community.Rights.NotMember},
			{"somebody elsewhere", eve.In(r.platform.ChannelIn("other", "lounge")), func(p *chattest.Person) {
				p.Forge("", chat.Ref{Verb: "csuggest", ID: int64(sub.ID)})
			}, english.Community.Rights.NotHere},
			{"in a private chat", eve, func(p *chattest.Person) { p.Command("suggest", "What do you miss?") }, english.Community.Rights.SuggestInChannel},
		} {
			if said := r.hears(c.by, func() { c.do(c.by) }); said != c.want {
				t.Errorf("%s is answered %q", c.what, said)
			}
		}
		r.wantOwn(reflection.Suggested)
		// What somebody suggested is theirs alone to be named with.
		ben := r.platform.Person("dan").In(r.square())
		r.types(ben, "suggest", "What do you miss on Mondays?")
		var id reflection.QuestionID
		r.view(func(tx reflection.Tx) error {
			all, err := tx.Questions(sub.ID, reflection.Suggested)
			id = all[0].ID
			return err
		})
		for _, verb := range []string{"ccredit", "canswer"} {
			said := r.hears(eve, func() { r.forges(eve, chat.Ref{Verb: verb, ID: int64(id), Arg: "yes"}) })
			if said != english.NotYours {
				t.Errorf("%s is answered %q", verb, said)
			}
		}
	})
}
