/**
 * One field changed in one way, an object stored before, and what an API server then does with it. Every answer was given
 * by a real API server.
 */
import type { ChangeClass, ChangeCode } from "../../../codegen/compat/changes.ts";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";

export interface Case {
  name: string;
  code: ChangeCode;
  /** The schema of `value`; absent where the field is. */
  old?: JSONSchemaProps;
  now?: JSONSchemaProps;
  /** What the object around `value` says beside. */
  around?: { old?: JSONSchemaProps; now?: JSONSchemaProps };
  /** What is stored; the field is absent without it. */
  stored?: unknown;
  /** What is read afterwards, where that is not what is stored; `undefined` for nothing. */
  reads?: unknown;
  /** A change that leaves the changed field alone; its neighbour `note` is written unless given. */
  change?: object;
  /** k: the value is kept. u: an update that leaves it alone is accepted. c: creating the same object again is accepted. */
  answer: "kuc" | "ku-" | "k-c" | "k--" | "-uc";
  /** What we call it where the answers alone say something milder, and for whose sake. */
  judged?: { class: ChangeClass; for: string };
}

const text: JSONSchemaProps = { type: "string" };
const integer: JSONSchemaProps = { type: "integer" };
const listOf = (items: JSONSchemaProps): JSONSchemaProps => ({ type: "array", items });
const open: JSONSchemaProps = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
const object = (properties: { [name: string]: JSONSchemaProps }): JSONSchemaProps => ({
  type: "object",
  properties,
});
const need: JSONSchemaProps = { required: ["value"] };
const keeps: JSONSchemaProps = { "x-kubernetes-preserve-unknown-fields": true };
const named = (kind: JSONSchemaProps): JSONSchemaProps => ({
  ...listOf({ ...object({ name: text, kind }), required: ["name"] }),
  "x-kubernetes-list-type": "map",
  "x-kubernetes-list-map-keys": ["name"],
});
const ruled = (rule: string): JSONSchemaProps => ({ ...integer, "x-kubernetes-validations": [{ rule }] });

// biome-ignore format: a table
export const cases: readonly Case[] = [
  { name: "field-removed",        code: "field-removed",           old: text, stored: "a", reads: undefined, answer: "-uc" },
  { name: "field-undeclared",     code: "field-undeclared",        old: text, around: { old: keeps, now: keeps }, stored: "a", answer: "kuc" },
  { name: "field-added",          code: "field-added",             now: text, answer: "kuc" },
  { name: "field-declared",       code: "field-declared",          now: text, around: { old: keeps, now: keeps }, stored: 5, answer: "ku-" },
  { name: "field-closed",         code: "field-declared-closed",   now: object({ a: text }), around: { old: keeps, now: keeps }, stored: { b: 1 }, reads: {}, answer: "-uc" },
  { name: "required-added",       code: "required-field-added",    now: text, around: { now: need }, answer: "k--" },
  { name: "required-defaulted",   code: "field-added-default",           now: { ...text, default: "d" }, around: { now: need }, reads: "d", answer: "kuc" },
  { name: "required",             code: "field-required",          old: text, now: text, around: { now: need }, answer: "k--" },
  { name: "optional",             code: "field-optional",          old: text, now: text, around: { old: need }, stored: "a", answer: "kuc" },

  { name: "integer-to-string",    code: "type-changed",            old: integer, now: text, stored: 5, answer: "ku-", judged: { class: "breaking", for: "clients that expect the old type" } },
  { name: "list-to-object",       code: "type-changed",            old: listOf(text), now: object({ a: text }), stored: ["a"], answer: "ku-", judged: { class: "breaking", for: "clients that expect the old type" } },
  { name: "map-to-object",        code: "type-changed",            old: { type: "object", additionalProperties: text }, now: object({ a: text }), stored: { b: "c" }, reads: {}, answer: "-uc" },
  { name: "integer-to-number",    code: "type-widened",            old: integer, now: { type: "number" }, stored: 5, answer: "kuc" },
  { name: "integer-or-string",    code: "type-widened",            old: integer, now: { "x-kubernetes-int-or-string": true }, stored: 5, answer: "kuc" },

  { name: "nullable",             code: "nullable-added",          old: text, now: { ...text, nullable: true }, stored: "a", answer: "kuc" },
  { name: "null-optional",        code: "null-dropped",            old: { ...text, nullable: true }, now: text, stored: null, reads: undefined, answer: "kuc" },
  { name: "null-defaulted",       code: "null-dropped",            old: { ...text, nullable: true, default: "d" }, now: { ...text, default: "d" }, stored: null, reads: "d", answer: "kuc" },
  { name: "null-required",        code: "null-refused-required",   old: { ...text, nullable: true }, now: text, around: { old: need, now: need }, stored: null, reads: undefined, answer: "k--" },
  { name: "null-item",            code: "null-refused",            old: listOf({ ...text, nullable: true }), now: listOf(text), stored: [null], answer: "ku-" },

  { name: "enum-value-removed",   code: "enum-values-removed",     old: { ...text, enum: ["a", "b"] }, now: { ...text, enum: ["a"] }, stored: "b", answer: "ku-" },
  { name: "enum-value-added",     code: "enum-values-added",       old: { ...text, enum: ["a"] }, now: { ...text, enum: ["a", "b"] }, stored: "a", answer: "kuc" },
  { name: "enum-added",           code: "enum-added",              old: text, now: { ...text, enum: ["a"] }, stored: "b", answer: "ku-" },
  { name: "maximum",              code: "bound-tightened",         old: integer, now: { ...integer, maximum: 3 }, stored: 5, answer: "ku-" },
  { name: "exclusive",            code: "bound-tightened",         old: { ...integer, maximum: 5 }, now: { ...integer, maximum: 5, exclusiveMaximum: true }, stored: 5, answer: "ku-" },
  { name: "multiple",             code: "bound-tightened",         old: integer, now: { ...integer, multipleOf: 2 }, stored: 5, answer: "ku-" },
  { name: "max-length",           code: "bound-tightened",         old: text, now: { ...text, maxLength: 1 }, stored: "long", answer: "ku-" },
  { name: "max-items",            code: "bound-tightened",         old: listOf(text), now: { ...listOf(text), maxItems: 1 }, stored: ["a", "b"], answer: "ku-" },
  { name: "max-properties",       code: "bound-tightened",         old: { type: "object", additionalProperties: text }, now: { type: "object", additionalProperties: text, maxProperties: 1 }, stored: { a: "1", b: "2" }, answer: "ku-" },
  { name: "maximum-loosened",     code: "bound-loosened",          old: { ...integer, maximum: 5 }, now: { ...integer, maximum: 9 }, stored: 5, answer: "kuc" },
  { name: "pattern",              code: "pattern-changed",         old: text, now: { ...text, pattern: "^b$" }, stored: "a", answer: "ku-" },
  { name: "format",               code: "format-changed",          old: text, now: { ...text, format: "date-time" }, stored: "a", answer: "ku-" },
  { name: "format-int32",         code: "format-changed",          old: { ...integer, format: "int64" }, now: { ...integer, format: "int32" }, stored: 5_000_000_000, answer: "ku-" },
  { name: "default-added",        code: "default-added",           old: text, now: { ...text, default: "d" }, reads: "d", answer: "kuc" },
  { name: "default-changed",      code: "default-changed",         old: { ...text, default: "c" }, now: { ...text, default: "d" }, reads: "c", answer: "kuc" },
  { name: "default-removed",      code: "required-default-removed", old: { ...text, default: "c" }, now: text, around: { old: need, now: need }, reads: "c", answer: "ku-", judged: { class: "breaking", for: "manifests that leave the field out" } },

  { name: "item-enum",            code: "enum-added",              old: named(text), now: named({ ...text, enum: ["a"] }), stored: [{ name: "x", kind: "b" }], change: { value: [{ name: "x", kind: "b" }, { name: "y", kind: "a" }] }, answer: "ku-" },
  { name: "item-of-atomic",       code: "bound-tightened",         old: listOf(text), now: listOf({ ...text, maxLength: 1 }), stored: ["long"], answer: "ku-" },
  { name: "list-to-set",          code: "list-type-changed",       old: listOf(text), now: { ...listOf(text), "x-kubernetes-list-type": "set" }, stored: ["a", "a"], answer: "ku-", judged: { class: "breaking", for: "clients that expect the old type" } },
  { name: "unknown-dropped",      code: "unknown-dropped",         old: open, now: object({ a: text }), stored: { b: 1 }, reads: {}, answer: "-uc" },
  { name: "unknown-kept",         code: "unknown-kept",            old: object({ a: text }), now: { ...open, ...object({ a: text }) }, stored: { a: "b" }, answer: "kuc" },
  { name: "embedded",             code: "embedded-added",          old: open, now: { ...open, "x-kubernetes-embedded-resource": true }, stored: { a: 1 }, answer: "k--" },
  { name: "alternatives",         code: "alternatives-changed",    old: integer, now: { ...integer, anyOf: [{ maximum: 1 }, { minimum: 9 }] }, stored: 5, answer: "ku-" },

  { name: "rule",                 code: "rule-added",              old: integer, now: ruled("self > 9"), stored: 5, answer: "ku-" },
  { name: "transition-rule",      code: "transition-rule-added",   old: integer, now: ruled("self >= oldSelf"), stored: 5, answer: "kuc", judged: { class: "ratcheted", for: "clients whose changes it refuses" } },
  { name: "transition-unchanged", code: "transition-rule-added",   old: integer, now: ruled("self > oldSelf"), stored: 5, answer: "k-c", judged: { class: "ratcheted", for: "rules that hold where nothing changed, as they should" } },
  { name: "rule-removed",         code: "rule-removed",            old: ruled("self < 9"), now: integer, stored: 5, answer: "kuc" },
];
