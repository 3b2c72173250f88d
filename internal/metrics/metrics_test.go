package metrics

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
)

// told is what Prometheus is told.
func told(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler(slog.New(slog.DiscardHandler)).ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func TestMetrics(t *testing.T) {
	m := New("v1.2.3", "go1")
	p := chattest.New(t, chattest.LikeDiscord())
	a := m.Counted(p)
	if _, err := a.Send(t.Context(), chat.Message{To: p.Person("ada").Chat(), Blocks: []chat.Block{chat.P("hello")}}); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	m.Attempted(outbox.Attempt{Platform: "discord", Purpose: reflection.Ask, Due: now.Add(-20 * time.Second)})
	m.Attempted(outbox.Attempt{Platform: "discord", Purpose: reflection.Ask, Due: now, Err: &chat.SendError{Kind: chat.Throttled}})
	m.Attempted(outbox.Attempt{Platform: "discord", Purpose: reflection.Ask, Due: now, Seek: true})
	m.Attempted(outbox.Attempt{Platform: "telegram", Purpose: reflection.Answer, Placed: now.Add(-2 * time.Second)})
	broken := true
	m.Watch(func() State {
		return State{
			Ready: map[string]bool{"database": true, "telegram": false}, Ticked: now, DiskFree: 5,
			Waiting: map[chat.Platform]map[chat.Lane]int{"discord": {chat.LaneAnswer: 3}},
			Heard:   map[chat.Platform]time.Time{"telegram": {}}, HasBackups: true, Backup: time.Unix(1700000000, 0), Backups: 2,
		}
	}, func(context.Context) (store.Stats, error) {
		if broken {
			return store.Stats{}, errors.New("broken")
		}
		return store.Stats{Bytes: 4096, People: 7, Subscriptions: []store.SubscriptionCount{{Platform: "discord", Channel: true, State: reflection.Barred, N: 2}}}, nil
	})
	if text := told(t, m); strings.Contains(text, "stillpoint_people") || !strings.Contains(text, `stillpoint_ready{part="telegram"} 0`) {
		t.Error("with a broken database it should tell the rest, and no numbers of it")
	}
	broken = false
	text := told(t, m)
	for _, want := range []string{
		`stillpoint_build_info{goversion="go1",version="v1.2.3"} 1`,
		`stillpoint_requests_total{operation="send",outcome="sent",platform="` + string(p.Platform()) + `"} 1`,
		`stillpoint_delivery_attempts_total{outcome="sent",platform="discord",purpose="ask"} 1`,
		`stillpoint_delivery_attempts_total{outcome="throttled",platform="discord",purpose="ask"} 1`,
		`stillpoint_delivery_attempts_total{outcome="sought",platform="discord",purpose="ask"} 1`,
		`stillpoint_question_lateness_seconds_bucket{platform="discord",le="15"} 0`,
		`stillpoint_question_lateness_seconds_bucket{platform="discord",le="30"} 1`,
		`stillpoint_acknowledgement_seconds_count{platform="telegram"} 1`,
		`stillpoint_ready{part="database"} 1`, `stillpoint_queue_requests{platform="discord",priority="answer"} 3`,
		`stillpoint_platform_last_heard_timestamp_seconds{platform="telegram"} 0`, `stillpoint_disk_free_bytes 5`,
		`stillpoint_backup_last_success_timestamp_seconds 1.7e+09`, `stillpoint_backups 2`, `stillpoint_people 7`,
		`stillpoint_subscriptions{kind="channel",platform="discord",state="barred"} 2`, `stillpoint_database_size_bytes 4096`,
		"process_resident_memory_bytes", "go_goroutines",
	} {
		if !strings.Contains(text, want+"\n") && !strings.Contains(text, want+" ") {
			t.Errorf("no %s", want)
		}
	}
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		if strings.HasPrefix(p.Metric, "stillpoint_") {
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
}
