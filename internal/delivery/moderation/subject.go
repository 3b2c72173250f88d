package moderation

import (
	"errors"
	"time"

	"stillpoint/internal/reflection"
)

// Subject is what a matter is about, with what surrounds it.
type Subject struct {
	Sub        reflection.Subscription
	Channel    reflection.Channel
	Community  reflection.Community
	Question   reflection.OwnQuestion
	Report     reflection.Report
	Submission reflection.Submission
	Reply      reflection.Reply
	// Gone says that what waited isn't there any more.
	Gone bool
}

// SubjectOf finds what a matter is about. What belongs to another channel than the
// matter's is as if it weren't there.
func SubjectOf(tx reflection.Tx, m reflection.Matter) (s Subject, err error) {
	if s.Sub, err = tx.Subscription(m.Subscription); err != nil {
		return s, err
	}
	if s.Channel, err = tx.Channel(m.Subscription); err != nil {
		return s, err
	}
	if s.Community, err = tx.Community(s.Sub.Chat.Platform, s.Channel.Parent); err != nil {
		return s, err
	}
	in, err := s.load(tx, m)
	if errors.Is(err, reflection.ErrNotFound) {
		s.Gone, err = true, nil
	}
	s.Gone = s.Gone || in != m.Subscription
	return s, err
}

// load adds what waits, and returns the channel that it belongs to.
func (s *Subject) load(tx reflection.Tx, m reflection.Matter) (in reflection.SubscriptionID, err error) {
	reply := reflection.ReplyID(0)
	switch m.Kind {
	case reflection.MatterSuggestion:
		s.Question, err = tx.Question(reflection.QuestionID(m.About))
		return s.Question.Subscription, err
	case reflection.MatterReport:
		s.Report, err = tx.Report(reflection.ReportID(m.About))
		reply = s.Report.Reply
	case reflection.MatterSubmission:
		s.Submission, err = tx.Submission(reflection.SubmissionID(m.About))
		reply = s.Submission.Reply
	}
	if err != nil {
		return 0, err
	}
	if s.Reply, err = tx.Reply(reply); err != nil {
		return 0, err
	}
	d, err := tx.Delivery(s.Reply.Delivery)
	return d.Subscription, err
}

// waits reports whether what a matter is about can still be decided.
func (s Subject) waits(m reflection.Matter) bool {
	switch {
	case s.Gone || s.Reply.Hidden:
		return false
	case m.Kind == reflection.MatterSuggestion:
		return s.Question.State == reflection.Suggested
	case m.Kind == reflection.MatterReport:
		return s.Report.State == reflection.ReportOpen && s.Reply.Audience != reflection.PrivateTo
	}
	return s.Reply.Audience == reflection.PrivateTo
}

// state is where a matter stands.
func (s Subject) state(m reflection.Matter, now time.Time) reflection.MatterState {
	switch {
	case m.State != reflection.MatterOpen:
		return m.State
	case !s.waits(m):
		return reflection.MatterWithdrawn
	case m.Chat != s.Community.Moderators, now.Sub(m.At) >= shownFor:
		return reflection.MatterElsewhere
	}
	return reflection.MatterOpen
}
