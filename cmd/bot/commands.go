package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jessevdk/go-flags"
)

// A command is one of the things that the program does. Its fields are its flags
// and arguments; a flag's environment variable is named after it.
type command interface {
	Run(ctx context.Context, s streams) error
}

// program is the command line: every command, by its place in it.
type program struct {
	parser   *flags.Parser
	commands map[*flags.Command]command
	version  bool
}

// newProgram declares every command.
func newProgram() *program {
	p := &program{parser: flags.NewNamedParser("bot", flags.HelpFlag|flags.PassDoubleDash), commands: map[*flags.Command]command{}}
	p.parser.LongDescription = "Stillpoint asks one good question a day, about work, worth and walking away.\n\nStart with: bot try"
	p.parser.SubcommandsOptional = true // --version stands alone.
	p.parser.UnknownOptionHandler = func(name string, _ flags.SplitArgument, _ []string) ([]string, error) {
		return nil, fmt.Errorf("there is no flag %s%s", strings.Repeat("-", min(len(name), 2)), name)
	}
	must(p.parser.AddGroup("Options", "", &struct {
		Version *bool `long:"version" description:"Print the version and exit."`
	}{&p.version}))
	p.add(p.parser.Command, "try", "Chat with it in this terminal. No token, nothing to set up.", &tryCmd{})
	p.add(p.parser.Command, "run", "Serve every platform that has a token.", &runCmd{})
	p.add(p.parser.Command, "doctor", "Look at everything that run needs, log in, and say what is missing.", &doctorCmd{})
	p.add(p.parser.Command, "export", "Write what is held on a person into a file, for a request by mail. Stop the bot first.", &exportCmd{})
	p.add(p.parser.Command, "invite", "Print the link that adds it to a server or group, and what it asks for.", &inviteCmd{})
	p.add(p.parser.Command, "forget", "Delete a person who asks for it, with all that is theirs.", &forgetCmd{})
	p.add(p.parser.Command, "backup", "Copy the database to a file, while a bot runs or not, and read through the copy.", &backupCmd{})
	p.add(p.parser.Command, "restore", "Put a backup in the database's place.", &restoreCmd{})
	p.add(p.parser.Command, "rekey", "Change the keys that seal what people write.", &rekeyCmd{})
	p.add(p.parser.Command, "migrate-store", "Move the database from a file to a PostgreSQL server, or back.", &migrateStoreCmd{})
	packs := must(p.parser.AddCommand("prompts", "Check packs of questions, and read them.", "", &struct{}{}))
	p.add(packs, "check", "Check the built-in prompts, or the packs in a folder.", &promptsCheckCmd{})
	p.add(packs, "show", "Print prompts as a person would read them.", &promptsShowCmd{})
	p.add(packs, "fingerprint", "Print the fingerprints of an essay, for the check that no sentence was taken from it.", &promptsFingerprintCmd{})
	p.add(p.parser.Command, "preview-summary", "Write summaries of made-up histories to files, to look at.", &previewCmd{})
	p.add(p.parser.Command, "preview-site", "Write the pictures that the README and the page show.", &previewSiteCmd{})
	p.add(p.parser.Command, "health", "Ask a bot that runs on this machine how it is; for containers and units.", &healthCmd{})
	p.add(p.parser.Command, "rehearse", "Play on the real platforms, in a chat of yours, what only simulators have shown, and say what differs.", &rehearseCmd{})
	p.add(p.parser.Command, "version", "Print the version.", &versionCmd{})
	return p
}

// add declares one command below another.
func (p *program) add(under *flags.Command, name, help string, c command) {
	p.commands[must(under.AddCommand(name, help, help, c))] = c
}

// must passes on what was declared. A declaration that can't stand is the program's
// own fault, and any test of the command line shows it.
func must[T any](declared T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("the command line: %v", err))
	}
	return declared
}

// errHelp is a command line that asks for help.
var errHelp = errors.New("help is asked for")

// parse returns the command that a command line names, with its flags and arguments
// set. With errHelp there is a text to print, which is all that was asked for.
func (p *program) parse(args []string) (c command, help string, err error) {
	rest, err := p.parser.ParseArgs(args)
	if problem, ok := errors.AsType[*flags.Error](err); ok && problem.Type == flags.ErrHelp {
		return nil, problem.Message, errHelp
	}
	if err != nil {
		return nil, "", err
	}
	if p.version {
		return &versionCmd{}, "", nil
	}
	active := p.parser.Active
	for active != nil && active.Active != nil {
		active = active.Active
	}
	if active == nil && len(rest) == 0 {
		var all bytes.Buffer
		p.parser.WriteHelp(&all)
		return nil, all.String(), errHelp
	}
	if active == nil {
		return nil, "", fmt.Errorf("there is no command %s", rest[0])
	}
	if len(rest) > 0 {
		return nil, "", fmt.Errorf("unexpected argument %s", rest[0])
	}
	return p.commands[active], "", nil
}

// settingNames are the environment variables of all commands.
func (p *program) settingNames() []string {
	var names []string
	for c := range p.commands {
		for _, o := range c.Options() {
			if o.EnvDefaultKey != "" {
				names = append(names, o.EnvDefaultKey)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
