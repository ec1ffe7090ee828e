/** All cases of the corpus. */
import type { PolicyCase } from "./corpus.ts";
import { MATCHING_CASES } from "./matching-cases.ts";
import { MUTATING_CASES } from "./mutating-cases.ts";
import { OBJECT_CASES } from "./object-cases.ts";
import { REQUEST_CASES } from "./request-cases.ts";
import { VALIDATING_CASES } from "./validating-cases.ts";

export const CASES: readonly PolicyCase[] = [
  ...VALIDATING_CASES,
  ...REQUEST_CASES,
  ...MATCHING_CASES,
  ...MUTATING_CASES,
  ...OBJECT_CASES,
];
