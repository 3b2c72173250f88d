package community

import (
	"errors"
	"slices"

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
// or else the only candidate of its server or group. It is ErrNotFound if there is
// none, or no telling which: then others are those that there are.
func here(tx reflection.Tx, in chat.Space) (g target, others []target, err error) {
	sub, err := tx.SubscriptionIn(in.Chat)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return g, nil, err
	}
	if err == nil && (sub.Person != 0 || sub.Rule.Zone != "") {
		return g, nil, load(tx, &g, sub.ID)
	}
	if others, err = candidates(tx, in); err != nil {
		return g, nil, err
	}
	if len(others) == 1 {
		return others[0], nil, nil
	}
	return g, others, reflection.ErrNotFound
}

// retitle has a channel be called what it is called now, where that is told by something
// that happens in it.
func retitle(tx reflection.Tx, in chat.Space, g *target) error {
	if in.Chat != g.sub.Chat || in.Title == "" || in.Guessed || in.Title == g.ch.Title {
		return nil
	}
	g.ch.Title = in.Title
	return tx.UpdateChannel(g.ch)
}

// isElsewhere reports whether a space is none that was set up; a set-up that was only
// begun there is none.
func isElsewhere(tx reflection.Tx, in chat.Space) (bool, error) {
	g, err := targetIn(tx, in.Chat)
	if errors.Is(err, reflection.ErrNotFound) {
		return true, nil
	}
	return err == nil && g.begun(), err
}

// candidates are the channels that a command may be about which is given elsewhere in
// their server or group: those on its list, but of the ones that the bot doesn't see
// any more only where there is no other.
func candidates(tx reflection.Tx, in chat.Space) ([]target, error) {
	all, err := listedIn(tx, in)
	if there := slices.DeleteFunc(slices.Clone(all), func(g target) bool { return g.sub.State == reflection.Gone }); len(there) > 0 {
		return there, err
	}
	return all, err
}

// listedIn are the channels of the server or group that a space belongs to, the oldest
// first: those that were set up, and weren't taken off the list since. A set-up that
// was only begun is nothing to anybody but a later set-up in that very place.
func listedIn(tx reflection.Tx, in chat.Space) ([]target, error) {
	all, err := siblings(tx, in)
	return slices.DeleteFunc(all, func(g target) bool {
		return g.begun() || g.ch.Off && g.sub.State == reflection.Gone
	}), err
}

// begun reports whether a set-up was begun there and never finished: its rule has no zone.
func (g target) begun() bool { return g.sub.Rule.Zone == "" }

// siblings are all channels that are kept of the server or group that a space belongs to.
func siblings(tx reflection.Tx, in chat.Space) (all []target, err error) {
	if in.Parent == "" {
		return nil, nil
	}
	channels, err := tx.ChannelsIn(in.Platform, in.Parent)
	if err != nil || len(channels) == 0 {
		return nil, err
	}
	com, err := tx.Community(in.Platform, in.Parent)
	if err != nil {
		return nil, err
	}
	for _, ch := range channels {
		sub, err := tx.Subscription(ch.Subscription)
		if err != nil {
			return nil, err
		}
		all = append(all, target{sub: sub, ch: ch, com: com})
	}
	return all, nil
}
