package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"stillpoint/internal/chat"
	"stillpoint/internal/store"
)

// State is what the bot is like at the moment that it is looked at.
type State struct {
	// Ready says of each part that serving depends on whether it is well.
	Ready map[string]bool
	// Waiting counts the requests that wait in front of a platform, by lane.
	Waiting map[chat.Platform]map[chat.Lane]int
	// Heard is when each platform last said how far it was taken in; zero for never.
	Heard map[chat.Platform]time.Time
	// Ticked is when the last tick ended, DiskFree what is left on the database's disk,
	// unless that is OnServer.
	Ticked   time.Time
	DiskFree uint64
	OnServer bool
	// Backup is when the newest backup was made, Backups how many there are; without
	// HasBackups none are kept.
	HasBackups bool
	Backup     time.Time
	Backups    int
}

// lanes are the lanes' names.
var lanes = map[chat.Lane]string{chat.LaneAnswer: "answer", chat.LaneQuestion: "question", chat.LaneSummary: "summary", chat.LaneEdit: "edit"}

// What is collected when somebody looks.
var (
	ready       = desc("ready", "Whether a part that serving depends on is well.", "part")
	queue       = desc("queue_requests", "Requests that wait in front of a platform, by priority.", "platform", "priority")
	heard       = desc("platform_last_heard_timestamp_seconds", "When a platform was last known to be taken in.", "platform")
	ticked      = desc("last_tick_timestamp_seconds", "When the last tick ended.")
	diskFree    = desc("disk_free_bytes", "What is free on the database's disk.")
	backupAt    = desc("backup_last_success_timestamp_seconds", "When the newest backup was made; 0 for none yet.")
	backupCount = desc("backups", "How many backups are kept.")
	bytes       = desc("database_size_bytes", "The database's file with its log.")
	people      = desc("people", "People that the bot knows.")
	subs        = desc("subscriptions", "Subscriptions by whose they are and their state.", "platform", "kind", "state")
	waiting     = desc("deliveries_waiting", "Deliveries that are still to be made.", "platform", "purpose")
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("stillpoint_"+name, help, labels, nil)
}

// countedFor is how long what was counted in the database is told again: counting
// reads whole tables.
const countedFor = time.Minute

// collector collects the bot's state.
type collector struct {
	look  func() State
	count func(context.Context) (store.Stats, error)

	mu    sync.Mutex
	at    time.Time
	stats store.Stats
}

// Watch has the bot's state told with the metrics: look is asked for it, and count
// counts what is in the database.
func (m *Metrics) Watch(look func() State, count func(context.Context) (store.Stats, error)) {
	m.registry.MustRegister(&collector{look: look, count: count})
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{ready, queue, heard, ticked, diskFree, backupAt, backupCount, bytes, people, subs, waiting} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (c *collector) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	s := c.look()
	for part, well := range s.Ready {
		gauge(ready, map[bool]float64{true: 1}[well], part)
	}
	for p, byLane := range s.Waiting {
		for lane, n := range byLane {
			gauge(queue, float64(n), string(p), lanes[lane])
		}
	}
	for p, at := range s.Heard {
		gauge(heard, stamp(at), string(p))
	}
	gauge(ticked, stamp(s.Ticked))
	if !s.OnServer {
		gauge(diskFree, float64(s.DiskFree))
	}
	if s.HasBackups {
		gauge(backupAt, stamp(s.Backup))
		gauge(backupCount, float64(s.Backups))
	}
	st, ok := c.counted()
	if !ok {
		return // The database is in trouble, which stillpoint_ready tells.
	}
	gauge(bytes, float64(st.Bytes))
	gauge(people, float64(st.People))
	for _, n := range st.Subscriptions {
		gauge(subs, float64(n.N), n.Platform, map[bool]string{true: "channel", false: "person"}[n.Channel], n.State.String())
	}
	for _, n := range st.Waiting {
		gauge(waiting, float64(n.N), n.Platform, n.Purpose.String())
	}
}

// counted counts what is in the database, at most once in a while.
func (c *collector) counted() (store.Stats, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.at.IsZero() && time.Since(c.at) < countedFor {
		return c.stats, true
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	stats, err := c.count(ctx)
	if err != nil {
		return store.Stats{}, false
	}
	c.at, c.stats = time.Now(), stats
	return stats, true
}

// stamp is an instant in seconds, as Prometheus counts them; 0 for none.
func stamp(at time.Time) float64 {
	if at.IsZero() {
		return 0
	}
	return float64(at.UnixMilli()) / 1000
}
