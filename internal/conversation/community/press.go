package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// pressMore does what buttons about questions, suggestions and reports are for.
func (f *Flow) pressMore(tx reflection.Tx, t *turn.Turn, g target, ref chat.Ref) error {
	switch ref.Verb {
	case verbQuestions:
		return f.list(tx, t, g, ref.Arg)
	case verbAdd:
		return f.askAdd(tx, t, g, ref.Arg)
	case verbEdit:
		return f.askEdit(tx, t, g)
	case verbRemove:
		return f.remove(tx, t, g)
	case verbRestore:
		return f.restore(tx, t, g, ref.Arg)
	case verbSuggested:
		return f.suggested(tx, t, g)
	case verbApprove:
		return f.settle(tx, t, g, reflection.Approved)
	case verbDecline:
		return f.settle(tx, t, g, reflection.Declined)
	case verbApprovals:
		return f.approvals(tx, t, g, "")
	case verbApproval:
		return f.approval(tx, t, g, ref.Arg)
	case verbWordList:
		return f.askWordList(tx, t, g)
	case verbSubmitted:
		return f.nextSubmission(tx, t, g, "")
	case verbAccept:
		return f.accept(tx, t, g)
	case verbReject:
		return f.reject(tx, t, g)
	case verbReports:
		return f.reports(tx, t, g)
	case verbStopped:
		return f.stopped(tx, t, g, "")
	case verbUnstop:
		return f.unstop(tx, t, g, ref.Arg)
	case verbHide:
		return f.hide(tx, t, g, ref.Arg)
	case verbLeave:
		return f.leave(tx, t, g)
	case verbStop:
		return f.stop(tx, t, g, ref.Arg)
	case verbNamed:
		return f.namedOnly(tx, t, g)
	case verbManagers:
		return f.managers(tx, t, g, ref.Arg)
	case verbModerators:
		return f.moderators(t, g)
	case verbShowing:
		return f.showing(tx, t, g, ref.Arg)
	case verbLog:
		return f.acts(tx, t, g, ref.Arg)
	}
	if subjects[ref.Verb] == ofMatter {
		return f.moderate(tx, t, g, ref)
	}
	return f.pressPost(tx, t, g, ref)
}

// pressPost does what buttons about the posts are for, and about what came of them.
func (f *Flow) pressPost(tx reflection.Tx, t *turn.Turn, g target, ref chat.Ref) error {
	switch ref.Verb {
	case verbPost:
		f.thePost(t, g)
		return nil
	case verbPin:
		return f.pin(tx, t, g, ref.Arg)
	case verbNevers:
		return f.neversAfter(tx, t, g, ref.Arg, "")
	case verbFigures:
		return f.figures(tx, t, g)
	case verbTable:
		f.table(t, g, ref.Arg)
		return nil
	}
	t.Alert(t.Words.Stale)
	return nil
}
