// Times cel-go. Reads [{"source": "...", "variables": {...}}] and writes [{"nanoseconds": n}] or [{"problem": "..."}],
// one a rule, in their order.
package main

import (
	"encoding/json"
	"os"
	"sort"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/ext"
)

type rule struct {
	Source    string         `json:"source"`
	Variables map[string]any `json:"variables"`
}

type answer struct {
	Nanoseconds float64 `json:"nanoseconds,omitempty"`
	Problem     string  `json:"problem,omitempty"`
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
		nanoseconds, err := measure(one)
		answers[i].Nanoseconds = nanoseconds
		if err != nil {
			answers[i].Problem = err.Error()
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}

func measure(one rule) (float64, error) {
	options := []cel.EnvOption{ext.Strings(), ext.Sets(), cel.OptionalTypes()}
	for name := range one.Variables {
		options = append(options, cel.Variable(name, cel.DynType))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return 0, err
	}
	ast, issues := env.Compile(one.Source)
	if issues.Err() != nil {
		return 0, issues.Err()
	}
	program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return 0, err
	}
	if _, _, err := program.Eval(one.Variables); err != nil {
		return 0, err
	}
	count := 1
	for end := time.Now().Add(warmUp); time.Now().Before(end); count *= 2 {
		timeOf(program, one.Variables, count)
	}
	count = max(1, int(float64(batch.Nanoseconds())/timeOf(program, one.Variables, count)))
	samples := make([]float64, batches)
	for i := range samples {
		samples[i] = timeOf(program, one.Variables, count)
	}
	sort.Float64s(samples)
	return samples[batches/2], nil
}

func timeOf(program cel.Program, variables map[string]any, count int) float64 {
	started := time.Now()
	for range count {
		_, _, _ = program.Eval(variables)
	}
	return float64(time.Since(started).Nanoseconds()) / float64(count)
}
