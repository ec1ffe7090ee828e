/** A call of every function the kernel has, made from its own table, so that none is forgotten. */

import { EVERY_FUNCTION } from "../../../../rules/lang/cel/environment.ts";
import { jsonPatch } from "../../../../rules/lang/cel/functions/json-patch.ts";
import type { FunctionRow } from "../../../../rules/lang/cel/functions/row.ts";
import { type CelType, formatType } from "../../../../rules/lang/cel/types.ts";

/** Where an expression stands: in a CRD's rule, in a validating policy, or in one of the two kinds of mutations. */
export type Place = "rule" | "validating" | "jsonPatch" | "applyConfiguration";

export interface Asked {
  readonly place: Place;
  readonly expression: string;
}

const AUTHORIZATION = "kubernetes.authorization.";

const SAMPLES: { readonly [type: string]: string } = {
  bool: "true",
  int: "1",
  uint: "1u",
  double: "1.5",
  string: "'1'",
  bytes: "b'1'",
  timestamp: "timestamp(1)",
  duration: "duration('1s')",
  dyn: "dyn(1)",
  "net.IP": "ip('10.0.0.1')",
  "net.CIDR": "cidr('10.0.0.0/8')",
  "kubernetes.URL": "url('/a')",
  "kubernetes.Quantity": "quantity('1')",
  "kubernetes.Semver": "semver('1.2.3')",
  "kubernetes.NamedFormat": "format.uuid()",
  [`${AUTHORIZATION}Authorizer`]: "authorizer",
  [`${AUTHORIZATION}PathCheck`]: "authorizer.path('/')",
  [`${AUTHORIZATION}GroupCheck`]: "authorizer.group('')",
  [`${AUTHORIZATION}ResourceCheck`]: "authorizer.group('').resource('pods')",
  [`${AUTHORIZATION}Decision`]: "authorizer.path('/').check('get')",
};

function sample(type: CelType): string {
  switch (type.kind) {
    case "list":
      return `[${sample(type.elem)}]`;
    case "map":
      return `{${sample(type.key)}: ${sample(type.value)}}`;
    case "optional":
      return `optional.of(${sample(type.of)})`;
    case "param":
      return "1";
    default: {
      const text = SAMPLES[formatType(type)];
      if (text === undefined) throw new Error(`write down a sample of ${formatType(type)}`);
      return text;
    }
  }
}

/** What is written otherwise than as `name(args)`. */
const WRITTEN: { readonly [name: string]: (args: readonly string[]) => string } = {
  "!_": ([a]) => `!${a}`,
  "-_": ([a]) => `-(${a})`,
  "_?_:_": ([a, b, c]) => `${a} ? ${b} : ${c}`,
  "_[_]": ([a, b]) => `${a}[${b}]`,
  "_[?_]": ([a, b]) => `${a}[?${b}]`,
  "@in": ([a, b]) => `${a} in ${b}`,
  // Their arguments are looked at when they are literals.
  format: ([, list]) => `'%s'.format(${list})`,
  timestamp: ([a]) => `timestamp(${a === "'1'" ? "'2024-01-01T00:00:00Z'" : a})`,
  duration: ([a]) => `duration(${a === "'1'" ? "'1s'" : a})`,
};

function call({ name, member, args }: FunctionRow): string {
  const texts = args.map(sample);
  if (Object.hasOwn(WRITTEN, name)) return WRITTEN[name]!(texts);
  const operator = /^_(\W+)_$/.exec(name)?.[1];
  if (operator !== undefined) return texts.join(` ${operator} `);
  return member ? `${texts[0]}.${name}(${texts.slice(1).join(", ")})` : `${name}(${texts.join(", ")})`;
}

function placeOf(row: FunctionRow): Place {
  if (jsonPatch.includes(row)) return "jsonPatch";
  const isAuthorization = row.args.some((type) => formatType(type).startsWith(AUTHORIZATION));
  return isAuthorization ? "validating" : "rule";
}

/** Only macros call what has an @ in its name. */
export const isWritable = (row: FunctionRow): boolean => row.name === "@in" || !row.name.includes("@");

export const CALLS: readonly Asked[] = EVERY_FUNCTION.filter(isWritable).map((row) => ({
  place: placeOf(row),
  expression: call(row),
}));
