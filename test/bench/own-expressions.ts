/**
 * Every expression of our CRDs and policies, from text to code: parsed, checked, in a CRD estimated, and compiled. Run as a
 * program it does so once, in a process that has not done so before, and prints the milliseconds.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { compile, estimateCost, isProgram, type Program } from "../../rules/lang/cel/index.ts";
import { CelTypes } from "../../rules/lang/cel/types.ts";
import { declare } from "../../rules/lang/schema/cel-type.ts";
import { sizesOf } from "../../rules/lang/schema/cost.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/index.ts";
import { compileExpression, compileVariables } from "../../runtime/apiserver/admission/expressions.ts";

const COMPAT = "1.36";
const CRDS = join(import.meta.dirname, "../../crds");

interface Expression {
  readonly expression: string;
}

interface Policy {
  readonly variables?: (Expression & { name: string })[];
  readonly matchConditions?: (Expression & { name: string })[];
  readonly validations?: Expression[];
  readonly mutations?: { readonly jsonPatch?: Expression }[];
}

export interface OwnExpressions {
  readonly schemas: readonly JSONSchemaProps[];
  readonly policies: readonly Policy[];
}

/** What is in `crds/`, read and not yet looked at. */
export function readOwn(): OwnExpressions {
  const documents = readdirSync(CRDS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => parseAllDocuments(readFileSync(join(CRDS, file), "utf8")))
    .map((document) => document.toJS());
  return {
    schemas: documents
      .filter(({ kind }) => kind === "CustomResourceDefinition")
      .flatMap(({ spec }) => spec.versions as { schema: { openAPIV3Schema: JSONSchemaProps } }[])
      .map(({ schema }) => schema.openAPIV3Schema),
    policies: documents.filter(({ kind }) => /AdmissionPolicy$/.test(kind)).map(({ spec }) => spec),
  };
}

/** The texts of all expressions, in their order. */
export function sourcesOf(own: OwnExpressions): string[] {
  const sources: string[] = [];
  compileOwn(own, (source) => sources.push(source));
  return sources;
}

/** Every expression from text to code; `seen` is told of each. */
export function compileOwn(own: OwnExpressions, seen: (source: string) => void = () => {}): void {
  for (const schema of own.schemas) compileSchema(schema, true, seen);
  for (const policy of own.policies) compilePolicy(policy, seen);
}

function compileSchema(schema: JSONSchemaProps, isResource: boolean, seen: (source: string) => void): void {
  compileNode(schema, isResource, seen);
  const children = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  for (const child of children)
    if (typeof child === "object" && !Array.isArray(child))
      compileSchema(child, child["x-kubernetes-embedded-resource"] === true, seen);
}

function compileNode(schema: JSONSchemaProps, isResource: boolean, seen: (source: string) => void): void {
  const rules = schema["x-kubernetes-validations"] ?? [];
  if (rules.length === 0) return;
  const declaration = declare(schema, isResource)!;
  const self = declaration.type;
  for (const { rule, messageExpression, optionalOldSelf } of rules) {
    const variables = { self, oldSelf: optionalOldSelf ? CelTypes.optional(self) : self };
    for (const source of [rule, messageExpression]) {
      if (source === undefined) continue;
      const program = compile(source, { compat: COMPAT, variables });
      if (!isProgram(program)) throw new Error(`${source}: ${JSON.stringify(program.issues)}`);
      estimateCost(program, sizesOf(declaration));
      makeCode(program);
      seen(source);
    }
  }
}

function compilePolicy(policy: Policy, seen: (source: string) => void): void {
  const { variables = [], matchConditions = [], validations = [], mutations = [] } = policy;
  const scope = { params: false, authorizer: true, compat: COMPAT };
  const declared = compileVariables(variables, scope);
  const inner = { ...scope, variables: declared };
  const compiled = [
    ...declared.expressions.map(({ expression }) => expression),
    ...matchConditions.map(({ expression }) => compileExpression(expression, "bool", scope)),
    ...validations.map(({ expression }) => compileExpression(expression, "bool", inner)),
    ...mutations.map(({ jsonPatch }) => compileExpression(jsonPatch!.expression, "jsonPatch", inner)),
  ];
  for (const { program, source, error } of compiled) {
    if (program === undefined) throw new Error(`${source}: ${error}`);
    makeCode(program);
    seen(source);
  }
}

/** As a program does when it is first evaluated. */
const makeCode = (program: Program): unknown =>
  new Function(`"use strict"; return ${program.toJavaScript()};`)();

if (process.argv[1] === import.meta.filename) {
  const own = readOwn();
  const started = performance.now();
  compileOwn(own);
  console.log(performance.now() - started);
}
