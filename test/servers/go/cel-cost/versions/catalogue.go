package main

import (
	"sort"

	"github.com/google/cel-go/cel"
)

type function struct {
	Function string   `json:"function"`
	Member   bool     `json:"member"`
	Args     []string `json:"args"`
	Result   string   `json:"result"`
	In       []string `json:"in"`
}

type macro struct {
	Macro  string   `json:"macro"`
	Member bool     `json:"member"`
	Args   int      `json:"args"`
	In     []string `json:"in"`
}

// catalogue has the functions and macros of several versions.
type catalogue struct {
	list      []any
	functions map[string]*function
	macros    map[string]*macro
}

func (c *catalogue) add(name string, env *cel.Env) {
	if c.functions == nil {
		c.functions, c.macros = map[string]*function{}, map[string]*macro{}
	}
	functions := env.Functions()
	names := make([]string, 0, len(functions))
	for function := range functions {
		names = append(names, function)
	}
	sort.Strings(names)
	for _, each := range names {
		for _, overload := range functions[each].OverloadDecls() {
			known := c.functions[each+overload.ID()]
			if known == nil {
				known = &function{Function: each, Member: overload.IsMemberFunction(), Args: []string{}}
				for _, arg := range overload.ArgTypes() {
					known.Args = append(known.Args, arg.String())
				}
				known.Result = overload.ResultType().String()
				c.functions[each+overload.ID()] = known
				c.list = append(c.list, known)
			}
			known.In = append(known.In, name)
		}
	}
	for _, each := range env.Macros() {
		known := c.macros[each.MacroKey()]
		if known == nil {
			known = &macro{Macro: each.Function(), Member: each.IsReceiverStyle(), Args: each.ArgCount()}
			c.macros[each.MacroKey()] = known
			c.list = append(c.list, known)
		}
		known.In = append(known.In, name)
	}
}
