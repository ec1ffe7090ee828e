/**
 * A proof by the compiler, with nothing to run, about the committed files: what a caller writes is what
 * json-schema-to-typescript reads out of the JSON Schemas, and what a server answers may be written again.
 * That both are the types of `api/` is proved in circle.test.ts.
 */
import type { ResourceInputs, ResourceKey, ResourceTypes } from "../../generated/resources.ts";
import type { BackTypes } from "../../generated/types-back/index.ts";

type Same<A, B> = [A] extends [B] ? true : "the first has more";

/** The keys whose first type is wider than the second. */
type Differences<Left, Right extends { [K in keyof Left]: unknown }> = {
  [K in keyof Left as Same<Left[K], Right[K]> extends true ? never : K]: Same<Left[K], Right[K]>;
};

type Written = { [K in ResourceKey]: Omit<BackTypes[K], "status"> };

export const backIsInput: Differences<Written, ResourceInputs> = {};
export const inputIsBack: Differences<ResourceInputs, Written> = {};
export const answerIsInput: Differences<ResourceTypes, ResourceInputs> = {};
export const answerIsBack: Differences<ResourceTypes, BackTypes> = {};

// The proof can fail: a field that is required, and one of another type are seen.
// @ts-expect-error
export const required: Differences<{ k: { a?: string } }, { k: { a: string } }> = {};
// @ts-expect-error
export const other: Differences<{ k: { a: string } }, { k: { a: number } }> = {};
