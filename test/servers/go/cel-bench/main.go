// Times cel-go on rules that hold. Reads a list of rules and writes a list of answers, one a rule, in their order:
//
//	[{"source": "...", "schema": {...}, "samples": [{"self": ..., "oldSelf": ...}]}]
//	[{"alone": n, "server": n} or {"problem": "..."}]
//
// Nanoseconds an evaluation, taking the samples in turn: "alone" is the fastest way there is, an optimised program over
// Go's own maps that counts nothing; "server" is the API server's, over values that know their schema, counting the cost.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/ext"

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

type rule struct {
	Source  string                          `json:"source"`
	Schema  apiextensionsv1.JSONSchemaProps `json:"schema"`
	Samples []json.RawMessage               `json:"samples"`
}

type answer struct {
	Alone   float64 `json:"alone,omitempty"`
	Server  float64 `json:"server,omitempty"`
	Problem string  `json:"problem,omitempty"`
}

const (
	warmUp  = 150 * time.Millisecond
	batch   = 20 * time.Millisecond
	batches = 9
)

func main() {
	var rules []rule
	if err := json.NewDecoder(os.Stdin).Decode(&rules); err != nil {
		panic(err)
	}
	answers := make([]answer, len(rules))
	for i, one := range rules {
		given, err := measure(one)
		if err != nil {
			given = answer{Problem: err.Error()}
		}
		answers[i] = given
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}

func measure(one rule) (answer, error) {
	structural, err := structuralOf(&one.Schema)
	if err != nil {
		return answer{}, err
	}
	samples, err := decoded(one.Samples)
	if err != nil {
		return answer{}, err
	}
	alone, err := measureAlone(one.Source, samples)
	if err != nil {
		return answer{}, err
	}
	server, err := measureServer(one.Source, structural, samples)
	return answer{Alone: alone, Server: server}, err
}

func structuralOf(written *apiextensionsv1.JSONSchemaProps) (*schema.Structural, error) {
	var internal apiextensions.JSONSchemaProps
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(written, &internal, nil); err != nil {
		return nil, err
	}
	return schema.NewStructural(&internal)
}

// decoded reads whole numbers as such, as the API server does.
func decoded(texts []json.RawMessage) ([]map[string]any, error) {
	samples := make([]map[string]any, len(texts))
	for i, text := range texts {
		if err := utiljson.Unmarshal(text, &samples[i]); err != nil {
			return nil, err
		}
	}
	return samples, nil
}

func measureAlone(source string, samples []map[string]any) (float64, error) {
	// The API server's environment would have every program count its cost.
	env, err := cel.NewEnv(ext.Strings(), cel.OptionalTypes(), library.Quantity(),
		cel.Variable(crdcel.ScopedVarName, cel.DynType), cel.Variable(crdcel.OldScopedVarName, cel.DynType))
	if err != nil {
		return 0, err
	}
	ast, issues := env.Compile(source)
	if issues.Err() != nil {
		return 0, issues.Err()
	}
	program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return 0, err
	}
	return nanoseconds(samples, func(variables map[string]any) (any, error) {
		return outcome(program.Eval(variables))
	})
}

func measureServer(source string, structural *schema.Structural, samples []map[string]any) (float64, error) {
	declared := model.SchemaDeclType(structural, false).MaybeAssignTypeName("selfType")
	env, err := environmentOf(declared)
	if err != nil {
		return 0, err
	}
	ast, issues := env.Compile(source)
	if issues.Err() != nil {
		return 0, issues.Err()
	}
	program, err := env.Program(ast, cel.CostLimit(celconfig.PerCallLimit), cel.CostTracking(&library.CostEstimator{}),
		cel.InterruptCheckFrequency(celconfig.CheckFrequency))
	if err != nil {
		return 0, err
	}
	values := make([]map[string]any, len(samples))
	for i, sample := range samples {
		values[i] = map[string]any{}
		for name, value := range sample {
			values[i][name] = crdcel.UnstructuredToVal(value, structural)
		}
	}
	return nanoseconds(values, func(variables map[string]any) (any, error) {
		return outcome(program.ContextEval(context.Background(), variables))
	})
}

func outcome(value ref.Val, _ *cel.EvalDetails, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return value.Value(), nil
}

func environmentOf(self *apiservercel.DeclType) (*cel.Env, error) {
	extended, err := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()).Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions: []cel.EnvOption{
			cel.Variable(crdcel.ScopedVarName, self.CelType()),
			cel.Variable(crdcel.OldScopedVarName, self.CelType()),
		},
		DeclTypes: []*apiservercel.DeclType{self},
	})
	if err != nil {
		return nil, err
	}
	return extended.NewExpressionsEnv(), nil
}

// nanoseconds is the median of the batches, after a warm-up.
func nanoseconds(samples []map[string]any, evaluate func(map[string]any) (any, error)) (float64, error) {
	for _, sample := range samples {
		if value, err := evaluate(sample); err != nil || value != true {
			return 0, fmt.Errorf("a sample gives %v, %w", value, err)
		}
	}
	timeOf := func(count int) float64 {
		started := time.Now()
		for i := range count {
			_, _ = evaluate(samples[i%len(samples)])
		}
		return float64(time.Since(started).Nanoseconds()) / float64(count)
	}
	count := 1
	for end := time.Now().Add(warmUp); time.Now().Before(end); count *= 2 {
		timeOf(count)
	}
	count = max(1, int(float64(batch.Nanoseconds())/timeOf(count)))
	times := make([]float64, batches)
	for i := range times {
		times[i] = timeOf(count)
	}
	sort.Float64s(times)
	return times[batches/2], nil
}
