package community

import "stillpoint/internal/delivery/moderation"

// The verbs of this package's buttons and forms, and of what it waits for. An
// id is a channel's subscription but where it says otherwise.
const (
	verbSetUp     = "csetup" // 0: the channel in which it is pressed
	verbZone      = "cz"     // a zone; short, because the longest name has 30 letters
	verbZoneOther = "czone"  // asks for a zone
	verbHour      = "chour"  // an hour such as 0900, or nothing: offers them
	verbHourOther = "chours" // asks for an hour
	verbDays      = "cdays"  // weekdays, or nothing: offers them

	verbWhich   = "cwhich"  // the order that is carried out for the channel, or the page that holds it
	verbPage    = "cpage"   // nothing, more or mod
	verbStatus  = "cstatus" // also says whether something is in the way
	verbCheck   = "ccheck"  // resumes a channel, if nothing is in the way
	verbShow    = "cshow"   // the preview
	verbInert   = "cinert"  // a button in a preview
	verbOther   = "cother"  // what was shown: something else comes next
	verbNever   = "cnever"  // what was shown: it is never asked there
	verbBack    = "cback"   // what was shown: it is asked there after all; fromList after it
	verbNevers  = "cnevers" // what was taken off the list there; how many to skip
	verbAhead   = "cahead"  // what comes after the next
	verbNow     = "cnow"    // nothing: asks; yes: posts the next one now
	verbPause   = "cpause"
	verbResume  = "cresume"
	verbOff     = "coff" // nothing: asks; yes; no
	verbThread  = "cthread"
	verbPack    = "cpack"
	verbThemes  = "cthemes"  // a choice of themes, or nothing: shows them
	verbDepth   = "cdepth"   // on or off: only lighter questions
	verbNames   = "cnames"   // on or off: sharing without a name
	verbDigest  = "cdigest"  // on or off
	verbDaysOff = "coffdays" // shows the days off; a span to take away
	verbCountry = "ccountry" // a country, none, or how many to skip
	verbAddOff  = "caddoff"  // asks for days
	verbNews    = "cnews"    // on or off: posts are published to those who follow
	verbHeading = "chead"    // asks for the heading of the posts
	verbPost    = "cpost"    // what the posts are like
	verbPin     = "cpin"     // on or off: posts are pinned
	verbTag     = "ctag"     // a tag of a forum's, or none, or nothing: offers them
	verbFigures = "cfigs"    // what the weeks came to
	verbTable   = "ctable"   // figures or questions: as a file
	verbTell    = "ctell"    // yes or no: writing to the installer privately

	verbQuestions = "cquest"   // how many to skip
	verbAdd       = "cadd"     // nothing: asks for questions; a draft: they are in it
	verbEdit      = "cedit"    // a question
	verbRemove    = "cremove"  // a question
	verbRestore   = "crestore" // a question; list: the list of those taken off is shown then

	verbSuggested = "csuggs"
	verbApprove   = "cyes"     // a question
	verbDecline   = "cno"      // a question
	verbSuggest   = "csuggest" // asks a member for one
	verbCredit    = "ccredit"  // a question; with or without
	verbAnswer    = "canswer"  // a question; whether to tell its author privately

	verbApprovals = "capprs"  // what is checked before something is shared without a name
	verbApproval  = "cappr"   // on or off
	verbWordList  = "cwords"  // asks for the list
	verbSubmitted = "cwaits"  // what waits
	verbAccept    = "caccept" // a submission
	verbReject    = "creject" // a submission

	verbReports = "creports"
	verbHide    = "chide"    // a report; yes: its author was stopped just before
	verbLeave   = "cleave"   // a report
	verbStop    = "cstop"    // a report; nothing: asks; yes; no
	verbStopped = "cstopped" // who was stopped, naming nobody
	verbUnstop  = "cunstop"  // what the list calls one of them
	verbNamed   = "cnamed"   // a report: no more sharing without a name

	verbManagers   = "cmanage" // who looks after the channels; none
	verbModerators = "cmods"   // where what waits is shown
	verbShowing    = "cshown"  // off or check: changes that
	verbLog        = "clog"    // how many to skip
)

// aloneVerbs are those whose answer only an admin should see: what was not asked
// yet, what members suggested, what was reported.
var aloneVerbs = map[string]bool{
	verbFigures: true, verbTable: true, verbStopped: true, verbUnstop: true, verbOther: true, verbNever: true, verbBack: true, verbNevers: true, verbAhead: true,
	verbShow: true, verbQuestions: true, verbAdd: true, verbEdit: true, verbSuggested: true, verbApprove: true, verbDecline: true,
	verbWordList: true, verbSubmitted: true, verbAccept: true, verbReject: true,
	verbModerators: true, verbShowing: true, verbLog: true,
	verbReports: true, verbHide: true, verbLeave: true, verbStop: true, verbNamed: true,
}

// subject says what a verb's id is of.
type subject int

const (
	noSubject subject = iota // not this package's, or about nothing of an admin's
	ofChannel
	ofQuestion
	ofReport
	ofSubmission
	ofMatter
)

// subjects are the verbs that only admins and managers may use.
var subjects = map[string]subject{
	verbSetUp: ofChannel, verbZone: ofChannel, verbZoneOther: ofChannel,
	verbHour: ofChannel, verbHourOther: ofChannel, verbDays: ofChannel,
	verbWhich: ofChannel, verbPage: ofChannel, verbStatus: ofChannel, verbCheck: ofChannel, verbShow: ofChannel,
	verbPause: ofChannel, verbResume: ofChannel, verbOff: ofChannel,
	verbThread: ofChannel, verbPack: ofChannel, verbThemes: ofChannel, verbDepth: ofChannel, verbNames: ofChannel, verbDigest: ofChannel, verbTell: ofChannel,
	verbNews: ofChannel, verbFigures: ofChannel, verbTable: ofChannel, verbPost: ofChannel, verbPin: ofChannel, verbTag: ofChannel, verbHeading: ofChannel, verbDaysOff: ofChannel, verbCountry: ofChannel, verbAddOff: ofChannel,
	verbOther: ofChannel, verbNever: ofChannel, verbBack: ofChannel, verbNevers: ofChannel, verbAhead: ofChannel, verbNow: ofChannel,
	verbStopped: ofChannel, verbUnstop: ofChannel,
	verbQuestions: ofChannel, verbAdd: ofChannel, verbSuggested: ofChannel, verbReports: ofChannel,
	verbEdit: ofQuestion, verbRemove: ofQuestion, verbRestore: ofQuestion, verbApprove: ofQuestion, verbDecline: ofQuestion,
	verbApprovals: ofChannel, verbApproval: ofChannel, verbWordList: ofChannel, verbSubmitted: ofChannel,
	verbAccept: ofSubmission, verbReject: ofSubmission,
	verbManagers: ofChannel, verbModerators: ofChannel, verbShowing: ofChannel, verbLog: ofChannel,
	moderation.VerbApprove: ofMatter, moderation.VerbDecline: ofMatter, moderation.VerbHide: ofMatter,
	moderation.VerbLeave: ofMatter, moderation.VerbStop: ofMatter, moderation.VerbNamed: ofMatter,
	verbHide: ofReport, verbLeave: ofReport, verbStop: ofReport, verbNamed: ofReport,
}
