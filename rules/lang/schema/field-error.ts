/** How Kubernetes words field errors, alone, together, and as causes of a Status. */

import { goJson, goNumber, goQuote } from "./go-text.ts";
import type { FieldError, FieldErrorType } from "./types.ts";

const TITLES: Record<FieldErrorType, string> = {
  FieldValueNotFound: "Not found",
  FieldValueRequired: "Required value",
  FieldValueDuplicate: "Duplicate value",
  FieldValueInvalid: "Invalid value",
  FieldValueNotSupported: "Unsupported value",
  FieldValueForbidden: "Forbidden",
  FieldValueTooLong: "Too long",
  FieldValueTooMany: "Too many",
  InternalError: "Internal error",
  FieldValueTypeInvalid: "Invalid value",
};

const PRINTS_VALUE: Record<FieldErrorType, boolean> = {
  FieldValueNotFound: true,
  FieldValueRequired: false,
  FieldValueDuplicate: true,
  FieldValueInvalid: true,
  FieldValueNotSupported: true,
  FieldValueForbidden: false,
  FieldValueTooLong: false,
  FieldValueTooMany: true,
  InternalError: false,
  FieldValueTypeInvalid: true,
};

export const required = (field: string, detail = ""): FieldError => ({
  type: "FieldValueRequired",
  field,
  detail,
});
export const forbidden = (field: string, detail: string): FieldError => ({
  type: "FieldValueForbidden",
  field,
  detail,
});
/** `value` undefined prints none. */
export const invalid = (field: string, value: unknown, detail: string): FieldError =>
  value === undefined
    ? { type: "FieldValueInvalid", field, detail }
    : { type: "FieldValueInvalid", field, value, detail };
export const typeInvalid = (field: string, value: unknown, detail: string): FieldError => ({
  type: "FieldValueTypeInvalid",
  field,
  value,
  detail,
});
export const duplicate = (field: string, value: unknown): FieldError =>
  value === undefined
    ? { type: "FieldValueDuplicate", field, detail: "" }
    : { type: "FieldValueDuplicate", field, value, detail: "" };
export const internal = (field: string, detail: string): FieldError => ({
  type: "InternalError",
  field,
  detail,
});

export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length > 0 ? `supported values: ${supported.map(goQuote).join(", ")}` : "";
  return { type: "FieldValueNotSupported", field, value, detail };
}

export function tooLong(field: string, max: number): FieldError {
  return {
    type: "FieldValueTooLong",
    field,
    detail: `may not be more than ${max} ${max === 1 ? "byte" : "bytes"}`,
  };
}

export function tooMany(field: string, actual: number, max: number): FieldError {
  return {
    type: "FieldValueTooMany",
    field,
    value: actual,
    detail: `must have at most ${max} ${max === 1 ? "item" : "items"}`,
  };
}

function valueText(error: FieldError): string {
  if (error.valueText !== undefined) return error.valueText;
  const { value } = error;
  if (typeof value === "string") return goQuote(value);
  if (typeof value === "number") return goNumber(value);
  return typeof value === "bigint" ? String(value) : goJson(value);
}

/** The error without its field: the `message` of a cause. */
export function errorBody(error: FieldError): string {
  const title = TITLES[error.type];
  const printed = PRINTS_VALUE[error.type] && (error.value !== undefined || error.valueText !== undefined);
  const head = printed ? `${title}: ${valueText(error)}` : title;
  return error.detail === "" ? head : `${head}: ${error.detail}`;
}

/** `spec.x: Invalid value: 11: …` */
export function fieldErrorText(error: FieldError): string {
  return `${error.field}: ${errorBody(error)}`;
}

/** One error as itself, several as `[a, b]`; equal texts once. */
export function aggregateText(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(fieldErrorText))];
  return texts.length === 1 ? (texts[0] ?? "") : `[${texts.join(", ")}]`;
}

export interface Cause {
  reason: string;
  message: string;
  field: string;
}

/** The `details.causes` of a Status with reason Invalid. */
export function toCauses(errors: readonly FieldError[]): Cause[] {
  return errors.map((error) => ({ reason: error.type, message: errorBody(error), field: error.field }));
}
