/** Compares the CEL rules of two nodes. Two texts are not compared for meaning: another text is another rule. */
import type { JSONSchemaProps, ValidationRule } from "../../rules/lang/schema/types.ts";
import type { Report } from "./report.ts";

/** Reports each rule that came or went. */
export function compareRules(old: JSONSchemaProps, now: JSONSchemaProps, report: Report): void {
  const before = old["x-kubernetes-validations"] ?? [];
  const after = now["x-kubernetes-validations"] ?? [];
  for (const rule of after) {
    if (before.some((other) => sameRule(other, rule))) continue;
    const details = { is: nameOf(rule), rule: normal(rule.rule) };
    if (isTransition(rule)) report.add("transition-rule-added", details);
    else report.add(report.path === "" ? "rule-added-root" : "rule-added", details);
  }
  for (const rule of before) {
    if (!after.some((other) => sameRule(other, rule)))
      report.add("rule-removed", { was: nameOf(rule), rule: normal(rule.rule) });
  }
}

/** Where an error points and what it says changes nothing about who is refused. */
const sameRule = (a: ValidationRule, b: ValidationRule): boolean =>
  normal(a.rule) === normal(b.rule) && (a.optionalOldSelf ?? false) === (b.optionalOldSelf ?? false);

const normal = (text: string): string => text.replace(/\s+/g, " ").trim();

const isTransition = (rule: ValidationRule): boolean => /\boldSelf\b/.test(rule.rule);

/** What it says to people; its text where it says nothing. */
const nameOf = (rule: ValidationRule): string =>
  rule.message ? JSON.stringify(rule.message) : normal(rule.rule);
