package stillpoint_test

import (
	"archive/zip"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var moduleAddress = flag.String("module.address", "", "install the program by this address of its module, such as example.org/stillpoint")

// TestInstallsByItsAddress gives a copy of the last commit the address, by
// deploy/rename-module, and has go install fetch it from there: from a folder that is laid
// out as a module proxy. It compiles everything twice, and so is run on wish.
func TestInstallsByItsAddress(t *testing.T) {
	if *moduleAddress == "" {
		t.Skip("SKIPPED: it takes a minute; -module.address=example.org/stillpoint runs it")
	}
	folder := t.TempDir()
	renamed, served, bin := filepath.Join(folder, "renamed"), filepath.Join(folder, "served"), filepath.Join(folder, "bin")
	run := func(in string, env []string, name string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir, cmd.Env = in, append(os.Environ(), env...)
		said, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, said)
		}
		return strings.TrimSpace(string(said))
	}
	run(".", nil, "git", "clone", "--quiet", ".", renamed)
	run(renamed, nil, "deploy/rename-module", *moduleAddress)
	run(renamed, nil, "go", "test", "-run", "Imports|Rule", ".")

	const version = "v0.0.1"
	at := filepath.Join(served, filepath.FromSlash(*moduleAddress), "@v")
	if err := os.MkdirAll(at, 0o700); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(renamed, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list": version + "\n", version + ".mod": string(mod), version + ".info": `{"Version":"` + version + `"}`,
	} {
		if err := os.WriteFile(filepath.Join(at, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files := strings.Fields(run(renamed, nil, "git", "ls-files", ":!.ci/tools", ":!internal/schedule/gen")) // These are modules of their own.
	pack(t, renamed, files, *moduleAddress+"@"+version, filepath.Join(at, version+".zip"))

	fetched := run(".", nil, "go", "env", "GOMODCACHE")
	env := []string{
		"GOPROXY=file://" + served + ",file://" + filepath.Join(fetched, "cache", "download"),
		"GOSUMDB=off", // What is in the cache was checked when it was fetched.
		"GOFLAGS=-modcacherw", "GOMODCACHE=" + filepath.Join(folder, "modules"), "GOBIN=" + bin,
	}
	run(folder, env, "go", "install", *moduleAddress+"/cmd/bot@"+version)
	if said := run(folder, nil, filepath.Join(bin, "bot"), "version"); !strings.Contains(said, version) {
		t.Errorf("what was installed says that it is %q, want %s", said, version)
	}
}

// pack writes files of a folder as a module's archive has them.
func pack(t *testing.T, folder string, names []string, prefix, to string) {
	t.Helper()
	f, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(prefix + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
