// Asks the API server's own CEL packages what expressions cost. Reads one question a line and writes one answer a line,
// in their order:
//
//	{"schema": {...}, "expression": "...", "compat": "1.35", "root": true, "optionalOldSelf": true,
//	 "evaluations": [{"self": ..., "oldSelf": ...}]}
//	{"problem": "..."} or {"estimate": [min, max], "evaluations": [{"cost": n, "value": ...} or {"cost": n, "error": "..."}]}
//
// Go visits maps in an order of its own each time, and a loop that ends early then costs now this, now that: an evaluation
// that does not cost the same each of many times has "most" beside "cost", the least.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	crdcel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/version"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

type question struct {
	Schema          apiextensionsv1.JSONSchemaProps `json:"schema"`
	Expression      string                          `json:"expression"`
	Compat          string                          `json:"compat"`
	Root            bool                            `json:"root"`
	OptionalOldSelf bool                            `json:"optionalOldSelf"`
	Evaluations     []struct {
		Self    json.RawMessage `json:"self"`
		OldSelf json.RawMessage `json:"oldSelf"`
	} `json:"evaluations"`
}

type answer struct {
	Problem     string       `json:"problem,omitempty"`
	Estimate    []uint64     `json:"estimate,omitempty"`
	Evaluations []evaluation `json:"evaluations,omitempty"`
}

type evaluation struct {
	Cost  uint64 `json:"cost"`
	Most  uint64 `json:"most,omitempty"`
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	out := json.NewEncoder(os.Stdout)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		given, err := ask(asked)
		if err != nil {
			given = answer{Problem: err.Error()}
		}
		if err := out.Encode(given); err != nil {
			panic(err)
		}
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}

func ask(asked question) (given answer, err error) {
	// Go panics where bytes are a key of a constant map.
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	var internal apiextensions.JSONSchemaProps
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&asked.Schema, &internal, nil); err != nil {
		return answer{}, err
	}
	structural, err := schema.NewStructural(&internal)
	if err != nil {
		return answer{}, err
	}
	declared := model.SchemaDeclType(structural, asked.Root)
	if declared == nil {
		return answer{}, fmt.Errorf("the schema has no CEL type")
	}
	compat, err := version.Parse(asked.Compat)
	if err != nil {
		return answer{}, err
	}
	base := environment.MustBaseEnvSet(compat)
	env, err := environmentOf(base, declared, asked.OptionalOldSelf)
	if err != nil {
		return answer{}, err
	}
	ast, issues := env.Compile(asked.Expression)
	if issues != nil {
		return answer{}, issues.Err()
	}
	estimator := &library.CostEstimator{SizeEstimator: &sizes{declared}}
	program, err := env.Program(ast, cel.CostLimit(celconfig.PerCallLimit), cel.CostTracking(estimator),
		cel.InterruptCheckFrequency(celconfig.CheckFrequency))
	if err != nil {
		return answer{}, err
	}
	cost, err := env.EstimateCost(ast, estimator)
	if err != nil {
		return answer{}, err
	}
	if ast.OutputType() == cel.BoolType {
		if err := agrees(structural, declared, base, asked, cost.Max); err != nil {
			return answer{}, err
		}
	}
	given = answer{Estimate: []uint64{cost.Min, cost.Max}}
	for _, one := range asked.Evaluations {
		variables := map[string]any{}
		self, err := valueOf(one.Self, structural)
		if err != nil {
			return answer{}, err
		}
		variables[crdcel.ScopedVarName] = self
		oldSelf := ref.Val(types.OptionalNone)
		if one.OldSelf != nil {
			if oldSelf, err = valueOf(one.OldSelf, structural); err != nil {
				return answer{}, err
			}
			if asked.OptionalOldSelf {
				oldSelf = types.OptionalOf(oldSelf)
			}
		}
		if one.OldSelf != nil || asked.OptionalOldSelf {
			variables[crdcel.OldScopedVarName] = oldSelf
		}
		given.Evaluations = append(given.Evaluations, evaluateOften(program, variables))
	}
	return given, nil
}

// environmentOf declares what a rule may name.
func environmentOf(base *environment.EnvSet, declared *apiservercel.DeclType, optionalOldSelf bool) (*cel.Env, error) {
	named := declared.MaybeAssignTypeName("selfType")
	oldSelf := named.CelType()
	if optionalOldSelf {
		oldSelf = types.NewOptionalType(oldSelf)
	}
	extended, err := base.Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions: []cel.EnvOption{
			cel.Variable(crdcel.ScopedVarName, named.CelType()),
			cel.Variable(crdcel.OldScopedVarName, oldSelf),
		},
		DeclTypes: []*apiservercel.DeclType{named},
	})
	if err != nil {
		return nil, err
	}
	return extended.NewExpressionsEnv(), nil
}

// agrees holds the estimate against the one that an API server makes when it is given the rule in a CRD.
func agrees(structural *schema.Structural, declared *apiservercel.DeclType, base *environment.EnvSet, asked question, estimate uint64) error {
	ruled := structural.DeepCopy()
	rule := apiextensionsv1.ValidationRule{Rule: asked.Expression}
	if asked.OptionalOldSelf {
		rule.OptionalOldSelf = &asked.OptionalOldSelf
	}
	ruled.XValidations = apiextensionsv1.ValidationRules{rule}
	results, err := crdcel.Compile(ruled, declared, celconfig.PerCallLimit, base, crdcel.NewExpressionsEnvLoader())
	if err != nil {
		return err
	}
	if results[0].Error != nil {
		return results[0].Error
	}
	if results[0].MaxCost != estimate {
		return fmt.Errorf("the API server estimates %d, this program %d", results[0].MaxCost, estimate)
	}
	return nil
}

func valueOf(text json.RawMessage, structural *schema.Structural) (ref.Val, error) {
	var decoded any
	if err := utiljson.Unmarshal(text, &decoded); err != nil {
		return nil, err
	}
	return crdcel.UnstructuredToVal(decoded, structural), nil
}

func evaluateOften(program cel.Program, variables map[string]any) evaluation {
	done := evaluate(program, variables)
	least, most := done.Cost, done.Cost
	for range 30 {
		again := evaluate(program, variables).Cost
		least, most = min(least, again), max(most, again)
	}
	done.Cost = least
	if most > least {
		done.Most = most
	}
	return done
}

func evaluate(program cel.Program, variables map[string]any) evaluation {
	value, details, err := program.ContextEval(context.Background(), variables)
	done := evaluation{}
	if details != nil && details.ActualCost() != nil {
		done.Cost = *details.ActualCost()
	}
	if err != nil {
		done.Error = err.Error()
		return done
	}
	done.Value = written(value)
	return done
}

// written is a bool, a string or a small int as it is, and any other value as an object of one property: its kind and, in
// a form that two programs write alike, what it holds.
func written(value ref.Val) any {
	switch one := value.(type) {
	case types.Bool, types.String:
		return one.Value()
	case types.Int:
		if one > 1<<53-1 || one < 1-1<<53 {
			return map[string]any{"int": fmt.Sprint(one.Value())}
		}
		return one.Value()
	case types.Uint:
		return map[string]any{"uint": fmt.Sprint(one.Value())}
	case types.Double:
		if math.IsNaN(float64(one)) {
			return map[string]any{"double": "NaN"}
		}
		return map[string]any{"double": fmt.Sprintf("%016x", math.Float64bits(float64(one)))}
	case types.Bytes:
		// Adding to bytes may write into them.
		return map[string]any{"bytes": slices.Clone([]byte(one))}
	case types.Timestamp:
		return map[string]any{"timestamp": fmt.Sprintf("%d s %d ns", one.Unix(), one.Nanosecond())}
	case types.Duration:
		return map[string]any{"duration": fmt.Sprint(one.Nanoseconds())}
	case types.Null:
		return map[string]any{"null": true}
	case *types.Optional:
		if !one.HasValue() {
			return map[string]any{"optional": []any{}}
		}
		return map[string]any{"optional": []any{written(one.GetValue())}}
	case traits.Mapper:
		return map[string]any{"map": entriesOf(one)}
	case traits.Lister:
		items := []any{}
		for each := one.Iterator(); each.HasNext() == types.True; {
			items = append(items, written(each.Next()))
		}
		return map[string]any{"list": items}
	case ref.Type:
		return map[string]any{"type": one.TypeName()}
	default:
		return map[string]any{value.Type().TypeName(): fmt.Sprint(value.Value())}
	}
}

// entriesOf are pairs in the order of their keys as written.
func entriesOf(mapper traits.Mapper) []any {
	entries := map[string]any{}
	for each := mapper.Iterator(); each.HasNext() == types.True; {
		key := each.Next()
		text, err := json.Marshal(written(key))
		if err != nil {
			panic(err)
		}
		value := any("absent")
		if found, ok := mapper.Find(key); ok {
			value = written(found)
		}
		entries[string(text)] = []any{json.RawMessage(text), value}
	}
	sorted := []any{}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		sorted = append(sorted, entries[key])
	}
	return sorted
}

// sizes finds the bounds of the schema; the API server's own is not exported.
type sizes struct {
	root *apiservercel.DeclType
}

func (s *sizes) EstimateSize(element checker.AstNode) *checker.SizeEstimate {
	path := element.Path()
	if len(path) == 0 {
		return nil
	}
	at := s.root
	for _, name := range path[1:] {
		switch name {
		case "@items", "@values":
			at = at.ElemType
		case "@keys":
			at = at.KeyType
		default:
			field, found := at.Fields[name]
			if !found {
				return nil
			}
			at = field.Type
		}
		if at == nil {
			return nil
		}
	}
	return &checker.SizeEstimate{Min: 0, Max: uint64(at.MaxElements)}
}

func (s *sizes) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}
