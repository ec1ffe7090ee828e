/** Compares two schemas of one version, field by field. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { fieldPath, itemsOf, valuesOf } from "../schema-tree.ts";
import { compareKeywords } from "./keywords.ts";
import { isWider, keepsUnknown, kindOf, typeText, withoutProse } from "./nodes.ts";
import type { Report } from "./report.ts";
import { compareRules } from "./rules.ts";

/** Reports every difference of the two schemas, each at its field. */
export function compareSchemas(old: JSONSchemaProps, now: JSONSchemaProps, report: Report): void {
  compareNodes(old, now, { required: true, unit: undefined, inList: false }, report);
}

interface Around {
  /** The field is required before and after; items and values count as required, for they cannot be absent. */
  required: boolean;
  /** The list around, when its items have no identity: they are forgiven only together. */
  unit: string | undefined;
  /** The node is an item of a list. */
  inList: boolean;
}

function compareNodes(old: JSONSchemaProps, now: JSONSchemaProps, around: Around, report: Report): void {
  const [was, is] = [kindOf(old), kindOf(now)];
  if (was !== is) {
    const code = isWider(old, now) ? "type-widened" : "type-changed";
    report.add(code, { was: typeText(old), is: typeText(now) });
    if (code === "type-changed") return;
  }
  compareNull(old, now, around, report);
  compareKeywords(old, now, around.required, report);
  compareSharing(old, now, report);
  compareRules(old, now, report);
  compareFields(old, now, around, report);
  const path = report.path;
  const [oldItems, items] = [itemsOf(old), itemsOf(now)];
  if (oldItems && items) {
    const identified = now["x-kubernetes-list-type"] === "map" && around.unit === undefined;
    const unit = identified ? undefined : (around.unit ?? path);
    compareNodes(oldItems, items, { required: true, unit, inList: true }, report.at(`${path}[]`, unit));
  }
  const [oldValues, values] = [valuesOf(old), valuesOf(now)];
  if (oldValues && values) {
    const inner = { required: true, unit: around.unit, inList: false };
    compareNodes(oldValues, values, inner, report.at(`${path}{}`, around.unit));
  } else if (values && old.additionalProperties === true) {
    const is = typeText(values);
    report
      .at(`${path}{}`, around.unit)
      .add(closes(values) ? "field-declared-closed" : "field-declared", { is });
  }
}

/** Null is dropped where it is no value, but an item of a list stays and is refused. */
function compareNull(old: JSONSchemaProps, now: JSONSchemaProps, around: Around, report: Report): void {
  if ((old.nullable ?? false) === (now.nullable ?? false)) return;
  if (now.nullable) report.add("nullable-added");
  else if (now.default !== undefined) report.add("null-dropped");
  else if (around.inList) report.add("null-refused");
  else if (around.required) report.add("null-refused-required");
  else report.add("null-dropped");
}

function compareSharing(old: JSONSchemaProps, now: JSONSchemaProps, report: Report): void {
  const lists = [old, now].map((node) =>
    node.type === "array" ? (node["x-kubernetes-list-type"] ?? "atomic") : undefined,
  );
  const maps = [old, now].map((node) =>
    node.type === "object" ? (node["x-kubernetes-map-type"] ?? "granular") : undefined,
  );
  const keys = [old, now].map((node) => (node["x-kubernetes-list-map-keys"] ?? []).join(", "));
  if (lists[0] !== lists[1]) report.add("list-type-changed", { was: lists[0], is: lists[1] });
  else if (keys[0] !== keys[1]) report.add("list-keys-changed", { was: keys[0], is: keys[1] });
  if (maps[0] !== maps[1]) report.add("map-type-changed", { was: maps[0], is: maps[1] });
  const embedded = [old, now].map((node) => node["x-kubernetes-embedded-resource"] === true);
  if (embedded[0] !== embedded[1]) report.add(embedded[1] ? "embedded-added" : "embedded-removed");
}

function compareFields(old: JSONSchemaProps, now: JSONSchemaProps, around: Around, report: Report): void {
  const [kept, keeps] = [keepsUnknown(old), keepsUnknown(now)];
  // A map keeps every key; a value of any kind is told with its type.
  if (kept !== keeps && kindOf(old) !== "map" && kindOf(now) !== "map")
    report.add(keeps ? "unknown-kept" : "unknown-dropped");
  const [oldFields, fields] = [old.properties ?? {}, now.properties ?? {}];
  for (const [name, field] of Object.entries(oldFields)) {
    const inner = report.at(fieldPath(report.path, name), around.unit);
    const same = fields[name];
    if (same === undefined) reportRemoved(name, field, old, now, keeps, inner);
    else compareField(name, field, same, old, now, around, inner);
  }
  for (const [name, field] of Object.entries(fields)) {
    if (oldFields[name] === undefined)
      reportAdded(name, field, now, kept, report.at(fieldPath(report.path, name), around.unit));
  }
}

function compareField(
  name: string,
  field: JSONSchemaProps,
  same: JSONSchemaProps,
  old: JSONSchemaProps,
  now: JSONSchemaProps,
  around: Around,
  report: Report,
): void {
  const was = old.required?.includes(name) ?? false;
  const is = now.required?.includes(name) ?? false;
  if (was && !is) report.add("field-optional");
  if (!was && is && same.default === undefined) report.add("field-required");
  compareNodes(field, same, { required: was && is, unit: around.unit, inList: false }, report);
}

function reportRemoved(
  name: string,
  field: JSONSchemaProps,
  old: JSONSchemaProps,
  now: JSONSchemaProps,
  keeps: boolean,
  report: Report,
): void {
  const was = typeText(field);
  if (keeps) {
    report.add("field-undeclared", { was });
    return;
  }
  const heir = Object.entries(now.properties ?? {}).find(
    ([other, schema]) => other !== name && old.properties?.[other] === undefined && sameShape(schema, field),
  )?.[0];
  const todo =
    heir === undefined ? undefined : `if ${heir} is its new name, keep both for a release and copy the value`;
  report.add("field-removed", { was, todo });
}

function reportAdded(
  name: string,
  field: JSONSchemaProps,
  now: JSONSchemaProps,
  kept: boolean,
  report: Report,
): void {
  const is = typeText(field);
  const required = now.required?.includes(name) ?? false;
  if (required && field.default === undefined) report.add("required-field-added", { is });
  else if (kept && !closes(field)) report.add("field-declared", { is });
  else if (kept) report.add("field-declared-closed", { is });
  else if (field.default !== undefined)
    report.add("field-added-default", { is: `${is}, ${JSON.stringify(field.default)}` });
  else report.add("field-added", { is });
}

/** What is inside and not declared is dropped. */
function closes(node: JSONSchemaProps): boolean {
  const items = itemsOf(node);
  const values = valuesOf(node);
  if (items) return closes(items);
  if (values) return closes(values);
  return kindOf(node) === "object" && !keepsUnknown(node);
}

const sameShape = (a: JSONSchemaProps, b: JSONSchemaProps): boolean => withoutProse(a) === withoutProse(b);
