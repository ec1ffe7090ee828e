/** What the operator of every story may do: what its generated ClusterRole says, and no more. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { allowed, type Rule } from "../servers/user-role.ts";

const file = join(import.meta.dirname, "../../generated/rbac/operator.yaml");

export const OPERATOR_RULES: readonly Rule[] = (parse(readFileSync(file, "utf8")) as { rules: Rule[] }).rules;

export const operatorMay = (verb: string, group: string, resource: string): boolean =>
  allowed(OPERATOR_RULES, verb, group, resource);
