/** Complaints of the value validator: the texts, and how each becomes a field error. */

import { invalid, notSupported, required, tooLong, tooMany, typeInvalid } from "./field-error.ts";
import { child, ROOT } from "./field-path.ts";
import { goJson, goQuote, goValue } from "./go-text.ts";
import type { FieldError } from "./types.ts";

/**
 * A complaint. `name` is where, dotted as the validator writes it (`spec.list[0].x`, empty for the value itself);
 * undefined for those that are reported without a field.
 */
export type Complaint = {
  readonly text: string;
  readonly name?: string;
  readonly toError: (field: string, text: string) => FieldError;
};

const asInvalid = (value: unknown) => (field: string, text: string) => invalid(field, value, text);

const about = (name: string, sentence: string, value: unknown): Complaint => ({
  name,
  text: `${name} in body ${sentence}`,
  toError: asInvalid(value ?? ""),
});

/** `found` is the kind that was found, or the text that does not fit a format. */
export const wrongType = (name: string, expected: string, found: string): Complaint => ({
  name,
  text: `${name} in body must be of type ${expected}: ${goQuote(found)}`,
  toError: (field, text) => typeInvalid(field, found, text),
});

export const missing = (name: string): Complaint => ({
  name,
  text: `${name} in body is required`,
  toError: (field) => required(field),
});

export const notInEnum = (name: string, value: unknown, values: readonly unknown[]): Complaint => ({
  name,
  text: `${name} in body should be one of [${values.map(goValue).join(" ")}]`,
  toError: (field) =>
    notSupported(
      field,
      value,
      values.map((one) => (typeof one === "string" ? one : goJson(one))),
    ),
});

export const longerThan = (name: string, max: number): Complaint => ({
  name,
  text: `${name} in body should be at most ${max} chars long`,
  toError: (field) => tooLong(field, max),
});

export const shorterThan = (name: string, min: number, value: string): Complaint =>
  about(name, `should be at least ${min} chars long`, value);

export const noMatch = (name: string, pattern: string, value: string): Complaint =>
  about(name, `should match '${pattern}'`, value);

export const above = (name: string, max: number, exclusive: boolean, value: number): Complaint =>
  about(name, `should be less than ${exclusive ? "" : "or equal to "}${goValue(max)}`, value);

export const below = (name: string, min: number, exclusive: boolean, value: number): Complaint =>
  about(name, `should be greater than ${exclusive ? "" : "or equal to "}${goValue(min)}`, value);

export const noMultiple = (name: string, factor: number, value: number): Complaint =>
  about(name, `should be a multiple of ${goValue(factor)}`, value);

export const factorNotPositive = (name: string, factor: number): Complaint => ({
  name,
  text: `factor MultipleOf declared for ${name} must be positive: ${goValue(factor)}`,
  toError: asInvalid(factor),
});

export const moreItems = (name: string, max: number, actual: number): Complaint => ({
  name,
  text: `${name} in body should have at most ${max} items`,
  toError: (field) => tooMany(field, actual, max),
});

export const fewerItems = (name: string, min: number, actual: number): Complaint =>
  about(name, `should have at least ${min} items`, actual);

export const moreProperties = (name: string, max: number, actual: number): Complaint => ({
  name,
  text: `${name} in body should have at most ${max} properties`,
  toError: (field) => tooMany(field, actual, max),
});

export const fewerProperties = (name: string, min: number, actual: number): Complaint =>
  about(name, `should have at least ${min} properties`, actual);

export const duplicates = (name: string): Complaint => about(name, "shouldn't contain duplicates", undefined);

export const forbiddenProperty = (name: string, key: string): Complaint => ({
  name,
  text: `${name}.${key} in body is a forbidden property`,
  toError: asInvalid(key),
});

const nowhere = (text: string): Complaint => ({ text, toError: asInvalid("") });

export const outOfRange = (name: string, what: string, type: string, format: string): Complaint =>
  nowhere(
    format === ""
      ? `${what} value must be of type ${type} (default format) in ${name}`
      : `${what} value must be of type ${type} with format ${format} in ${name}`,
  );

export const noAnyOf = (name: string): Complaint =>
  nowhere(`${goQuote(name)} must validate at least one schema (anyOf)`);

export const noOneOf = (name: string, valid: number): Complaint => {
  const found = valid === 0 ? "Found none valid" : `Found ${valid} valid alternatives`;
  return nowhere(`${goQuote(name)} must validate one and only one schema (oneOf). ${found}`);
};

export const noAllOf = (name: string, valid: number): Complaint =>
  nowhere(`${goQuote(name)} must validate all the schemas (allOf)${valid === 0 ? ". None validated" : ""}`);

export const matchesNot = (name: string): Complaint =>
  nowhere(`${goQuote(name)} must not validate the schema (not)`);

/** Field errors below `base`; complaints with equal texts count once. */
export function toFieldErrors(complaints: readonly Complaint[], base: string): FieldError[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const complaint of complaints) {
    if (seen.has(complaint.text)) continue;
    seen.add(complaint.text);
    errors.push(complaint.toError(fieldOf(complaint.name, base), complaint.text));
  }
  return errors;
}

function fieldOf(name: string | undefined, base: string): string {
  if (name === undefined || name === "" || name === ".") return base === "" ? ROOT : base;
  return child(base, name.startsWith(".") ? name.slice(1) : name);
}
