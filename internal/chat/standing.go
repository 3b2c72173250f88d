package chat

// Need is what the bot wants to do in a community channel, beside writing there.
type Need struct {
	Threads bool
	// Pin is that it wants to pin its messages.
	Pin bool
	// PingRole is the role that it wants to notify; empty for none.
	PingRole string
	// Manager is a role whose bearers may do what admins may; empty for none.
	Manager string
}

// Standing is how the bot stands in a community channel at this moment.
type Standing struct {
	// Space is the channel; its Parent tells whose it is.
	Space Space
	// Kind is what kind of channel it is.
	Kind ChannelKind
	// Forum is the forum that the channel is a post of; zero for any other.
	Forum Space
	// Mute says that it can't write there at all.
	Mute bool
	// RoleGone says that there is no such role as it is to notify.
	RoleGone bool
	// RoleMute says that the role can't be notified as it is set; WhereRole says
	// where that is changed, in the platform's own words. The role's name is in it,
	// which is somebody's words.
	RoleMute  bool
	WhereRole string
	// NoManager says that there is no such role as Need.Manager, or that it is one
	// that everybody has. WhereManager says where such a role is let use the commands
	// that are offered to admins alone, in the platform's own words.
	NoManager    bool
	WhereManager string
	// Open says that everybody in its server or group can read there, as far as is
	// known.
	Open bool
	// Missing are the permissions that it lacks for what it needs, as the
	// platform names them; Where says where they are granted, in the platform's
	// own words, such as "Channel settings → Permissions".
	Missing []string
	Where   string
	// Tags are what a post there can be tagged with by the bot, where posts have
	// tags; TagNeeded says that each must have one.
	Tags      []Tag
	TagNeeded bool
}

// Tag is what sorts a forum's posts. Its name is somebody's words.
type Tag struct{ ID, Name string }

// Membership is what an account is in a community channel at this moment.
type Membership struct {
	Member bool // sees the channel
	Admin  bool // may manage the server or group
	// Roles are those that it has there, of which each exists.
	Roles Roles
}
