/** Reads the bounds that messages suggest, as a person would: `add @maxItems 24 to spec.parts`. */
import type { Problem } from "../../codegen/problems.ts";

export interface SuggestedBound {
  path: string;
  keyword: "maxItems" | "maxProperties" | "maxLength";
  value: number;
}

const STEPS: { readonly [marker: string]: string } = { items: "[]", values: "{}" };

/** `@maxItems 24 to spec.parts` and `@items maxLength=63 to spec.names`. */
export const suggested = (problems: readonly Problem[]): SuggestedBound[] =>
  problems.flatMap(({ hint = "" }) =>
    [...hint.matchAll(/@(?:(items|values) )?(max\w+)[ =](\d+) to ([^\s,]+)/g)].map(
      ([, marker, keyword, value, path]) => ({
        path: `${path}${marker === undefined ? "" : STEPS[marker]}`,
        keyword: keyword as SuggestedBound["keyword"],
        value: Number(value),
      }),
    ),
  );
