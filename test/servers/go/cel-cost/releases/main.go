// Asks the packages of the Kubernetes release that is its argument, such as 1.31, what the API server of that release
// says of new rules: it holds them to the minor version before its own. Reads a rule a line, as a JSON string, and writes
// a line for each: what is wrong with it, or null. It is built with each release's own packages in turn.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"reflect"

	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"

	"vmop.test/cel-cost/rules"
)

func main() {
	release := version.MustParseGeneric(os.Args[1])
	env := rules.Environment(base(version.MajorMinor(release.Major(), release.Minor()-1))).NewExpressionsEnv()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var rule string
		if err := json.Unmarshal(lines.Bytes(), &rule); err != nil {
			panic(err)
		}
		if err := out.Encode(rules.Complaint(env, rule)); err != nil {
			panic(err)
		}
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}

// base is what all expressions of a version may use. Some releases also ask whether costs are to be strict.
func base(compat *version.Version) *environment.EnvSet {
	build := reflect.ValueOf(environment.MustBaseEnvSet)
	arguments := []reflect.Value{reflect.ValueOf(compat), reflect.ValueOf(true)}
	return build.Call(arguments[:build.Type().NumIn()])[0].Interface().(*environment.EnvSet)
}
