package words

// Moderation holds what moderators are shown in their channel, and what admins are told
// of the channel, of managers, and of what was done. Where an argument is called channel
// or chat, it is a title, and by and name are what somebody calls themselves: their words.
type Moderation struct {
	// Suggestion, Report and Submission head what waits.
	Suggestion, Report, Submission func(channel string) string
	// GiveThere answers a command that is given in a moderators' group of its own.
	GiveThere func(channel string) string
	// AuthorStopped stands below a report whose author was stopped from there.
	AuthorStopped string
	// What became of it. By is empty where nobody is to be named.
	Taken, NotTaken, Hidden, Left, Shared, NotShared func(channel, by string) string
	// Withdrawn and InList say that it waits no more, or in the list alone.
	Withdrawn, InList func(channel string) string
	// CantShow tells whoever set a channel up that the moderators' channel can't be
	// written to; missing is the permission as the platform names it, or empty.
	CantShow func(chat, missing string) string
	NoFace   string // the platform shows somebody as their group, whom it must name

	// ManagerIs and NoManager say who may look after the channels; ManagerGone that the
	// role isn't there; Commands where the platform lets a role use commands.
	ManagerIs, NoManager, ManagerGone string
	Commands                          func(where string) string
	ManagerSet, ManagerUnset          string
	EverybodysRole                    string
	// Managers says how the role is chosen, or that there are no roles.
	Managers Hint
	// AdminsAlone refuses a manager.
	AdminsAlone string

	// ShownIn says where what waits is shown, ShownNowhere how to have it shown, Stuck
	// that it can't be; code names the channel that it is about, in another group.
	ShownIn, Stuck func(chat string) string
	ShownNowhere   Hint
	Elsewhere      func(code string) string
	ShownSet       func(chat string) string
	ShownNoMore    string
	// TooOpen, NotThere, NoPlace and CantWrite refuse a chat for it.
	TooOpen, NotThere, NoPlace string
	CantWrite                  func(chat, missing string) string
	// NowOpen warns that everybody reads there now.
	NowOpen func(chat string) string

	// LogHead stands above what was done, and says for how many days it is kept.
	LogHead func(days int) string
	LogNone string
	// LogLine is one thing that was done; channel and detail may be empty.
	LogLine func(day, name, done, channel, detail string) string
	// An admin or a manager without a name: the platform hid them, or they were forgotten.
	Admin, Manager string
	AsManager      func(name string) string
	// Done says what was done.
	Done []Deed

	// About heads the page that leads to all of it; Label is its button.
	About, Label string
	// Labels of buttons, at most 40 runes.
	ManagersLabel, ModeratorsLabel, Log, StopShowing, NoManagers string
}

// Deed is something that is done, by its code.
type Deed struct{ Code, Said string }

// DeedOf says what was done; empty for a code that nobody knows.
func (m Moderation) DeedOf(code string) string {
	for _, d := range m.Done {
		if d.Code == code {
			return d.Said
		}
	}
	return ""
}
