//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// instances are processes that run on one database of a server.
type instances struct {
	*testing.T
	ctx      context.Context
	address  string
	dir      string
	telegram *telegramtest.Server
	discord  *discordtest.Server
}

// instance is one of them.
type instance struct {
	*exec.Cmd
	log    *syncedBuffer
	listen string
	done   chan error
}

// start starts one, in the folder that all share, with the key in it.
func (i *instances) start(port int) *instance {
	i.Helper()
	return i.startAt(port, i.address, i.telegram.URL(), i.discord.URL())
}

// startAt starts one that reaches the database and the platforms there.
func (i *instances) startAt(port int, database, telegram, discord string) *instance {
	i.Helper()
	cmd := exec.Command(os.Args[0])
	one := &instance{cmd, &syncedBuffer{}, fmt.Sprintf("127.0.0.1:%d", port), make(chan error, 1)}
	cmd.Dir = i.dir
	cmd.Env = append(os.Environ(), envArgs+"=run", "STILLPOINT_DATABASE="+database, "STILLPOINT_KEY_FILE="+filepath.Join(i.dir, "key"), "STILLPOINT_LISTEN="+one.listen,
		"TELEGRAM_TOKEN="+i.telegram.Token(), "TELEGRAM_API_URL="+telegram,
		"DISCORD_TOKEN="+i.discord.Token(), "DISCORD_API_URL="+discord)
	cmd.Stderr = one.log
	if err := cmd.Start(); err != nil {
		i.Fatal(err)
	}
	go func() { one.done <- cmd.Wait() }()
	i.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Process.Signal(syscall.SIGCONT) })
	return one
}

// says reports whether an instance answers so at a path.
func (o *instance) says(path string, code int, text string) bool {
	r, err := http.Get("http://" + o.listen + path)
	if err != nil {
		return false
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return err == nil && r.StatusCode == code && strings.Contains(string(body), text)
}

// freePorts finds ports on which nothing listens, and from which nobody's connections go
// out, so that they stay free.
func freePorts(t testing.TB, n int) (ports []int) {
	t.Helper()
	for len(ports) < n {
		port := 20_000 + rand.N(12_000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		defer l.Close()
		ports = append(ports, port)
	}
	return ports
}

// serves reports whether it is ready.
func (o *instance) serves() bool { return o.says("/readyz", http.StatusOK, "ready") }
