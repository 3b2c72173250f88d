package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat/chattest"
)

// A report, a suggestion or an answer to approve that an admin's page shows isn't
// announced below it; one that waits is announced below anything else.
func TestCommunityShownIsNotAnnounced(t *testing.T) {
	for page, order := range map[bool]string{true: "reports", false: "status"} {
		t.Run(order, func(t *testing.T) {
			onDiscord(t, func(r *rig) {
				ada := r.admin("ada").In(r.square())
				r.isSetUp(ada)
				in := asked{r: r, in: r.square()}
				r.waits(nine)
				in.member("ben").shares("The badge.")
				carla := in.member("carla")
				carla.answers("The key.")
				others := carla.reads()
				r.pressesOn(carla.at, others.ID, "Report 1")
				r.presses(carla.at, english.Channel.ReportYes)
				before := len(ada.Sees())
				r.orders(ada, order)
				notice := english.Channel.ReportNotice("square")
				announced := slices.ContainsFunc(ada.Sees()[before:], func(s chattest.Shown) bool { return s.Text == notice })
				if announced == page {
					t.Errorf("announced below its own page %v: %v\n%s", page, announced, ada.Transcript())
				}
				before = len(ada.Sees())
				r.orders(ada, "status")
				if n := len(ada.Sees()) - before; n != 1 {
					t.Errorf("%d messages afterwards", n)
				}
			})
		})
	}
}

// A channel that never was on is set up, and not switched on again; nor is it resumed
// as if it had been.
func TestCommunityNeverOn(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.orders(ada, "setup 09:00 nowhere at all") // a draft: whose clock counts isn't known
		for _, order := range []string{"", "resume", "status"} {
			r.orders(ada, order)
			if last := ada.Last(); strings.Contains(last.Text, "again") || slices.Contains(last.Labels, english.Community.Label.SetUpAgain) {
				t.Errorf("%q: %q %q", order, last.Text, last.Labels)
			}
		}
	})
}

// A file that isn't taken says which lines and why.
func TestCommunityRefusedFile(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		ada.CommandWith("community", "questions add", map[string]string{
			"file": "question,date\r\nWhat did you keep for later?,yesterday\r\n,\r\nWhy?,\r\nWhat would you do twice?,2026-12-24\r\n",
		})
		r.settle()
		w := english.Community.Questions
		for _, part := range []string{"Added one question.", r.refused(2, "What did you keep for later?", w.NoDate), r.refused(4, "Why?", w.TooShort)} {
			r.wantLast(ada, part)
		}
		if strings.Contains(ada.Last().Text, "Line 5") {
			t.Errorf("%q", ada.Last().Text)
		}
	})
}

// Lists have their "and".
func TestCommunityListsHaveTheirAnd(t *testing.T) {
	w := english.Community
	for _, text := range []string{
		w.Setup.Missing("square", []string{"View Channel", "Send Messages", "Attach Files"}, "Channel settings"),
		w.Status.Waiting(1, 2, 3), w.Fit.All([]string{"a", "b", "c"}), english.Themes.Chosen([]string{"a", "b", "c"}),
	} {
		if !strings.Contains(text, " and ") {
			t.Errorf("%q", text)
		}
	}
}
