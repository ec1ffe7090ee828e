/** What every check is: a proof over the model that finds problems, and notes that stop nothing. */
import type { Model, ResourceModel } from "../model.ts";
import type { Problem } from "../problems.ts";
import { rememberingObjects } from "../remembering.ts";

export interface CheckResult {
  problems: Problem[];
  notes: string[];
}

export type Check = (model: Model) => CheckResult | Promise<CheckResult>;

/** A proof about each resource by itself. Where a run leaves a resource as the last one had it, that stays proven. */
export function ofEach(check: (resource: ResourceModel) => Problem[]): (model: Model) => CheckResult {
  const once = rememberingObjects(check);
  return ({ resources }) => ({ problems: resources.flatMap(once), notes: [] });
}
