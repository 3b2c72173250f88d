package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// healthCmd asks a bot that runs on this machine how it is, for what has no curl:
// containers and units.
type healthCmd struct {
	Listen string `long:"listen" env:"STILLPOINT_LISTEN" value-name:"ADDRESS" description:"Where the bot answers, as run was told."`
	Ready  bool   `long:"ready" description:"Ask whether it serves everybody right now, rather than whether it lives."`
}

// errUnwell says that the bot answered, and isn't well.
var errUnwell = errors.New("the bot is not well")

// Run prints what the bot says, and fails if it isn't well or says nothing.
func (c *healthCmd) Run(ctx context.Context, s streams) error {
	var wrong wrongSettings
	if c.Listen == "" {
		wrong = append(wrong, "STILLPOINT_LISTEN is empty; it takes the address that run listens at, such as 127.0.0.1:8080")
	}
	listenSettings{Listen: c.Listen}.checkListen("", &wrong)
	if err := wrong.orNil(); err != nil {
		return err
	}
	path := "/healthz"
	if c.Ready {
		path = "/readyz"
	}
	said, status, err := ask(ctx, "http://"+reachable(c.Listen)+path)
	if err != nil {
		return mendable{fmt.Errorf("no bot answers at %s: %w", c.Listen, err), "Does the bot run, on this machine, and with the same STILLPOINT_LISTEN? Its log says whether it has started."}
	}
	if status != http.StatusOK {
		return fmt.Errorf("%w: %s", errUnwell, said)
	}
	_, err = fmt.Fprintln(s.out, said)
	return err
}

// reachable is an address to ask at for one that is listened at: every address of the
// machine is reached by its own.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// ask makes a request, and returns the beginning of what is said.
func ask(ctx context.Context, url string) (said string, status int, err error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", 0, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", 0, withoutURL(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 4096))
	return strings.TrimSpace(string(text)), answer.StatusCode, err
}

// withoutURL is an error of a request without the address, which whoever reads it knows.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
