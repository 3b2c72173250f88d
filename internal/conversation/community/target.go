package community

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/reflection"
)

// target is what something is about: a channel with its server or group, and perhaps one
// of its questions, or a report or a submission of one of its answers.
type target struct {
	sub        reflection.Subscription
	ch         reflection.Channel
	question   reflection.OwnQuestion
	report     reflection.Report
	submission reflection.Submission
	reply      reflection.Reply
	com        reflection.Community
	// matter is what is shown in the moderators' channel; gone says that what it is
	// about isn't there any more.
	matter reflection.Matter
	gone   bool
}

// about finds what a button or form is about. It is ErrNotFound for an id that
// means nothing, as a forged one may.
func about(tx reflection.Tx, ref chat.Ref) (g target, err error) {
	id := reflection.SubscriptionID(ref.ID)
	switch subjects[ref.Verb] {
	case noSubject:
		return g, reflection.ErrNotFound
	case ofChannel:
	case ofQuestion:
		if g.question, err = tx.Question(reflection.QuestionID(ref.ID)); err != nil {
			return g, err
		}
		id = g.question.Subscription
	case ofMatter:
		return aboutMatter(tx, reflection.MatterID(ref.ID))
	case ofSubmission:
		if g.submission, err = tx.Submission(reflection.SubmissionID(ref.ID)); err != nil {
			return g, err
		}
		if id, err = g.loadReply(tx, g.submission.Reply); err != nil {
			return g, err
		}
	case ofReport:
		if g.report, err = tx.Report(reflection.ReportID(ref.ID)); err != nil {
			return g, err
		}
		if id, err = g.loadReply(tx, g.report.Reply); err != nil {
			return g, err
		}
	}
	return g, load(tx, &g, id)
}

// aboutMatter finds what a matter is about.
func aboutMatter(tx reflection.Tx, id reflection.MatterID) (g target, err error) {
	m, err := tx.Matter(id)
	if err != nil {
		return g, err
	}
	s, err := moderation.SubjectOf(tx, m)
	return target{
		sub: s.Sub, ch: s.Channel, com: s.Community, question: s.Question, report: s.Report, submission: s.Submission,
		reply: s.Reply, matter: m, gone: s.Gone,
	}, err
}

// loadReply adds an answer, and returns the channel in which it was given.
func (g *target) loadReply(tx reflection.Tx, id reflection.ReplyID) (in reflection.SubscriptionID, err error) {
	if g.reply, err = tx.Reply(id); err != nil {
		return 0, err
	}
	d, err := tx.Delivery(g.reply.Delivery)
	return d.Subscription, err
}

// load adds the channel.
func load(tx reflection.Tx, g *target, id reflection.SubscriptionID) (err error) {
	if g.sub, err = tx.Subscription(id); err != nil {
		return err
	}
	if g.ch, err = tx.Channel(id); err != nil {
		return err
	}
	g.com, err = tx.Community(g.sub.Chat.Platform, g.ch.Parent)
	return err
}

// here finds the channel that a command is about: the one in which it is given,
// or else the only one of its server or group that is set up and there. It is
// ErrNotFound if there is none, or no telling which: then others are those that
// there are. A set-up that was begun elsewhere is nothing to it.
func here(tx reflection.Tx, in chat.Space) (g target, others []reflection.Channel, err error) {
	sub, err := tx.SubscriptionIn(in.Chat)
	if err == nil {
		return g, nil, load(tx, &g, sub.ID)
	}
	if !errors.Is(err, reflection.ErrNotFound) {
		return g, nil, err
	}
	all, err := siblings(tx, in)
	if err != nil {
		return g, nil, err
	}
	there := 0
	for _, ch := range all {
		var other target
		switch err := load(tx, &other, ch.Subscription); {
		case err != nil:
			return g, nil, err
		case !other.isSetUp():
			continue
		case other.sub.State != reflection.Gone:
			there++
			g = other
		}
		others = append(others, ch)
	}
	if there == 1 {
		return g, nil, nil
	}
	return target{}, others, reflection.ErrNotFound
}

// isSetUp reports whether a channel's set-up was not only begun.
func (g target) isSetUp() bool { return g.sub.Rule.Zone != "" }

// isElsewhere reports whether a space is none that was set up, or begun to be.
func isElsewhere(tx reflection.Tx, in chat.Space) (bool, error) {
	_, err := tx.SubscriptionIn(in.Chat)
	if errors.Is(err, reflection.ErrNotFound) {
		return true, nil
	}
	return false, err
}

// siblings lists the channels of the server or group that a space belongs to.
func siblings(tx reflection.Tx, in chat.Space) ([]reflection.Channel, error) {
	if in.Parent == "" {
		return nil, nil
	}
	return tx.ChannelsIn(in.Platform, in.Parent)
}
