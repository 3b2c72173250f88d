// Package metrics measures the bot for Prometheus: what goes out and how late, what
// waits, what platforms refuse, and how the database grows. Nothing that it tells
// holds an id, a name or a word.
package metrics

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"stillpoint/internal/chat"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// Metrics is everything that is measured. Make one with New.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	attempts *prometheus.CounterVec
	late     *prometheus.HistogramVec
	answered *prometheus.HistogramVec
}

// New returns metrics of a bot of the version.
func New(version, goVersion string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "stillpoint_requests_total",
			Help: "Requests to the platforms' APIs that show, change or remove something, by what came of them. Outcome throttled is a 429.",
		}, []string{"platform", "operation", "outcome"}),
		attempts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "stillpoint_delivery_attempts_total",
			Help: "Attempts to deliver something, by what it is and what came of it. Outcome sent is a delivery; throttled, unsent and uncertain are tried again.",
		}, []string{"platform", "purpose", "outcome"}),
		late: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "stillpoint_question_lateness_seconds",
			Help:    "How long after its hour a question was delivered.",
			Buckets: []float64{5, 15, 30, 60, 120, 300, 900, 3600, 3 * 3600, 6 * 3600},
		}, []string{"platform"}),
		answered: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "stillpoint_acknowledgement_seconds",
			Help:    "How long after what somebody did was taken in its answer was delivered.",
			Buckets: []float64{.05, .1, .25, .5, 1, 2, 3, 5, 10, 30, 60, 300},
		}, []string{"platform"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "stillpoint_build_info", Help: "The version that runs; always 1.",
		ConstLabels: prometheus.Labels{"version": version, "goversion": goVersion},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.attempts, m.late, m.answered, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler serves the metrics.
func (m *Metrics) Handler(log *slog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), ErrorHandling: promhttp.ContinueOnError,
		MaxRequestsInFlight: 4, Timeout: 20 * time.Second,
	})
}

// Attempted takes in an attempt at a delivery.
func (m *Metrics) Attempted(a outbox.Attempt) {
	platform, outcome := string(a.Platform), outcomeOf(a.Err)
	if a.Seek && a.Err == nil {
		outcome = "sought"
	}
	m.attempts.WithLabelValues(platform, a.Purpose.String(), outcome).Inc()
	if a.Err != nil || a.Seek {
		return
	}
	now := time.Now()
	switch {
	case a.Purpose == reflection.Answer && !a.Placed.IsZero():
		m.answered.WithLabelValues(platform).Observe(max(0, now.Sub(a.Placed).Seconds()))
	case !a.Due.IsZero():
		m.late.WithLabelValues(platform).Observe(max(0, now.Sub(a.Due).Seconds()))
	}
}

func outcomeOf(err error) string {
	if err == nil {
		return "sent"
	}
	return chat.KindOf(err).String()
}

// Counted returns the adapter, and counts what is asked of its platform.
func (m *Metrics) Counted(a chat.Adapter) chat.Adapter { return &counted{a, m} }

// counted is an adapter whose requests are counted.
type counted struct {
	chat.Adapter
	m *Metrics
}

func (c *counted) count(operation string, err error) {
	c.m.requests.WithLabelValues(string(c.Platform()), operation, outcomeOf(err)).Inc()
}

// Ready says what keeps the platform from being served, where its adapter knows.
func (c *counted) Ready() error {
	if a, ok := c.Adapter.(interface{ Ready() error }); ok {
		return a.Ready()
	}
	return nil
}

// Send implements chat.Adapter.
func (c *counted) Send(ctx context.Context, m chat.Message) (chat.Sent, error) {
	sent, err := c.Adapter.Send(ctx, m)
	c.count("send", err)
	return sent, err
}

// Edit implements chat.Adapter.
func (c *counted) Edit(ctx context.Context, id chat.MessageID, m chat.Message) error {
	err := c.Adapter.Edit(ctx, id, m)
	c.count("edit", err)
	return err
}

// Delete implements chat.Adapter.
func (c *counted) Delete(ctx context.Context, in chat.Chat, id chat.MessageID) error {
	err := c.Adapter.Delete(ctx, in, id)
	c.count("delete", err)
	return err
}

// React implements chat.Adapter.
func (c *counted) React(ctx context.Context, in chat.Chat, id chat.MessageID, r chat.Reaction) error {
	err := c.Adapter.React(ctx, in, id, r)
	c.count("react", err)
	return err
}

// Thread implements chat.Adapter.
func (c *counted) Thread(ctx context.Context, in chat.Chat, id chat.MessageID, title string) (chat.Chat, error) {
	opened, err := c.Adapter.Thread(ctx, in, id, title)
	c.count("thread", err)
	return opened, err
}

// Leave implements chat.Leaver, where the adapter does.
func (c *counted) Leave(ctx context.Context, parent string) error {
	l, ok := c.Adapter.(chat.Leaver)
	if !ok {
		return &chat.SendError{Kind: chat.Rejected, Err: errors.New("the platform can't be left")}
	}
	err := l.Leave(ctx, parent)
	c.count("leave", err)
	return err
}
