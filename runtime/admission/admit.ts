/**
 * Admission as a pure function: a request and the rules in, a verdict and the filled object out. What an API server
 * enforces by itself is left to it, unless the caller asks for all rows (dry runs, explanations, older clusters).
 */
import { rt } from "../../rules/lang/cel/index.ts";
import type { CompiledCheck, CompiledRules, Place } from "../../rules/lang/compiled.ts";
import { type Filled, type Generators, runDefaults } from "../../rules/lang/defaulting.ts";
import type { Operation, RefusalReason } from "../../rules/lang/tables.ts";
import { type Caller, requestFacts } from "./facts.ts";

export interface AdmissionRequest {
  readonly operation: Operation;
  readonly object: unknown;
  /** Absent on create. */
  readonly oldObject?: unknown;
  readonly caller: Caller;
}

export interface Refusal {
  /** The row that refuses. */
  readonly rule: string;
  readonly field: string;
  readonly reason: RefusalReason;
  readonly message: string;
}

export type Verdict =
  | { readonly allowed: true; readonly object: unknown; readonly filled: readonly Filled[] }
  | { readonly allowed: false; readonly refusals: readonly Refusal[] };

/**
 * Fills what the caller left out, then asks every check of the given places. A check that cannot be evaluated refuses:
 * the generator proved that this does not happen for an object the schema accepts.
 */
export function admit(
  rules: CompiledRules,
  request: AdmissionRequest,
  places: readonly Place[],
  generators: Generators,
): Verdict {
  const facts = requestFacts(request.caller, request.object);
  const oldObject = request.oldObject ?? {};
  const { object, filled } = runDefaults(rules.defaults, {
    object: request.object,
    oldObject,
    operation: request.operation,
    facts,
    generators,
  });
  const refusals = rules.checks
    .filter((check) => places.includes(check.place) && check.on.includes(request.operation))
    .flatMap((check) => refuse(check, { object, oldObject, wrote: request.object, facts }));
  return refusals.length > 0 ? { allowed: false, refusals } : { allowed: true, object, filled };
}

interface Nodes {
  object: unknown;
  oldObject: unknown;
  wrote: unknown;
  facts: { [name: string]: unknown };
}

function refuse(check: CompiledCheck, { object, oldObject, wrote, facts }: Nodes): Refusal[] {
  const self = nodeAt(object, check.anchor);
  if (self === undefined) return [];
  const result = rt.run(check.test, {
    self,
    oldSelf: nodeAt(oldObject, check.anchor) ?? {},
    wrote: nodeAt(wrote, check.anchor) ?? {},
    fact: facts,
  });
  if (result.ok && result.value === true) return [];
  const message = result.ok ? check.message : `${check.message} (${result.error.message})`;
  return [{ rule: check.id, field: check.field, reason: check.reason, message }];
}

/** The node at a dotted path. An absent `spec` or `metadata` reads as an empty one; deeper, the row does not apply. */
function nodeAt(object: unknown, anchor: string): unknown {
  let node: unknown = object;
  for (const name of anchor === "" ? [] : anchor.split(".")) {
    node = typeof node === "object" && node !== null ? (node as { [key: string]: unknown })[name] : undefined;
  }
  return node ?? (anchor.includes(".") ? undefined : {});
}
