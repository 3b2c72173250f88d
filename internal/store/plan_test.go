package store

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// TestWhatIsAskedOftenHasAnIndex: none of these may read a whole table.
func TestWhatIsAskedOftenHasAnIndex(t *testing.T) {
	s := openTemp(t)
	askOften(t, s)
	for query := range s.writer.conn.statements {
		for _, step := range plan(t, s, query) {
			if isScan(step) {
				t.Errorf("%s\n\t%s", step, query)
			}
		}
	}
}

// askOften does everything once that a bot does often.
func askOften(t *testing.T, s *Store) {
	t.Helper()
	h := newHome(t, s, 1)
	r, p := written(t, s, h)
	update(t, s, func(tx reflection.Tx) error {
		d := newDeliveryIn(t, tx, h)
		tx.DueSubscriptions(noon, 1)
		tx.NextDue()
		tx.InterruptedDispatches("telegram", noon, "me")
		tx.ClaimDispatches(reflection.Claim{Platform: "telegram", Now: noon, Answers: 1, Others: 1})
		tx.RenewDispatches("telegram", "me", noon)
		tx.DeleteDispatches(1)
		tx.WaitingAnswers(h.Identity.Private, 1)
		tx.Prune(time.Unix(0, 0), 9)
		tx.DispatchesOf(d)
		tx.OpenAt(h.Subscription.Chat, noon, "")
		tx.Hanging(h.Subscription.Chat, noon)
		tx.Before(reflection.Delivery{Subscription: h.Subscription.ID})
		tx.DeliveryByMessage(h.Subscription.Chat, "1")
		tx.DeliveryOn(h.Subscription.ID, today)
		tx.AnswerTo(d, h.Person.ID)
		tx.PartByMessage(h.Identity.Private, "17")
		tx.Parts(r.ID)
		tx.Part(p.ID)
		tx.FactsOf(h.Person.ID)
		tx.FactsAfter(h.Person.ID, 1)
		tx.Checkpoint(h.Person.ID)
		tx.LastWritten(r.ID, p.ID)
		tx.DeleteCheckpoint(h.Person.ID)
		tx.AddAway(reflection.Away{From: noon, To: noon})
		tx.AwaySince(noon)
		tx.Identity("telegram", "1")
		tx.IdentityIn(h.Identity.Private)
		tx.Identities(h.Person.ID)
		tx.SubscriptionIn(h.Subscription.Chat)
		tx.SubscriptionsOf(h.Person.ID)
		tx.Choice(h.Person.ID, "")
		tx.Awaiting(h.Subscription.Chat)
		tx.LatestAwaiting("telegram", noon)
		tx.Whom("telegram", "1")
		tx.ChatBusy(h.Identity.Private)
		tx.AnyClaimable(reflection.Claim{Platform: "telegram", Now: noon, Answers: 1, Others: 1})
		tx.Series(1)
		tx.SeriesOf(d)
		tx.RemoveEvening(d)
		tx.RemoveReturn(d)
		tx.ReturnOn(d)
		tx.ReturnsOf(r.ID)
		tx.Booking(r.ID)
		tx.DeleteBooking(r.ID)
		tx.Booked(h.Person.ID, today)
		tx.Recall(h.Person.ID)
		tx.Compass(h.Person.ID)
		tx.Taps(h.Person.ID)
		tx.Origin(h.Identity.ID)
		tx.TakeLinkCode([]byte("code"))
		tx.AddLinkTry(h.Identity.ID, noon, noon)
		tx.LinkTries(h.Identity.ID, noon)
		tx.Reassign(h.Identity.ID, h.Person.ID)
		tx.Returnable(h.Person.ID, noon, noon)
		tx.Choices(h.Person.ID)
		tx.QuestionsBy(h.Person.ID)
		tx.SeriesIn(h.Subscription.ID)
		tx.DeliveriesIn(h.Subscription.ID, 0, 1)
		tx.RepliesFrom(h.Person.ID, noon, 0, 1)
		tx.CountReplies(h.Person.ID)
		tx.FactsFrom(h.Person.ID, 0, 1)
		tx.BoardsOf(h.Person.ID)
		tx.StopsOf(h.Person.ID)
		tx.ReportsBy(h.Person.ID)
		tx.NoticesTo(h.Person.ID)
		tx.AddHostAct(h.Person.ID, reflection.HostAct{Act: "export", At: noon})
		tx.HostActs(h.Person.ID)

		c, err := addChannel(tx, "77", "server")
		if err != nil {
			return err
		}
		id := c.Subscription
		tx.IdentityOf(h.Identity.ID)
		tx.SetPrivate(h.Identity.ID, h.Identity.Private)
		tx.UpdateSubscription(h.Subscription)
		tx.MoveSubscription(h.Subscription.ID, h.Subscription.Chat)
		tx.Latest(h.Subscription.ID)
		tx.AskedDays(id, today, today)
		tx.Unread("telegram", noon)
		tx.PlannedDispatch(d, reflection.Ask)
		tx.Published(r.ID)
		tx.RepliesOf(h.Person.ID)
		tx.RepliesBetween(h.Person.ID, noon, noon, true, 1)
		tx.RepliesBetween(h.Person.ID, noon, noon, false, 1)
		tx.LeftOpen(h.Person.ID, noon, noon, true, 1)
		tx.LeftOpen(h.Person.ID, noon, noon, false, 1)
		tx.Written(h.Person.ID)
		tx.AddRequest(reflection.Request{At: noon})
		tx.Requests(1)
		tx.PeopleAfter(1, 1)
		tx.Keeping(1, 1)
		tx.PartsBetween(h.Person.ID, noon, noon)
		tx.Answered(d)
		tx.SharedAnswers(d, 0, 1)
		tx.CountShared(d)
		tx.UpdateChannel(c)
		tx.ChannelsIn("discord", "server")
		tx.MoveChannels("discord", "server", "other")
		tx.ChannelChoice(id, "")
		tx.Question(1)
		tx.UpdateQuestion(reflection.OwnQuestion{ID: 1})
		tx.Questions(id, reflection.Approved)
		tx.NextQuestion(id, today)
		tx.AddSubmission(&reflection.Submission{Reply: r.ID})
		tx.Submission(1)
		tx.SubmissionOf(r.ID)
		tx.Submissions(id)
		tx.DeleteSubmission(r.ID)
		tx.AddReport(&reflection.Report{Reply: r.ID})
		tx.Report(1)
		tx.UpdateReport(reflection.Report{ID: 1})
		tx.Reports("discord", "server")
		tx.Stopped("discord", "server", h.Person.ID)
		tx.Community("discord", "server")
		tx.SetCommunity(reflection.Community{Platform: "discord", Parent: "server"})
		tx.CommunitiesShownIn(h.Subscription.Chat)
		tx.AddMatter(&reflection.Matter{Subscription: id, At: noon})
		tx.Matter(1)
		tx.UpdateMatter(reflection.Matter{ID: 1})
		tx.MatterAbout(reflection.MatterReport, 1)
		tx.OpenMatters("discord", "server")
		tx.DispatchOfMatter(1)
		tx.AddAct(&reflection.Act{Platform: "discord", Parent: "server", Person: h.Person.ID, What: "hour", On: today})
		tx.Acts("discord", "server", 0, 1)
		tx.ActsBy(h.Person.ID)
		tx.PruneModeration(noon, 9)
		tx.RemoveBoard(id, h.Person.ID)
		tx.OnBoard(id, h.Person.ID)
		tx.Board(id, today, today)
		tx.People(id, today, today)
		tx.CameBack(id, today, today, today)
		tx.Figures(id, today, today)
		tx.AddFigures(reflection.Figures{Subscription: id, Week: today})
		tx.Notices("discord", "server", h.Person.ID)
		tx.PrivateNotices(1)
		tx.DeleteNotice(1)
		tx.Summaries(id)
		tx.DueSummaries(noon, 1)
		tx.DeletePerson(h.Person.ID)
		return nil
	})
	if n := len(s.writer.conn.statements); n < 60 {
		t.Errorf("%d statements: something ended before its query", n)
	}
}

// TestWhatGoesAlongHasAnIndex: deleting a row looks for what refers to it in
// every table that can.
func TestWhatGoesAlongHasAnIndex(t *testing.T) {
	s := openTemp(t)
	type reference struct{ table, column string }
	var all []reference
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		all, err = many(rtx.(*tx), "references", func(r *sql.Rows) (ref reference, err error) {
			err = r.Scan(&ref.table, &ref.column)
			return ref, err
		}, `SELECT t.name, f."from" FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f WHERE t.schema = 'main'`)
		return err
	})
	if len(all) < 27 {
		t.Errorf("only %d references: %v", len(all), all)
	}
	for _, ref := range all {
		query := `DELETE FROM ` + ref.table + ` WHERE ` + ref.column + ` = ?`
		for _, step := range plan(t, s, query) {
			if isScan(step) {
				t.Errorf("%s\n\t%s", step, query)
			}
		}
	}
}

func newDeliveryIn(t *testing.T, tx reflection.Tx, h home) reflection.DeliveryID {
	t.Helper()
	d := reflection.Delivery{Subscription: h.Subscription.ID, Person: h.Person.ID, Chat: h.Subscription.Chat, Date: today}
	if err := tx.AddDelivery(&d); err != nil {
		t.Error(err)
	}
	return d.ID
}

// plan returns the steps in which SQLite carries out a query.
func plan(t *testing.T, s *Store, query string) (steps []string) {
	t.Helper()
	switch word, _, _ := strings.Cut(query, " "); word {
	case "SELECT", "UPDATE", "DELETE":
	default:
		return nil
	}
	err := s.writer.between(t.Context(), func() {
		args := make([]any, strings.Count(query, "?"))
		rows, err := s.writer.conn.c.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var id, parent, unused sql.RawBytes
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Error(err)
			}
			steps = append(steps, step)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

// isScan reports whether a step reads a whole table. Settings are few; the indexes
// of what is due and of what is to be told privately hold nothing else. A subquery is read to its own limit.
func isScan(step string) bool {
	if strings.HasPrefix(step, "SCAN") {
		for _, fine := range []string{" settings", " subscriptions_due", " notices_private", "CONSTANT ROW", "(subquery-", " next_answers", " next_others", " few"} {
			if strings.Contains(step, fine) {
				return false
			}
		}
		return true
	}
	return false
}
