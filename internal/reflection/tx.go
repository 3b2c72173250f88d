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
)

// Store opens transactions. An error from fn rolls back and is returned.
type Store interface {
	// Update runs fn in the one writing transaction. Fn may run while others
	// wait, so it does nothing but read and write.
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
	Intake
}

// People holds persons and their accounts.
type People interface {
	AddPerson(*Person) error
	Person(PersonID) (Person, error)
	UpdatePerson(Person) error
	// AddIdentity makes the account's data key as well.
	AddIdentity(*Identity) error
	Identity(platform chat.Platform, account string) (Identity, error)
	IdentityIn(private chat.Chat) (Identity, error)
	Identities(PersonID) ([]Identity, error)

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
	UpdateSubscription(Subscription) error
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
	// Hanging returns the latest uncertain delivery in the chat that was first
	// tried at or before the instant and is newer than anything that arrived.
	Hanging(c chat.Chat, at time.Time) (Delivery, error)
	// Before returns the delivery of the same subscription that arrived last
	// before d did.
	Before(d Delivery) (Delivery, error)
	// DeliveryByMessage finds what a message of the bot's showed.
	DeliveryByMessage(chat.Chat, chat.MessageID) (Delivery, error)
	// MapMessage records that a message of the bot's shows a delivery.
	MapMessage(chat.Chat, chat.MessageID, DeliveryID) error
}

// Dispatches is the outbox.
type Dispatches interface {
	AddDispatch(*Dispatch) error
	Dispatch(DispatchID) (Dispatch, error)
	UpdateDispatch(Dispatch) error
	DispatchesOf(DeliveryID) ([]Dispatch, error)
	// ReadyDispatches returns a platform's planned and uncertain ones whose Ready
	// is at or before now, the longest ready first.
	ReadyDispatches(p chat.Platform, now time.Time, limit int) ([]Dispatch, error)
	// InterruptedDispatches returns those that are marked as being sent: at
	// start, the ones that a crash cut off.
	InterruptedDispatches() ([]Dispatch, error)
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
}

// Facts holds what streaks are counted from.
type Facts interface {
	AddFact(*Fact) error
	FactsOf(PersonID) ([]Fact, error)
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

	SetAwaiting(Awaiting) error
	// Awaiting returns what a chat waits for, even if it has lapsed.
	Awaiting(chat.Chat) (Awaiting, error)
	ClearAwaiting(chat.Chat) error

	// Owe records an answer; Owed lists those not yet struck off, oldest first.
	Owe(*Answer) error
	Owed() ([]Answer, error)
	Settle(ids ...int64) error

	// Prune forgets events, answers, and drafts that nobody kept, older than the
	// instant.
	Prune(before time.Time) error
}
