package community

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// shows are the verbs and orders that change nothing, so that the log has nothing of them,
// and cwhich, which is logged as the order that it carries out.
var shows = strings.Fields(`status preview figures suggestions reports stopped log questions questions_list questions_export
	cpage cstatus cshow cahead cnevers cpost cfigs ctable cquest csuggs capprs cwaits creports cstopped clog cmods cwhich`)

// ordersInCode are all orders of /community: what the switch of Flow.order tells apart,
// and setup, which is taken before it.
func ordersInCode(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "command.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	orders := []string{"setup"}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "order" {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CaseClause)
			if !ok {
				return true
			}
			for _, e := range c.List {
				lit, ok := e.(*ast.BasicLit)
				if !ok {
					t.Fatalf("a case of Flow.order isn't a literal")
				}
				if order, _ := strconv.Unquote(lit.Value); order != "" {
					orders = append(orders, order)
				}
			}
			return true
		})
	}
	if !slices.Contains(orders, "pin") {
		t.Fatalf("the orders weren't found among %q", orders)
	}
	return orders
}

// Each verb and each order that the code has either changes nothing or has a line of its
// own in the log.
func TestEveryDeedIsInTheLog(t *testing.T) {
	all := append(slices.Sorted(maps.Keys(subjects)), ordersInCode(t)...)
	said := words.For("en").Moderation
	for _, what := range all {
		only := slices.Contains(shows, strings.ReplaceAll(what, " ", "_"))
		for _, kind := range []reflection.MatterKind{reflection.MatterSuggestion, reflection.MatterReport, reflection.MatterSubmission} {
			code := deedOf(what, target{matter: reflection.Matter{Kind: kind}})
			if only != (code == deedUnknown) {
				t.Errorf("%q is logged as %q; it only shows: %v", what, code, only)
			}
			if said.DeedOf(code) == "" {
				t.Errorf("%q is logged as %q, which has no line", what, code)
			}
		}
	}
	for what := range deeds {
		if !slices.Contains(all, what) {
			t.Errorf("there is no verb or order %q", what)
		}
	}
}
