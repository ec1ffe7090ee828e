/** Checks a JSON value against a schema as the API server's OpenAPI validator does. */

import { type Correlated, childByIndex, childByKey, isUnchanged } from "./correlate.ts";
import { equal, type JsonKind, type JsonObject, kindOf } from "./json.ts";
import type { SchemaNode } from "./prepare.ts";
import type { FieldError } from "./types.ts";
import { isInEnum } from "./value-enum.ts";
import {
  type Complaint,
  duplicates,
  fewerItems,
  fewerProperties,
  forbiddenProperty,
  longerThan,
  matchesNot,
  missing,
  moreItems,
  moreProperties,
  noAllOf,
  noAnyOf,
  noMatch,
  noOneOf,
  notInEnum,
  shorterThan,
  toFieldErrors,
  wrongType,
} from "./value-messages.ts";
import { checkNumber, isNearlyInteger, isWithinBounds } from "./value-number.ts";

/**
 * What a walk carries: the way to the current value, the complaints, and `matches`, which counts passed checks to choose
 * the branch of anyOf and oneOf whose complaints are shown.
 */
interface Walk {
  readonly path: (string | number)[];
  complaints: Complaint[];
  matches: number;
}

/**
 * Complaints about `value`, in schema order, with fields below `base` (empty for a whole object). With `pair`, complaints
 * about a value that is unchanged from the old one are left out.
 */
export function checkValue(node: SchemaNode, value: unknown, base: string, pair?: Correlated): FieldError[] {
  const all = complaintsAbout(node, value, undefined);
  if (all.length === 0) return [];
  // Only now it matters what was there before.
  return toFieldErrors(pair === undefined ? all : complaintsAbout(node, value, pair), base);
}

function complaintsAbout(node: SchemaNode, value: unknown, pair: Correlated | undefined): Complaint[] {
  const walk: Walk = { path: [], complaints: [], matches: 0 };
  checkNode(node, value, walk, pair);
  return walk.complaints;
}

function nameOf(path: readonly (string | number)[]): string {
  let name = "";
  for (const part of path) {
    name += typeof part === "number" ? `[${part}]` : name === "" || part.startsWith(".") ? part : `.${part}`;
  }
  return name;
}

function checkNode(node: SchemaNode, value: unknown, walk: Walk, pair: Correlated | undefined): void {
  const before = walk.complaints.length;
  const kind = kindOf(value);
  const typed = node.types.length > 0 || node.format !== "";
  if (typed || kind === "null") checkType(node, value, kind, walk);
  if (kind !== "null") {
    if (typed) walk.matches++;
    checkQuantifiers(node, value, walk);
    walk.matches += 3;
    checkKind(node, value, kind, walk);
  }
  const allowed = node.schema.enum;
  if (kind !== "null") walk.matches++;
  if (allowed !== undefined && allowed.length > 0 && !isInEnum(value ?? null, allowed)) {
    walk.complaints.push(notInEnum(nameOf(walk.path), value ?? null, allowed));
  }
  if (kind === "object") {
    walk.matches++;
    checkObject(node, value as JsonObject, walk, pair);
  } else if (kind === "array") {
    // Items come before the enum of the list itself in the API server; as a set the complaints are the same.
    walk.matches += 2;
    checkArray(node, value as readonly unknown[], walk, pair);
  }
  if (pair !== undefined && walk.complaints.length > before && isUnchanged(pair))
    walk.complaints.length = before;
}

function checkType(node: SchemaNode, value: unknown, kind: JsonKind, walk: Walk): void {
  const { types, format } = node;
  if (kind === "null") {
    if (types.length > 0 && !node.nullable)
      walk.complaints.push(wrongType(nameOf(walk.path), types.join(","), "null"));
    else walk.matches++;
    return;
  }
  const fits =
    types.includes(kind) ||
    (kind === "number" && types.includes("integer") && isNearlyInteger(value as number)) ||
    (kind === "integer" && types.includes("number"));
  const written = kind === "string" || kind === "array";
  const valueFormat = kind === "integer" ? "int64" : kind === "number" ? "float64" : "";
  if (format !== "" && !written && !fits && format !== valueFormat) {
    walk.complaints.push(wrongType(nameOf(walk.path), format, valueFormat));
    return;
  }
  // A text or a list under a format is left to the format's own check.
  const numeric = types.includes("number") || types.includes("integer");
  if (fits || (format !== "" && written && !numeric)) walk.matches++;
  else walk.complaints.push(wrongType(nameOf(walk.path), types.join(","), kind));
}

function checkKind(node: SchemaNode, value: unknown, kind: JsonKind, walk: Walk): void {
  if (kind === "string") {
    walk.matches++;
    checkString(node, value as string, walk);
    if (node.checkFormat !== undefined) {
      walk.matches++;
      if (!node.checkFormat(value as string)) {
        walk.complaints.push(wrongType(nameOf(walk.path), node.format, value as string));
      }
    }
  } else if (kind === "integer" || kind === "number") {
    walk.matches += 2;
    if (!isWithinBounds(node, Number(value)))
      checkNumber(node, Number(value), () => nameOf(walk.path), walk.complaints);
  }
}

/** Counts code points, and only where the count of UTF-16 units leaves doubt. */
function isLonger(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || [...text].length > max);
}

function isShorter(text: string, min: number): boolean {
  return text.length < min || (text.length < 2 * min && [...text].length < min);
}

function checkString(node: SchemaNode, text: string, walk: Walk): void {
  const { maxLength, minLength } = node.schema;
  if (maxLength !== undefined && isLonger(text, maxLength)) {
    walk.complaints.push(longerThan(nameOf(walk.path), maxLength));
  } else if (minLength !== undefined && isShorter(text, minLength)) {
    walk.complaints.push(shorterThan(nameOf(walk.path), minLength, text));
  } else if (node.pattern !== undefined) {
    const source = node.schema.pattern ?? "";
    if ("error" in node.pattern) {
      const problem = `${source}, but pattern is invalid: ${node.pattern.error}`;
      walk.complaints.push(noMatch(nameOf(walk.path), problem, text));
    } else if (!node.pattern.test(text)) {
      walk.complaints.push(noMatch(nameOf(walk.path), source, text));
    }
  }
}

function checkArray(
  node: SchemaNode,
  list: readonly unknown[],
  walk: Walk,
  pair: Correlated | undefined,
): void {
  const { minItems, maxItems, uniqueItems } = node.schema;
  if (node.items !== undefined) {
    for (let index = 0; index < list.length; index++) {
      walk.path.push(index);
      checkNode(node.items, list[index], walk, pair === undefined ? undefined : childByIndex(pair, index));
      walk.path.pop();
    }
  }
  if (minItems !== undefined && list.length < minItems) {
    walk.complaints.push(fewerItems(nameOf(walk.path), minItems, list.length));
  }
  if (maxItems !== undefined && list.length > maxItems) {
    walk.complaints.push(moreItems(nameOf(walk.path), maxItems, list.length));
  }
  if (uniqueItems && list.some((item, index) => list.slice(0, index).some((other) => equal(item, other)))) {
    walk.complaints.push(duplicates(nameOf(walk.path)));
  }
}

function checkObject(node: SchemaNode, object: JsonObject, walk: Walk, pair: Correlated | undefined): void {
  const { minProperties, maxProperties, required } = node.schema;
  const { additional, properties } = node;
  if (minProperties !== undefined || maxProperties !== undefined) {
    const count = Object.keys(object).length;
    if (minProperties !== undefined && count < minProperties) {
      walk.complaints.push(fewerProperties(nameOf(walk.path), minProperties, count));
    }
    if (maxProperties !== undefined && count > maxProperties) {
      walk.complaints.push(moreProperties(nameOf(walk.path), maxProperties, count));
    }
  }
  if (additional === false) {
    for (const key of Object.keys(object)) {
      if (!properties.has(key)) walk.complaints.push(forbiddenProperty(nameOf(walk.path), key));
    }
  } else if (typeof additional === "object") {
    for (const key of Object.keys(object))
      if (!properties.has(key)) checkEntry(additional, object, key, `.${key}`, walk, pair);
  }
  for (const [key, schema] of properties)
    if (Object.hasOwn(object, key)) checkEntry(schema, object, key, key, walk, pair);
  if (required !== undefined) {
    for (const key of required) {
      if (!Object.hasOwn(object, key)) walk.complaints.push(missing(`${nameOf(walk.path)}.${key}`));
    }
  }
}

/** `part` is how the path spells the key. */
function checkEntry(
  schema: SchemaNode,
  object: JsonObject,
  key: string,
  part: string,
  walk: Walk,
  pair: Correlated | undefined,
): void {
  // What kind and apiVersion say of the root is never forgiven: old and new are read in the same version.
  const ratchets =
    pair !== undefined && !(walk.path.length === 0 && (key === "kind" || key === "apiVersion"));
  const before = ratchets ? childByKey(pair, key) : undefined;
  walk.path.push(part);
  checkNode(schema, object[key], walk, before);
  walk.path.pop();
}

/** Runs one branch by itself. Branches know no old value: only an unchanged owner forgives them. */
function branch(node: SchemaNode, value: unknown, walk: Walk): Walk {
  const inner: Walk = { path: walk.path, complaints: [], matches: 0 };
  checkNode(node, value, inner, undefined);
  return inner;
}

function merge(walk: Walk, part: Walk | undefined): void {
  if (part === undefined) return;
  walk.complaints.push(...part.complaints);
  walk.matches += part.matches;
}

function checkQuantifiers(node: SchemaNode, value: unknown, walk: Walk): void {
  if (node.anyOf.length > 0) checkAnyOf(node.anyOf, value, walk);
  if (node.oneOf.length > 0) checkOneOf(node.oneOf, value, walk);
  if (node.allOf.length > 0) checkAllOf(node.allOf, value, walk);
  if (node.not !== undefined && branch(node.not, value, walk).complaints.length === 0) {
    walk.complaints.push(matchesNot(nameOf(walk.path)));
  }
}

function checkAnyOf(branches: readonly SchemaNode[], value: unknown, walk: Walk): void {
  let best: Walk | undefined;
  for (const one of branches) {
    const result = branch(one, value, walk);
    if (result.complaints.length === 0) {
      merge(walk, result);
      return;
    }
    if (best === undefined || result.matches > best.matches) best = result;
  }
  walk.complaints.push(noAnyOf(nameOf(walk.path)));
  merge(walk, best);
}

function checkOneOf(branches: readonly SchemaNode[], value: unknown, walk: Walk): void {
  let best: Walk | undefined;
  let first: Walk | undefined;
  let valid = 0;
  for (const one of branches) {
    const result = branch(one, value, walk);
    if (result.complaints.length === 0) {
      valid++;
      best = undefined;
      first ??= result;
    } else if (valid === 0 && (best === undefined || result.matches > best.matches)) best = result;
  }
  if (valid === 1) {
    merge(walk, first);
    return;
  }
  walk.complaints.push(noOneOf(nameOf(walk.path), valid));
  merge(walk, best);
}

function checkAllOf(branches: readonly SchemaNode[], value: unknown, walk: Walk): void {
  let valid = 0;
  for (const one of branches) {
    const result = branch(one, value, walk);
    if (result.complaints.length === 0) valid++;
    merge(walk, result);
  }
  if (valid !== branches.length) walk.complaints.push(noAllOf(nameOf(walk.path), valid));
}
