package portable

import (
	"context"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// batch is how many records one transaction takes in: others wait for it.
const batch = 100

// Bearer is who takes a file in, in their private chat.
type Bearer struct {
	Person   reflection.PersonID
	Identity reflection.Identity
	// Zone is where they are; empty where it isn't known.
	Zone string
	Now  time.Time
}

// Taken is what was taken in.
type Taken struct {
	// Texts are the messages that were not there yet; Known counts those that were.
	Texts, Known int
	// Shared says that some had been shared; they are the bearer's alone now.
	Shared bool
	// Subscriptions are those that the file speaks of and that are the bearer's:
	// they are to be scheduled anew.
	Subscriptions []reflection.SubscriptionID
}

// Import takes in what a file holds, a batch a transaction. What is there already is
// left as it is. Cut off, it is taken in up to there, and taking the same file in
// again does the rest.
func Import(ctx context.Context, store reflection.Store, b Bearer, p Parsed) (Taken, error) {
	i := &importer{store: store, who: b}
	var err error
	if p.Document != nil {
		i.doc = p.Document
		err = i.document(ctx)
	} else {
		err = i.entries(ctx, p.Entries)
	}
	if err != nil {
		return i.taken, fmt.Errorf("taking a file in: %w", err)
	}
	return i.taken, nil
}

// importer takes one file in. Its maps lead from the numbers of the file to ids of
// the store; what is in none of them is not there.
type importer struct {
	store reflection.Store
	who   Bearer
	doc   *Document
	taken Taken

	// same says that the file was written by this store, so that its messages are
	// those of the chats that it names.
	same bool
	// mine are the person's private chats.
	mine       map[chat.Chat]bool
	identities map[int]reflection.IdentityID
	subs       map[int]reflection.Subscription
	own        map[int]reflection.QuestionID
	questions  map[int]reflection.DeliveryID
	parts      map[int]reflection.PartID
	loose      loose
}

// loose are the ids of what facts are about and that is not there itself.
type loose struct {
	subs      map[int]reflection.SubscriptionID
	questions map[int]reflection.DeliveryID
	parts     map[int]reflection.PartID
}

func (i *importer) document(ctx context.Context) error {
	steps := []func(context.Context) error{
		func(ctx context.Context) error { return i.store.Update(ctx, i.settle) },
		i.takeOwnQuestions, i.takeQuestions, i.takeAsked, i.takeSeries, i.takeReplies, i.takeFacts,
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// inBatches gives each item to a transaction, many to one. A transaction can be run
// again, so that take sets what it sets by the item alone.
func inBatches[T any](ctx context.Context, store reflection.Store, items []T, take func(tx reflection.Tx, n int, item T) error) error {
	for from := 0; from < len(items); from += batch {
		err := store.Update(ctx, func(tx reflection.Tx) error {
			for n := from; n < min(from+batch, len(items)); n++ {
				if err := take(tx, n, items[n]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// future reports whether an instant lies further ahead than clocks differ.
func (i *importer) future(t time.Time) bool { return t.After(i.who.Now.Add(26 * time.Hour)) }
