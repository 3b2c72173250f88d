package streak

import (
	"fmt"
	"math"
	"time"

	"github.com/fxamacker/cbor/v2"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// checkpointVersion changes with whatever changes what a checkpoint holds, or
// what any history comes to.
const checkpointVersion = 2

// Checkpoint is a count that is kept: what the settled dates came to, the
// earliest ones up to some date, and the facts about the dates from there on.
// It holds ids, instants and counts, and nobody's words.
type Checkpoint struct{ saved saved }

// Mark is the latest fact that was counted. What was added after it is what
// Resume is given.
func (c Checkpoint) Mark() reflection.FactID { return c.saved.Mark }

// Since is the instant from which on outages matter to Resume: it is given those
// that ended after it.
func (c Checkpoint) Since() time.Time {
	since := c.saved.Edge
	for _, f := range c.saved.Facts {
		if f.Kind == reflection.FactArrived {
			since = min(since, f.At.Seconds)
		}
	}
	if since == noEdge {
		return time.Time{}
	}
	return time.Unix(since, 0).UTC()
}

// Settled is the instant up to which outages were taken into account for good:
// the end of the second in which the last of the settled questions closed; zero
// for none. An outage that is recorded afterwards and began before it makes the
// checkpoint worthless.
func (c Checkpoint) Settled() time.Time {
	if c.saved.Settled == noEdge {
		return time.Time{}
	}
	return time.Unix(c.saved.Settled, 0).UTC().Add(time.Second)
}

// saved is a checkpoint as it is stored.
type saved struct {
	_       struct{} `cbor:",toarray"`
	Version int
	Mark    reflection.FactID
	// Now is the instant that it was counted for.
	Now instant
	// Until is the first date that is not settled.
	Until day
	// Edge is the second after which all that is added must have happened: what
	// happened up to it can't change, unless a fact is added about it.
	Edge    int64
	Settled int64
	Walk    walker
	Total   int
	First   day
	// Begun are the subscriptions whose first question is settled.
	Begun []reflection.SubscriptionID
	// Unclosed are the settled questions that never closed.
	Unclosed []unclosed
	// Facts are those about what is not settled.
	Facts []savedFact
}

// noEdge is the edge where nothing was settled: before all time.
const noEdge = math.MinInt64

// begin returns the count of nothing.
func begin() saved {
	return saved{
		Version: checkpointVersion, Edge: noEdge, Settled: noEdge,
		Walk: walker{RestDays: restDaysAtFirst},
	}
}

// unclosed is a settled question that never closed, as when its subscription
// fell silent long ago. Kept says that its date is.
type unclosed struct {
	_            struct{} `cbor:",toarray"`
	Delivery     reflection.DeliveryID
	Subscription reflection.SubscriptionID
	Kept         bool
}

// instant and day are encoded without loss, whatever they are.
type instant struct {
	_       struct{} `cbor:",toarray"`
	Seconds int64
	Nanos   int64
}

func instantOf(t time.Time) instant {
	return instant{Seconds: t.Unix(), Nanos: int64(t.Nanosecond())}
}

func (i instant) time() time.Time { return time.Unix(i.Seconds, i.Nanos).UTC() }

type day [3]int

func dayOf(d schedule.Date) day { return day{d.Year, int(d.Month), d.Day} }

func (d day) date() schedule.Date {
	return schedule.Date{Year: d[0], Month: time.Month(d[1]), Day: d[2]}
}

// savedFact is what counting reads of a fact.
type savedFact struct {
	_                       struct{} `cbor:",toarray"`
	ID                      reflection.FactID
	Kind                    reflection.FactKind
	Subscription            reflection.SubscriptionID
	Delivery                reflection.DeliveryID
	Part                    reflection.PartID
	Platform, Chat, Message string
	At, Known               instant
	Date                    day
	Extra, BackOff, Shown   bool
}

func saveFact(f *reflection.Fact) savedFact {
	return savedFact{
		ID: f.ID, Kind: f.Kind, Subscription: f.Subscription, Delivery: f.Delivery, Part: f.Part,
		Platform: string(f.Chat.Platform), Chat: f.Chat.ID, Message: string(f.Message),
		At: instantOf(f.At), Known: instantOf(f.Known), Date: dayOf(f.Date),
		Extra: f.Extra, BackOff: f.BackOff, Shown: f.Shown,
	}
}

func (f savedFact) fact() reflection.Fact {
	return reflection.Fact{
		ID: f.ID, Kind: f.Kind, Subscription: f.Subscription, Delivery: f.Delivery, Part: f.Part,
		Chat: chat.Chat{Platform: chat.Platform(f.Platform), ID: f.Chat}, Message: chat.MessageID(f.Message),
		At: f.At.time(), Known: f.Known.time(), Date: f.Date.date(),
		Extra: f.Extra, BackOff: f.BackOff, Shown: f.Shown,
	}
}

// encoded holds the options of the encoding: none of Go's own.
var encoded = func() cbor.EncMode {
	mode, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // The options are constant.
	}
	return mode
}()

// MarshalBinary encodes the checkpoint.
func (c Checkpoint) MarshalBinary() ([]byte, error) { return encoded.Marshal(c.saved) }

// ReadCheckpoint decodes a checkpoint. One of another version, or one that can't
// be read, is an error: the facts are then counted in full.
func ReadCheckpoint(data []byte) (Checkpoint, error) {
	var s saved
	if err := cbor.Unmarshal(data, &s); err != nil {
		return Checkpoint{}, fmt.Errorf("read checkpoint: %w", err)
	}
	if s.Version != checkpointVersion {
		return Checkpoint{}, fmt.Errorf("read checkpoint: version %d, not %d", s.Version, checkpointVersion)
	}
	return Checkpoint{s}, nil
}
