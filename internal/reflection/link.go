package reflection

import "time"

// Role is what a subscription is beside another of the same person's.
type Role int

// The roles.
const (
	RoleAsked Role = iota // it is asked, and told the summaries
	RoleAside             // another of the person's is asked in its place
	RoleEcho              // it asks what another asks, in another app
)

// LinkCode is what joins two accounts: whoever gives it from another platform becomes
// one person with the account that it was given to.
type LinkCode struct {
	Identity IdentityID
	// Hash is all that is stored of the code.
	Hash  []byte
	Until time.Time
}

// Links holds which accounts are joined, and what joins them.
type Links interface {
	// Reassign gives an account to another person, with all that came through it: its
	// replies, the subscription of its private chat with what that asked, and the
	// facts about both. The subscription is in nobody's lane then. Two accounts of one
	// platform can't be one person's.
	Reassign(IdentityID, PersonID) error
	// SetOrigin remembers whose an account was; an origin of 0 forgets it.
	SetOrigin(IdentityID, PersonID) error
	// Origin is 0 for an account that was joined to nobody's.
	Origin(IdentityID) (PersonID, error)

	// SetLinkCode takes the place of an earlier one of that account.
	SetLinkCode(LinkCode) error
	// TakeLinkCode returns the code with that hash, which is gone then.
	TakeLinkCode(hash []byte) (LinkCode, error)
	// AddLinkTry notes a wrong code, and forgets those from before since. LinkTries
	// counts them: the account's, and everybody's.
	AddLinkTry(i IdentityID, at, since time.Time) error
	LinkTries(i IdentityID, since time.Time) (theirs, all int, err error)
}
