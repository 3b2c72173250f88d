package metrics

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
)

var named = regexp.MustCompile(`\b(?:stillpoint|process|go)_[a-z_]+`)

// TestFilesNameWhatIsMeasured: the dashboard and the alerts ask for nothing that the
// bot doesn't tell.
func TestFilesNameWhatIsMeasured(t *testing.T) {
	m := New("v", "go")
	now := time.Now()
	m.Attempted(outbox.Attempt{Platform: "x", Purpose: reflection.Ask, Due: now})
	m.Attempted(outbox.Attempt{Platform: "x", Purpose: reflection.Answer, Placed: now})
	m.requests.WithLabelValues("x", "send", "sent")
	m.Watch(func() State {
		return State{
			Ready: map[string]bool{"tick": true}, Waiting: map[chat.Platform]map[chat.Lane]int{"x": {chat.LaneEdit: 1}},
			Heard: map[chat.Platform]time.Time{"x": now}, HasBackups: true,
		}
	}, func(context.Context) (store.Stats, error) {
		return store.Stats{Subscriptions: []store.SubscriptionCount{{}}, Waiting: []store.WaitingCount{{}}}, nil
	})
	measured := map[string]bool{}
	for line := range strings.Lines(told(t, m)) {
		measured[named.FindString(line)] = true
	}
	for _, file := range []string{"grafana/stillpoint.json", "prometheus/stillpoint-alerts.yml", "prometheus/stillpoint-alerts-test.yml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "deploy", file))
		if err != nil {
			t.Fatal(err)
		}
		found := named.FindAllString(string(text), -1)
		if len(found) < 4 {
			t.Errorf("%s names %d metrics", file, len(found))
		}
		for _, name := range found {
			if !measured[name] && strings.HasPrefix(name, "stillpoint_") {
				t.Errorf("%s asks for %s, which the bot doesn't tell", file, name)
			}
		}
	}
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	text, err := os.ReadFile("../../deploy/grafana/stillpoint.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &board); err != nil || len(board.Panels) < 10 {
		t.Errorf("the dashboard has %d panels, %v", len(board.Panels), err)
	}
	for _, p := range board.Panels {
		if p.Title == "" || len(p.Targets) == 0 || p.Targets[0].Expr == "" {
			t.Errorf("a panel shows nothing: %+v", p)
		}
	}
}

// TestPromtool has Prometheus' own tool check the alerts, where it is installed.
func TestPromtool(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("promtool isn't installed")
	}
	for _, args := range [][]string{
		{"check", "config", "prometheus.yml"}, {"check", "rules", "stillpoint-alerts.yml"}, {"test", "rules", "stillpoint-alerts-test.yml"},
	} {
		c := exec.CommandContext(t.Context(), tool, args...)
		c.Dir = filepath.Join("..", "..", "deploy", "prometheus")
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
}
