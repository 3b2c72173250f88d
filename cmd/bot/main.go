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

	"github.com/alecthomas/kong"
	_ "time/tzdata" // People's zones must be known wherever the bot is hosted.
)

// cli is every command with its flags. A flag's environment variable is named
// after it.
type cli struct {
	Try          tryCmd          `cmd:"" help:"Chat with it in this terminal. No token, nothing to set up."`
	Run          runCmd          `cmd:"" help:"Serve every platform that has a token."`
	Doctor       doctorCmd       `cmd:"" help:"Look at everything that run needs, log in, and say what is missing."`
	Export       exportCmd       `cmd:"" help:"Write what is held on a person into a file, for a request by mail. Stop the bot first."`
	Invite       inviteCmd       `cmd:"" help:"Print the link that adds it to a server or group, and what it asks for."`
	Forget       forgetCmd       `cmd:"" help:"Delete a person who asks for it, with all that is theirs."`
	Backup       backupCmd       `cmd:"" help:"Copy the database to a file, while a bot runs or not, and read through the copy."`
	Restore      restoreCmd      `cmd:"" help:"Put a backup in the database's place."`
	Rekey        rekeyCmd        `cmd:"" help:"Change the keys that seal what people write."`
	MigrateStore migrateStoreCmd `cmd:"" name:"migrate-store" help:"Move the database from a file to a PostgreSQL server, or back."`
	Prompts      promptsCmd      `cmd:"" help:"Check packs of questions, and read them."`

	PreviewSummary previewCmd     `cmd:"" name:"preview-summary" help:"Write summaries of made-up histories to files, to look at."`
	PreviewSite    previewSiteCmd `cmd:"" name:"preview-site" help:"Write the pictures that the README and the page show."`

	Health   healthCmd   `cmd:"" help:"Ask a bot that runs on this machine how it is; for containers and units."`
	Rehearse rehearseCmd `cmd:"" help:"Play on the real platforms, in a chat of yours, what only simulators have shown, and say what differs."`
	Version  versionCmd  `cmd:"" help:"Print the version."`

	Print kong.VersionFlag `name:"version" help:"Print the version and exit."`
}

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
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("bot"),
		kong.Description("Stillpoint asks one good question a day, about work, worth and walking away.\n\nStart with: bot try"),
		kong.Vars{"version": version()},
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code; panic(exiting{}) }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(stdin, (*io.Reader)(nil)),
		kong.BindTo(stdout, (*io.Writer)(nil)),
		kong.UsageOnError(),
	)
	if err != nil {
		fmt.Fprintln(stderr, "bot:", err)
		return exitFailed
	}
	// Kong ends the process after --help and --version; here it ends the parse.
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(exiting); !ok {
				panic(r)
			}
			code = exited
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "bot: %v\nbot --help lists what it takes.\n", err)
		return exitUsage
	}
	s := streams{in: stdin, out: stdout, err: stderr, slips: slips(os.Environ(), settingNames(parser.Model))}
	return report(stderr, parsed.Run(s))
}

// exiting unwinds a parse that kong ended.
type exiting struct{}

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
