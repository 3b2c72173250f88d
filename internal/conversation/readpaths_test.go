package conversation_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// wordReaders are the methods of a transaction that return replies or parts, as the
// interfaces in internal/reflection declare them.
func wordReaders(t *testing.T) map[string]bool {
	t.Helper()
	paths, err := filepath.Glob("../reflection/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			of, ok := n.(*ast.InterfaceType)
			if !ok {
				return true
			}
			for _, m := range of.Methods.List {
				f, ok := m.Type.(*ast.FuncType)
				if !ok || f.Results == nil || len(m.Names) == 0 {
					continue
				}
				for _, r := range f.Results.List {
					kind := r.Type
					if list, ok := kind.(*ast.ArrayType); ok {
						kind = list.Elt
					}
					if name, ok := kind.(*ast.Ident); ok && (name.Name == "Reply" || name.Name == "Part") {
						found[m.Names[0].Name] = true
					}
				}
			}
			return true
		})
	}
	for _, known := range []string{"Reply", "Parts", "Written", "SharedAnswers"} {
		if !found[known] {
			t.Fatalf("%s wasn't found among %v", known, found)
		}
	}
	return found
}

// readPaths are all calls of these in the program, as "folder function method".
func readPaths(t *testing.T) []string {
	t.Helper()
	readers, paths := wordReaders(t), map[string]bool{}
	for _, root := range []string{".", "../delivery", "../outbox", "../portable", "../summary", "../../cmd/bot"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok {
					continue
				}
				ast.Inspect(f, func(n ast.Node) bool {
					call, ok := n.(*ast.CallExpr)
					if !ok {
						return true
					}
					if sel, ok := call.Fun.(*ast.SelectorExpr); ok && readers[sel.Sel.Name] && isTx(sel.X) {
						paths[fmt.Sprintf("%s %s %s", filepath.Base(filepath.Dir(path)), f.Name.Name, sel.Sel.Name)] = true
					}
					return true
				})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// isTx reports whether an expression is a transaction, by its name.
func isTx(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "tx" || x.Name == "inner"
	case *ast.SelectorExpr:
		return x.Sel.Name == "tx" || x.Sel.Name == "Tx"
	}
	return false
}

// guards says of every read path what keeps it from somebody else's words. Those of the
// first kinds are tried by TestVerbRights, TestSomebodyElsesButtons and
// TestJournalOfSomebodyElse as another member, a stranger, an admin and an admin of
// another server, with every verb, form and command there is; those that take a file in,
// by TestForgedFilesTouchNobody.
var guards = map[string][]string{
	"looked up by who takes the turn": {
		"carry firstYear RepliesFrom", "carry keepsAll RepliesBetween", "channel goesOn AnswerTo", "portable noted Parts", "portable repliesHere RepliesFrom", "portable reply AnswerTo", "portable reply Parts",
		"channel answerOf AnswerTo", "channel answerOf Parts", "daily LastWrote PartsBetween", "daily file AnswerTo", "daily answeredElsewhere AnswerTo", "journal after AnswerTo",
		"daily lastWritten PartsBetween", "daily move AnswerTo", "journal askAll RepliesOf", "journal askAll Written", "journal between RepliesBetween",
		"journal hits Written", "journal last RepliesBetween", "journal written RepliesBetween", "journal years RepliesBetween", "journal years RepliesFrom",
	},
	"refused unless it is of who takes the turn": {
		"channel Wipe Parts", "channel own Parts", "channel own Reply", "channel partOf PartByMessage", "channel partOf Parts",
		"channel partOf Reply", "channel changed Parts", "daily Deleted Reply", "daily KeepAs Parts",
		"daily LastWrote Reply", "daily Undo Parts", "daily Draft Reply", "channel keepFor Parts", "community addDraft Parts", ". textOf Parts", "daily linesOfReply Parts", "daily linesOfReply Reply",
		"daily move Parts", "daily ownPart PartByMessage", "daily ownPart Reply", "daily repliedTo PartByMessage",
		"daily repliedTo Reply", "daily showReply Parts", "daily writtenBy Part", "daily writtenBy Reply",
		"daily InAYear Reply", "journal before Reply",
		"journal entry Reply", "journal entryOf Parts", "journal mine Reply", "journal results Reply", "journal wipeLast Reply",
	},
	"of the person to whom the message goes": {
		"portable replied Parts", "portable tellReplies RepliesFrom",
		"delivery answer AnswerTo", "delivery returned Reply", "delivery first Reply", "planning keepBack Reply", "planning byItself Returnable", "summaries about Reply", "summaries parts PartsBetween",
	},
	"shared with the channel, and read by its members": {
		"channel entries Parts", "channel entries SharedAnswers", "channel shared Parts", "channel shared SharedAnswers",
		"posts closeInChannel SharedAnswers", "posts stillShared Parts", "posts stillShared Reply",
	},
	"shown to an admin as others could read it, or as its author handed it in": {
		"community loadReply Reply", "community nextReport Parts", "community nextSubmission Parts",
	},
	"shown so to moderators, in the channel that an admin chose for it": {"moderation load Reply", "moderation shown Parts"},
	"nothing of it is shown": {
		"channel nameFor SharedAnswers",
		". concerns PartByMessage", ". editedCommand PartByMessage", ". repliesToKnown PartByMessage", "bot forget RepliesOf", "channel Wants Reply",
		"journal Expire Parts", "journal Expire RepliesBetween", "journal ForgetPerson RepliesOf",
		"journal Older RepliesBetween", "planning anyWritten AnswerTo", "planning Returns Reply", "planning bringAgain Reply",
		"planning comeback Booked", "planning Written Parts", "portable back Reply", "portable tellEarlier Reply", "portable tellEarlier Parts", "planning anyWritten Parts",
	},
}

// TestNoReadPathReachesAnothersJournal lists every call in the program that reads
// somebody's words, and holds it to the table: a new one can't be left out, and says
// what guards it.
func TestNoReadPathReachesAnothersJournal(t *testing.T) {
	t.Parallel()
	guarded := map[string]string{}
	for guard, paths := range guards {
		for _, path := range paths {
			if guarded[path] != "" {
				t.Errorf("%s is in the table twice", path)
			}
			guarded[path] = guard
		}
	}
	paths := readPaths(t)
	for _, path := range paths {
		if guarded[path] == "" {
			t.Errorf("what keeps %q from somebody else's words? It isn't in the table", path)
		}
	}
	for path := range guarded {
		if !slices.Contains(paths, path) {
			t.Errorf("there is no read path %q", path)
		}
	}
}

// Whoever asks for a journal is shown their own, wherever and as what they ask, and
// neither the log nor anything that is said to others has a word of it.
func TestEverybodyReadsTheirOwnJournal(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.says(ada, "A daily answer about zugzwang.")
		r.types(ada, "write", "Free words about zugzwang.")
		c := r.asks("acme", "reflections")
		d := c.post()
		c.member("ada").answers("A channel's answer about zugzwang.")
		ids := []int64{0, int64(d.ID), int64(r.firstOf(ada).ID)}
		r.view(func(tx reflection.Tx) error {
			all, err := tx.RepliesOf(c.member("ada").id())
			for _, reply := range all {
				ids = append(ids, int64(reply.ID))
			}
			return err
		})
		for name, is := range map[string]func(member){
			"another person": func(member) {}, "a member": func(m member) { m.answers("Theirs.") },
			"an admin": func(m member) { m.MakeAdminOf("acme") }, "a stranger": func(m member) { m.LeaveServer(c.in) },
		} {
			m := c.member(name)
			is(m)
			for _, args := range []string{"", "zugzwang", "today", "this year", "yesterday", "badge", "2026"} {
				for _, at := range []*chattest.Person{m.Opened(), m.in} {
					r.types(at, "journal", args)
					r.types(at, "forget", args)
				}
			}
			for _, verb := range []string{"journal", "entry", "newwords", "wipe", "forget", "answernow", "keeping"} {
				for _, id := range ids {
					for _, arg := range []string{"o", "!last", "!o20260101-20261231", "yes"} {
						m.at.Forge("", chat.Ref{Verb: verb, ID: id, Arg: arg})
					}
				}
				r.settle()
			}
			if seen := m.Transcript() + m.in.Transcript(); strings.Contains(strings.ReplaceAll(seen, "with “zugzwang”", ""), "about zugzwang") {
				t.Errorf("%s reads somebody else's words:\n%s", name, seen)
			}
		}
		r.wantWords(ada, r.firstOf(ada), "A daily answer about zugzwang.")
		c.member("ada").wantAnswer(d, reflection.PrivateTo, "A channel's answer about zugzwang.")
		r.unlogged("zugzwang")
	})
}

// firstOf is the first question that somebody was asked.
func (r *rig) firstOf(p *chattest.Person) (d reflection.Delivery) {
	r.t.Helper()
	sub := r.subscription(p)
	r.view(func(tx reflection.Tx) error {
		days, err := tx.AskedDays(sub.ID, schedule.DateOf(sub.Created, time.UTC), schedule.DateOf(time.Now(), time.UTC))
		if err == nil {
			d = days[0].Delivery
		}
		return err
	})
	return d
}
