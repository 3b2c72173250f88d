package reflection

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// Errors that callers decide on.
var (
	ErrNotFound = errors.New("not found")
	// ErrPlanned: the subscription has a delivery on that local date already.
	ErrPlanned = errors.New("already planned for that date")
	// ErrUnavailable: the store is in trouble, as with a full disk or a database
	// that somebody else has locked. It is nobody's event: the same transaction
	// may succeed later.
	ErrUnavailable = errors.New("the store is unavailable")
	// ErrUnreadable: what is stored there does not open, since something else than the
	// bot changed it. It is logged where it is read, and shown to nobody.
	ErrUnreadable = errors.New("what is stored does not open")
)

// Store opens transactions. An error from fn rolls back and is returned. An error
// that came from trouble with the store is ErrUnavailable, from Update and from
// View; an error of fn's own making never is.
type Store interface {
	// Update runs fn in a writing transaction. Fn can be run more than once, each
	// time as if it had never run before: it does nothing but read and write, and
	// at its beginning it resets what it sets outside itself. Others may wait for
	// it to end.
	Update(ctx context.Context, fn func(Tx) error) error
	// View runs fn on a consistent snapshot; writing in it fails.
	View(ctx context.Context, fn func(Tx) error) error
	// Erased clears what committed transactions took away out of the files. It
	// is called after words were deleted.
	Erased(ctx context.Context) error
}

// Tx is one transaction. Methods that look up one thing return ErrNotFound when
// there is none. Add methods set the new id on what they are given.
type Tx interface {
	People
	Subscriptions
	Deliveries
	Dispatches
	Replies
	Facts
	Checkpoints
	Amounts
	Intake
	Channels
	Digests
	AllSeries
	Returns
	Compasses
	Links
	Requests
	Moderation
	Holdings
}

// People holds persons and their accounts.
type People interface {
	AddPerson(*Person) error
	Person(PersonID) (Person, error)
	UpdatePerson(Person) error
	// PeopleAfter pages through all persons by their ids, and Keeping through those
	// who have their words deleted after some months.
	PeopleAfter(PersonID, int) ([]Person, error)
	Keeping(PersonID, int) ([]Person, error)
	// DeletePerson removes a person with all that goes with them.
	DeletePerson(PersonID) error
	// AddIdentity makes the account's data key as well.
	AddIdentity(*Identity) error
	Identity(platform chat.Platform, account string) (Identity, error)
	// Whom returns an account with its person.
	Whom(platform chat.Platform, account string) (Identity, Person, error)
	IdentityIn(private chat.Chat) (Identity, error)
	Identities(PersonID) ([]Identity, error)
	// IdentityOf returns an identity by its id.
	IdentityOf(IdentityID) (Identity, error)
	// SetPrivate records an account's private chat, once it is known.
	SetPrivate(IdentityID, chat.Chat) error

	// Choice is the stored state of choosing prompts, nil at first.
	Choice(p PersonID, pack string) ([]byte, error)
	SetChoice(p PersonID, pack string, state []byte) error
}

// Subscriptions holds who is asked, and when.
type Subscriptions interface {
	AddSubscription(*Subscription) error
	Subscription(SubscriptionID) (Subscription, error)
	SubscriptionIn(chat.Chat) (Subscription, error)
	SubscriptionsOf(PersonID) ([]Subscription, error)
	// UpdateSubscription stores all but whose it is and its chat.
	UpdateSubscription(Subscription) error
	// MoveSubscription gives it another chat.
	MoveSubscription(SubscriptionID, chat.Chat) error
	// DueSubscriptions returns active and paused ones whose Next.At is at or
	// before now, the longest due first.
	DueSubscriptions(now time.Time, limit int) ([]Subscription, error)
	// NextDue returns the earliest Next.At there is; zero for none.
	NextDue() (time.Time, error)
}

// Deliveries holds what was asked.
type Deliveries interface {
	// AddDelivery returns ErrPlanned if that subscription has one on that date.
	AddDelivery(*Delivery) error
	Delivery(DeliveryID) (Delivery, error)
	DeliveryOn(SubscriptionID, schedule.Date) (Delivery, error)
	UpdateDelivery(Delivery) error
	// OpenAt returns the delivery that was the latest in the chat at the
	// instant: known to have arrived, and opened at or before it. Within one
	// second the lower message id is the earlier; an empty id is the latest.
	OpenAt(c chat.Chat, at time.Time, m chat.MessageID) (Delivery, error)
	// Hanging returns the latest delivery in the chat that people may have before
	// them at the instant though nobody knows that it arrived: it is newer than
	// anything that had arrived by then; and either it is uncertain, and was first
	// tried by then, or it is planned, and a dispatch that asks it or shows it is
	// being sent, or was perhaps shown, and was tried by then. Instants are
	// compared by the second, as platforms tell them.
	Hanging(c chat.Chat, at time.Time) (Delivery, error)
	// Before returns the delivery of the same subscription that arrived last
	// before d did.
	Before(d Delivery) (Delivery, error)
	// DeliveryByMessage finds what a message of the bot's showed.
	DeliveryByMessage(chat.Chat, chat.MessageID) (Delivery, error)
	// MapMessage records that a message of the bot's shows a delivery.
	MapMessage(chat.Chat, chat.MessageID, DeliveryID) error
	// Latest returns the subscription's delivery with the latest date, whatever
	// became of it.
	Latest(SubscriptionID) (Delivery, error)
	// AskedDays returns what arrived in a subscription from one date to another,
	// both included, in the order in which it arrived.
	AskedDays(s SubscriptionID, from, to schedule.Date) ([]AskedDay, error)
	// LeftOpen returns what was asked of a person and arrived at or after from and
	// before to, and has no answer, at most limit of it; latest is as for
	// RepliesBetween.
	LeftOpen(p PersonID, from, to time.Time, latest bool, limit int) ([]Delivery, error)
	// Unread returns a platform's private chats in which an answer may stand
	// unread, those with the latest question first: where the latest question
	// arrived at or after since, the latest message known; and where none has
	// arrived since the chat was subscribed, at or after since, the latest message
	// known or else that instant.
	Unread(p chat.Platform, since time.Time) ([]chat.Gap, error)
}

// Dispatches is the outbox.
type Dispatches interface {
	// AddDispatch may add one that is being sent already, by its Owner. An answer that
	// is added so to a chat that is busy is planned instead, and d says so.
	AddDispatch(*Dispatch) error
	Dispatch(DispatchID) (Dispatch, error)
	// UpdateDispatch leaves what the dispatch is for, and its place among the
	// answers to its chat. A nil body leaves the body.
	UpdateDispatch(Dispatch) error
	// DeleteDispatches removes dispatches, bodies and all. Those that are gone
	// already are passed over.
	DeleteDispatches(ids ...DispatchID) error
	// DispatchesOf returns a delivery's dispatches, the answers that show it among
	// them, in the order in which they were added.
	DispatchesOf(DeliveryID) ([]Dispatch, error)
	// ClaimDispatches marks planned and uncertain dispatches that are ready as
	// being sent by the claim's owner, counts the attempt, and returns them: the
	// answers first, by their order, then the others, the longest ready first.
	// Tried becomes the claim's Now, unless an attempt before it is not settled.
	//
	// At most one a chat is claimed, and none in a chat to which one is marked as
	// being sent. Within a chat, answers go before all others and in their order:
	// one that is not ready yet holds back everything behind it.
	ClaimDispatches(Claim) ([]Dispatch, error)
	// AnyClaimable reports whether a claim would find anything.
	AnyClaimable(Claim) (bool, error)
	// ChatBusy reports whether a dispatch is being sent to a chat, or an answer
	// waits for it.
	ChatBusy(chat.Chat) (bool, error)
	// RenewDispatches moves the end of the lease of all that the owner is sending.
	RenewDispatches(p chat.Platform, owner string, lease time.Time) error
	// WaitingAnswers returns the planned answers to a chat, by their order.
	WaitingAnswers(c chat.Chat, limit int) ([]Dispatch, error)
	// InterruptedDispatches returns a platform's dispatches that are marked as
	// being sent, though that can't be believed: the lease has ended, or the owner
	// is known to be dead. Where one process at a time can hold the store, that is
	// everybody but the owner named. What the owner is itself still sending is
	// among them once its lease has ended.
	InterruptedDispatches(p chat.Platform, now time.Time, owner string) ([]Dispatch, error)
	// PlannedDispatch returns the delivery's planned dispatch for a purpose.
	PlannedDispatch(DeliveryID, Purpose) (Dispatch, error)
	// Published returns the dispatch that posts a reply in a thread.
	Published(ReplyID) (Dispatch, error)
}

// Replies holds what people wrote.
type Replies interface {
	AddReply(*Reply) error
	Reply(ReplyID) (Reply, error)
	UpdateReply(Reply) error
	// DeleteReply removes a reply and its parts altogether.
	DeleteReply(ReplyID) error
	// AnswerTo returns the person's answer to a delivery.
	AnswerTo(DeliveryID, PersonID) (Reply, error)
	// AddPart seals the part's text.
	AddPart(*Part) error
	Part(PartID) (Part, error)
	PartByMessage(chat.Chat, chat.MessageID) (Part, error)
	// UpdatePart stores the part anew; with Deleted set its words are gone.
	UpdatePart(Part) error
	// Parts returns the parts of a reply in the order they were written.
	Parts(ReplyID) ([]Part, error)

	// RepliesOf returns all of a person's replies but drafts, oldest first.
	RepliesOf(PersonID) ([]Reply, error)
	// RepliesBetween returns a person's replies but drafts that were begun at or
	// after from and before to, at most limit of them: the latest ones, the latest
	// first, or the earliest ones, the earliest first.
	RepliesBetween(p PersonID, from, to time.Time, latest bool, limit int) ([]Reply, error)
	// Written returns all of a person's parts that have their words, but those of
	// drafts, in no order, so that they can be searched. The replies are not looked
	// at: what is shown of one is read by its reply.
	Written(PersonID) ([]Part, error)
	// PartsBetween returns a person's parts that have their words and were
	// written at or after from and before to, oldest first.
	PartsBetween(p PersonID, from, to time.Time) ([]Part, error)
	// Answered counts the people who answered a delivery.
	Answered(DeliveryID) (int, error)
	// SharedAnswers returns the answers to a delivery that can be read by others:
	// shared, not hidden, with words left; by their Sharing, an order that says
	// nothing of when they were written, skipping the first skip.
	SharedAnswers(d DeliveryID, skip, limit int) ([]Reply, error)
	// CountShared counts them.
	CountShared(DeliveryID) (int, error)
}

// Facts holds what streaks are counted from.
type Facts interface {
	// AddFact records a fact about a subscription that is in another's lane under that
	// one.
	AddFact(*Fact) error
	FactsOf(PersonID) ([]Fact, error)
	// AddAway adds an outage. Of two that began at the same instant on a platform
	// there is one, up to the later end.
	AddAway(Away) error
	// AwaySince returns the spans that ended after the instant, earliest first.
	AwaySince(time.Time) ([]Away, error)
}

// Intake holds what keeps the conversation straight across crashes.
type Intake interface {
	// Seen records an event's id and reports whether it was recorded before.
	Seen(p chat.Platform, event string, at time.Time) (bool, error)
	// TakenIn returns the instant up to which a platform was taken in; zero at
	// first. SetTakenIn moves it.
	TakenIn(chat.Platform) (time.Time, error)
	SetTakenIn(chat.Platform, time.Time) error

	// ClampFuture brings back to now what a clock stored that was ahead of it: no
	// instant at which something was lies after now, and no delivery and no summary
	// is of a date to come. What people wrote keeps the time that is sealed with it. The
	// subscriptions that it returns are to be scheduled anew, and taps on the compass to
	// follow their deliveries.
	ClampFuture(now time.Time) (Clamped, error)

	SetAwaiting(Awaiting) error
	// Awaiting returns what a chat waits for, even if it has lapsed.
	Awaiting(chat.Chat) (Awaiting, error)
	ClearAwaiting(chat.Chat) error
	// LatestAwaiting returns what a platform's private chats wait for that lapses
	// at or after since, the latest first.
	LatestAwaiting(p chat.Platform, since time.Time) ([]Awaiting, error)

	// Prune forgets events, and drafts that nobody kept, older than the instant, and
	// answers whose window closed before it, as on a platform that is served no
	// more: at most limit of them, so that a transaction is short. More says that
	// others may be left. What was in drafts and answers is in the files until
	// Erased.
	Prune(before time.Time, limit int) (more bool, err error)
}

// Digests holds when summaries go out.
type Digests interface {
	// SetSummaries stores them, whether there were any before or not.
	SetSummaries(Summaries) error
	Summaries(SubscriptionID) (Summaries, error)
	// DueSummaries returns those of subscriptions that are active whose Next is at
	// or before now, the longest due first.
	DueSummaries(now time.Time, limit int) ([]Summaries, error)
}

// Requests holds what the host did for somebody who asked for it.
type Requests interface {
	AddRequest(Request) error
	// Requests returns the latest, the latest first.
	Requests(limit int) ([]Request, error)
}
