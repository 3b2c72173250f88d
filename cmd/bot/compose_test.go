package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestComposeFilesNameSettings: what compose files tell a bot are settings that it takes,
// and the files can be read.
func TestComposeFilesNameSettings(t *testing.T) {
	names := newProgram().settingNames()
	for _, file := range []string{"../../compose.yaml", "../../deploy/instances/compose.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var compose struct {
			Services map[string]struct {
				Build       any
				Environment map[string]string
				Secrets     []string
			}
			Secrets map[string]any
		}
		if err := yaml.Unmarshal(text, &compose); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		bots := 0
		for service, c := range compose.Services {
			for _, secret := range c.Secrets {
				if _, there := compose.Secrets[secret]; !there {
					t.Errorf("%s: %s has a secret %s that is nowhere", file, service, secret)
				}
			}
			if !strings.HasPrefix(service, "bot") {
				continue
			}
			bots++
			for name := range c.Environment {
				if !slices.Contains(names, name) && name != "PGPASSFILE" {
					t.Errorf("%s: %s is no setting", file, name)
				}
			}
		}
		if bots == 0 {
			t.Errorf("%s has no bot", file)
		}
	}
	ini, err := os.ReadFile("../../deploy/instances/pgbouncer.ini")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^pool_mode = transaction$`).Match(ini) {
		t.Error("PgBouncer's file has another mode than the one that is tested")
	}
}
