/** What every check is: a proof over the model that finds problems, and notes that stop nothing. */
import type { Model } from "../model.ts";
import type { Problem } from "../problems.ts";

export interface CheckResult {
  problems: Problem[];
  notes: string[];
}

export type Check = (model: Model) => CheckResult | Promise<CheckResult>;
