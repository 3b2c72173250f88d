// Command bot is Stillpoint: it asks one good question a day, on the platforms
// that have a token (run), or in the terminal (try). This package only wires
// the others together.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	_ "time/tzdata" // People's zones must be known wherever the bot is hosted.
)

// The exit codes: a command that failed, and a command that was called wrongly.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := interruptible()
	code := execute(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// interruptible returns a context that ends with the first order to stop.
func interruptible() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

// execute runs one command line and returns its exit code. Whatever goes wrong
// is printed once, here.
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := newProgram()
	c, help, err := p.parse(args)
	switch {
	case errors.Is(err, errHelp):
		fmt.Fprint(stdout, help)
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "bot: %v\nbot --help lists what it takes.\n", err)
		return exitUsage
	}
	return report(stderr, c.Run(ctx, streams{in: stdin, out: stdout, err: stderr, slips: slips(os.Environ(), p.settingNames())}))
}

// streams are what a command reads from and writes to.
type streams struct {
	in       io.Reader
	out, err io.Writer
	slips    wrongSettings // of names in the environment
}

// report prints what went wrong, and what to do about it, and returns the code.
func report(stderr io.Writer, err error) int {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return 0
	}
	if wrong, ok := errors.AsType[wrongSettings](err); ok {
		for _, line := range wrong {
			fmt.Fprintln(stderr, "bot:", line)
		}
		return exitUsage
	}
	fmt.Fprintln(stderr, "bot:", err)
	if do := whatToDo(err); do != "" {
		fmt.Fprintln(stderr, do)
	}
	return exitFailed
}
