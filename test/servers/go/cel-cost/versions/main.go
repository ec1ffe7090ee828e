// Asks the API server's own packages what the CEL of each Kubernetes version has. Its arguments are versions, such as
// 1.28. First it prints what there is, a line each, with the versions whose new expressions have it:
//
//	{"function": "size", "member": true, "args": ["string"], "result": "int", "in": ["1.25", …]}
//	{"macro": "all", "member": true, "args": 2, "in": ["1.25", …]}
//
// Then it reads expressions, a line each, and prints for each what every version says of it, null where it accepts it;
// "stored" is what all versions say of an expression that is stored already:
//
//	{"place": "rule", "validating", "jsonPatch" or "applyConfiguration", "expression": "self.size() > 0"}
//	{"says": {"1.25": "ERROR: <input>:1:5: …", "stored": null}}
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/google/cel-go/cel"

	"k8s.io/apimachinery/pkg/util/version"
	plugin "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/mutation"

	"vmop.test/cel-cost/rules"
)

const stored = "stored"

type question struct {
	Place      string `json:"place"`
	Expression string `json:"expression"`
}

type answer struct {
	Says map[string]*string `json:"says"`
}

// judge says what is wrong with an expression, nil where nothing is.
type judge func(place, expression string) *string

func main() {
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	judges := map[string]judge{}
	found := catalogue{}
	for _, name := range os.Args[1:] {
		base := environment.MustBaseEnvSet(version.MustParse(name))
		judges[name] = judgeOf(base, environment.NewExpressions)
		judges[stored] = judgeOf(base, environment.StoredExpressions)
		found.add(name, base.NewExpressionsEnv())
	}
	for _, one := range found.list {
		encode(out, one)
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		given := answer{Says: map[string]*string{}}
		for name, judge := range judges {
			given.Says[name] = judge(asked.Place, asked.Expression)
		}
		encode(out, given)
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}

func encode(out *json.Encoder, value any) {
	if err := out.Encode(value); err != nil {
		panic(err)
	}
}

func judgeOf(base *environment.EnvSet, mode environment.Type) judge {
	ruleEnv, err := rules.Environment(base).Env(mode)
	if err != nil {
		panic(err)
	}
	policies := plugin.NewCompiler(base)
	return func(place, expression string) *string {
		if place == "rule" {
			return rules.Complaint(ruleEnv, expression)
		}
		options := plugin.OptionalVariableDeclarations{
			HasParams: true, HasAuthorizer: true, HasPatchTypes: place != "validating",
		}
		result := policies.CompileCELExpression(policyExpression{expression, yields[place]}, options, mode)
		if result.Error != nil {
			return &result.Error.Detail
		}
		return nil
	}
}

// yields is what the expressions of a policy must yield.
var yields = map[string]*cel.Type{
	"validating":         cel.AnyType,
	"jsonPatch":          cel.ListType(cel.ObjectType(mutation.JSONPatchTypeName)),
	"applyConfiguration": cel.ObjectType(mutation.ObjectTypeName),
}

type policyExpression struct {
	text   string
	yields *cel.Type
}

func (e policyExpression) GetExpression() string    { return e.text }
func (e policyExpression) ReturnTypes() []*cel.Type { return []*cel.Type{e.yields} }
