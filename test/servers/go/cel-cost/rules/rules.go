// Package rules judges expressions as rules of a custom resource. It is built with the packages of every release.
package rules

import (
	"fmt"

	"github.com/google/cel-go/cel"

	"k8s.io/apimachinery/pkg/util/version"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

// Complaint words what is wrong with a rule as the API server does, nil where nothing is.
func Complaint(env *cel.Env, rule string) *string {
	ast, issues := env.Compile(rule)
	if issues != nil {
		text := "compilation failed: " + issues.String()
		return &text
	}
	if _, err := env.Program(ast); err != nil {
		text := "program instantiation failed: " + err.Error()
		return &text
	}
	return nil
}

// Environment has what a rule of a custom resource may name: self, of a type that the test declares alike.
func Environment(base *environment.EnvSet) *environment.EnvSet {
	fields := map[string]*apiservercel.DeclField{}
	for name, declared := range map[string]*apiservercel.DeclType{
		"text":          apiservercel.StringType,
		"int":           apiservercel.IntType,
		"ints":          apiservercel.NewListType(apiservercel.IntType, -1),
		"map":           apiservercel.NewMapType(apiservercel.StringType, apiservercel.StringType, -1),
		"any":           apiservercel.DynType,
		"__namespace__": apiservercel.StringType,
	} {
		fields[name] = apiservercel.NewDeclField(name, declared, false, nil, nil)
	}
	self := apiservercel.NewObjectType("selfType", fields)
	extended, err := base.Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions:        []cel.EnvOption{cel.Variable("self", self.CelType())},
		DeclTypes:         []*apiservercel.DeclType{self},
	})
	if err != nil {
		panic(fmt.Sprintf("the type of self: %v", err))
	}
	return extended
}
