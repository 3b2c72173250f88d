package conversation

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// What a flow of a private chat asks for is taken by a flow: a text that is asked for
// under a verb that is not routed would be filed as an answer.
func TestWhatIsAskedForIsTaken(t *testing.T) {
	t.Parallel()
	asked := map[string]string{}
	for _, dir := range []string{"compass", "daily", "journal", "questions", "series", "settings"} {
		paths, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		verbs, used := map[string]string{}, map[string]bool{}
		for _, path := range paths {
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ValueSpec:
					for i, value := range n.Values {
						if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
							verbs[n.Names[i].Name], _ = strconv.Unquote(lit.Value)
						}
					}
				case *ast.CallExpr:
					if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Ask" && len(n.Args) == 4 {
						verb, ok := n.Args[1].(*ast.Ident)
						if !ok {
							t.Fatalf("%s asks under no verb of its own", path)
						}
						used[verb.Name] = true
					}
				}
				return true
			})
		}
		for name := range used {
			asked[dir+"."+name] = verbs[name]
		}
	}
	if len(asked) < 7 {
		t.Fatalf("only %v are asked for", asked)
	}
	for name, verb := range asked {
		if verb == "" || (&Core{}).takes(nil, nil, reflection.Awaiting{For: verb}, chat.Text{}) == nil {
			t.Errorf("nothing takes what is asked for under %s, %q", name, verb)
		}
	}
}
