/**
 * No check can fail to evaluate on an object that the schema accepts: a bounded search, over the examples of the row as
 * they stand and with each part left out that may be absent.
 */
import { isObject } from "../../rules/lang/schema/json.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import type { Example } from "../../rules/lang/tables.ts";
import type { ResourceModel } from "../model.ts";
import { type Problem, problem } from "../problems.ts";
import type { PlacedCheck } from "../rules/check.ts";
import { compileRow, environmentAt } from "../rules/environment.ts";
import { schemaAt, steps } from "../rules/fields.ts";
import { type KindTables, positionOf } from "../rules/rows.ts";
import { bindings } from "./row-examples.ts";

/** The first failure of a check, with what it was asked about. */
export function checkEvaluates(check: PlacedCheck, resource: ResourceModel, kind: KindTables): Problem[] {
  const program = compileRow(check.require, environmentAt(resource.schema, check.anchor, kind), "bool");
  if ("complaint" in program) return [];
  for (const example of [...check.admits, ...check.refuses].flatMap((one) => [
    ...lesser(one, check, resource),
  ])) {
    const result = program.evaluate(bindings(example, check.anchor, check.features));
    if (result.ok) continue;
    const holes = { id: check.id, example: JSON.stringify(example), found: result.error.message };
    return [
      problem("row-can-fail", positionOf(kind, check.id), holes, "cover what may be absent with has() or .?"),
    ];
  }
  return [];
}

/** An example, and it again without each part that may be absent. */
function* lesser(example: Example, check: PlacedCheck, { schema }: ResourceModel): Generator<Example> {
  yield example;
  const object = withMetadata(schema, check);
  const node =
    check.anchor === "metadata" ? object.properties!.metadata! : (schemaAt(object, check.anchor) ?? {});
  const nodes = { old: node, new: node, wrote: node };
  for (const [name, of] of Object.entries(nodes)) {
    const value = example[name as keyof typeof nodes];
    if (value !== undefined) for (const less of without(value, of, [])) yield { ...example, [name]: less };
  }
  // Around a node that is there, so is what leads to it.
  const way = steps(check.anchor);
  const { root, oldRoot, old } = example;
  if (root !== undefined) for (const less of without(root, object, way)) yield { ...example, root: less };
  if (oldRoot !== undefined)
    for (const less of without(oldRoot, object, old === undefined ? [] : way))
      yield { ...example, oldRoot: less };
}

/** What Kubernetes itself asks of metadata; only a new object may be without its name. */
const withMetadata = (schema: JSONSchemaProps, { on }: PlacedCheck): JSONSchemaProps => ({
  ...schema,
  properties: {
    ...schema.properties,
    metadata: {
      required: on.includes("create") ? [] : ["name"],
      properties: { ownerReferences: { items: { required: ["apiVersion", "kind", "name", "uid"] } } },
    },
  },
});

/** The value without each part of it in turn, as far as the schema lets it be absent. What leads the way stays. */
function* without(value: unknown, schema: JSONSchemaProps, way: readonly string[]): Generator<unknown> {
  const [step, ...on] = way;
  if (Array.isArray(value)) {
    const items = (schema.items as JSONSchemaProps | undefined) ?? {};
    for (const [i, item] of value.entries()) {
      if (value.length > (schema.minItems ?? 0) && step === undefined) yield value.toSpliced(i, 1);
      for (const less of without(item, items, on)) yield value.with(i, less);
    }
    return;
  }
  if (!isObject(value)) return;
  for (const [field, inner] of Object.entries(value)) {
    const { [field]: _, ...others } = value;
    const property = schema.properties?.[field] ?? {};
    const mustBe = schema.required?.includes(field) || property.default !== undefined || field === step;
    if (!mustBe) yield others;
    for (const less of without(inner, property, field === step ? on : [])) yield { ...value, [field]: less };
  }
}
