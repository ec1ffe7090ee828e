/** The form of `x-kubernetes-validations` entries, their CEL aside. */

import { invalid, notSupported, required } from "./field-error.ts";
import { child, key } from "./field-path.ts";
import { goTrim } from "./go-text.ts";
import { resolveFieldPath } from "./selectable.ts";
import type { FieldError, JSONSchemaProps, ValidationRule } from "./types.ts";

const REASONS: readonly string[] = [
  "FieldValueDuplicate",
  "FieldValueForbidden",
  "FieldValueInvalid",
  "FieldValueRequired",
];

const hasNewline = (text: string): boolean => /[\n\r]/.test(text);

export function checkRuleForm(schema: JSONSchemaProps, path: string): FieldError[] {
  return (schema["x-kubernetes-validations"] ?? []).flatMap((rule, index) =>
    checkRule(rule, schema, key(child(path, "x-kubernetes-validations"), index)),
  );
}

function checkRule(rule: ValidationRule, schema: JSONSchemaProps, path: string): FieldError[] {
  const { message = "", messageExpression = "", fieldPath = "", reason } = rule;
  const [trimmedRule, trimmedMessage] = [goTrim(rule.rule ?? ""), goTrim(message)];
  const errors: FieldError[] = [];
  if (trimmedRule === "") errors.push(required(child(path, "rule"), "rule is not specified"));
  else if (message !== "" && trimmedMessage === "") {
    errors.push(invalid(child(path, "message"), message, "must be non-empty if specified"));
  } else if (hasNewline(trimmedMessage)) {
    errors.push(invalid(child(path, "message"), message, "must not contain line breaks"));
  } else if (hasNewline(trimmedRule) && trimmedMessage === "") {
    errors.push(required(child(path, "message"), "message must be specified if rule contains line breaks"));
  }
  if (messageExpression !== "" && goTrim(messageExpression) === "") {
    errors.push(
      required(child(path, "messageExpression"), "messageExpression must be non-empty if specified"),
    );
  }
  if (reason !== undefined && !REASONS.includes(reason)) {
    errors.push(notSupported(child(path, "reason"), reason, REASONS));
  }
  const at = child(path, "fieldPath");
  if (fieldPath !== "" && goTrim(fieldPath) === "") {
    errors.push(invalid(at, fieldPath, "must be non-empty if specified"));
  }
  if (hasNewline(fieldPath)) errors.push(invalid(at, fieldPath, "must not contain line breaks"));
  if (fieldPath !== "" && "problem" in resolveFieldPath(fieldPath, schema)) {
    errors.push(invalid(at, fieldPath, "must be a valid path"));
  }
  return errors;
}
