package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// envFile is a file of what a host sets, as compose files name it.
type envFile struct {
	Path     string
	Required *bool
}

// TestComposeFilesNameSettings: what compose files tell a bot are settings that it takes,
// each setting of the host's reaches it from .env, which there may be none of, what is where
// in the container isn't the host's to set, and the files can be read.
func TestComposeFilesNameSettings(t *testing.T) {
	names := newProgram().settingNames()
	for file, env := range map[string]string{"../../compose.yaml": ".env", "../../deploy/instances/compose.yaml": "../../.env"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var compose struct {
			Services map[string]struct {
				Build       any
				Environment map[string]*string
				EnvFile     []envFile `yaml:"env_file"`
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
			if len(c.EnvFile) != 1 || c.EnvFile[0].Path != env || c.EnvFile[0].Required == nil || *c.EnvFile[0].Required {
				t.Errorf("%s: %s has what the host sets from %+v, want %s, which need not exist", file, service, c.EnvFile, env)
			}
			for _, name := range []string{"DISCORD_TOKEN_FILE", "TELEGRAM_TOKEN_FILE", "STILLPOINT_DATABASE", "STILLPOINT_KEY_FILE", "STILLPOINT_BACKUP_DIR", "STILLPOINT_LISTEN"} {
				if c.Environment[name] == nil {
					t.Errorf("%s: %s has no %s of its own", file, service, name)
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
